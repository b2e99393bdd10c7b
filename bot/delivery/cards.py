"""Draws what leaves from the state as it is at that moment, in the language and zone of whoever reads it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, func, select

from adapters.cards import PersonalCard
from adapters.present.accounts import one_person_card
from adapters.present.agreement import agreement_notice
from adapters.present.asks import ask_card, several_asks
from adapters.present.commitment_notices import commitment_notice
from adapters.present.links import link_card
from adapters.present.mou_notices import mou_notice
from adapters.present.notices import notice_card
from adapters.present.places import place_notice
from adapters.present.postings import posting_card
from adapters.present.reader import Reader, Seal
from adapters.present.recurring import recurrence_notice
from adapters.present.result import folded_ask, moved_on_card
from adapters.present.role_notices import role_notice
from adapters.present.role_told import role_in_place
from adapters.present.stand_ins import stand_in_notice
from bot.delivery.digests import draw_digest
from bot.delivery.drawing import Drawn, of_circle
from bot.delivery.reminded import OF_REMINDERS, draw_reminder
from bot.delivery.unreached import draw_mail_away, draw_unreached
from decisions.commitments.notices import still_so as still_of_commitment
from decisions.ids import MemberId, RoundId
from decisions.mous.notices import still_so as still_of_mou
from decisions.roles.still_so import still_so
from decisions.rounds.asks import WaveKind, wave_of
from decisions.rounds.consent.closing import agreement_id
from decisions.rounds.notices import KEPT_TRUE, NoticeKind, still_true
from decisions.rounds.postings import CardKind, Standing, standing, worth_posting
from decisions.rounds.record import RoundRecord
from decisions.workdays import local_day
from storage.asks import still_asked, waves_of
from storage.commitment_notices import asked_meanwhile
from storage.lanes import Due
from storage.mou_rows import load_mou
from storage.outbox import MEMBER, OUTBOX
from storage.postings import is_bumped
from storage.reading.accounts import accounts_of
from storage.reading.commitments import commitment_record, load_commitment
from storage.reading.home import agreement_record
from storage.reading.meeting_places import place_now
from storage.reading.mous import mou_record
from storage.reading.parts import load_people
from storage.reading.roles import load_role, role_record
from storage.reading.rounds import card_record, round_record
from storage.round_rows import load_round

_OF_AGREEMENTS: Final = frozenset({NoticeKind.REVIEW})
_BY_FACTS: Final[Mapping[str, Callable[[NoticeKind, Mapping[str, Any], Reader], PersonalCard]]] = {
    NoticeKind.PLACE_CONNECTED: place_notice,
    NoticeKind.PLACE_LEFT: place_notice,
    NoticeKind.REPEAT_SETTER_LEFT: recurrence_notice,
    NoticeKind.REPEAT_NOT_OPENED: recurrence_notice,
    NoticeKind.STAND_IN_NAMED: stand_in_notice,
    NoticeKind.STAND_IN_ENDED: stand_in_notice,
}
"""Drawn from what was put down with them alone."""
_OF_ROLES: Final = frozenset(kind for kind in NoticeKind if kind.startswith("role_"))
_OF_COMMITMENTS: Final = frozenset(kind for kind in NoticeKind if kind.startswith("commitment_"))
_FOR_ONE: Final = {
    **dict.fromkeys(OF_REMINDERS, draw_reminder),
    NoticeKind.DIGEST: draw_digest,
    NoticeKind.PERSON_UNREACHED: draw_unreached,
    NoticeKind.MAIL_AWAY: draw_mail_away,
}
_OF_MOUS: Final = frozenset(kind for kind in NoticeKind if kind.startswith("mou_"))
EXPLAINED: Final = 2
"""A person's first asks tell what each answer means."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Fulfils ``bot.delivery.drawing.Drawing``. ``base_url`` is where people reach the browser's pages."""

    base_url: str
    seal: Seal | None = None
    """Of the addresses of calendar files."""

    def draw(self, connection: Connection, due: Due, now: datetime) -> Drawn | None:
        if due.kind is NoticeKind.NEW_LINK and due.member is not None:
            return Drawn(link_card(self._reader(connection, due.network, due.member, now)), closes=True)
        if due.kind is NoticeKind.ONE_PERSON and due.member is not None:
            accounts = accounts_of(connection, due.network, due.member)
            card = one_person_card(accounts, self._reader(connection, due.network, due.member, now))
            return Drawn(card, closes=True)
        if (told := _BY_FACTS.get(str(due.kind))) is not None and due.member is not None:
            reader = self._reader(connection, due.network, due.member, now)
            return Drawn(told(NoticeKind(due.kind), json.loads(due.facts), reader), closes=True)
        if due.kind in _FOR_ONE and due.member is not None:
            where = due.account.platform if due.account is not None else ""
            reader = replace(self._reader(connection, due.network, due.member, now), where=where)
            return _FOR_ONE[NoticeKind(due.kind)](connection, due, reader, now)
        if due.kind in _OF_ROLES:
            return self._of_role(connection, due, NoticeKind(due.kind), now)
        if due.kind in _OF_COMMITMENTS and due.member is not None:
            return self._of_commitment(connection, due, NoticeKind(due.kind), due.member, now)
        if due.kind in _OF_MOUS and due.member is not None:
            return self._of_mou(connection, due, NoticeKind(due.kind), due.member, now)
        if due.round_id is None:
            return None
        if isinstance(due.kind, CardKind):
            return self._shared(connection, due, due.kind, due.round_id, now)
        if due.member is None:
            return None
        return self._personal(connection, due, due.kind, due.round_id, due.member, now)

    # --- for a place --------------------------------------------------------------------------------------

    def _shared(
        self, connection: Connection, due: Due, kind: CardKind, round_id: UUID, now: datetime
    ) -> Drawn | None:
        round = load_round(connection, due.network, round_id)
        bumped = (
            kind is CardKind.AGAIN
            and due.place_id is not None
            and is_bumped(connection, due.network, round_id, due.about, due.place_id)
        )
        if round is None or (how := standing(kind, due.about, round, bumped=bumped)) is None:
            return None
        if due.ref is None and not worth_posting(kind, due.about, round, bumped=bumped):
            return None
        place = place_now(connection, due.network, due.place_id) if due.place_id is not None else None
        left = place is not None and place.circle_id != round.circle_id
        if left and due.ref is None:
            return None
        if left:
            record = round_record(connection, due.network, round_id, None)
        else:
            record = card_record(connection, due.network, round_id, None, due.place_id)
        if record is None:
            return None
        locale = (place.locale if place is not None else "") or record.network.locale
        reader = Reader.place(locale, round.settings.zone, now, self.base_url)
        if left:
            return Drawn(moved_on_card(record, reader), closes=True)
        card = posting_card(kind, due.about, record, reader, bumped=bumped)
        return Drawn(card, closes=how is Standing.LINE) if card is not None else None

    # --- about a role -------------------------------------------------------------------------------------

    def _of_role(self, connection: Connection, due: Due, kind: NoticeKind, now: datetime) -> Drawn | None:
        facts = json.loads(due.facts)
        role = load_role(connection, due.network, UUID(facts["role_id"]))
        if role is None:
            return None
        if due.place_id is not None:
            place = place_now(connection, due.network, due.place_id)
            if place is None or place.circle_id != role.circle_id:
                return None
            if not still_so(kind, None, facts, None, role):
                return None
            people = load_people(connection, due.network)
            locale = place.locale or (people.network.locale if people is not None else "")
            reader = Reader.place(locale, facts["zone"], now, self.base_url)
            return Drawn(role_in_place(kind, role.kind, facts, reader), closes=True)
        about = UUID(due.about) if due.about else None
        if due.member is None or not still_so(kind, about, facts, MemberId(due.member), role, now):
            return None
        record = role_record(connection, due.network, role.id, MemberId(due.member), now)
        if record is None:
            return None
        reader = self._reader(connection, due.network, due.member, now)
        card = role_notice(kind, facts, record, reader, about)
        return Drawn(of_circle(card, record.circle.name), closes=True)

    # --- about a commitment -------------------------------------------------------------------------------

    def _of_commitment(
        self, connection: Connection, due: Due, kind: NoticeKind, member: UUID, now: datetime
    ) -> Drawn | None:
        facts = json.loads(due.facts)
        about = UUID(due.about) if due.about else None
        one = load_commitment(connection, due.network, UUID(facts["commitment_id"]))
        if one is None or not still_of_commitment(kind, about, facts, MemberId(member), one):
            return None
        if kind is NoticeKind.COMMITMENT_ASKED_AGAIN and asked_meanwhile(connection, due, one.id):
            return None
        record = commitment_record(connection, due.network, one.id, MemberId(member), now)
        if record is None:
            return None
        reader = self._reader(connection, due.network, member, now)
        late = not facts.get("by_clock") and local_day(due.first_wanted_at, reader.zone) < reader.today
        card = commitment_notice(kind, facts, record, reader, about, late=late)
        return Drawn(of_circle(card, record.circle.name), closes=True)

    # --- about a memorandum -------------------------------------------------------------------------------

    def _of_mou(
        self, connection: Connection, due: Due, kind: NoticeKind, member: UUID, now: datetime
    ) -> Drawn | None:
        facts = json.loads(due.facts)
        mou = load_mou(connection, due.network, UUID(facts["mou_id"]))
        if mou is None or not still_of_mou(kind, facts, MemberId(member), mou):
            return None
        record = mou_record(connection, due.network, mou.id, MemberId(member))
        if record is None:
            return None
        reader = self._reader(connection, due.network, member, now)
        return Drawn(mou_notice(kind, facts, record, reader), closes=True)

    # --- for a person -------------------------------------------------------------------------------------

    def _personal(
        self,
        connection: Connection,
        due: Due,
        kind: NoticeKind,
        round_id: UUID,
        member: UUID,
        now: datetime,
    ) -> Drawn | None:
        if kind is NoticeKind.ASK:
            return self._ask(connection, due, round_id, member, now)
        if kind in _OF_AGREEMENTS:
            return self._of_agreement(connection, due, kind, round_id, member, now)
        reader = self._reader(connection, due.network, member, now)
        record = round_record(connection, due.network, round_id, MemberId(member), now)
        about = UUID(due.about) if due.about else None
        if record is None:
            return None
        if not _is_news(kind, about, MemberId(member), record):
            return Drawn(folded_ask(record, reader), closes=True) if due.ref is not None else None
        card = of_circle(notice_card(kind, record, reader, about), record.circle.name)
        return Drawn(card, closes=kind not in KEPT_TRUE)

    def _of_agreement(
        self,
        connection: Connection,
        due: Due,
        kind: NoticeKind,
        round_id: UUID,
        member: UUID,
        now: datetime,
    ) -> Drawn | None:
        """A review that has begun, or something that somebody is asked to do: of the agreement that the round led to."""
        agreement = agreement_id(RoundId(round_id))
        record = agreement_record(connection, due.network, agreement, MemberId(member))
        if record is None:
            return None
        reader = self._reader(connection, due.network, member, now)
        about = UUID(due.about) if due.about else None
        card = agreement_notice(kind, record, reader, about)
        return Drawn(of_circle(card, record.circle.name), closes=True)

    def _ask(
        self, connection: Connection, due: Due, round_id: UUID, member: UUID, now: datetime
    ) -> Drawn | None:
        reader = self._reader(connection, due.network, member, now)
        waiting = still_asked(connection, due.network, member, due.facts, now)
        records = [
            record
            for id in waiting or [round_id]
            if (record := round_record(connection, due.network, id, reader.member, now)) is not None
        ]
        if not records or (not waiting and due.ref is None):
            return None
        if not waiting:
            return Drawn(folded_ask(records[0], reader), closes=True)
        last_calls = {wave["round"] for wave in waves_of(due.facts) if wave["last_call"]}
        asks = [(r, _wave(r, last_call=str(r.round.id) in last_calls)) for r in records]
        if len(asks) > 1:
            return Drawn(of_circle(several_asks(asks, reader), *(each.circle.name for each in records)))
        explain = _asked_before(connection, due) < EXPLAINED
        card = ask_card(asks[0][0], reader, asks[0][1], explain=explain)
        return Drawn(of_circle(card, records[0].circle.name))

    def _reader(self, connection: Connection, network: UUID, member: UUID, now: datetime) -> Reader:
        person = connection.execute(
            select(MEMBER.c.name, MEMBER.c.locale, MEMBER.c.time_zone).where(
                MEMBER.c.network_id == network, MEMBER.c.id == member
            )
        ).one()
        base_url = self.base_url.rstrip("/")
        known = Reader(person.locale, person.time_zone, now, base_url, MemberId(member), person.name)
        return replace(known, seal=self.seal)


def _wave(record: RoundRecord, *, last_call: bool) -> WaveKind:
    wave = wave_of(record.round, last_call=last_call)
    return wave.kind if wave is not None else WaveKind.ANSWER


def _is_news(kind: NoticeKind, about: UUID | None, member: MemberId, record: RoundRecord) -> bool:
    if kind is NoticeKind.WRITTEN_DOWN and record.written_for_reader is None:
        return False
    if kind is NoticeKind.NOT_DELIVERED and not record.failed:
        return False
    return still_true(kind, about, member, record.round)


def _asked_before(connection: Connection, due: Due) -> int:
    """How many asks have reached the member before this one."""
    earlier = select(func.count()).where(
        OUTBOX.c.network_id == due.network,
        OUTBOX.c.member_id == due.member,
        OUTBOX.c.kind == NoticeKind.ASK,
        OUTBOX.c.shown_at.is_not(None),
        OUTBOX.c.key != due.key[-1],
    )
    return int(connection.execute(earlier).scalar_one())
