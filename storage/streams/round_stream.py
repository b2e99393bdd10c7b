"""A round inside a transaction: decided in memory, however many answers wait for it, and written once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import select

from decisions.agreements.engine import STANDS
from decisions.commands import Command
from decisions.engine import decide, settle
from decisions.events import Event
from decisions.ids import GroupId, MemberId
from decisions.people.people import Circle
from decisions.process import Need, Process
from decisions.processes import PROCESSES, process_for
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots.receipt import Paper
from decisions.rounds.ballots.secret import paper_of
from decisions.rounds.consent.drafting import write_draft
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Case, Round, Seat
from decisions.rounds.tally import GroupTally
from decisions.rounds.way import Way
from storage.bulk import Upsert
from storage.cast import Cast
from storage.circle_rows import circle_there, load_circle
from storage.line import waiting
from storage.raw import Raw
from storage.refs import next_ref
from storage.round_rows import load_round, put_tally, tally_rows, update_round
from storage.secret_ballots import close_papers, find_paper, put_papers
from storage.streams.guests import find_guest_invitation
from storage.streams.known import check_facilitators, check_guest, check_voices
from storage.streams.round_tables import keep_in_tables
from storage.streams.seats import (
    left_meanwhile,
    load_about,
    load_question,
    load_roster,
    load_sealed,
    load_seats,
    united_meanwhile,
)
from storage.streams.stand_ins import stands_in
from storage.streams.stream import Head, Stream
from storage.streams.voices import load_voices
from storage.tables import METADATA
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit

_circle: Final = METADATA.tables["circle"]
_put_answers: Final = Upsert(
    METADATA.tables["answer"],
    (
        "network_id",
        "round_id",
        "pass_no",
        "member_id",
        "version",
        "kind",
        "words",
        "fix",
        "named",
        "written_by",
        "confirmed",
        "at",
        "choice",
        "number",
        "stood_in_by",
    ),
    update=(
        "version",
        "kind",
        "words",
        "fix",
        "named",
        "written_by",
        "confirmed",
        "at",
        "choice",
        "number",
        "stood_in_by",
    ),
)
_hear: Final = Raw(
    "UPDATE seat SET heard = {true} WHERE network_id = {p} AND round_id = {p} AND pass_no = {p} AND member_id {among}"
)
_NAMES_SOMEBODY: Final = (c.WriteDown, c.HandFacilitationTo, c.AnswerFor, c.Nominate)
"""Commands about another member, whose seat their rule looks at."""
_NOT_COUNTED: Final = 0
"""A draft's reference until nothing can refuse the draft any more: a refusal takes no number."""
_WRITTEN: Final = tuple(f.name for f in fields(Round) if f.name != "tally")
_SEATS_STAY: Final = frozenset({e.EveryoneHeard, e.DeadlineMoved, e.Reminded, e.FacilitationPassed})
"""Events after which the seats in memory are still as they are in the tables."""


class RoundStream(Stream):
    subject = Subject.ROUND
    state: Round | None

    def __init__(self, unit: "Unit", head: Head) -> None:
        super().__init__(unit, head)
        self._written = self.state
        """The round as its row has it."""
        self._groups: dict[GroupId, GroupTally] = dict(self.state.tally.groups) if self.state else {}
        """The lines of the present pass's tally as the table has them."""
        self._seats: dict[MemberId, Seat] = {}
        self._answers: dict[MemberId, e.AnswerGiven] = {}
        self._newly_heard: list[MemberId] = []
        self._papers: list[Paper] = []
        """Secret ballots that are to be written, beside who voted and never with them."""

    def load(self) -> Round | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        if isinstance(remembered, Round):
            return remembered
        return load_round(self.connection, self.network_id, self.id)

    def prepare(self, commands: Iterable[Command]) -> None:
        if self.state is not None:
            self._load_seats({command.by for command in commands})

    def settle(self) -> None:
        """Stage after stage, each from what the tables hold when its time came."""
        while self.state is not None:
            due = self.next_due()
            if due is None or due > self.now:
                return
            self.flush()
            round = self.state
            case = Case(
                round,
                Seat(round.proposer),
                roster=load_roster(self.connection, self.network_id, round.circle_id),
                sealed=load_sealed(self.connection, round),
                profile=Cast(self.connection, round),
                circle=self._circle(round) if round.scheduled is not None else None,
            )
            events = settle(self._process(round), case, due)
            if not events:
                raise RuntimeError(f"round {self.id} is due at {due} and nothing happens")
            self.record(events)

    def next_due(self) -> datetime | None:
        return None if self.state is None else self._process(self.state).next_due(self.state)

    def decide(self, command: Command) -> Sequence[Event]:
        if not isinstance(command, c.RoundCommand):
            raise Refusal(Reason.UNKNOWN_ACTION)
        if self.state is None:
            return (self._begin(command),)
        process = self._process(self.state)
        case = Case(self.state, self._load_seat(command.by))
        if self.state.line.waiting:
            case = replace(case, waiting=self._waiting(command))
        if needs := process.needs(self.state.stage, type(command)):
            case = replace(case, **self._needed(needs, command))
        if isinstance(command, c.VoteInSecret) and case.seat.heard:
            self.flush()
            case = replace(case, voted=find_paper(self.connection, self.state, command.receipt))
        events = decide(process, case, command, self.now)
        if isinstance(command, c.OpenRound):
            self._check_opening(self.state, command)
        if isinstance(command, c.InviteGuest):
            check_guest(self.connection, command)
        if isinstance(command, c.VoteInSecret) and events:
            self._papers.append(paper_of(self.state, command))
        return events

    def keep(self, event: Event) -> None:
        if type(event) is e.AnswerGiven and self.state is not None:
            self.state = evolve(self.state, event)
            self._note_answer(event)
            return
        if type(event) is e.VotedInSecret and self.state is not None:
            self.state = evolve(self.state, event)
            self._note_heard(event.by)
            return
        self.flush()
        self.state = evolve(self.state, event)
        if isinstance(event, e.DraftWritten):
            self._written = self.state
        if isinstance(event, e.PassOpened):
            self._groups = {}
        keep_in_tables(event, self.state, self.connection)
        if isinstance(event, e.RoundEnded) and self.state.terms.secret and self.state.pass_no:
            close_papers(self.connection, self.state, keep=self.state.decided is not None)
        if type(event) not in _SEATS_STAY:
            self._seats.clear()

    def flush(self) -> None:
        self._write_answers()
        round = self.state
        if round is None or round is self._written:
            return
        changed = [g for g, tally in round.tally.groups.items() if self._groups.get(g) is not tally]
        if changed:
            put_tally(self.connection, tally_rows(round, changed))
            self._groups = dict(round.tally.groups)
        before = self._written
        if before is None or any(getattr(before, n) is not getattr(round, n) for n in _WRITTEN):
            update_round(self.connection, round)
        self._written = round

    def follow(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, e.BallotReopened):
                self._catch_up(event)
            if self.state is not None and isinstance(event, e.RoundOpened | e.RoundEnded):
                self._tell_agreements(self.state, event)
            if self.state is not None and isinstance(event, e.RoundOpened | e.RoundEnded | e.PeopleSelected):
                self._tell_role(self.state, event)
            if self.state is not None and isinstance(event, e.RoundEnded):
                self._tell_mou(self.state)

    def _tell_agreements(self, round: Round, event: e.RoundOpened | e.RoundEnded) -> None:
        from storage.streams.agreement_stream import after_round_event

        after_round_event(self.unit, round, event)

    def _tell_role(self, round: Round, event: e.RoundOpened | e.RoundEnded | e.PeopleSelected) -> None:
        if round.role is not None:
            from storage.streams.selections import after_round_event

            after_round_event(self.unit, round, event)

    def _tell_mou(self, round: Round) -> None:
        if round.mou is not None:
            from storage.streams.rounds_of_mous import after_round_ended

            after_round_ended(self.unit, round)

    def _catch_up(self, event: e.BallotReopened) -> None:
        """While it was over nobody told it who is one person with whom by now, and who has left the circle."""
        key: dict[str, Any] = {"network_id": self.network_id, "round_id": self.id}
        while (pair := united_meanwhile(self.connection, self.network_id, self.id)) is not None:
            other, one = pair
            self.handle(c.UniteVoices(by=one, other=other, **key))
        for member in left_meanwhile(self.connection, self.network_id, self.id):
            self.handle(c.NoteDeparture(by=member, **key))

    def seat_of(self, command: Command) -> Seat | None:
        return self._seats.get(command.by)

    @property
    def shown(self) -> Round | None:
        """Without what kinds of answers there are: that is read from the record, once they are unsealed."""
        round = self.state
        return None if round is None else round.with_tally(round.tally.without_kinds())

    # --- what rules look at ----------------------------------------------------------------------------------

    def _process(self, round: Round) -> Process:
        return PROCESSES[round.process]

    def _circle(self, round: Round) -> Circle | None:
        return load_circle(self.connection, self.network_id, round.circle_id)

    def _load_seat(self, member: MemberId) -> Seat:
        if member not in self._seats:
            self._load_seats({member})
        return self._seats[member]

    def _load_seats(self, members: set[MemberId]) -> None:
        round = self.state
        if round is None or not (missing := members - self._seats.keys()):
            return
        self.flush()
        self._seats |= load_seats(self.connection, round, missing)

    def _needed(self, needs: frozenset[Need], command: c.RoundCommand) -> Mapping[str, Any]:
        round, found = self.state, dict[str, Any]()
        if round is None:
            return found
        self.flush()
        if Need.ROSTER in needs:
            found["roster"] = load_roster(self.connection, self.network_id, round.circle_id)
        if Need.STAND_IN in needs and isinstance(command, c.AnswerFor):
            pair = (command.member, command.by)
            found["stands_in"] = stands_in(self.connection, round, *pair, self.now)
        if Need.INVITATION in needs and isinstance(command, c.JoinAsGuest):
            found["invitation"] = find_guest_invitation(self.connection, round, command.invitation_digest)
        if Need.CIRCLE in needs:
            found["circle"] = self._circle(round)
        if Need.SEALED in needs:
            found["sealed"] = load_sealed(self.connection, round)
        if Need.SEAT_OF in needs and isinstance(command, _NAMES_SOMEBODY):
            found["seat_of"] = self._load_seat(command.member)
        if Need.SEAT_OF in needs and isinstance(command, c.TellOutcome) and round.facilitator is not None:
            found["seat_of"] = self._load_seat(round.facilitator)
        if Need.QUESTION in needs and isinstance(command, c.AnswerQuestion):
            found["question"] = load_question(self.connection, round, command.question_id)
        if Need.VOICES in needs and isinstance(command, c.UniteVoices):
            found["voices"] = load_voices(self.connection, round, command.by, command.other)
        if Need.ABOUT in needs and isinstance(command, c.ChangeText):
            found["about"] = load_about(self.connection, round, command.because)
        return found

    def _waiting(self, command: c.RoundCommand) -> Iterator[tuple[MemberId, int]]:
        """Read when somebody moves up, and not before."""
        if self.state is None:
            return
        self.flush()
        about: tuple[MemberId, ...] = (command.by,)
        if isinstance(command, c.UniteVoices):
            about = (command.by, command.other)
        elif isinstance(command, c.AnswerFor):
            about = (command.member,)
        yield from waiting(self.connection, self.state, about)

    # --- what is written -------------------------------------------------------------------------------------

    def _note_answer(self, event: e.AnswerGiven) -> None:
        self._answers[event.by] = event
        seat = self._load_seat(event.by)
        heard = event.answer.confirmed
        if heard and not seat.heard:
            self._newly_heard.append(event.by)
        self._seats[event.by] = Seat(
            member=seat.member,
            in_circle=seat.in_circle,
            is_coordinator=seat.is_coordinator,
            asked=seat.asked,
            heard=seat.heard or heard,
            group=seat.group,
            organisation=seat.organisation,
            answer=event.answer,
            test_answer=seat.test_answer,
            guest=seat.guest,
        )

    def _note_heard(self, member: MemberId) -> None:
        self._newly_heard.append(member)
        self._seats[member] = replace(self._load_seat(member), heard=True)

    def _write_answers(self) -> None:
        if self._papers and self.state is not None:
            put_papers(self.connection, self.state, self._papers)
            self._papers.clear()
        if self._newly_heard and self.state is not None:
            self._write_heard(self.state.pass_no)
            self._newly_heard.clear()
        if not self._answers:
            return
        key = (self.network_id, self.id)
        rows = []
        for event in self._answers.values():
            a = event.answer
            chosen = None if a.choice is None else str(a.choice)
            said = (a.kind, a.words, a.fix, a.named, a.written_by, a.confirmed, a.at)
            known = (chosen, a.number, a.stood_in_by)
            rows.append((*key, event.pass_no, event.by, event.version, *said, *known))
        _put_answers(self.connection, rows)
        self._answers.clear()

    def _write_heard(self, pass_no: int) -> None:
        _hear(self.connection, self.network_id, self.id, pass_no, self._newly_heard)

    def _check_opening(self, round: Round, command: c.OpenRound) -> None:
        """What the opening names is the circle's and the network's own; and a review is the agreement's only one."""
        named = (command.facilitator, command.next_facilitator)
        check_facilitators(self.connection, self.network_id, round.circle_id, named)
        check_voices(self.connection, self.network_id, command.settings)
        if round.about_agreement is not None:
            from storage.streams.agreement_stream import check_reviewable

            check_reviewable(self.unit, round, round.about_agreement)
        if round.role is not None:
            from storage.streams.selections import check_can_open

            check_can_open(self.unit, round)

    # --- the beginning ---------------------------------------------------------------------------------------

    def _begin(self, command: c.RoundCommand) -> e.DraftWritten:
        """The first draft, by somebody of the circle. Anything else is about a round that is not there."""
        if not isinstance(command, c.WriteDraft):
            raise Refusal(Reason.NOT_FOUND)
        self._must_be_there(command.circle_id)
        if command.about_agreement is not None:
            self._must_be_about(command.circle_id, command.about_agreement)
        if command.mou is not None:
            self._must_keep(command.circle_id, command.mou)
        if command.role is not None and command.way is Way.SELECTION:
            command = self._for_its_role(command)
        roster = load_roster(self.connection, self.network_id, command.circle_id)
        process = process_for(command.ballot, command.way)
        written = write_draft(command, roster, _NOT_COUNTED, process.key, self.now)
        return replace(written, ref=next_ref(self.connection, self.network_id))

    def _for_its_role(self, command: c.WriteDraft) -> c.WriteDraft:
        from storage.streams.selections import drafted

        circle = circle_there(self.connection, self.network_id, command.circle_id)
        return drafted(self.unit, command, circle)

    def _must_be_there(self, circle_id: UUID) -> None:
        circle = (_circle.c.network_id == self.network_id, _circle.c.id == circle_id)
        if self.connection.execute(select(_circle.c.id).where(*circle)).one_or_none() is None:
            raise Refusal(Reason.NOT_FOUND)

    def _must_keep(self, circle_id: UUID, mou_id: UUID) -> None:
        """The circle, the memorandum."""
        m = METADATA.tables["mou"].c
        one = (m.network_id == self.network_id, m.id == mou_id, m.circle_id == circle_id)
        if self.connection.execute(select(m.id).where(*one)).one_or_none() is None:
            raise Refusal(Reason.NOT_FOUND)

    def _must_be_about(self, circle_id: UUID, agreement_id: UUID) -> None:
        a = METADATA.tables["agreement"].c
        one = (a.network_id == self.network_id, a.id == agreement_id, a.circle_id == circle_id)
        standing = self.connection.execute(select(a.standing).where(*one)).scalar_one_or_none()
        if standing is None:
            raise Refusal(Reason.NOT_FOUND)
        if standing not in STANDS:
            raise Refusal(Reason.NOT_AN_AGREEMENT)
