"""What memorandums and the rounds about them do to each other, in the same transaction (docs/decisions/0056)."""

from typing import TYPE_CHECKING
from uuid import UUID

from decisions.engine import decide
from decisions.ids import NetworkId, RoundId
from decisions.mous.commands import NoteRoundEnded, ProposeMou
from decisions.mous.events import MouProposed, MouReworded
from decisions.mous.mou import Mou
from decisions.mous.proposing import round_about
from decisions.people.people import Circle
from decisions.processes import process_for
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import ChangeText, OpenRound, Withdraw, WriteDraft
from decisions.rounds.consent.drafting import write_draft
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Case, Round, Seat, Stage
from storage.streams.mou_stream import MouStream
from storage.streams.round_stream import RoundStream
from storage.streams.seats import load_roster

if TYPE_CHECKING:
    from storage.unit import Unit

_NOT_COUNTED = 0


def open_round(unit: "Unit", mou: Mou, circle: Circle, proposed: MouProposed, command: ProposeMou) -> None:
    """By which the parties' people are asked. Refuses, and has then written nothing, where the rules of rounds do."""
    draft, opening = round_about(mou, circle, proposed, command)
    _must_open(unit, draft, opening)
    stream = unit.find_or_begin(RoundStream, mou.network_id, command.round_id)
    if stream is None or stream.state is not None:
        raise Refusal(Reason.NOT_FOUND)
    stream.handle(draft)
    stream.handle(opening)


def _must_open(unit: "Unit", draft: WriteDraft, opening: OpenRound) -> None:
    roster = load_roster(unit.connection, draft.network_id, draft.circle_id)
    process = process_for(draft.ballot, draft.way)
    round = evolve(None, write_draft(draft, roster, _NOT_COUNTED, process.key, unit.now))
    decide(process, Case(round, Seat(draft.by, in_circle=True), roster=roster), opening, unit.now)


def change_text(unit: "Unit", mou: Mou, reworded: MouReworded) -> None:
    """In the open round. Refuses where its rules do."""
    round_id = None if mou.coming is None else mou.coming.round_id
    stream = None if round_id is None else unit.find(RoundStream, mou.network_id, round_id)
    if stream is None or stream.state is None:
        raise Refusal(Reason.MOU_NOT_NOW)
    stream.settle()
    changed = ChangeText(
        network_id=mou.network_id,
        by=reworded.by,
        round_id=stream.state.id,
        text=reworded.text,
        of_mou=True,
    )
    stream.handle(changed)


def end_round(unit: "Unit", network_id: UUID, round_id: RoundId) -> None:
    """That was open about an amendment of what has ended."""
    stream = unit.find(RoundStream, network_id, round_id)
    if stream is None or stream.state is None:
        return
    stream.settle()
    if not stream.state.is_over:
        by = stream.state.proposer
        stream.handle(Withdraw(network_id=stream.state.network_id, by=by, round_id=round_id, mou_ended=True))


def after_round_ended(unit: "Unit", round: Round) -> None:
    """The memorandum hears what it came to."""
    stream = None if round.mou is None else unit.find(MouStream, round.network_id, round.mou)
    if stream is None or stream.state is None:
        return
    stream.settle()
    ended = NoteRoundEnded(
        network_id=NetworkId(round.network_id),
        by=round.facilitator or round.proposer,
        mou_id=stream.state.id,
        round_id=round.id,
        agreed=round.stage is Stage.AGREED,
        text=round.text,
    )
    stream.handle(ended)
