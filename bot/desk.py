"""The desk: the one way from an adapter into the house. ``act`` records a command; ``show`` loads and presents."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from adapters.cards import SharedCard, View
from adapters.copy import words_for
from adapters.desk import (
    Account,
    CircleToBe,
    NotRecorded,
    Outcome,
    Person,
    PlaceKey,
    PlaceKnown,
    Platform,
    Recorded,
    Refused,
    Screen,
    StillSaving,
    Who,
)
from adapters.lately import Lately
from adapters.present.own_view import card_once_heard
from adapters.present.reader import Reader, Seal
from adapters.web.settings import Download
from bot.clock import Clock
from bot.downloads import ballot_file, commitments_file
from bot.reception import Reception, Sightings
from bot.screens import Screens, account_key, place_key
from decisions.commands import Command
from decisions.commitments.board import Wanted
from decisions.ids import CircleId, MouId, NetworkId, RoundId, TemplateId
from decisions.mous.record import MouRecord
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Round
from decisions.templates.template import Template
from storage.batch import Declined, Done
from storage.codes import spoil_code
from storage.connecting import connect_place
from storage.database import Database
from storage.people import Beginning, PersonSeen, meet
from storage.places import back_in, people_changed
from storage.reading.accounts import account_command
from storage.reading.commitments import MOST_IN_A_FILE, commitments_record
from storage.reading.mous import mou_record
from storage.reading.parts import circles_of
from storage.reading.people import Comer, find_place, is_known
from storage.reading.places import circle_for, place_as_circle
from storage.reading.rounds import card_record, round_record
from storage.reading.templates import template_record
from storage.ticket import Ticket
from storage.unit import Unit
from storage.writer import Writer, WriterStopped

PATIENCE: Final = 2.0
"""Seconds until a person hears what became of what they pressed (Slack gives three)."""


@dataclass(frozen=True)
class HouseDesk:
    """Fulfils ``adapters.desk.Desk``."""

    database: Database
    writer: Writer
    clock: Clock
    base_url: str
    patience: float = PATIENCE
    """Seconds."""
    seal: Seal | None = None
    """Of the addresses of calendar files."""
    reception: Reception = field(init=False, repr=False)
    sightings: Sightings = field(init=False, repr=False)
    cards: Lately[tuple[NetworkId, RoundId], RoundRecord | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reception", Reception(self.database))
        object.__setattr__(self, "sightings", Sightings(self.writer))
        object.__setattr__(self, "cards", Lately(self._card))

    def now(self) -> datetime:
        return self.clock.now()

    # --- acting ----------------------------------------------------------------------------------------------

    async def act(self, who: Who, command: Command, key: str) -> Outcome:
        if (command.network_id, command.by) != (who.network_id, who.member_id):
            raise ValueError("a command is given by the one who was recognised")
        outcome = await self._record(command, key)
        if who.account is not None and isinstance(outcome, Recorded):
            self.sightings.note(who.network_id, who.member_id, account_key(who.account))
        return outcome

    async def _record(self, command: Command, key: str) -> Outcome:
        try:
            ticket = self.writer.submit(command, key)
        except WriterStopped:
            return NotRecorded()
        return await self._in_time(ticket)

    async def connect(self, who: Who, place: PlaceKey, digest: str) -> Outcome:
        if who.account is None:
            raise Refusal(Reason.ONLY_IN_A_PLACE)
        account = account_key(who.account)
        connecting = partial(connect_place, key=place_key(place), account=account, digest=digest)
        try:
            return await self._in_time(self.writer.run(connecting))
        except WriterStopped:
            return NotRecorded()

    async def _in_time(self, ticket: Ticket) -> Outcome:
        await asyncio.wait((ticket.future,), timeout=self.patience)
        if ticket.done:
            return await _later(ticket)
        # Still being saved, or not at all: where they acted is noted the next time.
        return NotRecorded() if self.writer.withdraw(ticket) else StillSaving(partial(_later, ticket))

    async def add_account(self, who: Who, digest: str, key: str) -> Outcome:
        if who.account is None:
            return Refused(Refusal(Reason.NOT_FOUND))
        account = account_key(who.account)
        command = await self.database.read(lambda c: account_command(c, account, digest))
        if command is None:
            return Refused(Refusal(Reason.CODE_UNKNOWN, at_field="code"))
        outcome = await self._record(command, key)
        if isinstance(outcome, Recorded):
            self.sightings.note(command.network_id, command.member, account)
        return outcome

    async def spoil_code(self, digest: str) -> None:
        await self._run(partial(spoil_code, digest=digest))

    # --- showing ---------------------------------------------------------------------------------------------

    async def show(self, who: Who, screen: Screen) -> View:
        reader = Reader.of(who, self.clock.now(), self.base_url, self.seal)
        return await Screens(self.database, self.clock).show(who, reader, screen)

    async def card_once_heard(self, who: Who, round: Round) -> SharedCard:
        key = (round.network_id, round.id)
        record = await self.cards.get(
            key, lambda kept: kept is not None and kept.once_heard(round) is not None
        )
        if record is None:
            raise Refusal(Reason.NOT_FOUND)
        everybody = replace(Reader.of(who, self.clock.now(), self.base_url), member=None, name="")
        return card_once_heard(record.once_heard(round) or record, everybody)

    async def recognise(
        self,
        account: Account,
        place: PlaceKey | None = None,
        about: UUID | None = None,
        workspace: str = "",
    ) -> Who | None:
        comer = Comer(account_key(account), place_key(place) if place else None, about, workspace)
        found = await self.reception.recognise(comer)
        if found is None:
            return None
        return Who(
            found.network_id,
            found.member_id,
            found.name,
            found.locale,
            found.time_zone,
            account=account,
            locale_chosen=found.locale_chosen,
        )

    async def round(self, who: Who, round_id: RoundId) -> Round:
        found = await self.database.read(lambda c: round_record(c, who.network_id, round_id, who.member_id))
        if found is None:
            raise Refusal(Reason.NOT_FOUND)
        return found.round

    async def _card(self, about: tuple[NetworkId, RoundId]) -> RoundRecord | None:
        """As everybody may see it."""
        return await self.database.read(lambda c: card_record(c, *about, None))

    async def ballot_file(self, who: Who, round_id: UUID) -> Download:
        round = await self.round(who, RoundId(round_id))
        file = await self.database.read(partial(ballot_file, round=round))
        if file is None:
            raise Refusal(Reason.NOT_FOUND)
        return file

    async def commitments_file(self, who: Who, circle_id: UUID, wanted: str) -> Download:
        now = self.clock.now()
        record = await self.database.read(
            lambda c: commitments_record(
                c, who.network_id, circle_id, who.member_id, now, MOST_IN_A_FILE, MOST_IN_A_FILE
            )
        )
        if record is None:
            raise Refusal(Reason.NOT_FOUND)
        reader = Reader.of(who, now, self.base_url)
        return await asyncio.to_thread(commitments_file, record, Wanted.parse(wanted), reader)

    async def circle(self, who: Who, circle_id: CircleId) -> Circle:
        found = await self.database.read(lambda c: circle_for(c, who.network_id, who.member_id, circle_id))
        if found is None:
            raise Refusal(Reason.NOT_FOUND)
        return found

    async def circles_of(self, who: Who) -> Sequence[CircleId]:
        found = await self.database.read(lambda c: circles_of(c, who.network_id, who.member_id))
        return [CircleId(id) for id in found]

    async def mou(self, who: Who, mou_id: MouId) -> MouRecord:
        found = await self.database.read(lambda c: mou_record(c, who.network_id, mou_id, who.member_id))
        if found is None:
            raise Refusal(Reason.NOT_FOUND)
        return found

    async def template(self, who: Who, template_id: TemplateId) -> Template:
        found = await self.database.read(
            lambda c: template_record(c, who.network_id, template_id, who.member_id)
        )
        if found is None:
            raise Refusal(Reason.NOT_FOUND)
        return found.template

    # --- places ----------------------------------------------------------------------------------------------

    async def circle_to_be(self, who: Who, place: PlaceKey) -> CircleToBe:
        found = await self.database.read(
            lambda c: place_as_circle(c, who.network_id, who.member_id, place_key(place))
        )
        if found is None or found.place_id is None:
            raise Refusal(Reason.NO_CIRCLE_HERE)
        return CircleToBe(found.place_id, found.name, found.seats, found.settings)

    async def place(self, key: PlaceKey) -> PlaceKnown | None:
        found = await self.database.read(lambda c: find_place(c, place_key(key)))
        if found is None:
            return None
        return PlaceKnown(found.network_id, found.place_id, found.circle_id, found.name, found.locale)

    async def has_met(self, account: Account) -> bool:
        return await self.database.read(lambda c: is_known(c, account_key(account)))

    async def meet(
        self,
        place: PlaceKey | None,
        name: str,
        people: Sequence[Person],
        *,
        complete: bool,
        private: bool | None = None,
        workspace: str = "",
        began: datetime | None = None,
    ) -> None:
        if place is None and not people:
            return
        platform, tenant = (
            (place.platform, place.tenant)
            if place
            else (
                people[0].account.platform,
                people[0].account.tenant,
            )
        )
        seen = tuple(_seen(person) for person in people)
        beginning = _beginning(people, workspace or tenant)
        meeting = partial(
            meet,
            workspace=(platform.value, tenant),
            people=seen,
            beginning=beginning,
            place=place_key(place) if place else None,
            place_name=name,
            private=private,
            complete=complete,
            began=began,
        )
        await self._run(meeting)

    async def people_changed(self, place: PlaceKey) -> None:
        await self._run(partial(people_changed, key=place_key(place)))

    async def installed_again(self, platform: Platform, tenant: str) -> None:
        await self._run(partial(back_in, platform=platform.value, tenant=tenant))

    async def _run(self, task: Callable[[Unit], object]) -> None:
        """Raises ``Refusal`` when it is not recorded in time. It stays in the queue all the same: what a platform tells is
        brought up to date whenever it is recorded."""
        try:
            ticket = self.writer.run(task)
            async with asyncio.timeout(self.patience):
                await asyncio.shield(ticket.future)
        except WriterStopped as stopped:
            raise Refusal(Reason.NOT_RECORDED) from stopped
        except TimeoutError as late:
            raise Refusal(Reason.STILL_SAVING) from late


def _outcome(done: Done | Declined) -> Outcome:
    if isinstance(done, Declined):
        return Refused(done.refusal, done.state)
    return Recorded(done.state, done.repeat)


async def _later(ticket: Ticket) -> Outcome:
    try:
        return _outcome(await ticket.future)
    except WriterStopped:
        return NotRecorded()


def _seen(person: Person) -> PersonSeen:
    locale = words_for(person.locale).locale if person.locale else ""
    return PersonSeen(
        account_key(person.account),
        person.name,
        locale,
        person.time_zone,
        person.active,
        person.brings_rondo,
    )


def _beginning(people: Sequence[Person], name: str) -> Beginning:
    """A network begins in the language of most of its people, with the groups that networks like ours mostly have."""
    locales = [words_for(person.locale).locale for person in people if person.locale]
    locale = max(set(locales), key=locales.count, default="en")
    w = words_for(locale)
    groups = tuple(w(f"group.{name}") for name in ("members", "parents", "providers", "schools", "funders"))
    return Beginning(name=name, locale=locale, groups=groups)
