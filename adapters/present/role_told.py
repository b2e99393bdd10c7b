"""What a message about a role says from its own facts: to one person, and in the circle's places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from adapters.cards import Action, Button, Buttons, Line, Paragraph, SharedCard, words
from adapters.copy import Copy
from adapters.present.reader import Reader
from adapters.present.role_words import on_day, turn_said, until_day
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.roles.role import RoleKind
from decisions.rounds.notices import NoticeKind

_NAME: Final = 60
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """The facts with which a message was put down, in the reader's words."""

    facts: Facts
    reader: Reader

    @property
    def w(self) -> Copy:
        return self.reader.copy

    @property
    def id(self) -> str:
        return str(self.facts["role_id"])

    @property
    def role(self) -> str:
        return cut(str(self.facts["role"]), _NAME)

    @property
    def zone(self) -> str:
        return str(self.facts["zone"])

    def names(self, part: str) -> list[str]:
        return [cut(str(name), _NAME) for name in self.facts.get(part, ())]

    def name(self, part: str) -> str:
        return self.w.list(self.names(part))

    def moment(self, name: str) -> datetime | None:
        text = self.facts.get(name)
        return datetime.fromisoformat(str(text)) if text else None

    def turn(self) -> str:
        """ "from March 5 until March 12"; empty where it is about no turn."""
        begins, ends = self.moment("begins_at"), self.moment("ends_at")
        return turn_said(begins, ends, self.zone, self.reader) if begins and ends else ""

    def say(self, key: str, **values: str) -> str:
        return self.w(key, role=self.role, circle=cut(str(self.facts["circle"]), _NAME), **values)


def vacant_said(told: RoleFacts) -> str:
    if (left := told.facts.get("left")) is not None:
        return told.say(f"role_told.vacant_{left}", name=told.name("by"))
    begins = told.moment("begins_at")
    if begins is not None:
        return told.say("role_told.vacant_turn", day=until_day(begins, told.zone, told.reader))
    return told.say("role_told.vacant")


def end_near_said(told: RoleFacts, *, own: bool) -> str:
    day = on_day(told.moment("until") or told.reader.now, told.zone, told.reader)
    if own:
        return told.say("role_told.your_end_near", day=day)
    return told.say("role_told.end_near", name=told.name("who"), day=day)


# --- in the circle's places -------------------------------------------------------------------------------------


def role_in_place(kind: NoticeKind, role: RoleKind, facts: Facts, reader: Reader) -> SharedCard:
    """The small card with which a circle hears whose turn it is from now on; or where nobody steers it, that somebody is
    missing."""
    told = RoleFacts(facts, reader)
    if kind is NoticeKind.ROLE_TURNED:
        return _card(told, _turned(told, role))
    said = vacant_said(told) if kind is NoticeKind.ROLE_VACANT else end_near_said(told, own=False)
    return _card(told, said, Line(words(told.w("role_told.to_all"))))


def _card(told: RoleFacts, said: str, *lines: Line) -> SharedCard:
    button = Button(told.w("button.open_role"), Action(Verb.OPEN_ROLE, told.id), spoken=told.role)
    return SharedCard(said, (Paragraph(words(said)), *lines, Buttons((button,))))


def _turned(told: RoleFacts, kind: RoleKind) -> str:
    day = until_day(told.moment("until") or told.reader.now, told.zone, told.reader)
    holders, w = told.names("holders"), told.w
    facilitates = "_facilitator" if kind is RoleKind.FACILITATOR else ""
    if holders:
        key = f"turned.holds{facilitates}"
        said = w.n(key, len(holders), holders=w.list(holders), role=told.role, day=day)
    else:
        said = w("turned.nobody", role=told.role)
    thanks = told.names("thanks")
    return w("turned.thanks", said=said, names=w.list(thanks)) if thanks else said
