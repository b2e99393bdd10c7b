"""What every handler of Teams' activities is given, and how somebody is recognised."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.background import Background
from adapters.cards import Action
from adapters.connection import ReadWords, Respond
from adapters.copy import Copy, words_for
from adapters.delivery import DeliveryFailed
from adapters.desk import Desk, Person, PlaceKey, Platform, Who
from adapters.teams.read import Origin
from adapters.teams.references import Noting
from adapters.teams.roster import Rosters
from adapters.teams.send import TeamsSender
from adapters.teams.sent import Sent
from adapters.teams.sheet import APP_NAME
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)
IN_TIME: Final = 4.0
"""Seconds until Teams must have its answer, with a margin: it gives up after five. The desk promises two."""


@dataclass(frozen=True, slots=True)
class Wiring:
    desk: Desk
    respond: Respond
    read_words: ReadWords
    sender: TeamsSender
    rosters: Rosters
    noting: Noting
    background: Background

    async def recognise(
        self, origin: Origin, action: Action | None = None, place: PlaceKey | None = None
    ) -> Who | None:
        """The member behind whoever did it; somebody never seen before is met first, as Teams tells of them. ``place`` is what it
        is about, where it happens in a personal chat."""
        place = origin.place or place
        who = await self._known(origin, action, place)
        if who is None or _has_changed(who, origin):
            await self._meet(origin)
            who = await self._known(origin, action, place)
        return who

    async def _known(self, origin: Origin, action: Action | None, place: PlaceKey | None) -> Who | None:
        about = action.about if action is not None else None
        return await self.desk.recognise(origin.account, place, about, origin.tenant)

    async def _meet(self, origin: Origin) -> None:
        """Who writes in a channel or a chat is one of its people. Of a place that is not known yet only the person is met."""
        place = origin.place
        known = await self.desk.place(place) if place is not None else None
        seen = [person_by(origin)]
        if place is None or known is None:
            await self.desk.meet(None, "", seen, complete=False)
        else:
            await self.desk.meet(place, known.name, seen, complete=False)

    async def tell(self, origin: Origin, content: Mapping[str, Any]) -> None:
        """In the personal chat of whoever did it. That it does not arrive is logged: nothing is lost with it."""
        try:
            await self.sender.tell(origin.account, content, APP_NAME)
        except DeliveryFailed as failure:
            logger.warning("A word in private did not arrive: %s", failure.why)

    def apology(self, origin: Origin, failure: BaseException) -> str:
        """What a person is told of a bug; the reference is in the log beside it."""
        reference = secrets.token_hex(4)
        logger.error("Something went wrong; reference %s", reference, exc_info=failure)
        return say(origin)("teams.apology", reference=reference)


def place_of(origin: Origin, sent: Sent) -> PlaceKey | None:
    """Where it was pressed; in a personal chat, what the card was about (untrusted, like all that it says)."""
    if origin.place is not None or not sent.place:
        return origin.place
    return PlaceKey(Platform.TEAMS, origin.tenant, sent.place)


def say(origin: Origin) -> Copy:
    return words_for(origin.locale)


def refused(origin: Origin, refusal: Refusal) -> str:
    logger.info("Refused: %s", refusal)
    facts: dict[str, Any] = dict(refusal.facts)
    return say(origin)(f"refused.{refusal.reason}", **facts)


def person_by(origin: Origin, *, brings_rondo: bool = False) -> Person:
    return Person(origin.account, origin.name, origin.locale, origin.time_zone, brings_rondo=brings_rondo)


def _has_changed(who: Who, origin: Origin) -> bool:
    """Teams tells language and time zone with what people write."""
    told = origin.locale and not who.locale_chosen
    locale = words_for(origin.locale).locale if told else who.locale
    return (who.locale, who.time_zone) != (locale, origin.time_zone or who.time_zone)
