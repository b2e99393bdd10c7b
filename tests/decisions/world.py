"""One round as storage would keep it, in memory: what rules look at is loaded as the table says, and nothing else is.

Time is ``now``; whatever has fallen due happens before a command, as the writer does it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from decisions.engine import decide, settle
from decisions.events import Event
from decisions.ids import GroupId, MemberId, RemarkId
from decisions.people.people import Circle, CircleSeat
from decisions.process import Need, Process
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import WITH_WORDS, Answer, Kind, SealedWords
from decisions.rounds.ballots.choice import Pile
from decisions.rounds.ballots.receipt import Paper
from decisions.rounds.ballots.secret import paper_of
from decisions.rounds.consent.drafting import write_draft
from decisions.rounds.consent.table import CONSENT
from decisions.rounds.evolve import evolve
from decisions.rounds.round import (
    Because,
    Case,
    GuestInvitation,
    OpenQuestion,
    RosterSeat,
    Round,
    Seat,
    Stage,
)
from decisions.rounds.settings import Settings
from decisions.rounds.tally import GroupTally, Tally
from decisions.rounds.voices import Voice, Voices, united
from tests.decisions.people import CIRCLE, NETWORK, ROUND


@dataclass
class Asked:
    """A row of the electorate."""

    seat: RosterSeat
    heard: bool = False
    left: bool = False
    guest: bool = False


def _says_why_not(answer: Answer) -> bool:
    return answer.kind is Kind.STAND_ASIDE and bool(answer.words)


@dataclass
class World:
    circle: dict[MemberId, RosterSeat]
    """Who sits in it now, who has sat there longest first."""
    now: datetime
    process: Process = CONSENT
    facilitator: MemberId | None = None
    settings: Settings = field(default_factory=Settings)
    """The circle's, for a draft that opens by itself."""
    round: Round = field(init=False)
    stand_ins: set[tuple[MemberId, MemberId]] = field(default_factory=set)
    """Members, each with who answers for them now."""
    invitations: dict[str, GuestInvitation] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    passes: dict[int, dict[MemberId, Asked]] = field(default_factory=dict)
    answers: dict[tuple[int, MemberId], e.AnswerGiven] = field(default_factory=dict)
    test_answers: dict[tuple[RemarkId, MemberId], e.TestAnswered] = field(default_factory=dict)
    questions: dict[RemarkId, OpenQuestion] = field(default_factory=dict)
    said: dict[RemarkId, Because] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    """Secret ballots, by their receipts."""

    # --- what happens ----------------------------------------------------------------------------------------

    def begin(self, by: MemberId, text: Any, co_authors: tuple[MemberId, ...] = (), **fields: Any) -> "World":
        where: dict[str, Any] = {"network_id": NETWORK, "round_id": ROUND, "circle_id": CIRCLE}
        command = c.WriteDraft(by=by, text=text, co_authors=co_authors, **where, **fields)
        self._keep(write_draft(command, self.roster, 1, self.process.key, self.now))
        return self

    def do(self, by: MemberId, command: type[c.RoundCommand], **fields: Any) -> tuple[Event, ...]:
        """The events of the command, those that were due before it not among them. Raises ``Refusal``."""
        self.settle()
        asked = command(network_id=NETWORK, by=by, round_id=ROUND, **fields)
        events = decide(self.process, self.case(asked), asked, self.now)
        if isinstance(asked, c.VoteInSecret) and events:
            self.papers[asked.receipt] = paper_of(self.round, asked)
        self._keep(*events)
        return events

    def refused(self, by: MemberId, command: type[c.RoundCommand], **fields: Any) -> Reason:
        """Why the rules say no; and nothing has changed by asking."""
        self.settle()
        before = (self.round, len(self.events))
        try:
            self.do(by, command, **fields)
        except Refusal as refusal:
            assert (self.round, len(self.events)) == before
            return refusal.reason
        raise AssertionError(f"{command.__name__} was not refused")

    def passes_to(self, moment: datetime) -> tuple[Event, ...]:
        """Time alone, until that moment."""
        assert moment >= self.now, "time does not run backwards"
        self.now = moment
        return self.settle()

    def passes_by(self, **length: float) -> tuple[Event, ...]:
        return self.passes_to(self.now + timedelta(**length))

    def until_next(self) -> tuple[Event, ...]:
        """Time alone, until it next does something."""
        due = self.process.next_due(self.round)
        assert due is not None, f"nothing is due in {self.round.stage}"
        return self.passes_to(max(due, self.now))

    def to_the_end(self, most: int = 60) -> "World":
        """Time alone, until the round is over."""
        for _ in range(most):
            if self.round.is_over:
                return self
            self.until_next()
        raise AssertionError(f"still {self.round.stage} after {most} turns")

    def settle(self) -> tuple[Event, ...]:
        """Stage after stage, each from what is kept when its time came."""
        happened: tuple[Event, ...] = ()
        while (due := self.process.next_due(self.round)) is not None and due <= self.now:
            events = settle(self.process, self.timed_case(), due)
            self._keep(*events)
            happened += events
        return happened

    def leaves(self, member: MemberId) -> tuple[Event, ...]:
        self.settle()
        self.circle.pop(member, None)
        return () if self.round.is_over else self.do(member, c.NoteDeparture)

    def are_one(self, by: MemberId, other: MemberId, *, as_other: bool = False) -> tuple[Event, ...]:
        """``other`` turns out to be the same person as ``by``."""
        self.settle()
        sat = self.circle.pop(other, None)
        if sat is not None and by not in self.circle:
            self.circle[by] = replace(sat, member=by)
        if self.round.is_over:
            return ()
        return self.do(by, c.UniteVoices, other=other, as_other=as_other)

    def joins(self, seat: RosterSeat) -> None:
        self.circle[seat.member] = seat

    def is_at(self, stage: Stage) -> bool:
        return self.round.stage is stage

    # --- what rules look at ----------------------------------------------------------------------------------

    def case(self, command: c.RoundCommand) -> Case:
        needs = self.process.needs(self.round.stage, type(command))
        tells = isinstance(command, c.TellOutcome)
        other = self.round.facilitator if tells else getattr(command, "member", None)
        return Case(
            round=self.round,
            seat=self.seat(command.by),
            roster=self.roster if Need.ROSTER in needs else (),
            sealed=self.sealed() if Need.SEALED in needs else (),
            seat_of=self.seat(other) if Need.SEAT_OF in needs and other else None,
            question=self.questions.get(getattr(command, "question_id", None))  # type: ignore[arg-type]
            if Need.QUESTION in needs
            else None,
            about=self._about(command) if Need.ABOUT in needs else (),
            circle=self.as_circle if Need.CIRCLE in needs else None,
            stands_in=Need.STAND_IN in needs and (other, command.by) in self.stand_ins,
            invitation=self.invitations.get(getattr(command, "invitation_digest", ""))
            if Need.INVITATION in needs
            else None,
            voices=Voices(self.voice(command.by), self.voice(command.other))
            if Need.VOICES in needs and isinstance(command, c.UniteVoices)
            else Voices(),
            voted=self.papers.get(command.receipt) if isinstance(command, c.VoteInSecret) else None,
            waiting=self.waiting({command.by, getattr(command, "other", command.by)}),
        )

    def numbered(self) -> list[tuple[MemberId, int]]:
        """Who stands in line, in their order."""
        numbers = {by: answer.number for by, answer in self.counted_answers().items()}
        found = [(by, number) for by, number in numbers.items() if number is not None]
        return sorted(found, key=lambda one: one[1])

    def waiting(self, without: set[MemberId]) -> tuple[tuple[MemberId, int], ...]:
        return tuple(
            one for one in self.numbered() if one[1] > self.round.line.let_in and one[0] not in without
        )

    def voice(self, member: MemberId) -> Voice | None:
        asked = self.electorate.get(member)
        if asked is None:
            return None
        answer = self.counted_answers().get(member)
        test = self.round.test
        tested = self.test_answers.get((test.problem, member)) if test else None
        return Voice(
            group=asked.seat.group,
            organisation=asked.seat.organisation,
            heard=asked.heard,
            left=asked.left,
            kind=answer.kind if answer else None,
            answered_at=answer.at if answer else None,
            test_answer=tested.try_anyway if tested else None,
            tested_at=tested.at if tested else None,
            number=answer.number if answer else None,
            guest=asked.guest,
            lent=asked.guest or (answer is not None and answer.stood_in_by is not None),
        )

    def timed_case(self) -> Case:
        seat = Seat(self.round.proposer)
        case = Case(self.round, seat, roster=self.roster, sealed=self.sealed(), profile=self.profile())
        return case if self.round.scheduled is None else replace(case, circle=self.as_circle)

    @property
    def as_circle(self) -> Circle:
        seats = tuple(CircleSeat(seat.member, seat.group, seat.organisation) for seat in self.roster)
        return Circle(CIRCLE, NETWORK, "Circle", self.facilitator, self.settings, seats)

    def profile(self) -> tuple[Pile, ...]:
        """What has been chosen in the ballot, each choice on a pile of its own."""
        if self.round.terms.secret:
            return tuple(Pile(paper.choice) for paper in self.papers.values() if paper.choice is not None)
        return tuple(Pile(one.choice) for one in self.counted_answers().values() if one.choice is not None)

    @property
    def roster(self) -> tuple[RosterSeat, ...]:
        return tuple(self.circle.values())

    @property
    def electorate(self) -> Mapping[MemberId, Asked]:
        return self.passes.get(self.round.pass_no, {})

    def seat(self, member: MemberId) -> Seat:
        asked, sits = self.electorate.get(member), self.circle.get(member)
        capacity = asked.seat if asked else sits
        given = self.answers.get((self.round.pass_no, member))
        test = self.round.test
        tested = self.test_answers.get((test.problem, member)) if test else None
        return Seat(
            member=member,
            in_circle=sits is not None,
            asked=asked is not None and not asked.left,
            heard=asked is not None and asked.heard,
            group=capacity.group if capacity else None,
            organisation=capacity.organisation if capacity else None,
            answer=given.answer if given else None,
            test_answer=tested.try_anyway if tested else None,
            guest=asked is not None and asked.guest,
        )

    def sealed(self) -> tuple[SealedWords, ...]:
        waited_for = {p.raiser for p in self.round.open_problems if p.unconfirmed}
        return tuple(
            SealedWords(by, asked.seat.group, asked.seat.organisation, answer, asked.left)
            for by, answer in self.counted_answers().items()
            if answer.kind in WITH_WORDS or _says_why_not(answer) or by in waited_for
            for asked in (self.electorate[by],)
        )

    def _about(self, command: c.RoundCommand) -> tuple[Because, ...]:
        named: tuple[RemarkId, ...] = getattr(command, "because", ())
        return tuple(self.said[remark] for remark in named if remark in self.said)

    # --- what is kept ----------------------------------------------------------------------------------------

    def counted_answers(self) -> dict[MemberId, Answer]:
        """The answers of the present pass that count: given by the member, or written down and confirmed."""
        return {
            by: given.answer
            for (pass_no, by), given in self.answers.items()
            if pass_no == self.round.pass_no and given.answer.confirmed
        }

    def recounted(self) -> Tally:
        """The tally of the present pass, counted anew from its electorate and answers."""
        groups: dict[GroupId, GroupTally] = {}
        answers = self.counted_answers()
        for member, asked in self.electorate.items():
            group = groups.get(asked.seat.group, GroupTally())
            kinds: dict[Kind, int] = dict(group.kinds)
            if member in answers:
                kinds[answers[member].kind] = kinds.get(answers[member].kind, 0) + 1
            lent = asked.guest or (member in answers and answers[member].stood_in_by is not None)
            groups[asked.seat.group] = GroupTally(
                group.asked + 1,
                group.heard + asked.heard,
                kinds,
                group.guests + asked.guest,
                group.lent + (asked.heard and lent),
            )
        return Tally(groups)

    def _keep(self, *events: Event) -> None:
        for event in events:
            before = None if isinstance(event, e.DraftWritten) else self.round
            self.round = evolve(before, event)
            self.events.append(event)
            self._note(event)

    def _note(self, event: Event) -> None:
        match event:
            case e.PassOpened():
                self.passes[event.pass_no] = {seat.member: Asked(seat) for seat in event.seats}
            case e.AnswerGiven():
                self.answers[event.pass_no, event.by] = event
                self.electorate[event.by].heard |= event.answer.confirmed
            case e.VotedInSecret():
                self.electorate[event.by].heard = True
            case e.GuestInvited() | e.GuestJoined():
                self._note_guest(event)
            case e.AnswerTakenBack():
                del self.answers[event.pass_no, event.by]
            case e.TestAnswered():
                self.test_answers[event.problem_id, event.by] = event
            case e.QuestionAnswered():
                question = self.questions[event.question_id]
                self.questions[event.question_id] = replace(question, answered=True)
            case e.MemberLeft() if event.by in self.electorate:
                self.electorate[event.by].left = True
                if event.gave_up is not None:
                    given = self.answers[self.round.pass_no, event.by]
                    without = replace(given.answer, number=None)
                    self.answers[self.round.pass_no, event.by] = replace(given, answer=without)
            case e.VoicesUnited():
                self._note_one_person(event)
            case e.QuestionAsked() | e.ReactionShared() | e.FixSuggested() | e.PassedOver() | e.AdviceGiven():
                self._note_remark(event)

    def _note_guest(self, event: e.GuestInvited | e.GuestJoined) -> None:
        if isinstance(event, e.GuestInvited):
            capacity = (event.group, event.organisation)
            self.invitations[event.digest] = GuestInvitation(event.id, *capacity, event.expires_at)
            return
        seat = RosterSeat(event.by, event.group, event.organisation)
        self.passes[event.pass_no][event.by] = Asked(seat, guest=True)
        used = next(digest for digest, one in self.invitations.items() if one.id == event.invitation_id)
        self.invitations[used] = replace(self.invitations[used], used=True)

    def _note_one_person(self, event: e.VoicesUnited) -> None:
        """The rows of the other are the one person's, but for the answer that does not stand."""
        voice, here = united(event.voices, as_other=event.as_other), self.passes.get(self.round.pass_no, {})
        here.pop(event.other, None)
        if voice is not None:
            seat = RosterSeat(event.by, voice.group, voice.organisation)
            here[event.by] = Asked(seat, voice.heard, voice.left)
        key = self.round.pass_no
        if event.voices.both_spoke:
            self._put_together((key, event.by), (key, event.other))
        given = self.answers.pop((key, event.other), None)
        if given is not None and (event.other_answer_stands or (key, event.by) not in self.answers):
            self.answers[key, event.by] = replace(given, by=event.by)
        if voice is not None and voice.number is not None:
            own = self.answers[key, event.by]
            self.answers[key, event.by] = replace(own, answer=replace(own.answer, number=voice.number))
        for problem, member in [one for one in self.test_answers if one[1] == event.other]:
            tested = self.test_answers.pop((problem, member))
            if event.voices.other_test_answer_stands or (problem, event.by) not in self.test_answers:
                self.test_answers[problem, event.by] = replace(tested, by=event.by)

    def _put_together(self, *keys: tuple[int, MemberId]) -> None:
        """Nothing that was said in words is lost: either answer has the words of both, the earlier first."""
        said = sorted((self.answers[key].answer for key in keys), key=lambda answer: answer.at)
        words, named = "\n\n".join(one.words for one in said), all(one.named for one in said)
        for key in keys:
            given = self.answers[key]
            self.answers[key] = replace(given, answer=replace(given.answer, words=words, named=named))

    def _note_remark(
        self, event: e.QuestionAsked | e.ReactionShared | e.FixSuggested | e.PassedOver | e.AdviceGiven
    ) -> None:
        if isinstance(event, e.PassedOver) or getattr(event, "first_word", False):
            self.electorate[event.by].heard = True
        if isinstance(event, e.QuestionAsked):
            self.questions[event.id] = OpenQuestion(event.id, event.by, answered=False)
        if not isinstance(event, e.PassedOver):
            self.said[event.id] = Because(event.id, event.by, event.text, named=True)
