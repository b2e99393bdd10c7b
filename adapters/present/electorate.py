"""Whom a ballot is asked of: as fields, and in words, for where that is not everyone in the circle, all are told."""

from enum import StrEnum
from typing import Final

from adapters.cards import ChoiceField, Field, Line, ManyField, Option, words
from adapters.desk import Screen
from adapters.present.forms import OPTION_LABEL, people_options, typed, typed_many
from adapters.present.mou_words import organisations_said
from adapters.present.scene import Scene, cut

_NAMED: Final = 5
"""People whom a card names."""


class Asked(StrEnum):
    """Values of the field ``asked``, beside the id of a stakeholder group."""

    CIRCLE = "circle"
    PEOPLE = "people"


def asked_field(scene: Scene, screen: Screen) -> Field:
    """The circle, one of its groups, or the people in the field below."""
    w, terms, groups = scene.w, scene.round.terms, scene.record.groups
    here = sorted(
        {seat.group for seat in scene.record.circle.seats}, key=lambda group: scene.group(group).casefold()
    )
    options = (
        Option(Asked.CIRCLE, w("asked.circle")),
        *(Option(str(group), cut(groups[group].name, OPTION_LABEL)) for group in here if group in groups),
        Option(Asked.PEOPLE, w("asked.people")),
    )
    chosen = Asked.PEOPLE if terms.people else str(terms.group or Asked.CIRCLE)
    return ChoiceField("asked", w("ballot.asked"), options, typed(screen, "asked", chosen))


def people_field(scene: Scene, screen: Screen) -> Field:
    """Read only where ``Asked.PEOPLE`` is chosen."""
    w, here = scene.w, {seat.member for seat in scene.record.circle.seats}
    people = people_options((str(m.id), m.name) for m in scene.record.members.values() if m.id in here)
    chosen = typed_many(screen, "people", map(str, scene.round.terms.people))
    return ManyField("people", w("ballot.people"), people, chosen, w("asked.people_hint"))


def parties_said(scene: Scene) -> str:
    """The parties of the memorandum that it is about; empty in any other round."""
    return organisations_said(scene.record.organisations, scene.round.parties, scene.w)


def is_of_no_party(scene: Scene) -> bool:
    """Whether it is about a memorandum of other organisations than the one for which the reader sits in the circle."""
    parties = scene.round.parties
    return bool(parties) and scene.record.seat.organisation not in parties


def asked_of(scene: Scene) -> str:
    """A group, or people by name; empty where everyone is asked."""
    terms, w = scene.round.terms, scene.w
    if not terms.people:
        return scene.group(terms.group) if terms.group is not None else ""
    if len(terms.people) > _NAMED:
        return w.n("vote.of_people", len(terms.people))
    return w.list(scene.name(member) for member in terms.people)


def asked_of_lines(scene: Scene) -> tuple[Line, ...]:
    """Said to all where not everyone is asked."""
    who = asked_of(scene)
    return (Line(words(scene.w("vote.asked_of", who=who))),) if who else ()


def not_asked_said(scene: Scene) -> str:
    """To somebody who may read along and not answer."""
    round, w = scene.round, scene.w
    if is_of_no_party(scene):
        return w("mou_round.not_asked", names=parties_said(scene))
    if round.ballot is None:
        few = round.deciding and scene.me not in round.deciding
        return w.n("heard.few_decide", len(round.deciding)) if few else w("more.not_asked")
    who = asked_of(scene)
    return w("vote.not_asked_of", who=who) if who else w("vote.not_asked")


def guest_lines(scene: Scene) -> tuple[Line, ...]:
    """How many of those asked come from outside; nothing while there are none."""
    guests = sum(group.guests for group in scene.round.tally.groups.values())
    return (Line(words(scene.w.n("guest.come", guests))),) if guests else ()
