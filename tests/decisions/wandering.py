"""What people might do in a round at random, and under which settings: for the properties."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from decisions.ids import MemberId
from decisions.process import Who
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.settings import Closing, Form, GroupNeed, Quorum, Settings
from decisions.rounds.text import Text
from tests.decisions.people import CROWD, EVERYONE, GROUPS, GUS, HAL, PARENTS, remark
from tests.decisions.world import World

Draw = Callable[[st.SearchStrategy[Any]], Any]
Fields = dict[str, Any]

ANYBODY: Final = (*EVERYONE, GUS, HAL)
FAR_REVIEW: Final = date(2029, 6, 1)
SECRET: Final = "only-at-unsealing"

ZONES: Final = (
    "UTC",
    "America/New_York",
    "Europe/Madrid",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
    "America/Santiago",
)
_NEW_YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC)
moments: Final = st.one_of(
    st.integers(0, 525_000),
    # the days before clocks change
    st.sampled_from([63, 84, 294, 301]).map(lambda day: day * 1_440),
).map(lambda minutes: _NEW_YEAR + timedelta(minutes=minutes))
holidays: Final = st.lists(
    st.one_of(
        st.dates(date(2026, 1, 1), date(2027, 6, 30)).map(lambda day: (day,)),
        # a closed week or two
        st.builds(
            lambda day, length: tuple(day + timedelta(days=n) for n in range(length)),
            st.dates(date(2026, 1, 1), date(2027, 3, 1)),
            st.integers(5, 14),
        ),
    ),
    max_size=3,
).map(lambda runs: tuple(sorted({day for run in runs for day in run})))
voices: Final = st.one_of(
    st.just(()),
    st.just((GroupNeed(PARENTS, count=1),)),
    st.lists(
        st.one_of(
            st.builds(GroupNeed, st.sampled_from(GROUPS), count=st.integers(1, 2)),
            st.builds(GroupNeed, st.sampled_from(GROUPS), share=st.just(Fraction(1, 2))),
        ),
        max_size=2,
    ).map(tuple),
)
quorums: Final = st.one_of(
    st.just(Quorum()),
    st.builds(Quorum, st.sampled_from([Fraction(1, 3), Fraction(2, 3), Fraction(1)]), st.integers(1, 6)),
)
settings_of_circles: Final = st.builds(
    Settings,
    zone=st.sampled_from(ZONES),
    holidays=holidays,
    quorum=quorums,
    voices=voices,
    closing=st.sampled_from(Closing),
    max_versions=st.sampled_from([3, 3, 1, 2, 4]),
    recommends=st.booleans(),
)
kinds: Final = st.sampled_from([Kind.CONSENT, Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.STAND_ASIDE])
someone: Final = st.sampled_from(ANYBODY)
rare: Final = st.integers(0, 9).map(lambda n: n == 0)


def text(number: int) -> Text:
    return Text(title="Evening hours", proposal=f"Text number {number}.", review_on=FAR_REVIEW)


def words(draw: Draw, world: World) -> str:
    """Unlike any said before, and empty once in a while."""
    return "" if draw(rare) else f"{SECRET}-{len(world.events)}-{draw(st.integers(0, 99))}"


def _answer(draw: Draw, world: World) -> Fields:
    return {"kind": draw(kinds), "words": words(draw, world), "fix": words(draw, world)}


def _problem(draw: Draw, world: World) -> Fields:
    ids = [problem.id for problem in world.round.problems] or [remark(0)]
    newest_first = [*(p.id for p in world.round.open_problems), *ids]
    return {"problem_id": draw(st.sampled_from(newest_first))}


def _new_id(world: World) -> Fields:
    return {"id": remark(10 + len(world.events))}


def _shown(draw: Draw, world: World) -> Fields:
    return {"shown": draw(st.sampled_from(["", world.round.shown, world.round.shown, "1.1"]))}


def _changed(draw: Draw, world: World) -> Fields:
    remarks = [*world.said, *(problem.id for problem in world.round.problems)][-4:]
    because = tuple(draw(st.lists(st.sampled_from(remarks), max_size=2))) if remarks else ()
    return {"text": text(draw(st.integers(0, 999))), "because": because}


def _come_back(draw: Draw, world: World) -> Fields:
    return {"come_back_on": world.now.date() + timedelta(days=draw(st.integers(-2, 90)))}


def opening(draw: Draw, form: Form | None = None) -> Fields:
    few = st.lists(st.sampled_from((*EVERYONE, *CROWD[:2])), min_size=4, unique=True)
    deciding = draw(few) if draw(rare) else ()
    return {
        "settings": draw(settings_of_circles),
        "form": form or draw(st.sampled_from(Form)),
        "facilitator": draw(st.one_of(st.none(), st.sampled_from(EVERYONE))),
        "deciding": tuple(deciding),
    }


FIELDS: Final[dict[type[c.RoundCommand], Callable[[Draw, World], Fields]]] = {
    c.EditDraft: lambda draw, w: {
        "text": text(draw(st.integers(0, 99))),
        "co_authors": tuple(draw(st.lists(st.sampled_from(list(w.circle) or EVERYONE), max_size=1))),
    },
    c.DiscardDraft: lambda draw, w: {},
    c.OpenRound: lambda draw, w: opening(draw),
    c.AskQuestion: lambda draw, w: {**_new_id(w), "text": words(draw, w)},
    c.ShareReaction: lambda draw, w: {**_new_id(w), "text": words(draw, w)},
    c.NothingToAdd: lambda draw, w: {},
    c.AnswerQuestion: lambda draw, w: {
        "question_id": draw(st.sampled_from([*w.questions, remark(0)])),
        "text": words(draw, w),
    },
    c.ChangeText: _changed,
    c.AskEveryone: lambda draw, w: {},
    c.GiveAnswer: lambda draw, w: {**_answer(draw, w), **_shown(draw, w), "replace": draw(st.booleans())},
    c.WriteDown: lambda draw, w: {**_answer(draw, w), **_shown(draw, w), "member": draw(someone)},
    c.ConfirmWritten: lambda draw, w: {"right": draw(st.booleans()), **_shown(draw, w)},
    c.AskForCall: lambda draw, w: {},
    c.TalkFirst: lambda draw, w: {},
    c.AskForTest: _problem,
    c.AnswerTest: lambda draw, w: {
        "problem_id": w.round.test.problem if w.round.test else remark(0),
        "try_anyway": not draw(rare),
        "reason": words(draw, w),
    },
    c.MeToo: _problem,
    c.AskAboutProblem: lambda draw, w: {**_problem(draw, w), **_new_id(w), "text": words(draw, w)},
    c.OfferHelp: _problem,
    c.SuggestFix: lambda draw, w: {
        **_problem(draw, w),
        **_new_id(w),
        "kind": draw(st.sampled_from(c.FixKind)),
        "text": words(draw, w),
    },
    c.FixedForMe: lambda draw, w: {**_problem(draw, w), **_shown(draw, w)},
    c.NotYetFixed: lambda draw, w: {**_problem(draw, w), **_shown(draw, w), "text": words(draw, w)},
    c.KeepAsWorry: _problem,
    c.TakeOverProblem: _problem,
    c.StillDoesTheJob: _shown,
    c.NoVersionWorks: lambda draw, w: {},
    c.Extend: lambda draw, w: {"workdays": draw(st.integers(0, 11))},
    c.MoveOn: lambda draw, w: {},
    c.Remind: lambda draw, w: {},
    c.Withdraw: lambda draw, w: {},
    c.ComeBackLater: _come_back,
    c.TakeToMeeting: lambda draw, w: {},
    c.CarryOn: lambda draw, w: {},
    c.TakeOverFacilitation: lambda draw, w: {},
    c.HandFacilitationTo: lambda draw, w: {"member": draw(someone)},
    c.KeepLateWords: lambda draw, w: {**_new_id(w), "words": words(draw, w)},
}
ENDING: Final = (c.DiscardDraft, c.Withdraw, c.ComeBackLater, c.TakeToMeeting, c.NoVersionWorks)
"""Ends the round at once: drawn seldom, or no round would come far."""


def command_here(draw: Draw, world: World) -> type[c.RoundCommand]:
    """Mostly one that the stage takes; now and then any at all."""
    if draw(rare):
        return draw(st.sampled_from(list(FIELDS)))  # type: ignore[no-any-return]
    here = [one for stage, one in world.process.rules if stage is world.round.stage and one in FIELDS]
    likely = [one for one in here if one not in ENDING] or [c.GiveAnswer]
    return draw(st.sampled_from(likely))  # type: ignore[no-any-return]


def giver(draw: Draw, world: World, command: type[c.RoundCommand]) -> MemberId:
    """Mostly somebody who may; now and then anybody."""
    rule = world.process.rule(world.round.stage, command)
    if rule is None or draw(rare):
        return draw(someone)  # type: ignore[no-any-return]
    round = world.round
    holders = [p.raiser for p in round.open_problems if p.raiser is not None]
    may: dict[Who, list[MemberId]] = {
        Who.PROPOSER: [round.proposer],
        Who.AUTHORS: [*round.authors],
        Who.AUTHORS_OR_FACILITATOR: [*round.authors, *([round.facilitator] if round.facilitator else [])],
        Who.FACILITATOR: [round.facilitator] if round.facilitator else [],
        Who.ASKED: [*world.electorate, *holders],
        Who.CIRCLE: [*world.circle, *holders, *holders],
    }
    return draw(st.sampled_from(may[rule.who] or list(ANYBODY)))  # type: ignore[no-any-return]
