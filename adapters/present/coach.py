"""The facilitator's coach: the next step, who is missing, and a message that is ready to send. Never
blame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from adapters.cards import Block, Line, Paragraph, Quote, words
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from decisions.rounds.consent.moving_on import why_not_yet
from decisions.rounds.record import RoundLine
from decisions.rounds.round import DECIDING, NAMING, Round, Stage
from decisions.rounds.tally import quorum_met, voices_missing
from decisions.rounds.way import Way

_NAMES_SHOWN: Final = 12
_A_DAY: Final = timedelta(days=1)


_MESSAGES: Final[Mapping[Way, str]] = {
    Way.QUESTION: "coach.message_question",
    Way.ADVICE: "coach.message_advice",
}
"""The message to send to somebody, where it is about something else than a decision of all; there no number is needed."""
_MESSAGE_NAMING: Final = "coach.message_selection"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that helps now: a key below ``coach.`` and its count."""

    key: str
    n: int = 0


def next_steps(round: Round, reader: Reader) -> tuple[Step, ...]:
    """What helps this round on, the most pressing first. Pure: from the round and the time alone."""
    steps: list[Step] = []
    if round.is_over or round.stage is Stage.DRAFT:
        return ()
    if round.facilitator_turn is not None and reader.now - round.facilitator_turn >= _A_DAY:
        steps.append(Step("waited", (reader.now - round.facilitator_turn).days))
    if round.carry_on_since is not None:
        steps.append(Step("carry_on"))
    if round.stage in (Stage.EXPLORING, Stage.AMENDING) and round.open_questions:
        steps.append(Step("questions", len(round.open_questions)))
    if round.stage is Stage.CHANGING and not round.tally.everyone_heard:
        steps.append(Step("changing"))
    elif round.stage in DECIDING | NAMING or round.stage is Stage.ADVISING:
        steps += _to_be_heard(round)
    if round.stage is Stage.PROPOSING:
        steps.append(Step("propose"))
    if round.stage is Stage.INTEGRATING:
        steps.append(Step("ask_raisers" if round.next_text else "find_fix", len(round.open_problems)))
    return tuple(steps)


def _to_be_heard(round: Round) -> list[Step]:
    if round.tally.everyone_heard:
        return [Step("all_heard")]
    if round.way in _MESSAGES or round.stage in NAMING:
        return [Step("not_heard", round.tally.asked - round.tally.heard)]
    if short := sum(voices_missing(round.tally, round.settings).values()):
        return [Step("voices", short)]
    if not quorum_met(round.tally, round.settings):
        return [Step("quorum", round.settings.quorum.heard_needed(round.tally.asked) - round.tally.heard)]
    return [Step("waiting", round.tally.asked - round.tally.heard)]


def step_said(step: Step, reader: Reader) -> str:
    return reader.copy.n(f"coach.{step.key}", step.n)


def coach_line(line: RoundLine, reader: Reader) -> str:
    """The first step for a round in a list; empty when nothing is to do. A person who waits comes before everything else."""
    if line.calls:
        return reader.copy.n("coach.calls", len(line.calls), names=reader.copy.list(line.calls))
    steps = next_steps(line.round, reader)
    return step_said(steps[0], reader) if steps else ""


def not_yet_said(scene: Scene) -> str:
    """Why the next step must wait; empty when it need not. What is only asked has one step, and waits for voices alone."""
    why = why_not_yet(scene.round)
    if why and not scene.proposed:
        return scene.w("not_yet.close")
    return scene.w(f"not_yet.{why}") if why else ""


def names_missing(scene: Scene) -> tuple[Block, ...]:
    """Who has not been heard, by name: for the facilitator alone."""
    missing = scene.record.missing
    if not missing:
        return ()
    names = [scene.who(member) for member in missing[:_NAMES_SHOWN]]
    rest = max(scene.record.missing_count, len(missing)) - len(names)
    if rest > 0:
        names.append(scene.w.n("coach.and_more", rest))
    return (Paragraph(words(scene.w("coach.not_heard_yet", names=", ".join(names)))),)


def message_ready(scene: Scene) -> tuple[Block, ...]:
    """Words to copy and send to somebody who has not been heard."""
    if not scene.record.missing:
        return ()
    text = message_to_send(scene.round, scene.title, scene.reader)
    return (Line(words(scene.w("coach.message_ready"))), Quote(words(text), to_copy=True))


def message_to_send(round: Round, title: str, reader: Reader) -> str:
    """To somebody who has not been heard in it. It names nobody."""
    key = _MESSAGE_NAMING if round.stage in NAMING else _MESSAGES.get(round.way, "coach.message")
    moment = round.closes_early or round.deadline
    return reader.copy(key, title=title, when=reader.at(moment) if moment else "")
