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
    Item,
    Line,
    Listing,
    Paragraph,
    Span,
    Words,
    words,
)
from adapters.desk import Screen
from adapters.present.ballot_rules import RULES, rule_said
from adapters.present.ballot_settings import settings_said
from adapters.present.ballot_words import label_said, meaning_of, option_words
from adapters.present.electorate import asked_of
from adapters.present.moments import of_two
from adapters.present.often import asked_often
from adapters.present.preview import draft_form
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots import time_poll
from decisions.rounds.ballots.ballot import Ballot, BallotOption, field_of
from decisions.rounds.ballots.electorate import check_electorate, those_asked
from decisions.rounds.ballots.opening import asked, closing_day
from decisions.rounds.ballots.terms import check_hides
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import RosterSeat


def preview_ballot(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """All that the circle will be able to read, and how it is counted. Sending it opens the vote, once nothing is missing."""
    scene = Scene(record, reader)
    ballot, w = asked(scene.round), scene.w
    faults = [(_label(ballot, fault.at_field, scene), fault) for fault in _faults(scene, ballot)]
    shown: list[Block | Field] = [
        *_question(scene),
        Divider(),
        Facts(tuple(_counted(scene, closes=not faults))),
        *(() if faults else _too_late_for(scene, ballot)),
        _held(scene),
    ]
    often = () if faults else tuple(asked_often(scene))
    form = draft_form(scene, screen, faults, shown, often, edit=Verb.EDIT_BALLOT, opens=_opens(scene))
    if scene.round.scheduled is None or scene.round.terms.opens_at is None:
        return form
    when = Paragraph(w.rich("preview.opens_itself", when=scene.reader.when(scene.round.terms.opens_at)))
    rows = (
        Item(words(w("preview.open_now")), scene.button("button.open_now", Verb.OPEN_NOW)),
        Item(words(w("preview.hold_back")), scene.button("button.hold_back", Verb.HOLD_BACK)),
    )
    return replace(form, body=(when, *form.body, *rows), submit=None, close=w("form.close"))


def _opens(scene: Scene) -> str:
    opens_at = scene.round.terms.opens_at
    ahead = opens_at is not None and opens_at > scene.reader.now
    return "button.schedule" if ahead else "button.open_the_vote"


def _faults(scene: Scene, ballot: Ballot) -> Iterator[Refusal]:
    if not scene.round.text.trimmed().title:
        yield Refusal(Reason.EMPTY, at_field="title")
    yield from ballot.faults()
    yield from time_poll.faults(ballot, _opening(scene))
    for check in (_closes, _electorate):
        try:
            check(scene)
        except Refusal as refusal:
            yield refusal


def _closes(scene: Scene) -> datetime:
    """With the circle's settings, for a draft has none of its own yet. Refuses as the opening does."""
    return closing_day(replace(scene.round, settings=scene.record.circle.settings), _opening(scene))


def _opening(scene: Scene) -> datetime:
    """When it opens, if its author says so now."""
    return max(scene.reader.now, scene.round.terms.opens_at or scene.reader.now)


def _electorate(scene: Scene) -> None:
    circle = scene.record.circle
    roster = tuple(RosterSeat(seat.member, seat.group, seat.organisation) for seat in circle.seats)
    check_electorate(scene.round.terms, roster, circle.settings)
    check_hides(scene.round.terms, len(those_asked(scene.round.terms, roster)))


def _label(ballot: Ballot, field: str, scene: Scene) -> str:
    """What a field is called; an option by its own words."""
    labels = {
        field_of(option.key): label_said(_in_the_circles_zone(scene), option) for option in ballot.options
    }
    return labels.get(field) or scene.w(f"ballot.{field}_short")


def _question(scene: Scene) -> list[Block]:
    ballot, more = asked(scene.round), scene.round.text.proposal
    blocks: list[Block] = [Paragraph(written(more))] if more else []
    here = _in_the_circles_zone(scene)
    if ballot.options:
        blocks.append(Listing(tuple(_option(here, option) for option in ballot.options)))
    if any(option.moment for option in ballot.options):
        blocks.append(Line(words(scene.w("times.in_the_circles_zone", zone=scene.w.zone(here.reader.zone)))))
    return blocks


def _too_late_for(scene: Scene, ballot: Ballot) -> tuple[Line, ...]:
    """Whoever chose the close may have overlooked that some of the times come before it."""
    first = time_poll.first(ballot)
    return (Line(words(scene.w("times.before_the_close"))),) if first and first < _closes(scene) else ()


def _in_the_circles_zone(scene: Scene) -> Scene:
    """Times are shown to their author as they were written."""
    return replace(scene, reader=replace(scene.reader, zone=scene.record.circle.settings.zone))


def _option(scene: Scene, option: BallotOption) -> Words:
    label, meaning = option_words(scene, option).in_bold, meaning_of(asked(scene.round), option, scene.w)
    said = [meaning] if meaning else []
    if option.moment and (which := of_two(option.moment.starts, scene.reader.zone)):
        said.append(scene.w(f"times.{which}_of_two"))
    return Words((*label.spans, *(Span(f": {each}") for each in said)))


def _counted(scene: Scene, *, closes: bool) -> Iterator[tuple[str, str]]:
    """How it is asked and counted, in rows."""
    w, terms, ballot = scene.w, scene.round.terms, asked(scene.round)
    yield w("ballot.method_short"), w(f"method.{ballot.method}")
    yield w("ballot.asked_short"), _asked_of(scene)
    if terms.opens_at is not None:
        yield w("ballot.opens_at_short"), scene.reader.at(terms.opens_at)
    if closes:
        yield w("ballot.closes_at_short"), scene.reader.at(_closes(scene))
    if scene.round.terms.secret:
        yield w("ballot.secret_short"), w("secret.in_short")
    for name in RULES[ballot.method]:
        if said := rule_said(ballot, name, w):
            yield w(f"ballot.{name}_short"), said
    yield w("text.by"), w.list(scene.name(member) for member in scene.round.authors)


def _held(scene: Scene) -> Item:
    """What of the settings is not as usual, and the way to them."""
    said = settings_said(scene.round, scene.w) or scene.w("settings.usual")
    row = scene.w("preview.settings", settings=said)
    return Item(words(row), scene.button("button.settings", Verb.BALLOT_SETTINGS))


def _asked_of(scene: Scene) -> str:
    """How many of the circle; and who, where not everyone is asked."""
    circle = scene.record.circle
    many = scene.w.n("path.people", len(those_asked(scene.round.terms, circle.seats)), circle=circle.name)
    who = asked_of(scene)
    return f"{many}: {who}" if who else many
