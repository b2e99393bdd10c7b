"""From a press to the command about a selection that it asks for."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from adapters.desk import Desk
from adapters.present.nominate import NOBODY
from adapters.present.selection_setup import ROLE
from adapters.present.verbs import Verb
from adapters.presses.asked import evening_of
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.presses.rounds import head, new_round
from decisions.ids import CircleId, MemberId, RoleId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.selection.vacancy import MOST_PLACES, Vacancy
from decisions.rounds.way import Way

ROLE_FIELDS: Final = ("purpose", "responsibilities", "term", "until", "places")
"""What describes a role, its name apart."""


async def _write_selection(desk: Desk, sent: Sent) -> c.WriteDraft:
    who = sent.press.who
    circle = await desk.circle(who, CircleId(sent.about))
    vacancy = _vacancy(sent)
    return c.WriteDraft(
        **new_round(sent),
        text=vacancy.as_text,
        way=Way.SELECTION,
        terms=Terms(closes_at=evening_of(sent, circle.settings.zone)),
        vacancy=vacancy,
        role=RoleId(sent.id(ROLE)) if sent.text(ROLE) else None,
    )


async def _edit_selection(desk: Desk, sent: Sent) -> c.EditDraft:
    who = sent.press.who
    round = await desk.round(who, RoundId(sent.about))
    circle = await desk.circle(who, round.circle_id)
    if round.way is not Way.SELECTION:
        raise Refusal(Reason.NOT_FOUND)
    vacancy = _vacancy(sent)
    return c.EditDraft(
        **head(sent),
        text=vacancy.as_text,
        co_authors=round.co_authors,
        terms=Terms(closes_at=evening_of(sent, circle.settings.zone)),
        vacancy=vacancy,
    )


def _vacancy(sent: Sent) -> Vacancy:
    return Vacancy(
        name=" ".join(sent.text("title").split()),
        purpose=sent.text("purpose"),
        responsibilities=sent.text("responsibilities"),
        term=sent.text("term"),
        until=sent.day("until"),
        places=sent.number("places", 1, least=1, most=MOST_PLACES),
    )


def _nominate(sent: Sent) -> c.GiveAnswer:
    """From the form, in which what was said before was preset. To nominate nobody, or to change nothing, is an answer too."""
    shown = sent.press.action.version
    said: dict[str, Any] = {**head(sent), "shown": shown, "words": sent.text("words"), "replace": True}
    if sent.text("member") == NOBODY:
        return c.GiveAnswer(kind=Kind.STAND_ASIDE, **said)
    return c.Nominate(member=MemberId(sent.id("member")), **said)


def _propose_people(sent: Sent) -> c.ProposePeople:
    """With the role as it is now described, where the form asked for it."""
    described = any(name in (sent.press.values or {}) for name in ROLE_FIELDS)
    return c.ProposePeople(
        **head(sent),
        shown=sent.press.action.version,
        people=tuple(MemberId(member) for member in sent.ids("people")),
        words=sent.text("words"),
        vacancy=_vacancy(sent) if described else None,
    )


def _answer_proposed(*, accept: bool) -> Callable[[Sent], c.RoundCommand]:
    return lambda sent: c.AnswerProposed(
        **head(sent),
        shown=sent.press.action.version,
        accept=accept,
        words="" if accept else sent.text("words"),
    )


SELECTION_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.SELECTION: _write_selection,
    Verb.EDIT_SELECTION: _edit_selection,
}
PEOPLE_COMMANDS: Final[Mapping[Verb, Callable[[Sent], c.RoundCommand]]] = {
    Verb.NOMINATE: _nominate,
    Verb.PROPOSE_PEOPLE: _propose_people,
    Verb.TAKE_ROLE: _answer_proposed(accept=True),
    Verb.DECLINE_ROLE: _answer_proposed(accept=False),
}
"""What needs nothing but the press itself."""
