"""A small community and its round in any stage, as records for presenters. ``long`` makes every text as long as it may be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from adapters.present.circle_form import PlaceRecord
from adapters.present.reader import Reader
from decisions.agreements.agreement import Agreement, Note, Standing, WhyReview
from decisions.commitments.commitment import Commitment, Origin, OriginKind, Promise
from decisions.commitments.commitment import Standing as Committed
from decisions.ids import (
    AgreementId,
    CircleId,
    CommitmentId,
    GroupId,
    MemberId,
    NetworkId,
    OrganisationId,
    RemarkId,
    RoundId,
)
from decisions.people.people import AccountSeen, Circle, CircleSeat, Group, Member, Network, Organisation
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.commands import FixKind
from decisions.rounds.record import (
    AgreementRecord,
    CircleRecord,
    FailedDelivery,
    HomeRecord,
    MeetingPlace,
    Remark,
    RemarkKind,
    RoundLine,
    RoundRecord,
    TestAnswerSeen,
    TextVersion,
)
from decisions.rounds.round import (
    FINAL,
    NAMING,
    Because,
    Criterion,
    Problem,
    ProblemStatus,
    Round,
    Seat,
    Stage,
    Test,
    Why,
)
from decisions.rounds.selection.vacancy import Selection, Vacancy
from decisions.rounds.settings import Form, GroupNeed, Settings
from decisions.rounds.tally import GroupTally, Tally
from decisions.rounds.text import Text
from decisions.rounds.way import Way

NOW = datetime(2026, 11, 21, 16, tzinfo=UTC)
"""A Saturday, 10 am in Chicago."""
ZONE = "America/Chicago"
HARM = "A paid hour counts as income. Two of our families could lose their child-care aid."


def uid(n: int) -> Any:
    return UUID(int=0x0195_0000_0000_7000_8000_0000_0000_0000 + n)


NETWORK = Network(NetworkId(uid(1)), "Early Years Together")
PARENTS, PROVIDERS, SCHOOLS = (GroupId(uid(n)) for n in (11, 12, 13))
HUB, CLINIC, SCHOOL = (OrganisationId(uid(n)) for n in (21, 22, 23))
_NAMES = "Rosa Díaz,Tomás Reyes,Maya Okafor,Lee Wong,Jo Pine,Ahmed Sal,Sam Hill,Ines Mora,Bo Lund,Kai Ito,Una Fox,Pia Berg"
ROSA, TOMAS, MAYA, LEE, JO, AHMED, SAM, INES, BO, KAI, UNA, PIA = (MemberId(uid(100 + n)) for n in range(12))
PEOPLE = (ROSA, TOMAS, MAYA, LEE, JO, AHMED, SAM, INES, BO, KAI, UNA, PIA)
PROBLEM, QUESTION = RemarkId(uid(201)), RemarkId(uid(202))
ROUND, CIRCLE, AGREEMENT = RoundId(uid(301)), CircleId(uid(302)), AgreementId(uid(303))


def _group(n: int) -> GroupId:
    return PARENTS if n in (0, 2) else PROVIDERS if n % 2 else SCHOOLS


def _body(n: int) -> OrganisationId:
    return (HUB, CLINIC, SCHOOL)[n % 3]


@dataclass(frozen=True)
class World:
    """Everybody there is; ``long`` gives them the longest names."""

    long: bool = False

    def text(self, words: str, limit: int = 3_000) -> str:
        return (" ".join([words] * (limit // (len(words) + 1) + 1)))[:limit].strip() if self.long else words

    @property
    def groups(self) -> Mapping[GroupId, Group]:
        names = {PARENTS: "parent partners", PROVIDERS: "providers", SCHOOLS: "schools"}
        return {id: Group(id, self.text(name, 60)) for id, name in names.items()}

    @property
    def organisations(self) -> Mapping[OrganisationId, Organisation]:
        names = {HUB: "Family Hub", CLINIC: "Northside Clinic", SCHOOL: "Lincoln School"}
        return {id: Organisation(id, self.text(name, 60)) for id, name in names.items()}

    @property
    def members(self) -> Mapping[MemberId, Member]:
        return {
            id: Member(id, self.text(name, 80), time_zone=ZONE, organisation=_body(n))
            for n, (id, name) in enumerate(zip(PEOPLE, _NAMES.split(","), strict=True))
        }

    @property
    def settings(self) -> Settings:
        return Settings(zone=ZONE, voices=(GroupNeed(PARENTS, count=2),))

    @property
    def circle(self) -> Circle:
        seats = tuple(CircleSeat(id, _group(n), _body(n)) for n, id in enumerate(PEOPLE))
        return Circle(CIRCLE, NETWORK.id, self.text("Steering", 80), LEE, self.settings, seats)

    @property
    def question(self) -> Text:
        return Text(
            title=self.text("Where do we meet?", 80),
            proposal=self.text("The school is being painted until June, so we need another room."),
        )

    @property
    def proposal(self) -> Text:
        return Text(
            title=self.text("Pay parent partners $25 an hour", 80),
            proposal=self.text("The fund at Family Hub pays parent partners $25 for each hour in meetings."),
            plainly=self.text(
                "Parent partners are paid $25 for each hour in meetings and rounds, and child care is covered."
            ),
            outcome=self.text("Parents can afford to take part."),
            measure=self.text("Six parents in meetings by June, now two."),
            review_on=date(2027, 2, 22),
            affects=self.text("Parent partners and the fund."),
        )


def a_problem(world: World, **changes: Any) -> Problem:
    problem = Problem(
        PROBLEM,
        TOMAS,
        TOMAS,
        PROVIDERS,
        CLINIC,
        1,
        world.text(HARM),
        world.text("Check the aid rules first."),
    )
    return replace(problem, **changes)


def _tally(heard: int) -> Tally:
    return Tally(
        {
            PARENTS: GroupTally(2, 1 if heard < 12 else 2, {}),
            PROVIDERS: GroupTally(6, min(6, heard - 3), {}),
            SCHOOLS: GroupTally(4, 2 if heard < 12 else 4, {}),
        }
    )


RESULT = Tally(
    {
        PARENTS: GroupTally(2, 2, {Kind.CONSENT: 2}),
        PROVIDERS: GroupTally(6, 6, {Kind.CONSENT: 4, Kind.CONCERN: 1, Kind.OBJECTION: 1}),
        SCHOOLS: GroupTally(4, 4, {Kind.CONSENT: 3, Kind.STAND_ASIDE: 1}),
    }
)


VOTED = Tally(
    {
        PARENTS: GroupTally(2, 2, {Kind.CHOICE: 2}),
        PROVIDERS: GroupTally(6, 5, {Kind.CHOICE: 5}),
        SCHOOLS: GroupTally(4, 4, {Kind.CHOICE: 3, Kind.STAND_ASIDE: 1}),
    }
)


ANSWERED = Tally(
    {
        PARENTS: GroupTally(2, 1, {Kind.SPOKEN: 1}),
        PROVIDERS: GroupTally(6, 5, {Kind.SPOKEN: 5}),
        SCHOOLS: GroupTally(4, 4, {Kind.SPOKEN: 3, Kind.STAND_ASIDE: 1}),
    }
)
"""Of a question."""


ADVISERS = Advisers(affected=(JO, MAYA), knowing=(KAI,), heard=(MAYA,))
ADVISED = Tally({PARENTS: GroupTally(2, 1), SCHOOLS: GroupTally(1, 0)})
"""In an advice process, of those who are named."""


def a_round(stage: Stage, world: World, **changes: Any) -> Round:
    round = Round(
        ROUND,
        NETWORK.id,
        CIRCLE,
        41,
        "consent@1",
        stage,
        world.settings,
        ROSA,
        world.proposal,
        facilitator=LEE,
        opened_at=NOW - timedelta(days=6),
        stage_since=NOW - timedelta(days=2),
        pass_no=2,
        deadline=None if stage in FINAL or stage is Stage.DRAFT else datetime(2026, 11, 24, 2, tzinfo=UTC),
        tally=_tally(7) if stage is not Stage.DRAFT else Tally(),
        open_questions=(QUESTION,) if stage in (Stage.EXPLORING, Stage.AMENDING) else (),
        versions_asked=1,
    )
    return replace(round, **{**_of_stage(stage, world), **changes})


def _of_stage(stage: Stage, world: World) -> dict[str, Any]:
    problem = a_problem(world)
    if stage is Stage.TESTING:
        return {
            "problems": (replace(problem, tested=True),),
            "test": Test(PROBLEM, 11, 3, 2, {PARENTS: 1}),
            "tally": RESULT,
        }
    if stage is Stage.INTEGRATING:
        window = NOW + timedelta(days=1)
        return {"problems": (problem,), "test_window": window, "tally": RESULT, "facilitator_turn": NOW}
    if stage in BALLOT_STAGES:
        return _of_ballot(stage, world)
    if stage in QUESTION_STAGES:
        return _of_question(stage, world)
    if stage in SELECTION_STAGES:
        return of_selection(stage, world)
    if stage in ADVICE_STAGES:
        return {"process": "advice@1", "text": world.question, "advisers": ADVISERS, "tally": ADVISED}
    if stage in FINAL:
        fixed = replace(problem, status=ProblemStatus.FIXED, fixed_in=2)
        worry = Criterion(uid(210), world.text("Is the money there by day 14?"), LEE, True, 1)
        ended = {"why": _WHY[stage], "ended_at": NOW, "tally": RESULT, "come_back_on": date(2027, 1, 15)}
        return ended | {"problems": (fixed,), "criteria": (worry,)}
    return {}


def _of_ballot(stage: Stage, world: World) -> dict[str, Any]:
    asks: dict[str, Any] = {"process": "ballot@1", "ballot": a_ballot(world), "text": world.question}
    if stage is Stage.VOTING:
        return asks
    return asks | {"why": _WHY[stage], "ended_at": NOW, "tally": VOTED}


def _of_question(stage: Stage, world: World) -> dict[str, Any]:
    asks: dict[str, Any] = {"process": "question@1", "text": world.question}
    if stage is Stage.LISTENING:
        return asks
    return asks | {"why": _WHY[stage], "ended_at": NOW, "tally": ANSWERED}


def of_selection(stage: Stage, world: World) -> dict[str, Any]:
    """Two have been nominated, and from consenting on one of them is proposed."""
    proposed = (MAYA,) if stage not in (*NAMING, Stage.PROPOSING) else ()
    selection = Selection(
        a_vacancy(world),
        candidates=() if stage is Stage.NOMINATING else (AHMED, MAYA),
        proposed=proposed,
        because=world.text("Her notes are read, also by those who were not there.") if proposed else "",
    )
    facts: dict[str, Any] = {
        "process": "selection@1",
        "selection": selection,
        "versions_asked": len(proposed),
    }
    facts["text"] = selection.vacancy.as_text
    if stage is Stage.SELECTED:
        return facts | {"why": Why.ROLE_FILLED, "ended_at": NOW, "tally": RESULT}
    return facts


def a_vacancy(world: World, **changes: Any) -> Vacancy:
    described = Vacancy(
        world.text("Scribe", 80),
        world.text("So that nobody misses what we agreed."),
        world.text("Notes to all of us, within two days."),
        world.text("A year", 80),
        date(2027, 11, 30),
    )
    return replace(described, **changes)


def a_ballot(world: World, method: Method = Method.CHOOSE_ONE, **rules: Any) -> Ballot:
    """Three options; ``long`` makes them a hundred, each as long as it may be. A method's own answers are what they are."""
    if method in OWN_ANSWERS:
        return Ballot(
            method, tuple(BallotOption(key, key) for key in OWN_ANSWERS[method].split()), Rules(**rules)
        )
    if method is Method.TIME_POLL:
        return Ballot(method, some_times(world), Rules(**rules))
    named = ("The library", "The clinic", "Online")
    options = tuple(
        BallotOption(
            f"o{n}", world.text(named[n % 3], 80), world.text("It is near the bus.", 300) if n else ""
        )
        for n in range(100 if world.long else 3)
    )
    return Ballot(method, options, Rules(**rules))


def some_times(world: World) -> tuple[BallotOption, ...]:
    """From Monday, December 7 on, at 4 pm in Chicago; the second has a note."""
    first = datetime(2026, 12, 7, 22, tzinfo=UTC)
    return tuple(
        BallotOption(
            f"o{n}",
            "",
            world.text("Online", 300) if n else "",
            Moment(first + n * timedelta(days=1), 60 + 30 * (n % 3)),
        )
        for n in range(100 if world.long else 3)
    )


OWN_ANSWERS = {
    Method.SENSE_CHECK: "good unsure worried",
    Method.OPT_IN: "in out",
    Method.CONSENSUS: "agree aside block",
    Method.GRADIENTS: "endorse minor reserve abstain discuss dislike serious veto",
}
BALLOT_STAGES = frozenset({Stage.VOTING, Stage.DECIDED, Stage.UNDECIDED})
ADVICE_STAGES = frozenset({Stage.ADVISING, Stage.DECIDING})
SELECTION_STAGES = NAMING | {Stage.PROPOSING, Stage.ACCEPTING, Stage.SELECTED}
QUESTION_STAGES = frozenset({Stage.LISTENING, Stage.ANSWERED})

_WHY = {
    Stage.ANSWERED: Why.ANSWERED,
    Stage.DECIDED: Why.COUNTED,
    Stage.UNDECIDED: Why.TIED,
    Stage.AGREED: Why.ADOPTED,
    Stage.NOT_AGREED: Why.NO_VERSION_WORKS,
    Stage.NOT_HEARD_ENOUGH: Why.VOICES,
    Stage.WITHDRAWN: Why.WITHDRAWN_BY_PROPOSER,
    Stage.DEFERRED: Why.DEFERRED_BY_PERSON,
    Stage.MEETING: Why.TOO_MANY_VERSIONS,
    Stage.DISCARDED: Why.DISCARDED,
}


def _remarks(world: World) -> tuple[Remark, ...]:
    ago = NOW - timedelta(days=3)
    return (
        Remark(QUESTION, RemarkKind.QUESTION, MAYA, ago, world.text("Who pays for child care?")),
        Remark(
            uid(220),
            RemarkKind.QUESTION,
            JO,
            ago,
            world.text("From when?"),
            answer=world.text("From January."),
            answered_by=ROSA,
        ),
        Remark(uid(221), RemarkKind.REACTION, AHMED, ago, world.text("At last! This is fair.")),
        Remark(uid(222), RemarkKind.REACTION, SAM, ago, world.text("I am not sure."), named=False),
        Remark(
            uid(223),
            RemarkKind.SUGGESTION,
            INES,
            ago,
            world.text("Start with two families."),
            about=PROBLEM,
            fix_kind=FixKind.TRY_SMALLER,
        ),
        Remark(
            uid(224),
            RemarkKind.ABOUT_PROBLEM,
            BO,
            ago,
            world.text("Which families are these?"),
            about=PROBLEM,
        ),
    )


def _test_answers(world: World) -> tuple[TestAnswerSeen, ...]:
    return (TestAnswerSeen(PROBLEM, MAYA, False, world.text("It would hurt us.")),)


def an_agreement(world: World, **changes: Any) -> Agreement:
    agreement = Agreement(
        AGREEMENT,
        NETWORK.id,
        CIRCLE,
        ROUND,
        41,
        world.proposal,
        2,
        Standing.IN_FORCE,
        NOW,
        datetime(2027, 2, 22, 15, tzinfo=UTC),
        criteria=(Criterion(uid(210), world.text("Is the money there by day 14?"), LEE, False, 1),),
        notes=(Note(uid(211), JO, world.text("Two more parents came."), NOW),),
    )
    return replace(agreement, **changes)


def commitments_of_agreement(world: World) -> tuple[Commitment, ...]:
    """One that waits for a yes, one that is under way, one that is done and one that somebody said no to."""
    asked = Commitment(
        CommitmentId(uid(203)),
        NETWORK.id,
        CIRCLE,
        Promise(world.text("Family Hub opens the fund", 300), date(2026, 12, 4)),
        Origin(OriginKind.AGREEMENT, AGREEMENT),
        LEE,
        ROSA,
        Committed.ASKED,
        NOW,
    )
    under_way = replace(
        asked,
        id=CommitmentId(uid(204)),
        promise=Promise(world.text("Check the aid rules", 300)),
        accountable=TOMAS,
        standing=Committed.OPEN,
        accepted_at=NOW,
    )
    done = replace(
        under_way,
        id=CommitmentId(uid(205)),
        promise=Promise(world.text("Ask the bank", 300)),
        standing=Committed.DONE,
        ended_at=NOW,
        ended_by=TOMAS,
    )
    declined = replace(
        asked,
        id=CommitmentId(uid(206)),
        promise=Promise(world.text("Tell the parents", 300)),
        standing=Committed.DECLINED,
        ended_at=NOW,
        ended_by=ROSA,
    )
    return (asked, done, under_way, declined)


def a_record(
    stage: Stage,
    *,
    reader: MemberId = JO,
    answer: Answer | None = None,
    long: bool = False,
    again: Kind | None = None,
    seat: Mapping[str, Any] | None = None,
    record: Mapping[str, Any] | None = None,
    **changes: Any,
) -> RoundRecord:
    """``again``: what the reader said of version 1, now that version 2 is asked about."""
    world = World(long)
    if again:
        changes = {"version": 2, "versions_asked": 2, **changes}
    round = a_round(stage, world, **changes)
    n = PEOPLE.index(reader)
    base = Seat(reader, True, False, True, answer is not None, _group(n), _body(n), answer)
    later = stage in (Stage.TESTING, Stage.INTEGRATING) or stage in FINAL
    made = RoundRecord(
        round=round,
        circle=world.circle,
        network=NETWORK,
        members=world.members,
        groups=world.groups,
        organisations=world.organisations,
        versions=_versions(world, round.version),
        remarks=_remarks(world) if round.way is Way.CONSENT else (),
        seat=replace(base, **(seat or {})),
        earlier=Answer(again, NOW - timedelta(days=5)) if again else None,
        earlier_version=1 if again else None,
        result=_RESULTS[round.way] if later else None,
        missing=(MAYA, SAM, BO, KAI, UNA) if reader == LEE else (),
        missing_count=5,
        test_answers=_test_answers(world) if stage is Stage.TESTING else (),
        failed=(FailedDelivery("account_inactive", KAI),) if reader == LEE else (),
        agreement=an_agreement(world) if stage is Stage.AGREED else None,
        commitments=commitments_of_agreement(world) if stage is Stage.AGREED else (),
        card_links={"#steering": "https://chat.example/p1"},
        capacities={id: (_group(n), _body(n)) for n, id in enumerate(PEOPLE)},
    )
    return replace(made, **(record or {}))


_RESULTS = {
    Way.CONSENT: RESULT,
    Way.BALLOT: VOTED,
    Way.QUESTION: ANSWERED,
    Way.ADVICE: ADVISED,
    Way.SELECTION: RESULT,
}


def _versions(world: World, newest: int) -> tuple[TextVersion, ...]:
    first = TextVersion(
        1, replace(world.proposal, plainly=world.text("Parent partners are paid.")), ROSA, NOW
    )
    said = Because(QUESTION, MAYA, world.text("Who pays for child care?"), True)
    second = TextVersion(2, world.proposal, ROSA, NOW, (said,))
    return (first, second)[:newest]


def a_reader(member: MemberId = JO, locale: str = "en") -> Reader:
    return Reader(locale, ZONE, NOW, "https://rondo.example", member, World().members[member].name)


def a_place(locale: str = "en") -> Reader:
    return Reader.place(locale, ZONE, NOW, "https://rondo.example")


def a_line(stage: Stage, *, long: bool = False, reader: MemberId = JO, **changes: Any) -> RoundLine:
    world = World(long)
    return RoundLine(a_round(stage, world, **changes), world.circle.name, Seat(reader), "Rosa Díaz", 5)


def a_home(*, long: bool = False, empty: bool = False) -> HomeRecord:
    world = World(long)
    base = HomeRecord(world.members[JO], NETWORK, (), world.groups, (), (), (), ())
    if empty:
        return base
    asked = tuple(a_line(stage, long=long) for stage in (Stage.CONSENTING, Stage.EXPLORING))
    stuck = a_line(Stage.INTEGRATING, long=long, facilitator_turn=NOW - timedelta(days=2))
    return replace(
        base,
        circles=(world.circle,),
        waiting=asked,
        facilitating=(a_line(Stage.CONSENTING, long=long), stuck),
        proposed=(a_line(Stage.AMENDING, long=long),),
        agreements=(an_agreement(world),),
        to_confirm=(a_line(Stage.CONSENTING, long=long),),
        accounts=(AccountSeen("slack", "Riverside"), AccountSeen("web")),
    )


def a_circle_record(*, long: bool = False, may_change: bool = True) -> CircleRecord:
    world = World(long)
    return CircleRecord(
        world.members[JO],
        NETWORK,
        world.circle,
        world.members,
        world.groups,
        world.organisations,
        rounds=(a_line(Stage.CONSENTING, long=long), a_line(Stage.EXPLORING, long=long)),
        ended=(a_line(Stage.AGREED, long=long),),
        agreements=(an_agreement(world),),
        may_change=may_change,
        places=_places(world),
    )


def _places(world: World) -> tuple[MeetingPlace, ...]:
    """One that is reached, and one that is not since Tuesday."""
    here = MeetingPlace(uid(401), world.text("steering", 80), "slack", "en", only_here=4)
    there = MeetingPlace(
        uid(402),
        world.text("Primera infancia", 80),
        "teams",
        "es",
        chosen="es",
        only_here=7,
        why="not_invited",
        since=NOW - timedelta(days=4),
    )
    return (here, *((there,) * 11)) if world.long else (here, there)


def an_agreement_record(
    *, long: bool = False, reader: MemberId = ROSA, review: bool = False
) -> AgreementRecord:
    world = World(long)
    under = {"standing": Standing.UNDER_REVIEW, "why_review": WhyReview.NOT_WORKING} if review else {}
    return AgreementRecord(
        world.members[reader],
        NETWORK,
        world.circle,
        an_agreement(world, **under),
        world.members,
        world.groups,
        a_round(Stage.AGREED, world),
        commitments_of_agreement(world),
    )


def a_place_record(*, long: bool = False, circle: bool = False) -> PlaceRecord:
    world = World(long)
    return PlaceRecord(
        world.members[JO],
        NETWORK,
        world.text("steering", 80),
        world.circle.seats,
        world.groups,
        world.members,
        world.settings,
        world.circle if circle else None,
    )


def short_form(world: World) -> Settings:
    return replace(world.settings, form=Form.SHORT)
