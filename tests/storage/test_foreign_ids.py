"""An id of nothing, or of another network's, is refused wherever a command can carry one; and nothing changes by it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from decisions.agreements import commands as a
from decisions.commands import Command
from decisions.commitments import commands as k
from decisions.commitments.commitment import Origin, OriginKind, Promise
from decisions.ids import AgreementId, CircleId, CommitmentId, InvitationId, RemarkId, RoundId
from decisions.people import commands as p
from decisions.people.people import CircleSeat
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.consent.closing import agreement_id
from decisions.rounds.round import Round
from decisions.rounds.settings import Form, GroupNeed, Settings
from storage.database import Database
from storage.tables import METADATA
from storage.writer import Declined, Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    a_draft,
    a_text,
    an_open_round,
    answer_all,
    make_circle,
)


def _commands(ours: Community, draft: Round, open_one: Round, agreed: UUID) -> Iterator[tuple[Command, str]]:
    """Each command that names something, and the name under which it does."""
    facilitator: dict[str, Any] = {"network_id": ours.network_id, "by": ours.facilitator}
    proposer: dict[str, Any] = {**facilitator, "by": ours.proposer}
    circle: dict[str, Any] = {**facilitator, "circle_id": ours.circle_id}
    group, organisation, seat = ours.groups[0], ours.organisations[0], ours.seat(2)
    of_draft: dict[str, Any] = {**proposer, "round_id": draft.id}
    of_open: dict[str, Any] = {**facilitator, "round_id": open_one.id}
    writes = c.WriteDraft(
        **proposer, round_id=RoundId(uuid7()), circle_id=ours.circle_id, text=a_text(), about_agreement=None
    )
    yield from ((writes, name) for name in ("network_id", "by", "circle_id", "co_authors", "about_agreement"))
    yield c.EditDraft(**of_draft, text=a_text("Other")), "co_authors"
    yield c.EditDraft(**of_draft, text=a_text("Other")), "round_id"
    opens = c.OpenRound(**of_draft, settings=Settings(), form=Form.SHORT, facilitator=ours.facilitator)
    for name in ("network_id", "by", "round_id", "facilitator", "next_facilitator", "deciding", "voices"):
        yield opens, name
    yield c.WriteDown(**of_open, member=ours.members[2], kind=Kind.CONSENT), "member"
    yield c.HandFacilitationTo(**of_open, member=ours.members[2]), "member"
    note = a.NoteWhatWeSee(
        **facilitator, agreement_id=AgreementId(agreed), id=RemarkId(uuid7()), words="Keys are missing"
    )
    yield from ((note, name) for name in ("network_id", "by", "agreement_id"))
    commits = k.MakeCommitment(
        **facilitator,
        commitment_id=CommitmentId(uuid7()),
        circle_id=ours.circle_id,
        who=ours.members[2],
        promise=Promise("Bring keys"),
        origin=Origin(OriginKind.AGREEMENT, AgreementId(agreed)),
        helpers=(ours.members[3],),
    )
    yield from ((commits, name) for name in ("network_id", "by", "circle_id", "who"))
    makes = replace(make_circle(ours), circle_id=CircleId(uuid7()))
    for name in ("network_id", "by", "place_id", "facilitator", "voices", "seats"):
        yield makes, name
    changes = p.ChangeCircle(**circle, name="New", facilitator=ours.facilitator, settings=Settings())
    yield from ((changes, name) for name in ("network_id", "by", "circle_id", "facilitator", "voices"))
    sits = p.SeatMember(**circle, seat=replace(seat, group=ours.groups[1]))
    yield from ((sits, name) for name in ("circle_id", "member", "group", "organisation"))
    yield p.UnseatMember(**circle, member=ours.members[2]), "circle_id"
    arranges = p.ArrangeSeats(**circle, members=ours.members[2:4], group=group, organisation=organisation)  # type: ignore[arg-type]
    yield from ((arranges, name) for name in ("circle_id", "group", "organisation"))
    invites = p.InviteMember(
        **circle,
        id=InvitationId(uuid7()),
        digest="digest",
        group=group,
        expires_at=draft.stage_since + timedelta(days=900) if draft.stage_since else None,  # type: ignore[arg-type]
    )
    yield from ((invites, name) for name in ("circle_id", "group", "member"))
    yield p.RevokeLinks(**facilitator, member=ours.members[2]), "member"
    yield p.AskForLink(**facilitator, member=ours.members[2]), "member"


def _naming(command: Any, name: str, id: UUID) -> Command:
    """The command with that id under that name."""
    changed: Command
    match command, name:
        case _, "co_authors" | "deciding":
            changed = replace(command, **{name: (id,)})
        case _, "voices":
            changed = replace(command, settings=Settings(voices=(GroupNeed(id, count=1),)))  # type: ignore[arg-type]
        case p.MakeCircle(), "seats":
            changed = replace(command, seats=(*command.seats, CircleSeat(id, *_capacity(command.seats[0]))))  # type: ignore[arg-type]
        case p.SeatMember(), "member" | "group" | "organisation":
            changed = replace(command, seat=replace(command.seat, **{name: id}))  # type: ignore[arg-type]
        case _:
            changed = replace(command, **{name: id})
    return changed


def _capacity(seat: CircleSeat) -> tuple[UUID, UUID]:
    return seat.group, seat.organisation


def _of(theirs: Community, their_round: Round, name: str) -> UUID:
    """What another network has under such a name."""
    return {
        "network_id": theirs.network_id,
        "circle_id": theirs.circle_id,
        "round_id": their_round.id,
        "agreement_id": agreement_id(their_round.id),
        "about_agreement": agreement_id(their_round.id),
        "group": theirs.groups[0],
        "voices": theirs.groups[0],
        "organisation": theirs.organisations[0],
    }.get(name, theirs.members[2])


def test_an_id_of_nothing_or_of_another_network_is_refused(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    ours, theirs = a_community(writer), a_community(writer)
    agreed, their_round = (_agreed(writer, clock, people) for people in (ours, theirs))
    draft, open_one = a_draft(writer, ours), an_open_round(writer, ours)
    before = _recorded(database)
    for command, name in _commands(ours, draft, open_one, agreement_id(agreed.id)):
        for id in (uuid7(), _of(theirs, their_round, name)):
            outcome = writer.submit(_naming(command, name, id), "").result(30)
            assert isinstance(outcome, Declined), (type(command).__name__, name, outcome)
    assert _recorded(database) == before


def _agreed(writer: Writer, clock: TurnedClock, people: Community) -> Round:
    round = an_open_round(writer, people)
    answer_all(writer, round, people.members)
    clock.turn(days=2)
    writer.settle_due().result(30)
    return round


def _recorded(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: database.read_now(
            lambda k, t=table: int(k.execute(select(func.count()).select_from(t)).scalar_one())  # type: ignore[misc]
        )
        for table in METADATA.sorted_tables
    }
