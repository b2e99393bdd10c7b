"""A circle whose reminders are put down hour by hour, and leave at once."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import OwnWishes, Wishes
from decisions.ids import MemberId
from decisions.people.commands import ChangeCircle, SetDigest, SetOwnReminders, SetReminders
from decisions.people.events import CoordinatorNamed, MemberMet
from decisions.rounds.notices import NoticeKind
from decisions.rounds.settings import Settings
from storage.database import Database
from storage.outbox import OUTBOX
from storage.reminder_parts import PART
from storage.reminders import any_to_remind, remind_those_due
from storage.streams.member_stream import MemberStream
from storage.unit import Unit
from storage.writer import Writer
from tests.support.builders import TurnedClock, a_community, done

KINDS = (NoticeKind.REMINDER, NoticeKind.MAY_NEED_HELP)


@dataclass(frozen=True)
class Heard:
    at: datetime
    kind: NoticeKind
    member: MemberId
    said: list[dict[str, Any]]

    @property
    def waves(self) -> list[str]:
        return [one["wave"] for one in self.said]


@dataclass
class Reminding:
    database: Database
    writer: Writer
    clock: TurnedClock
    heard: list[Heard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = a_community(self.writer, 5)
        no_digest = SetDigest(
            network_id=self.people.network_id,
            by=self.people.facilitator,
            circle_id=self.people.circle_id,
            times=DigestTimes(on=False),
        )
        done(self.writer.submit(no_digest, "").result(30))

    # --- time ---------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """What a worker does at this moment, with everything sent that is due."""
        with self.database.writing.begin() as connection:
            while any_to_remind(connection, self.clock()):
                assert remind_those_due(connection, self.clock(), limit=3)
            o = OUTBOX.c
            due = (o.kind.in_(KINDS), o.shown == 0, o.next_at <= self.clock())
            rows = connection.execute(select(OUTBOX).where(*due).order_by(o.key)).all()
            connection.execute(update(OUTBOX).where(*due).values(shown=1, shown_at=self.clock()))
        for row in rows:
            said = json.loads(row.facts)["commitments"]
            self.heard.append(Heard(self.clock(), row.kind, MemberId(row.member_id), said))

    def run(self, **until: float) -> None:
        """As a worker would that is never down: ticks at each moment at which something is due."""
        end = self.clock() + timedelta(**until)
        while (due := self._next_due()) is not None and due <= end:
            self.clock.at = max(self.clock.at, due)
            self.tick()
        self.clock.at = end

    def _next_due(self) -> datetime | None:
        o = OUTBOX.c
        unsent = select(func.min(o.next_at)).where(o.kind.in_(KINDS), o.shown == 0)
        planned = select(func.min(PART.c.remind_at))
        both = self.database.read_now(lambda k: [k.execute(query).scalar() for query in (unsent, planned)])
        return min((moment for moment in both if moment is not None), default=None)

    def run_to(self, moment: datetime) -> None:
        self.run(seconds=(moment - self.clock()).total_seconds())

    # --- people -------------------------------------------------------------------------------------------------

    def circle_wishes(self, wishes: Wishes) -> None:
        people = self.people
        command = SetReminders(
            network_id=people.network_id, by=people.facilitator, circle_id=people.circle_id, wishes=wishes
        )
        done(self.writer.submit(command, "").result(30))

    def holidays(self, *days: date) -> None:
        people = self.people
        command = ChangeCircle(
            network_id=people.network_id,
            by=people.facilitator,
            circle_id=people.circle_id,
            name="Circle",
            facilitator=people.facilitator,
            settings=Settings(holidays=days),
        )
        done(self.writer.submit(command, "").result(30))

    def wishes(self, member: MemberId, wishes: OwnWishes) -> None:
        command = SetOwnReminders(network_id=self.people.network_id, by=member, member=member, wishes=wishes)
        done(self.writer.submit(command, "").result(30))

    def lives_in(self, member: MemberId, zone: str) -> None:
        met = MemberMet(
            member=member,
            organisation=None,
            locale="en",
            time_zone=zone,
            active=True,
            name="M",
            at=self.clock(),
        )
        self._record(member, met)

    def coordinates(self, member: MemberId) -> None:
        self._record(member, CoordinatorNamed(member=member, at=self.clock()))

    def _record(self, member: MemberId, event: Any) -> None:
        def do(unit: Unit) -> None:
            stream = unit.find_or_begin(MemberStream, self.people.network_id, member)
            assert stream is not None
            stream.record((event,))

        self.writer.run(do).result(30)

    # --- what was heard -----------------------------------------------------------------------------------------

    def reminders(self, member: MemberId) -> list[Heard]:
        return [one for one in self.heard if one.member == member and one.kind is NoticeKind.REMINDER]

    def days(self, member: MemberId) -> list[str]:
        """Which reminder reached them on which day."""
        return [f"{one.at.date():%a %d}: {', '.join(one.waves)}" for one in self.reminders(member)]

    def calls_for_help(self) -> list[tuple[date, MemberId]]:
        return [(one.at.date(), one.member) for one in self.heard if one.kind is NoticeKind.MAY_NEED_HELP]
