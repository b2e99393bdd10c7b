"""What memorandums do to the commitments that come of them, in the same transaction."""

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from decisions.commitments.commands import Drop
from decisions.commitments.commitment import OVER, OriginKind
from decisions.events import Event
from decisions.ids import CommitmentId
from decisions.mous.committing import commitment_of, commitments_of
from decisions.mous.events import MouCameIntoForce, MouEnded
from decisions.mous.mou import Mou
from decisions.refusals import Refusal
from decisions.workdays import local_day
from storage.circle_rows import circle_there
from storage.streams.commitment_stream import CommitmentStream
from storage.tables import METADATA

if TYPE_CHECKING:
    from storage.unit import Unit

_commitment: Final = METADATA.tables["commitment"]


def after_mou_event(unit: "Unit", mou: Mou, event: Event) -> None:
    """In force, its clauses are commitments; those that are in it no more are dropped, and all of them with its end."""
    if isinstance(event, MouCameIntoForce):
        _drop(unit, mou, event, keep={commitment_of(mou, clause) for clause in mou.clauses_in_force})
        _make(unit, mou)
    elif isinstance(event, MouEnded):
        _drop(unit, mou, event, keep=set())


def _make(unit: "Unit", mou: Mou) -> None:
    """What the rules of commitments refuse stays in the memorandum alone."""
    circle = circle_there(unit.connection, mou.network_id, mou.circle_id)
    for command in commitments_of(mou, circle, local_day(unit.now, circle.settings.zone)):
        stream = unit.find_or_begin(CommitmentStream, mou.network_id, command.commitment_id)
        if stream is None or stream.state is not None:
            continue
        try:
            stream.handle(command)
        except Refusal:
            continue


def _drop(unit: "Unit", mou: Mou, event: Event, keep: set[CommitmentId]) -> None:
    """In the name of whoever ended it, or asked for it."""
    unit.flush()
    k = _commitment.c
    own = (k.network_id == mou.network_id, k.origin == OriginKind.MOU, k.origin_id == mou.id)
    found = select(k.id).where(*own, k.standing.not_in(OVER), k.id.not_in(keep)).order_by(k.id)
    ids = list(unit.connection.execute(found).scalars())
    unit.lock((mou.network_id, id) for id in ids)
    for id in ids:
        stream = unit.find(CommitmentStream, mou.network_id, id)
        if stream is not None and stream.state is not None:
            stream.settle()
            _drop_one(
                stream, mou, (getattr(event, "by", None), stream.state.asked_by, stream.state.accountable)
            )


def _drop_one(stream: CommitmentStream, mou: Mou, by: tuple[Any, ...]) -> None:
    for member in by:
        if member is None:
            continue
        drop = Drop(
            network_id=mou.network_id, by=member, commitment_id=CommitmentId(stream.id), mou_over=True
        )
        try:
            stream.handle(drop)
        except Refusal:
            continue
        return
