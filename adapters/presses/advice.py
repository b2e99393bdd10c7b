"""From a form to the command that writes or changes the draft of an advice process."""

from collections.abc import Mapping
from typing import Final

from adapters.desk import Desk
from adapters.present.verbs import Verb
from adapters.presses.asked import evening_of, question_text
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.presses.rounds import head, new_round
from decisions.ids import CircleId, MemberId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.way import Way

NAMED: Final = ("affected", "knowing")
"""The fields in which people are named."""


async def _write_advice(desk: Desk, sent: Sent) -> c.WriteDraft:
    who = sent.press.who
    circle = await desk.circle(who, CircleId(sent.about))
    return c.WriteDraft(
        **new_round(sent),
        text=question_text(sent),
        way=Way.ADVICE,
        terms=Terms(closes_at=evening_of(sent, circle.settings.zone)),
        advisers=_advisers(sent),
    )


async def _edit_advice(desk: Desk, sent: Sent) -> c.EditDraft:
    who = sent.press.who
    round = await desk.round(who, RoundId(sent.about))
    circle = await desk.circle(who, round.circle_id)
    if round.way is not Way.ADVICE:
        raise Refusal(Reason.NOT_FOUND)
    return c.EditDraft(
        **head(sent),
        text=question_text(sent),
        co_authors=round.co_authors,
        terms=Terms(closes_at=evening_of(sent, circle.settings.zone)),
        advisers=_advisers(sent),
    )


def _advisers(sent: Sent) -> Advisers:
    affected, knowing = (tuple(MemberId(member) for member in sent.ids(name)) for name in NAMED)
    return Advisers(affected, knowing)


ADVICE_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.ADVICE: _write_advice,
    Verb.EDIT_ADVICE: _edit_advice,
}
