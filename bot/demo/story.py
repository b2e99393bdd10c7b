"""What has happened in the sample network until now: told as commands, each at its own time in the past."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from bot.demo import texts
from bot.demo.people import BY_KEY, EVENTS, STEERING, sample_id
from decisions.agreements import commands as agreements
from decisions.commands import Command
from decisions.commitments import commands as commitments
from decisions.commitments.commitment import Origin, OriginKind, Promise
from decisions.ids import CommitmentId, RemarkId, RoundId
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.settings import Form
from decisions.rounds.text import Text

OK, WORRY, PROBLEM, OUT = Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.STAND_ASIDE
Said = dict[str, tuple[Kind, str] | Kind]


class Stage(Protocol):
    """Where the story is played: the real writer, with a clock that can be set to the past."""

    @property
    def now(self) -> datetime: ...

    async def at(self, ago: timedelta) -> None:
        """Go to that long before today; what falls due on the way happens on the way. Never goes back."""
        ...

    async def does(self, person: str, command: type[Command], /, **fields: Any) -> None: ...

    async def opens(self, person: str, round: str, form: Form) -> None:
        """The person opens the draft, with the settings of its circle."""
        ...

    async def problem_of(self, person: str, round: str) -> RemarkId:
        """The open problem that the person raised in the round."""
        ...

    async def agreement_of(self, round: str) -> UUID: ...


def round_id(name: str) -> RoundId:
    return RoundId(sample_id(f"round {name}"))


def days(count: float) -> timedelta:
    return timedelta(days=count)


async def tell(stage: Stage) -> None:
    """The whole story, in the order in which it happened."""
    await _newsletter(stage)
    await _supper(stage)
    await _fridays(stage)
    await _note_on_supper(stage)
    await _review_of_the_newsletter(stage)
    await _child_care_begins(stage)
    await _photos(stage)
    await _texting(stage)
    await _child_care_second_version(stage)
    await _fair_begins(stage)
    await _pay(stage)
    await _fair_is_tested(stage)
    await _intake(stage)
    await _draft_in_spanish(stage)


async def _newsletter(stage: Stage) -> None:
    """Agreed long ago, in force, and by now under review."""
    await stage.at(days(112))
    await _proposes(stage, "grace", "newsletter", texts.NEWSLETTER, "steering", review_in=days(180))
    answers: Said = dict.fromkeys(STEERING, OK)
    answers["lucia"] = (WORRY, "¿Quién revisa el español antes de mandarlo?")
    await _answers(stage, "newsletter", answers)


async def _supper(stage: Stage) -> None:
    """Agreed, in force, with who does what."""
    await stage.at(days(80))
    await _proposes(stage, "maya", "supper", texts.SUPPER, "steering", review_in=days(104))
    answers: Said = dict.fromkeys(STEERING, OK)
    answers["david"] = (WORRY, "Does the supper money last until spring?")
    answers["helen"] = (WORRY, "Is the school open late enough in winter?")
    answers["sam"] = OUT
    await _answers(stage, "supper", answers)
    await stage.at(days(68))
    await _orders_the_supper(stage, await stage.agreement_of("supper"))


async def _orders_the_supper(stage: Stage, agreement: UUID) -> None:
    """Asked by one, and the other's own with their yes."""
    about = {"commitment_id": CommitmentId(sample_id("commitment supper"))}
    await stage.does(
        "maya",
        commitments.MakeCommitment,
        circle_id=sample_id("circle steering"),
        who=BY_KEY["jo"].id,
        promise=Promise("Order the supper"),
        origin=Origin(OriginKind.AGREEMENT, agreement),
        **about,
    )
    await stage.does("jo", commitments.AcceptCommitment, **about)


async def _fridays(stage: Stage) -> None:
    """Not heard enough: silence was not taken for a yes."""
    await stage.at(days(52))
    await _proposes(stage, "sam", "fridays", texts.FRIDAYS, "steering", review_in=days(200))
    await _answers(stage, "fridays", {"sam": OK, "jo": OK, "helen": (WORRY, "Who teaches on that Friday?")})


async def _note_on_supper(stage: Stage) -> None:
    about = {"agreement_id": await stage.agreement_of("supper")}
    await stage.at(days(40))
    note = RemarkId(sample_id("note supper"))
    words = "Five parents came in October. The little ones were tired by 7."
    await stage.does("amara", agreements.NoteWhatWeSee, id=note, words=words, **about)


async def _review_of_the_newsletter(stage: Stage) -> None:
    await stage.at(days(16))
    words = "Two letters came without Spanish. Families of ours missed the flu day."
    await stage.does(
        "rosa",
        agreements.CallReview,
        agreement_id=await stage.agreement_of("newsletter"),
        id=RemarkId(sample_id("review newsletter")),
        words=words,
    )


async def _child_care_begins(stage: Stage) -> None:
    """A problem was fixed: version 2 is being asked about now."""
    await stage.at(days(6))
    await _proposes(stage, "maya", "child care", texts.CHILD_CARE, "events", review_in=days(90))
    answers: Said = dict.fromkeys(EVENTS, OK)
    answers["tomas"] = (
        PROBLEM,
        "Sin una persona con licencia no podemos dejar a niños de un año. Es un riesgo.",
    )
    await _answers(stage, "child care", answers)


async def _child_care_second_version(stage: Stage) -> None:
    round, fixed = (
        "child care",
        "for children from one year on. One of the two carers has a licence for the youngest.",
    )
    text = replace(
        texts.CHILD_CARE, proposal=texts.CHILD_CARE.proposal.replace("for children from one year on.", fixed)
    )
    problem = await stage.problem_of("tomas", round)
    await stage.at(days(2.1))
    await _does(
        stage, "maya", round, c.ChangeText, text=_with_review(stage, text, days(90)), because=(problem,)
    )
    await stage.at(days(1.9))
    await _does(stage, "tomas", round, c.FixedForMe, problem_id=problem)
    await stage.at(days(1.6))
    await _answers(stage, round, {"maya": OK, "helen": OK, "tomas": OK})


async def _photos(stage: Stage) -> None:
    """In integrating: we look for a way to fix it."""
    await stage.at(days(4.2))
    await _proposes(stage, "tomas", "photos", texts.PHOTOS, "events", review_in=days(120))
    answers: Said = dict.fromkeys(EVENTS, OK)
    answers["rosa"] = (PROBLEM, "Hay familias que no pueden salir en fotos: las pone en peligro.")
    answers["jo"] = (WORRY, "Who takes a photo down when somebody asks?")
    await _answers(stage, "photos", answers)
    await stage.at(days(3.8))
    problem = await stage.problem_of("rosa", "photos")
    await _does(
        stage,
        "helen",
        "photos",
        c.SuggestFix,
        id=RemarkId(sample_id("fix photos")),
        kind=c.FixKind.CHANGE_TEXT,
        text="Ask each family on the day, on paper. No yes, no photo.",
        problem_id=problem,
    )


async def _fair_begins(stage: Stage) -> None:
    """Somebody sees a problem, and the circle will test it."""
    await stage.at(days(1.58))
    await _proposes(stage, "grace", "fair", texts.FAIR, "events", review_in=days(150))
    answers: Said = dict.fromkeys(EVENTS, OK)
    answers["jo"] = (PROBLEM, "The library has one toilet on that floor. With 80 children that goes wrong.")
    await _answers(stage, "fair", answers)


async def _fair_is_tested(stage: Stage) -> None:
    await stage.at(days(1.3))
    problem = await stage.problem_of("jo", "fair")
    await _does(stage, "maya", "fair", c.AskForTest, problem_id=problem)
    await _does(stage, "grace", "fair", c.AskForTest, problem_id=problem)
    await stage.at(days(1.25))
    reason = "There are three more upstairs, and I can show the way."
    await _does(stage, "maya", "fair", c.AnswerTest, problem_id=problem, try_anyway=True, reason=reason)


async def _texting(stage: Stage) -> None:
    """In amending: everyone was heard, and the proposer is deciding what to change."""
    await stage.at(days(2.3))
    await _proposes(stage, "amara", "texting", texts.TEXTING, "steering", review_in=days(90), form=Form.FULL)
    await _does(
        stage,
        "rosa",
        "texting",
        c.AskQuestion,
        id=RemarkId(sample_id("question texting")),
        text="¿Se puede contestar el mensaje en español?",
    )
    reactions = {"lee": "Good. We miss one visit in four.", "helen": "Could the school use it too?"}
    for person, text in reactions.items():
        remark = RemarkId(sample_id(f"reaction texting {person}"))
        await _does(stage, person, "texting", c.ShareReaction, id=remark, text=text)
    for person in STEERING:
        if person not in ("amara", "rosa", *reactions):
            await _does(stage, person, "texting", c.NothingToAdd)


async def _pay(stage: Stage) -> None:
    """In consenting: some have been heard, and one more parent is needed."""
    await stage.at(days(1.5))
    await _proposes(stage, "rosa", "pay", texts.PAY, "steering", review_in=days(92))
    said: Said = {
        "rosa": OK,
        "lee": OK,
        "jo": OK,
        "helen": (WORRY, "Is the money there by day 14?"),
        "priya": OK,
        "grace": OK,
        "sam": OUT,
    }
    await _answers(stage, "pay", said)


async def _intake(stage: Stage) -> None:
    """In exploring: questions and reactions come in."""
    await stage.at(days(1.1))
    await _proposes(stage, "jo", "intake", texts.INTAKE, "steering", review_in=days(95), form=Form.FULL)
    await stage.at(days(0.6))
    remark = RemarkId(sample_id("question intake"))
    await _does(
        stage, "maya", "intake", c.AskQuestion, id=remark, text="Who can see what I wrote about my family?"
    )
    text = "Por fin. Conté lo mismo tres veces en un mes."
    await _does(
        stage,
        "lucia",
        "intake",
        c.ShareReaction,
        id=RemarkId(sample_id("reaction intake")),
        text=text,
        named=False,
    )
    await _does(stage, "david", "intake", c.NothingToAdd)


async def _draft_in_spanish(stage: Stage) -> None:
    await stage.at(days(0.2))
    await stage.does(
        "lucia",
        c.WriteDraft,
        round_id=round_id("notices"),
        circle_id=sample_id("circle steering"),
        text=_with_review(stage, texts.NOTICES, days(92)),
    )


# --- the steps that stories share ------------------------------------------------------------------------------


async def _proposes(
    stage: Stage,
    person: str,
    name: str,
    text: Text,
    circle: str,
    *,
    review_in: timedelta,
    form: Form = Form.SHORT,
) -> None:
    await stage.does(
        person,
        c.WriteDraft,
        round_id=round_id(name),
        circle_id=sample_id(f"circle {circle}"),
        text=_with_review(stage, text, review_in),
    )
    await stage.opens(person, name, form)


async def _answers(stage: Stage, name: str, said: Said) -> None:
    for person, answer in said.items():
        kind, words = answer if isinstance(answer, tuple) else (answer, "")
        await _does(stage, person, name, c.GiveAnswer, kind=kind, words=words)


async def _does(
    stage: Stage, person: str, name: str, command: type[c.RoundCommand], /, **fields: Any
) -> None:
    await stage.does(person, command, round_id=round_id(name), **fields)


def _with_review(stage: Stage, text: Text, review_in: timedelta) -> Text:
    return replace(text, review_on=_weekday((stage.now + review_in).date()))


def _weekday(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
