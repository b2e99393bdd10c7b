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
from adapters.present.moments import of_two
from adapters.present.often import asked_often
from adapters.present.preview import draft_form, smaller_group
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots import time_poll
from decisions.rounds.ballots.ballot import Ballot, BallotOption, field_of
from decisions.rounds.ballots.opening import asked, closing_day
from decisions.rounds.ballots.terms import check_hides
from decisions.rounds.record import RoundRecord


def preview_ballot(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """All that the circle will be able to read, and how it is counted. Sending it opens the vote, once nothing is missing."""
    scene = Scene(record, reader)
    ballot = asked(scene.round)
    faults = [(_label(ballot, fault.at_field, scene), fault) for fault in _faults(scene, ballot)]
    shown: list[Block | Field] = [
        *_question(scene),
        Divider(),
        Facts(tuple(_counted(scene, closes=not faults))),
        *(() if faults else _too_late_for(scene, ballot)),
        _held(scene),
        *(() if faults else asked_often(scene)),
        *(() if faults else smaller_group(scene, screen)),
    ]
    return draft_form(scene, screen, faults, shown, edit=Verb.EDIT_BALLOT, opens="button.open_the_vote")


def _faults(scene: Scene, ballot: Ballot) -> Iterator[Refusal]:
    if not scene.round.text.trimmed().title:
        yield Refusal(Reason.EMPTY, at_field="title")
    yield from ballot.faults()
    yield from time_poll.faults(ballot, scene.reader.now)
    try:
        _closes(scene)
    except Refusal as refusal:
        yield refusal
    try:
        check_hides(scene.round.terms, len(scene.record.circle.seats))
    except Refusal as refusal:
        yield refusal


def _closes(scene: Scene) -> datetime:
    """As if it opened now: with the circle's settings, for a draft has none of its own yet. Refuses as the opening does."""
    return closing_day(replace(scene.round, settings=scene.record.circle.settings), scene.reader.now)


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
    w, ballot = scene.w, asked(scene.round)
    circle = scene.record.circle
    yield w("ballot.method_short"), w(f"method.{ballot.method}")
    yield w("ballot.asked_short"), w.n("path.people", len(circle.seats), circle=circle.name)
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
