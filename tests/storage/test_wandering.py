"""Whatever several people do, and however long they wait: what is stored is what happened, and nothing stays due."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select
from uuid_utils.compat import uuid7

from decisions.commands import Command
from decisions.ids import MemberId, PlaceId, RemarkId
from decisions.people import places as p
from decisions.people.commands import SeatMember, UniteMembers, UnseatMember
from decisions.people.events import CoordinatorNamed
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.round import Round
from decisions.rounds.settings import Form, GroupNeed, Quorum, Settings
from storage.circle_rows import load_circle
from storage.database import Database
from storage.deliveries import on_recorded
from storage.replay import replay
from storage.round_rows import load_round
from storage.streams.member_stream import MemberStream
from storage.tables import METADATA
from storage.tables.people import PlaceRow
from storage.unit import Unit
from storage.writer import Declined, Writer
from tests.support.builders import Community, TurnedClock, a_community, a_draft, a_text, done

STEPS: Final = 60
Fields = Callable[[Random, Community, Round], dict[str, Any]]


def _member(chance: Random, people: Community, round: Round) -> dict[str, Any]:
    return {"member": chance.choice(people.members)}


def _problem(chance: Random, people: Community, round: Round) -> dict[str, Any]:
    return {"problem_id": chance.choice([p.id for p in round.problems] or [_id(chance)])}


def _id(chance: Random) -> RemarkId:
    return RemarkId(UUID(int=chance.getrandbits(128)))


def _said(chance: Random, people: Community, round: Round) -> dict[str, Any]:
    return {"id": _id(chance), "text": "Who pays?"}


def _answer(chance: Random, people: Community, round: Round) -> dict[str, Any]:
    kind = chance.choice([Kind.CONSENT, Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.STAND_ASIDE])
    return {"kind": kind, "words": "It is late."}


def _opening(chance: Random, people: Community, round: Round) -> dict[str, Any]:
    voices = (GroupNeed(people.groups[0], count=1),) if chance.random() < 0.3 else ()
    return {
        "settings": Settings(voices=voices, quorum=Quorum(people=chance.randint(1, 3))),
        "form": chance.choice(list(Form)),
        "facilitator": chance.choice([None, *people.members]),
    }


def _text(chance: Random, people: Community, round: Round) -> dict[str, Any]:
    return {"text": a_text(proposal=f"Text {chance.random()}")}


COMMANDS: Final[tuple[tuple[type[c.RoundCommand], tuple[Fields, ...]], ...]] = (
    (c.EditDraft, (_text, lambda r, p, _: {"co_authors": tuple(r.sample(p.members, 2))})),
    (c.OpenRound, (_opening,)),
    (c.OpenRound, (_opening,)),
    (c.AskQuestion, (_said,)),
    (c.ShareReaction, (_said,)),
    (c.NothingToAdd, ()),
    (c.ChangeText, (_text,)),
    (c.ChangeText, (_text,)),
    (c.AskEveryone, ()),
    *((c.GiveAnswer, (_answer, lambda *_: {"replace": True})),) * 8,
    (c.WriteDown, (_answer, _member)),
    (c.ConfirmWritten, (lambda r, *_: {"right": r.random() < 0.7},)),
    (c.AskForCall, ()),
    (c.TalkFirst, ()),
    (c.AskForTest, (_problem,)),
    (c.AskForTest, (_problem,)),
    (c.AnswerTest, (_problem, lambda r, *_: {"try_anyway": r.random() < 0.8, "reason": "It is short."})),
    (c.MeToo, (_problem,)),
    (c.FixedForMe, (_problem, lambda _r, _p, now: {"shown": now.shown})),
    (c.FixedForMe, (_problem,)),
    (c.NotYetFixed, (_problem, lambda *_: {"text": "It is still late."})),
    (c.KeepAsWorry, (_problem,)),
    (c.TakeOverProblem, (_problem,)),
    (c.StillDoesTheJob, ()),
    (c.CarryOn, ()),
    (c.TakeOverFacilitation, ()),
    (c.HandFacilitationTo, (_member,)),
    (c.Extend, (lambda *_: {"workdays": 2},)),
    (c.MoveOn, ()),
    (c.Remind, ()),
    (c.KeepLateWords, (lambda r, *_: {"id": _id(r), "words": "Late."},)),
)


PLACES: Final = tuple(PlaceId(uuid7()) for _ in range(2))
"""Channels in which the circle meets, or not."""
CODES: Final = tuple(f"{number:064x}" for number in range(4))


def _about_places(chance: Random, people: Community) -> Command:
    to: dict[str, Any] = {"network_id": people.network_id, "circle_id": people.circle_id}
    by, place = chance.choice(people.members[:2]), chance.choice(PLACES)
    return chance.choice(
        [
            p.OfferPlace(**to, by=by, digest=f"{chance.getrandbits(128):064x}"),
            p.ConnectPlace(**to, by=by, place_id=place, digest=chance.choice(CODES)),
            p.ConnectPlace(**to, by=by, place_id=place, digest=chance.choice(CODES)),
            p.LeavePlace(**to, by=by, place_id=place),
            p.ChoosePlaceLanguage(**to, by=by, place_id=place, locale=chance.choice(["", "en", "es"])),
        ]
    )


def _settle_in(writer: Writer, people: Community) -> None:
    """Two channels that are nobody's, and a few codes to connect them with."""

    def note(unit: Unit) -> None:
        for number, id in enumerate(PLACES):
            channel = {"platform": "slack", "tenant": "T1", "conversation": f"C{number}"}
            unit.connection.execute(insert(PlaceRow).values(network_id=people.network_id, id=id, **channel))

    done(writer.run(note).result(30))
    for digest in CODES:
        offer = p.OfferPlace(
            network_id=people.network_id, by=people.facilitator, circle_id=people.circle_id, digest=digest
        )
        done(writer.submit(offer, "").result(30))


def _something(chance: Random, people: Community, round: Round) -> Command:
    by = chance.choice([*people.members, *round.authors])
    if chance.random() < 0.05:
        return _about_places(chance, people)
    if chance.random() < 0.05:
        number = chance.randrange(len(people.members))
        circle: dict[str, Any] = {"network_id": people.network_id, "circle_id": people.circle_id}
        leaver: MemberId = people.members[number]
        if chance.random() < 0.5:
            return UnseatMember(**circle, by=leaver, member=leaver)
        return SeatMember(**circle, by=leaver, seat=people.seat(number))
    if chance.random() < 0.03:
        own, other = chance.sample(people.members[1:], 2)
        return UniteMembers(network_id=people.network_id, by=people.facilitator, member=own, other=other)
    command, fields = chance.choice(COMMANDS)
    values = {name: value for field in fields for name, value in field(chance, people, round).items()}
    return command(network_id=people.network_id, by=by, round_id=round.id, **values)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_is_stored_as_it_happened(
    database: Database, clock: TurnedClock, seed: int
) -> None:
    chance = Random(seed)
    with Writer(database, clock, (on_recorded,)) as writer:
        people = a_community(writer, 8)
        done(writer.run(partial(_is_coordinator, people=people)).result(30))
        _settle_in(writer, people)
        round = a_draft(writer, people, co_authors=tuple(people.members[2:4]))
        for _ in range(STEPS):
            tickets = [
                writer.submit(_something(chance, people, round), "") for _ in range(chance.randint(1, 4))
            ]
            for ticket in tickets:
                ticket.result(30)
            if chance.random() < 0.4:
                clock.turn(hours=chance.choice([1, 12, 30, 80]))
                _settle_all(writer)
            round = _checked(database, round)
        for _ in range(40):
            clock.turn(days=9)
            _settle_all(writer)
        round = _checked(database, round)
        assert round.is_over or round.opened_at is None
        due = select(func.count()).select_from(METADATA.tables["stream"])
        due = due.where(METADATA.tables["stream"].c.due_at <= clock())
        assert database.read_now(lambda k: k.execute(due).scalar_one()) == 0


def _is_coordinator(unit: Unit, people: Community) -> None:
    """Whoever facilitates the circle may say that two are one."""
    stream = unit.find_or_begin(MemberStream, people.network_id, people.facilitator)
    assert stream is not None
    stream.record((CoordinatorNamed(member=people.facilitator, at=unit.now),))


def _settle_all(writer: Writer) -> None:
    for _ in range(50):
        outcome = writer.settle_due().result(30)
        assert not isinstance(outcome, Declined)
        if not outcome.state:
            return
    raise AssertionError("something stays due, however often it is settled")


def _checked(database: Database, round: Round) -> Round:
    """The round as it is stored; which is as its journal makes it, and counts what its answers say."""
    stored = database.read_now(lambda k: load_round(k, round.network_id, round.id))
    assert stored is not None
    assert database.read_now(lambda k: replay(k, round.network_id, round.id)) == stored
    circle = database.read_now(lambda k: load_circle(k, round.network_id, round.circle_id))
    assert database.read_now(lambda k: replay(k, round.network_id, round.circle_id)) == circle
    a = METADATA.tables["answer"].c
    mine = (a.network_id == round.network_id, a.round_id == round.id, a.pass_no == stored.pass_no)
    counted = select(a.kind, func.count()).where(*mine, a.confirmed.is_(True)).group_by(a.kind)
    said = {row[0]: row[1] for row in database.read_now(lambda k: k.execute(counted).all())}
    assert said == {kind: n for kind in Kind if (n := stored.tally.of(kind))}
    return stored
