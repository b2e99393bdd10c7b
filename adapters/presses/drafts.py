"""From a press to the command that writes, changes or opens a draft. These read the circle, whose settings a round takes."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from uuid import UUID, uuid4

from adapters.desk import Desk
from adapters.present.verbs import ReviewChoice, Verb
from adapters.presses.fields import Sent
from adapters.presses.rounds import head, new_round, text_of
from decisions.commands import Command
from decisions.ids import AgreementId, CircleId, MemberId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.settings import Form

ReadAtDesk = Callable[[Desk, Sent], Awaitable[Command]]


async def _write_draft(desk: Desk, sent: Sent) -> c.WriteDraft:
    """Refuses a circle that is not theirs to know of."""
    await desk.circle(sent.press.who, CircleId(sent.about))
    return c.WriteDraft(
        **new_round(sent),
        text=text_of(sent),
        co_authors=_co_authors(sent),
        about_agreement=_about_agreement(sent),
        drops=sent.text("review") == ReviewChoice.DROP,
    )


async def _edit_draft(desk: Desk, sent: Sent) -> c.EditDraft:
    return c.EditDraft(**head(sent), text=text_of(sent), co_authors=_co_authors(sent))


async def _open(desk: Desk, sent: Sent) -> c.OpenRound:
    who = sent.press.who
    round = await desk.round(who, RoundId(sent.about))
    circle = await desk.circle(who, round.circle_id)
    form = sent.choice(Form, "form") if sent.text("form") else circle.settings.form
    return c.OpenRound(
        **head(sent),
        settings=circle.settings,
        form=form,
        facilitator=circle.facilitator,
        next_facilitator=circle.next_facilitator(round.authors),
        deciding=tuple(MemberId(member) for member in sent.ids("deciding")),
        seed=uuid4(),
        at_once=sent.verb is Verb.OPEN_NOW,
    )


def _about_agreement(sent: Sent) -> AgreementId | None:
    about = sent.text("about_agreement")
    try:
        return AgreementId(UUID(about)) if about else None
    except ValueError as wrong:
        raise Refusal(Reason.NOT_FOUND) from wrong


def _co_authors(sent: Sent) -> tuple[MemberId, ...]:
    return tuple(MemberId(member) for member in sent.ids("co_authors"))


DRAFT_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.PROPOSE: _write_draft,
    Verb.EDIT_DRAFT: _edit_draft,
    Verb.OPEN: _open,
    Verb.OPEN_NOW: _open,
}
