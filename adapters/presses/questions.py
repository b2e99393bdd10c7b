"""From a form to the command that writes or changes the draft of a question round."""

from collections.abc import Mapping
from typing import Final

from adapters.desk import Desk
from adapters.present.verbs import Verb
from adapters.presses.asked import evening_of, question_text
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.presses.rounds import head, new_round
from decisions.ids import CircleId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.way import Way


async def _write_question(desk: Desk, sent: Sent) -> c.WriteDraft:
    who = sent.press.who
    circle = await desk.circle(who, CircleId(sent.about))
    return c.WriteDraft(
        **new_round(sent),
        text=question_text(sent),
        way=Way.QUESTION,
        terms=_terms(sent, circle.settings.zone),
    )


async def _edit_question(desk: Desk, sent: Sent) -> c.EditDraft:
    who = sent.press.who
    round = await desk.round(who, RoundId(sent.about))
    circle = await desk.circle(who, round.circle_id)
    if round.way is not Way.QUESTION:
        raise Refusal(Reason.NOT_FOUND)
    return c.EditDraft(
        **head(sent),
        text=question_text(sent),
        co_authors=round.co_authors,
        terms=_terms(sent, circle.settings.zone),
    )


def _terms(sent: Sent, zone: str) -> Terms:
    return Terms(closes_at=evening_of(sent, zone), shown=sent.choice(Shown, "shown"))


QUESTION_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.QUESTION: _write_question,
    Verb.EDIT_QUESTION: _edit_question,
}
