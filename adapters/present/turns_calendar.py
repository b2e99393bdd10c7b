"""A circle's turns in a member's own calendar: the address to subscribe to, and what stands there."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from adapters.calendar import Meeting, google_subscription, webcal_link
from adapters.cards import Action, Block, Button, Buttons, Line, Paragraph, PersonalCard, Quote, words
from adapters.desk import Screen
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.roles.record import CircleRolesRecord, TurnEntry

_WEB: Final = "web"


class Feed(StrEnum):
    """What an address leads to."""

    TURNS = "turns"
    """Of a circle."""
    OWN = "own"
    """What the member does: commitments and turns, of all their circles."""
    ONE = "one"
    """One commitment."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What the address keeps under our signature, besides what it is about. ``stopped``: how often the member had stopped their
    links by then."""

    locale: str
    member: MemberId
    stopped: int
    feed: Feed = Feed.TURNS

    def __str__(self) -> str:
        feed = "" if self.feed is Feed.TURNS else f" {self.feed}"
        return f"{self.locale} {self.member.hex} {self.stopped}{feed}"

    @classmethod
    def parse(cls, text: str) -> "Subscription | None":
        """None for what is the address of something else."""
        try:
            locale, member, stopped, *feed = text.split(" ")
            return cls(locale, MemberId(UUID(member)), int(stopped), *(Feed(each) for each in feed))
        except (TypeError, ValueError):
            return None


def turns_calendar(record: CircleRolesRecord, reader: Reader, screen: Screen) -> PersonalCard:
    w = reader.copy
    kept = Subscription(w.locale, record.reader.id, record.links_stopped)
    address = reader.sealed_link(record.circle.network_id, record.circle.id, str(kept))
    said = w("turns_calendar.ready" if address else "turns_calendar.none", circle=record.circle.name)
    whose = w("turns_calendar.only_yours")
    return subscription_card(said, address, whose, Action(Verb.TURNS_CALENDAR, str(record.circle.id)), reader)


def subscription_card(said: str, address: str, whose: str, action: Action, reader: Reader) -> PersonalCard:
    """A press for the calendars that have one, and the address for all others; ``said`` alone where there is no address.
    ``action``: what has led here. Chats take no address but a web page's."""
    w = reader.copy
    blocks: list[Block] = [Paragraph(words(said, bold=True))]
    if address:
        opens = {w("button.webcal"): webcal_link(address)} if reader.where == _WEB else {}
        opens["Google"] = google_subscription(address)
        blocks += [
            Buttons(tuple(Button(label, action, url=url) for label, url in opens.items())),
            Line(words(w("turns_calendar.how"))),
            Quote(words(address), to_copy=True),
            Line(words(whose)),
            Buttons((Button(w("button.revoke_links"), Action(Verb.REVOKE_LINKS)),)),
        ]
    return PersonalCard(said, tuple(blocks))


def turns_as_meetings(entries: Iterable[TurnEntry], circle: str, reader: Reader) -> list[Meeting]:
    return [_meeting(entry, circle, reader) for entry in entries]


def _meeting(entry: TurnEntry, circle: str, reader: Reader) -> Meeting:
    w = reader.copy
    names = w.list(entry.holders) if entry.holders else w("role.nobody")
    return Meeting(
        uid=f"{entry.role_id}-{entry.number}@{reader.host}",
        title=w("turns_calendar.turn", role=entry.role, names=names),
        details=w("turns_calendar.certain" if entry.certain else "turns_calendar.may_change", circle=circle),
        link=reader.link("role", entry.role_id),
        starts=entry.begins_at,
        ends=entry.ends_at,
        decided_at=reader.now,
        busy=False,
        certain=entry.certain,
    )
