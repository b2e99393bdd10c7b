"""Where a circle meets: in any number of places at once. A code that is asked for in one of them connects another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import MemberId, PlaceId
from decisions.people.codes import Code, usable
from decisions.people.commands import CircleCommand
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal

CODE_LASTS: Final = timedelta(days=3)
"""Until somebody in the other place has entered it."""

# --- what people ask ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPlace(CircleCommand):
    """The circle is to meet in another place too. Only the code's digest comes here."""

    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectPlace(CircleCommand):
    """Somebody in a place has entered the code there."""

    place_id: PlaceId
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePlace(CircleCommand):
    place_id: PlaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePlaceLanguage(CircleCommand):
    """``locale`` is empty for the language of most people there."""

    place_id: PlaceId
    locale: str


# --- what happens ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOffered(Event):
    by: MemberId
    digest: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceConnected(Event):
    """By the code with this digest. ``by`` is one of the place's people."""

    by: MemberId
    place_id: PlaceId
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLeft(Event):
    by: MemberId
    place_id: PlaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLanguageChosen(Event):
    by: MemberId
    place_id: PlaceId
    locale: str


# --- the rules ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceCase:
    """What the rules look at. ``code`` is the one that the command names by its digest, and ``is_coordinator`` is then of whoever
    asked for it; ``taken`` says of the place that the command names that it is a circle's already; ``locale`` is what has been
    chosen for it."""

    circle: Circle | None
    is_coordinator: bool = False
    code: Code | None = None
    taken: bool = False
    locale: str = ""


def decide(case: PlaceCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to; () when it is so already. Raises ``Refusal``."""
    return _RULES[type(command)](case, command, now)


def _offer(case: PlaceCase, command: OfferPlace, now: datetime) -> tuple[Event, ...]:
    _steered(case, command)
    return (PlaceOffered(by=command.by, digest=command.digest, expires_at=now + CODE_LASTS, at=now),)


def _connect(case: PlaceCase, command: ConnectPlace, now: datetime) -> tuple[Event, ...]:
    """Whoever steers the circle, and still does, has said so by the code, and somebody of the place by entering it."""
    circle = _circle(case)
    if command.place_id in circle.places:
        return ()
    code = usable(case.code, now)
    if code.circle_id != circle.id:
        raise Refusal(Reason.CODE_UNKNOWN, at_field="code")
    if not (case.is_coordinator or circle.may_be_steered_by(code.made_by)):
        raise Refusal(Reason.CODE_EXPIRED, at_field="code")
    if case.taken:
        raise Refusal(Reason.PLACE_TAKEN)
    return (PlaceConnected(by=command.by, place_id=command.place_id, digest=code.digest, at=now),)


def _leave(case: PlaceCase, command: LeavePlace, now: datetime) -> tuple[Event, ...]:
    if command.place_id not in _steered(case, command).places:
        return ()
    return (PlaceLeft(by=command.by, place_id=command.place_id, at=now),)


def _choose_language(case: PlaceCase, command: ChoosePlaceLanguage, now: datetime) -> tuple[Event, ...]:
    if command.place_id not in _steered(case, command).places:
        raise Refusal(Reason.NOT_FOUND)
    if command.locale == case.locale:
        return ()
    chosen = PlaceLanguageChosen(by=command.by, place_id=command.place_id, locale=command.locale, at=now)
    return (chosen,)


def _circle(case: PlaceCase) -> Circle:
    if case.circle is None:
        raise Refusal(Reason.NOT_FOUND)
    return case.circle


def _steered(case: PlaceCase, command: CircleCommand) -> Circle:
    """The circle, when it is theirs to change."""
    circle = _circle(case)
    if not (case.is_coordinator or circle.may_be_steered_by(command.by)):
        raise Refusal(Reason.ONLY_FACILITATOR)
    return circle


_RULES: Final[dict[type[Command], Callable[[PlaceCase, Any, datetime], tuple[Event, ...]]]] = {
    OfferPlace: _offer,
    ConnectPlace: _connect,
    LeavePlace: _leave,
    ChoosePlaceLanguage: _choose_language,
}
PLACE_COMMANDS: Final = tuple(_RULES)
