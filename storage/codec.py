"""From the domain's dataclasses to JSON and back, by their own types: nothing is kept in step by hand."""

import json
from collections.abc import Mapping
from inspect import getmembers, isclass
from types import ModuleType
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from decisions.agreements import events as agreement_events
from decisions.agreements.agreement import Agreement
from decisions.commitments import events as commitment_events
from decisions.commitments.commitment import Commitment
from decisions.commitments.digest_times import USUAL as USUAL_DIGEST
from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import NOTHING_SET, USUAL, OwnWishes, Wishes
from decisions.events import Event, personal_fields
from decisions.mous import events as mou_events
from decisions.mous.mou import Mou
from decisions.people import events as people_events
from decisions.people import places as place_events
from decisions.recurring import events as recurrence_events
from decisions.recurring.recurrence import Recurrence
from decisions.roles import events as role_events
from decisions.roles.role import Role
from decisions.rounds import events as round_events
from decisions.rounds.ballots.result import Result
from decisions.rounds.round import Because, Round
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text
from decisions.templates import events as template_events
from decisions.templates.pattern import Pattern

T = TypeVar("T")

ROUND: Final = TypeAdapter(Round)
SETTINGS: Final = TypeAdapter(Settings)
TEXT: Final = TypeAdapter(Text)
BECAUSE: Final = TypeAdapter(tuple[Because, ...])
RESULT: Final = TypeAdapter(Result)
AGREEMENT: Final = TypeAdapter(Agreement)
PATTERN: Final = TypeAdapter(Pattern)
RECURRENCE: Final = TypeAdapter(Recurrence)
ROLE: Final = TypeAdapter(Role)
COMMITMENT: Final = TypeAdapter(Commitment)
MOU: Final = TypeAdapter(Mou)
WISHES: Final = TypeAdapter(Wishes)
DIGEST_TIMES: Final = TypeAdapter(DigestTimes)
OWN_WISHES: Final = TypeAdapter(OwnWishes)

IN_COLUMNS: Final = frozenset(
    {
        "id",
        "network_id",
        "circle_id",
        "ref",
        "process",
        "stage",
        "version",
        "pass_no",
        "deadline",
        "proposer",
        "facilitator",
        "ended_at",
        "tally",
    }
)
"""What of a round stands in columns and tables, and so not in its body."""


def to_json(adapter: TypeAdapter[T], value: T) -> str:
    return adapter.dump_json(value).decode()


def from_json(adapter: TypeAdapter[T], text: str) -> T:
    return adapter.validate_json(text)


def wishes_of(column: str | None) -> Wishes:
    """A circle's, from its column."""
    return from_json(WISHES, column) if column else USUAL


def digest_times_of(column: str | None) -> DigestTimes:
    """A circle's, from its column."""
    return from_json(DIGEST_TIMES, column) if column else USUAL_DIGEST


def own_wishes_of(column: str | None) -> OwnWishes:
    """A member's, from their column."""
    return from_json(OWN_WISHES, column) if column else NOTHING_SET


def round_body(round: Round) -> str:
    return ROUND.dump_json(round, exclude=set(IN_COLUMNS)).decode()


def round_of(body: str, columns: Mapping[str, Any]) -> Round:
    """The round that ``body`` and its ``columns`` (every field of ``IN_COLUMNS``) make."""
    return ROUND.validate_python({**json.loads(body), **columns})


def canonical(value: Any) -> str:
    """RFC 8785 for what is kept here: strings, whole numbers, truth values, lists, and objects with ASCII keys.

    No number that is not whole is ever in an event, so the standard encoder makes the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def split(event: Event) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The event's open fields and its personal ones (None: it has none), as plain JSON values; without its time."""
    values = _adapter(type(event)).dump_python(event, mode="json", exclude={"at"})
    own = personal_fields(type(event))  # type: ignore[arg-type]
    if not own:
        return values, None
    return {k: v for k, v in values.items() if k not in own}, {k: values[k] for k in sorted(own)}


def join(name: str, at: str, open: Mapping[str, Any], own: Mapping[str, Any] | None) -> Event:
    """The event again. ``own`` is None when it has no personal fields; erased ones cannot be joined."""
    event: Event = _adapter(EVENTS[name]).validate_python({**open, **(own or {}), "at": at})
    return event


def _adapter(event_type: type[Event]) -> TypeAdapter[Any]:
    known = _ADAPTERS.get(event_type)
    if known is None:
        known = _ADAPTERS[event_type] = TypeAdapter(event_type)
    return known


def _events(*modules: ModuleType) -> dict[str, type[Event]]:
    found: dict[str, type[Event]] = {}
    for module in modules:
        for name, kind in getmembers(module, isclass):
            if issubclass(kind, Event) and kind.__module__ == module.__name__:
                if name in found:
                    raise TypeError(f"two events are called {name}: the journal could not tell them apart")
                found[name] = kind
    return found


_ADAPTERS: Final[dict[type[Event], TypeAdapter[Any]]] = {}
EVENTS: Final[Mapping[str, type[Event]]] = _events(
    round_events,
    agreement_events,
    people_events,
    place_events,
    template_events,
    recurrence_events,
    role_events,
    commitment_events,
    mou_events,
)
"""Every event by the name under which the journal keeps it. A name that was once used stays for ever."""
