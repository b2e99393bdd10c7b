"""From a form or a button to the command about a role."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from adapters.desk import Desk
from adapters.ids import new_id
from adapters.present.rhythm_form import read_rhythm, read_since
from adapters.present.role_rota import read_rules
from adapters.present.verbs import Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from decisions.commands import Command
from decisions.ids import CircleId, MemberId, RemarkId, RoleId
from decisions.recurring.rhythm import Every
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles.role import LONGEST_TERM, MOST_PLACES, Description, Filling, RoleKind
from decisions.workdays import local_day

_RHYTHM: Final = ("every", "at", "since", "weekday", "weeks", "day", "nth", "month_step", "until")


async def _make(desk: Desk, sent: Sent) -> c.MakeRole:
    circle = await desk.circle(sent.press.who, CircleId(sent.about))
    filling = sent.choice(Filling, "filling")
    who, today = sent.press.who, local_day(desk.now(), circle.settings.zone)
    return c.MakeRole(
        network_id=who.network_id,
        by=who.member_id,
        role_id=RoleId(new_id()),
        circle_id=circle.id,
        kind=sent.choice(RoleKind, "kind"),
        description=_description(sent),
        places=_places(sent),
        filling=filling,
        months=None if filling is Filling.ROTATION else _months(sent),
        rota=c.FirstRota(**_rota(sent, today)) if filling is Filling.ROTATION else None,
    )


async def _change(desk: Desk, sent: Sent) -> c.ChangeRole:
    return c.ChangeRole(
        **_head(sent),
        description=_description(sent),
        places=_places(sent),
        filling=sent.choice(Filling, "filling"),
        months=_months(sent),
    )


async def _set_rota(desk: Desk, sent: Sent) -> c.SetRota:
    return c.SetRota(**_head(sent), **_rota(sent, desk.now().date()))


def _rota(sent: Sent, today: date) -> dict[str, Any]:
    picked = {name: sent.text(name) for name in _RHYTHM}
    if picked["every"] == Every.DATE and sent.day("until") is None:
        raise Refusal(Reason.NOT_A_DATE, at_field="until")
    return {
        "rhythm": read_rhythm(picked),
        "since": read_since(picked, today),
        "rules": read_rules(sent.many("rules")),
    }


def _description(sent: Sent) -> Description:
    return Description(*(sent.text(name) for name in ("name", "purpose", "responsibilities", "domain")))


def _places(sent: Sent) -> int:
    return sent.number("places", 1, least=1, most=MOST_PLACES)


def _months(sent: Sent) -> int | None:
    return sent.number("months", least=1, most=LONGEST_TERM) if sent.text("months").strip() else None


# --- turns, and holding it --------------------------------------------------------------------------------------


def _go_away(sent: Sent) -> c.GoAway:
    first = sent.day("first")
    if first is None:
        raise Refusal(Reason.NOT_A_DATE, at_field="first")
    return c.GoAway(**_head(sent), first=first, last=sent.day("last"), why=sent.text("why"))


def _rest_rule(sent: Sent) -> c.RestRule:
    turn, _, number = sent.part.partition(".")
    return c.RestRule(**_head(sent), turn=_number(turn), number=_number(number))


def _step_down(sent: Sent) -> c.StepDown:
    return c.StepDown(**_head(sent), words=sent.text("words"))


def _accept_turn(sent: Sent) -> c.AcceptTurn:
    return c.AcceptTurn(**_head(sent), turn=_number(sent.part))


def _decline_turn(sent: Sent) -> c.DeclineTurn:
    return c.DeclineTurn(**_head(sent), turn=_number(sent.part))


def _asking(command: Callable[..., Command]) -> Callable[[Sent], Command]:
    def read(sent: Sent) -> Command:
        return command(**_head(sent), id=RemarkId(new_id()), who=MemberId(sent.id("who")))

    return read


def _answering(*, accept: bool) -> Callable[[Sent], Command]:
    def read(sent: Sent) -> Command:
        return c.AnswerOffer(**_head(sent), id=RemarkId(sent.part_id), accept=accept)

    return read


def _take_back(sent: Sent) -> c.TakeBackOffer:
    return c.TakeBackOffer(**_head(sent), id=RemarkId(sent.part_id))


def _plain(command: Callable[..., Command]) -> Callable[[Sent], Command]:
    def read(sent: Sent) -> Command:
        return command(**_head(sent))

    return read


# --- handing over -----------------------------------------------------------------------------------------------


def _write(sent: Sent) -> c.WriteHandover:
    return c.WriteHandover(
        **_head(sent),
        term=_number(sent.part),
        in_motion=sent.text("in_motion"),
        learned=sent.text("learned"),
        talk_to=sent.text("talk_to"),
    )


def _ask_back(sent: Sent) -> c.AskBack:
    id = RemarkId(new_id())
    return c.AskBack(**_head(sent), term=_number(sent.part), id=id, words=sent.text("words"))


def _answer_back(sent: Sent) -> c.AnswerBack:
    term, _, question = sent.part.partition(".")
    try:
        id = RemarkId(UUID(question))
    except ValueError as wrong:
        raise Refusal(Reason.NOT_FOUND) from wrong
    return c.AnswerBack(**_head(sent), term=_number(term), id=id, words=sent.text("words"))


def _head(sent: Sent) -> dict[str, Any]:
    who = sent.press.who
    return {"network_id": who.network_id, "by": who.member_id, "role_id": RoleId(sent.about)}


def _number(text: str) -> int:
    """Of a turn, a term or a rule, as an action's id holds it."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal(Reason.NOT_FOUND)
    return int(text)


def _at_desk(read: Callable[[Sent], Command]) -> ReadAtDesk:
    async def at_desk(desk: Desk, sent: Sent) -> Command:
        return read(sent)

    return at_desk


ROLE_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.MAKE_ROLE: _make,
    Verb.CHANGE_ROLE: _change,
    Verb.SET_ROTA: _set_rota,
    Verb.END_ROLE: _at_desk(_plain(c.EndRole)),
    Verb.REST_RULE: _at_desk(_rest_rule),
    Verb.ACCEPT_TURN: _at_desk(_accept_turn),
    Verb.DECLINE_TURN: _at_desk(_decline_turn),
    Verb.GO_AWAY: _at_desk(_go_away),
    Verb.COME_BACK: _at_desk(_plain(c.ComeBack)),
    Verb.LEARN_FIRST: _at_desk(_plain(c.LearnFirst)),
    Verb.VOLUNTEER: _at_desk(_plain(c.Volunteer)),
    Verb.ASK_TO_HOLD: _at_desk(_asking(c.AskToHold)),
    Verb.STEP_DOWN: _at_desk(_step_down),
    Verb.HAND_ON: _at_desk(_asking(c.HandOn)),
    Verb.OFFER_SWAP: _at_desk(_asking(c.OfferSwap)),
    Verb.ACCEPT_OFFER: _at_desk(_answering(accept=True)),
    Verb.DECLINE_OFFER: _at_desk(_answering(accept=False)),
    Verb.TAKE_BACK_OFFER: _at_desk(_take_back),
    Verb.WRITE_HANDOVER: _at_desk(_write),
    Verb.ASK_BACK: _at_desk(_ask_back),
    Verb.ANSWER_BACK: _at_desk(_answer_back),
}
"""After each of them it is said what now is so (the screen ``role_recorded``)."""
