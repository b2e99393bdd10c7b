"""A draft of a ballot as its author sees it: the question, the options and the terms, before anybody is asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from adapters.cards import (
    Block,
    Divider,
    Facts,
    Field,
    Form,
    Listing,
    Paragraph,
    Span,
    Words,
)
from adapters.desk import Screen
from adapters.present.ballot_options import RARE_RULES, RULES, brought, passing_of
from adapters.present.ballot_words import label_of, meaning_of
from adapters.present.preview import draft_form, smaller_group
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, field_of
from decisions.rounds.ballots.opening import asked, closing_day
from decisions.rounds.record import RoundRecord


def preview_ballot(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """All that the circle will be able to read, and how it is counted. Sending it opens the vote, once nothing is missing."""
    scene = Scene(record, reader)
    ballot = asked(scene.round)
    faults = [(_label(ballot, fault.at_field, scene), fault) for fault in _faults(scene, ballot)]
    shown: list[Block | Field] = [
        *_question(scene),
        Divider(),
        Facts(tuple(_settings(scene, closes=not faults))),
        *(() if faults else smaller_group(scene, screen)),
    ]
    return draft_form(scene, screen, faults, shown, edit=Verb.EDIT_BALLOT, opens="button.open_the_vote")


def _faults(scene: Scene, ballot: Ballot) -> Iterator[Refusal]:
    if not scene.round.text.trimmed().title:
        yield Refusal(Reason.EMPTY, at_field="title")
    yield from ballot.faults()
    try:
        _closes(scene)
    except Refusal as refusal:
        yield refusal


def _closes(scene: Scene) -> datetime:
    """As if it opened now: with the circle's settings, for a draft has none of its own yet. Refuses as the opening does."""
    return closing_day(replace(scene.round, settings=scene.record.circle.settings), scene.reader.now)


def _label(ballot: Ballot, field: str, scene: Scene) -> str:
    """What a field is called; an option by its own words."""
    labels = {field_of(option.key): option.label for option in ballot.options}
    return labels.get(field) or scene.w(f"ballot.{field}_short")


def _question(scene: Scene) -> list[Block]:
    ballot, more = asked(scene.round), scene.round.text.proposal
    blocks: list[Block] = [Paragraph(written(more))] if more else []
    if ballot.options:
        blocks.append(Listing(tuple(_option(scene, n) for n in range(len(ballot.options)))))
    return blocks


def _option(scene: Scene, n: int) -> Words:
    ballot = asked(scene.round)
    option = ballot.options[n]
    label = Span(label_of(ballot, option, scene.w), bold=True)
    meaning = meaning_of(ballot, option, scene.w)
    return Words((label, Span(f" – {meaning}"))) if meaning else Words((label,))


def _settings(scene: Scene, *, closes: bool) -> Iterator[tuple[str, str]]:
    """How it is held and counted, in rows."""
    w, terms, ballot = scene.w, scene.round.terms, asked(scene.round)
    circle = scene.record.circle
    yield w("ballot.method_short"), w(f"method.{ballot.method}")
    yield w("ballot.asked_short"), w.n("path.people", len(circle.seats), circle=circle.name)
    if closes:
        yield w("ballot.closes_at_short"), scene.reader.at(_closes(scene))
    yield w("ballot.shown_short"), w(f"shown.{terms.shown}")
    yield w("ballot.reasons_short"), w(f"reasons.{terms.reasons}")
    yield w("ballot.changeable_short"), w("field.yes") if terms.changeable else w("field.no")
    if not brought(ballot.method):
        yield w("ballot.members_add_short"), w("field.yes") if terms.members_add else w("field.no")
    for name in (*RULES[ballot.method], *RARE_RULES[ballot.method]):
        if said := _rule(scene, ballot, name):
            yield w(f"ballot.{name}_short"), said
    yield w("text.by"), w.list(scene.name(member) for member in scene.round.authors)


def _rule(scene: Scene, ballot: Ballot, name: str) -> str:
    """What a rule is set to; empty for a level or a number that is not set."""
    w, rules = scene.w, ballot.rules
    match name:
        case "tie":
            return w(f"tie.{rules.tie}")
        case "passes_at":
            at = (each for each in ballot.options if each.key == rules.passes_at)
            return next((label_of(ballot, each, w) for each in at), "")
        case "passing" | "support":
            percent = passing_of(ballot)
            return w("circle_form.percent", n=percent) if percent else ""
    return str(getattr(rules, name) or "")
