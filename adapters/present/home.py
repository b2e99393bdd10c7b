"""Home: what waits for me, what I facilitate and propose, and what is in force. A page, and a card for a
chat's command."""

from collections.abc import Iterable, Iterator
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Line,
    Page,
    PersonalCard,
    Section,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present.accounts import accounts_section
from adapters.present.digest_notice import coordinators_missing
from adapters.present.lists import agreement_row, facilitated_row, round_row, title_of, waiting_row
from adapters.present.own_commitments import (
    asked_for_rows,
    commitments_asked,
    my_commitments,
    refused_rows,
)
from adapters.present.own_mous import mous_asked
from adapters.present.own_roles import asked_of_me, my_roles
from adapters.present.own_settings import address_rows, settings_rows
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.rounds.record import HomeRecord, RoundLine

_CARD_ROWS: Final = 5
_AGREEMENTS: Final = 10
_WAITS: Final = frozenset(
    {
        "home.confirm",
        "home.waiting",
        "home.roles_asked",
        "home.refused",
        "home.commitments_asked",
        "home.days_asked",
        "home.mous_asked",
    }
)
"""The parts that wait for the reader: they come first, before what one may begin."""


def home(record: HomeRecord, reader: Reader, screen: Screen) -> Page:
    w = reader.copy
    missing = coordinators_missing(record.coordinators_missing, reader, next(iter(record.circles), None))
    begins = Section("", (*_nothing_waits(record, reader), *_buttons(record, reader), *missing))
    waits: list[Section] = []
    rest: list[Section] = []
    for key, rows in _parts(record, reader):
        if rows:
            heading = w("home.count", heading=w(key), n=len(rows))
            shown = rows if key != "home.refused" else _with_a_way_out(record, rows, reader)
            (waits if key in _WAITS else rest).append(Section(heading, tuple(shown)))
    if failing := address_rows(record, reader):
        waits.insert(0, Section("", failing))
    sections = [*waits, begins, *rest]
    sections += [*_agreements(record, reader), _circles(record, reader)]
    settings = Section(w("settings.title"), settings_rows(record, reader))
    sections += [accounts_section(record.accounts, reader), settings]
    live = tuple(f"circle:{circle.id}" for circle in record.circles)
    return Page(w("home.title", name=record.reader.name), tuple(sections), live=live)


def home_card(record: HomeRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """For a chat's command: the nearest of what waits, and the way on."""
    w = reader.copy
    waiting = [
        *_confirm_rows(record, reader),
        *asked_of_me(record, reader),
        *refused_rows(record, reader),
        *commitments_asked(record, reader),
        *mous_asked(record, reader),
        *_waiting(record, reader),
    ]
    head = w.n("home.waits", len(waiting)) if waiting else w("home.nothing")
    blocks: list[Block] = [Heading(head), *waiting[:_CARD_ROWS]]
    if len(waiting) > _CARD_ROWS:
        blocks.append(Line(words(w.n("home.more", len(waiting) - _CARD_ROWS))))
    blocks += [facilitated_row(line, reader) for line in _stuck_first(record.facilitating)[:2]]
    if mine := my_commitments(record, reader):
        blocks += [Heading(w("home.count", heading=w("home.commitments"), n=len(mine))), *mine[:_CARD_ROWS]]
    blocks += coordinators_missing(record.coordinators_missing, reader, next(iter(record.circles), None))
    if record.circles:
        blocks += [Heading(w("home.circles")), *_circle_rows(record, reader)[:_CARD_ROWS]]
    return PersonalCard(head, (*blocks, *_buttons(record, reader, browser=True), *_beside(record, reader)))


def _beside(record: HomeRecord, reader: Reader) -> Iterable[Block]:
    """Of several networks a direct message shows the workspace's own; the way to the others stands below it."""
    w = reader.copy
    if record.beside:
        yield Line(words(w("home.this_is", network=record.network.name)))
    for network in record.beside[:_CARD_ROWS]:
        said = w("home.also_in", network=network.name)
        yield Item(words(said), Button(w("button.look"), Action(Verb.HOME, str(network.id)), spoken=said))


def _parts(record: HomeRecord, reader: Reader) -> Iterable[tuple[str, list[Item]]]:
    yield "home.confirm", _confirm_rows(record, reader)
    yield "home.waiting", _waiting(record, reader)
    yield "home.roles_asked", asked_of_me(record, reader)
    yield "home.refused", refused_rows(record, reader)
    yield "home.commitments_asked", commitments_asked(record, reader, days=False)
    yield "home.days_asked", commitments_asked(record, reader, days=True)
    yield "home.mous_asked", mous_asked(record, reader)
    yield "home.links", _link_rows(record, reader)
    yield "home.facilitating", [facilitated_row(line, reader) for line in _stuck_first(record.facilitating)]
    yield "home.commitments", my_commitments(record, reader)
    yield "home.asked_for", asked_for_rows(record, reader)
    yield "home.roles", my_roles(record, reader)
    yield "home.proposed", [round_row(line, reader) for line in record.proposed]


def _with_a_way_out(record: HomeRecord, rows: list[Item], reader: Reader) -> Iterator[Block]:
    """Below each what they can do: ask somebody else, or let it go."""
    w = reader.copy
    for own, row in zip(record.commitments.refused, rows, strict=True):
        yield Item(row.words)
        drop = Action(Verb.DROP_COMMITMENT, str(own.commitment.id))
        yield Buttons((*((row.button,) if row.button else ()), Button(w("button.drop_commitment"), drop)))


def _waiting(record: HomeRecord, reader: Reader) -> list[Item]:
    return [waiting_row(line, reader) for line in record.waiting]


def _confirm_rows(record: HomeRecord, reader: Reader) -> list[Item]:
    w = reader.copy
    return [
        Item(
            w.rich("list.row", title=title_of(line.round, reader), said=w("home.is_this_what_you_said")),
            Button(w("button.look"), Action(Verb.OPEN_ROUND, str(line.round.id), line.round.shown)),
        )
        for line in record.to_confirm
    ]


def _link_rows(record: HomeRecord, reader: Reader) -> list[Item]:
    w = reader.copy
    return [
        Item(
            w.rich("list.row", title=member.name, said=w("home.asks_for_link")),
            Button(w("button.make_link"), Action(Verb.INVITE_AGAIN, f"{circle}:{member.id}")),
        )
        for circle, member in record.link_wishes
    ]


def _stuck_first(lines: tuple[RoundLine, ...]) -> list[RoundLine]:
    """Rounds that wait for their facilitator or proposer come first; then those that close soonest."""

    def order(line: RoundLine) -> tuple[bool, str]:
        waits = line.round.facilitator_turn or line.round.carry_on_since
        return (waits is None, str(line.round.deadline or ""))

    return sorted(lines, key=order)


def _nothing_waits(record: HomeRecord, reader: Reader) -> tuple[Block, ...]:
    others = (record.commitments, record.roles, record.mous)
    if record.waiting or record.to_confirm or any(own.waits for own in others):
        return ()
    return (Line(words(reader.copy("home.nothing"))),)


def _buttons(record: HomeRecord, reader: Reader, *, browser: bool = False) -> Iterable[Buttons]:
    """What to begin, and below it the ways on. Of somebody in several networks they say which one is meant; of somebody in one
    circle, that it is that one.

    On a page a guest, who is in none, has nobody to ask; in a chat, whoever asks first makes the circle."""
    w = reader.copy
    network = str(record.network.id) if record.beside else ""
    where = str(record.circles[0].id) if len(record.circles) == 1 else network
    if record.circles or browser:
        propose = Button(w("button.propose"), Action(Verb.PROPOSE, where), Tone.PRIMARY)
        yield Buttons((propose, Button(w("button.ask_the_group"), Action(Verb.BALLOT, where))))
    lists = (Verb.ROLES, Verb.COMMITMENTS, Verb.MOUS) if record.circles else ()
    leads = [Button(w(f"button.{verb}"), Action(verb, where)) for verb in lists]
    ways = [Button(w("button.help"), Action(Verb.HELP))]
    if record.linked:
        ways.insert(0, Button(w("button.linkages"), Action(Verb.LINKAGES, network)))
    if browser:
        ways.insert(0, Button(w("button.own_settings"), Action(Verb.SETTINGS)))
    if browser and reader.base_url:
        ways.insert(0, Button(w("button.in_browser"), Action(Verb.NEW_LINK, network)))
    yield from (Buttons(tuple(row)) for row in (leads, ways) if row)


def _agreements(record: HomeRecord, reader: Reader) -> list[Section]:
    if not record.agreements:
        return []
    rows = tuple(agreement_row(each, reader) for each in record.agreements[:_AGREEMENTS])
    heading = reader.copy("home.count", heading=reader.copy("home.in_force"), n=len(record.agreements))
    return [Section(heading, rows)]


def _circles(record: HomeRecord, reader: Reader) -> Section:
    w = reader.copy
    if not record.circles:
        return Section(w("home.circles"), (Line(words(w("home.no_circle"))),))
    return Section(w("home.circles"), tuple(_circle_rows(record, reader)))


def _circle_rows(record: HomeRecord, reader: Reader) -> list[Item]:
    w = reader.copy
    return [
        Item(
            w.rich("list.row", title=circle.name, said=w.n("circle.people_n", len(circle.seats))),
            Button(w("button.open"), Action(Verb.OPEN_CIRCLE, str(circle.id)), spoken=circle.name),
        )
        for circle in record.circles
    ]
