"""Showing: from a screen's name to its record, and from that to what one reader sees."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from adapters.cards import View
from adapters.desk import Account, PlaceKey, Screen, Who
from adapters.present.accounts import AskedForCode
from adapters.present.all_ballots import BEGINS, MOST, SIGNS_TOLD
from adapters.present.circle_form import PlaceRecord
from adapters.present.commitment_filters import ASKED
from adapters.present.own_calendar import CalendarRecord
from adapters.present.places import ConnectionRecord
from adapters.present.reader import Reader
from adapters.present.screens import SCREENS, Loads
from adapters.presses.secrets import code_digest
from bot.clock import Clock
from decisions.engine import allowed
from decisions.ids import CircleId
from decisions.people.codes import usable
from decisions.processes import PROCESSES
from decisions.refusals import Reason, Refusal
from decisions.rounds.consent.closing import agreement_id
from decisions.rounds.notices import A_WEEK
from decisions.rounds.round import Case
from storage import keys
from storage.connecting import connectable, refuse_if_taken
from storage.database import Database
from storage.reading.accounts import accounts_of, find_account_code
from storage.reading.ballots import with_papers
from storage.reading.commitments import circle_called, commitment_record, commitments_record
from storage.reading.digest import digest_record
from storage.reading.home import agreement_record, circle_record, home_record
from storage.reading.mous import circle_mous, linkages, mou_record
from storage.reading.parts import load_members, load_people
from storage.reading.places import PlaceAsCircle, circle_as_place, place_as_circle
from storage.reading.recurring import recurrence_record
from storage.reading.roles import circle_roles_record, role_record
from storage.reading.rounds import card_record, round_record
from storage.reading.talk import rounds_talked_about
from storage.reading.templates import template_record
from storage.reading.turn_feed import links_stopped

CHANGES_CIRCLE: Final = "circle_form"
Load = Callable[["Screens", Who, Screen], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Screens:
    """Loads and presents. It only reads."""

    database: Database
    clock: Clock

    async def show(self, who: Who, reader: Reader, screen: Screen) -> View:
        """Raises ``Refusal``: ``NOT_FOUND`` for what is not there, or not the reader's to know of; another for a form that
        the reader could not send now."""
        presenter = SCREENS.get(screen.name)
        if presenter is None:
            raise Refusal(Reason.UNKNOWN_ACTION)
        record = await _LOADS[presenter.loads](self, who, screen)
        if presenter.leads_to is not None:
            allowed(PROCESSES[record.round.process], Case(record.round, record.seat), presenter.leads_to)
        return presenter.present(record, reader, screen)

    async def round(self, who: Who, screen: Screen) -> Any:
        about = _about(screen)
        return _found(await self._round(who, about))

    async def round_card(self, who: Who, screen: Screen) -> Any:
        return _found(await self._card(who, _about(screen)))

    async def ballots(self, who: Who, screen: Screen) -> Any:
        found = await self.round(who, screen)
        begins = screen.carried.get(BEGINS, "").strip().upper()[:SIGNS_TOLD]
        return await self.database.read(lambda c: with_papers(c, found, begins, MOST))

    async def round_if_any(self, who: Who, screen: Screen) -> Any:
        return await self._round(who, screen.about) if screen.about else None

    async def home(self, who: Who, screen: Screen) -> Any:
        now = self.clock.now()
        return _found(await self.database.read(lambda c: home_record(c, who.network_id, who.member_id, now)))

    async def circle(self, who: Who, screen: Screen) -> Any:
        return _found(await self._circle(who, _about(screen)))

    async def agreement(self, who: Who, screen: Screen) -> Any:
        return _found(await self._agreement(who, _about(screen)))

    async def template(self, who: Who, screen: Screen) -> Any:
        about = _about(screen)
        return _found(
            await self.database.read(lambda c: template_record(c, who.network_id, about, who.member_id))
        )

    async def roles(self, who: Who, screen: Screen) -> Any:
        about = _about(screen)
        return _found(await self.database.read(lambda c: _circle_roles(c, who, about)))

    async def role(self, who: Who, screen: Screen) -> Any:
        about, now = _about(screen), self.clock.now()
        return _found(
            await self.database.read(lambda c: role_record(c, who.network_id, about, who.member_id, now))
        )

    async def commitments(self, who: Who, screen: Screen) -> Any:
        now = self.clock.now()
        return _found(await self.database.read(lambda c: _commitments(c, who, screen, now)))

    async def own_calendar(self, who: Who, screen: Screen) -> Any:
        stopped = await self.database.read(lambda c: links_stopped(c, who.network_id, who.member_id))
        return CalendarRecord(who.network_id, who.member_id, stopped)

    async def digest(self, who: Who, screen: Screen) -> Any:
        about, now = _about(screen), self.clock.now()
        since = now - A_WEEK
        return _found(
            await self.database.read(
                lambda c: digest_record(c, who.network_id, about, who.member_id, since, now)
            )
        )

    async def commitment(self, who: Who, screen: Screen) -> Any:
        about, now = _about(screen), self.clock.now()
        return _found(await self.database.read(lambda c: _commitment(c, who, about, now)))

    async def mous(self, who: Who, screen: Screen) -> Any:
        about = _about(screen)
        return _found(
            await self.database.read(lambda c: circle_mous(c, who.network_id, about, who.member_id))
        )

    async def linkages(self, who: Who, screen: Screen) -> Any:
        return _found(await self.database.read(lambda c: linkages(c, who.network_id, who.member_id)))

    async def mou(self, who: Who, screen: Screen) -> Any:
        about = _about(screen)
        return _found(await self.database.read(lambda c: mou_record(c, who.network_id, about, who.member_id)))

    async def recurrence(self, who: Who, screen: Screen) -> Any:
        about = _about(screen)
        return _found(
            await self.database.read(lambda c: recurrence_record(c, who.network_id, about, who.member_id))
        )

    async def any(self, who: Who, screen: Screen) -> Any:
        """Whichever it is. A round's own agreement is found by the round's id as well. What is said of a round that has been
        answered names nobody who only sits in its circle: of that as much is read as its card shows."""
        if screen.about is None:
            return None
        for load in (self._card, self._agreement, self._circle):
            if (found := await load(who, screen.about)) is not None:
                return found
        return None

    async def place(self, who: Who, screen: Screen) -> Any:
        found = _found(await self.database.read(lambda c: _place(c, who, screen)))
        if screen.name == CHANGES_CIRCLE and not found.may_change:
            raise Refusal(Reason.NOT_FOUND)
        return PlaceRecord(
            reader=found.reader,
            network=found.network,
            name=found.name,
            seats=found.seats,
            groups=found.people.groups,
            members=found.members,
            settings=found.settings,
            circle=found.circle,
        )

    async def rounds_here(self, who: Who, screen: Screen) -> Any:
        """Those of them that the reader may see."""
        place, thread = screen.place, screen.carried.get("thread", "")
        if place is None:
            return ()
        ids = await self.database.read(
            lambda c: rounds_talked_about(c, who.network_id, place_key(place), thread)
        )
        return tuple([found for id in ids if (found := await self._round(who, id)) is not None])

    async def account_code(self, who: Who, screen: Screen) -> Any:
        """Raises ``Refusal`` for a code that cannot be used, or that the reader's own member asked for."""
        if screen.carried.get("page") != "2":
            return None
        digest = code_digest(screen.carried.get("code", ""))
        return await self.database.read(lambda c: _asked_for_code(c, who, digest, self.clock.now()))

    async def connection(self, who: Who, screen: Screen) -> Any:
        """What the code would do; nothing without one, or where it is shown again with what was wrong."""
        place, account, code = screen.place, who.account, screen.carried.get("code", "")
        if place is None or account is None:
            raise Refusal(Reason.ONLY_IN_A_PLACE)
        if screen.errors:
            return None
        if not code:
            return await self.database.read(lambda c: refuse_if_taken(c, place_key(place)))
        now, digest = self.clock.now(), code_digest(code)
        found = await self.database.read(
            lambda c: connectable(c, place_key(place), account_key(account), digest, now)
        )
        return ConnectionRecord(found.circle, found.network, found.inviter, found.place, found.people)

    async def nothing(self, who: Who, screen: Screen) -> Any:
        return None

    async def _card(self, who: Who, about: UUID) -> Any:
        return await self.database.read(lambda c: card_record(c, who.network_id, about, who.member_id))

    async def _round(self, who: Who, about: UUID) -> Any:
        return await self.database.read(
            lambda c: round_record(c, who.network_id, about, who.member_id, self.clock.now())
        )

    async def _circle(self, who: Who, about: UUID) -> Any:
        now = self.clock.now()
        return await self.database.read(lambda c: circle_record(c, who.network_id, about, who.member_id, now))

    async def _agreement(self, who: Who, about: UUID) -> Any:
        """By its own id, or by that of the round that led to it."""

        def load(connection: Any) -> Any:
            found = agreement_record(connection, who.network_id, about, who.member_id)
            own = agreement_id(about)  # type: ignore[arg-type]
            return found or agreement_record(connection, who.network_id, own, who.member_id)

        return await self.database.read(load)


def _place(connection: Any, who: Who, screen: Screen) -> PlaceAsCircle | None:
    if screen.about is not None:
        return circle_as_place(connection, who.network_id, who.member_id, CircleId(screen.about))
    if screen.place is None:
        raise Refusal(Reason.NO_CIRCLE_HERE)
    return place_as_circle(connection, who.network_id, who.member_id, place_key(screen.place))


def _commitments(connection: Any, who: Who, screen: Screen, now: datetime) -> Any:
    about = screen.about
    if about is None:
        about = circle_called(connection, who.network_id, who.member_id, screen.carried.get(ASKED, ""))
    if about is None:
        raise Refusal(Reason.NOT_FOUND)
    return commitments_record(connection, who.network_id, about, who.member_id, now)


def _commitment(connection: Any, who: Who, about: UUID, now: datetime) -> Any:
    found = commitment_record(connection, who.network_id, about, who.member_id, now)
    if found is None:
        return None
    return replace(found, links_stopped=links_stopped(connection, who.network_id, who.member_id))


def _circle_roles(connection: Any, who: Who, about: UUID) -> Any:
    found = circle_roles_record(connection, who.network_id, about, who.member_id)
    if found is None:
        return None
    return replace(found, links_stopped=links_stopped(connection, who.network_id, who.member_id))


def _asked_for_code(connection: Any, who: Who, digest: str, now: datetime) -> AskedForCode:
    code = usable(find_account_code(connection, digest), now)
    if (code.network_id, code.made_by) == (who.network_id, who.member_id):
        raise Refusal(Reason.ONE_PERSON_ALREADY, at_field="code")
    people = load_people(connection, code.network_id)
    member = load_members(connection, code.network_id, (code.made_by,))[code.made_by]
    if not member.active:
        raise Refusal(Reason.CODE_UNKNOWN, at_field="code")
    network = people.network.name if people is not None else ""
    return AskedForCode(member.name, network, accounts_of(connection, code.network_id, member.id))


def place_key(place: PlaceKey) -> keys.PlaceKey:
    return keys.PlaceKey(place.platform.value, place.tenant, place.conversation)


def account_key(account: Account) -> keys.AccountKey:
    return keys.AccountKey(account.platform.value, account.tenant, account.user)


def _about(screen: Screen) -> UUID:
    if screen.about is None:
        raise Refusal(Reason.NOT_FOUND)
    return screen.about


def _found(record: Any) -> Any:
    if record is None:
        raise Refusal(Reason.NOT_FOUND)
    return record


_LOADS: Final[Mapping[Loads, Load]] = {
    Loads.ROUND: Screens.round,
    Loads.BALLOTS: Screens.ballots,
    Loads.ROUND_CARD: Screens.round_card,
    Loads.ROUND_IF_ANY: Screens.round_if_any,
    Loads.HOME: Screens.home,
    Loads.CIRCLE: Screens.circle,
    Loads.AGREEMENT: Screens.agreement,
    Loads.ANY: Screens.any,
    Loads.TEMPLATE: Screens.template,
    Loads.RECURRENCE: Screens.recurrence,
    Loads.ROLES: Screens.roles,
    Loads.ROLE: Screens.role,
    Loads.COMMITMENTS: Screens.commitments,
    Loads.OWN_CALENDAR: Screens.own_calendar,
    Loads.DIGEST: Screens.digest,
    Loads.COMMITMENT: Screens.commitment,
    Loads.MOUS: Screens.mous,
    Loads.MOU: Screens.mou,
    Loads.LINKAGES: Screens.linkages,
    Loads.PLACE: Screens.place,
    Loads.ROUNDS_HERE: Screens.rounds_here,
    Loads.ACCOUNT_CODE: Screens.account_code,
    Loads.CONNECTION: Screens.connection,
    Loads.NOTHING: Screens.nothing,
}
