"""What every Slack handler is given, and how somebody is recognised."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from slack_sdk.errors import SlackApiError

from adapters.background import Background
from adapters.cards import Action
from adapters.connection import ReadWords, Respond
from adapters.desk import Account, Desk, PlaceKey, Who
from adapters.slack.clients import UNREACHABLE, Clients, NotInstalled
from adapters.slack.confirmations import Confirmations
from adapters.slack.read import Origin
from adapters.slack.roster import is_in, person
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)

IN_TIME: Final = 2.4
"""Seconds until Slack must have its answer, with a margin: it gives up after three. The desk promises two."""
A_MOMENT: Final = 1.0
"""Seconds after which a form that is still loading is announced by *One moment*."""
INTRODUCTION: Final = 1.5
"""Seconds for asking Slack who somebody is whom we have never seen."""


class Say(Protocol):
    """The sentences of one language, as ``adapters.copy`` has them."""

    def __call__(self, key: str, /, **values: str | int) -> str: ...

    def n(self, key: str, n: int, /, **values: str | int) -> str: ...


Catalogue = Callable[[str], Say]
"""The sentences for a locale: ``catalogue("es")("slack.one_moment")``."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """``opens_form`` says of an action that it leads to a form, and is acknowledged before that form is there. It records
    no more than what the form shows (a new personal link): the form stands only once that is recorded, and a press that
    came to nothing shows an apology instead."""

    desk: Desk
    respond: Respond
    read_words: ReadWords
    catalogue: Catalogue
    clients: Clients
    confirmations: Confirmations
    background: Background
    opens_form: Callable[[Action], bool]

    async def recognise(
        self, origin: Origin, place: PlaceKey | None, action: Action | None = None
    ) -> Who | None:
        """The member behind an account; somebody never seen before is met first, from what Slack says of them."""
        about = action.about if action is not None else None
        who = await self._known(origin.accounts, origin, place, about)
        if who is None and (account := await self._introduced(origin, place)) is not None:
            who = await self._known((account,), origin, place, about)
        return who

    async def _known(
        self, accounts: Sequence[Account], origin: Origin, place: PlaceKey | None, about: UUID | None
    ) -> Who | None:
        for account in accounts:
            who = await self.desk.recognise(account, place, about, origin.tenant)
            if who is not None:
                return who
        return None

    async def _introduced(self, origin: Origin, place: PlaceKey | None) -> Account | None:
        """The account that Slack says it is: a command does not tell of which company somebody is."""
        try:
            async with asyncio.timeout(INTRODUCTION):
                client = await self.clients.of(origin.tenant)
                found = await person(client, origin.user, tenant=origin.home)
                known = await self.desk.place(place) if place is not None else None
                if place is None or known is None or not await is_in(client, place.conversation, origin.user):
                    place, known = None, None
        except (SlackApiError, NotInstalled, *UNREACHABLE):
            return None
        if found is None:
            return None
        name = known.name if known is not None else ""
        workspace = "" if known is not None else await self.workspace_name(origin.tenant)
        await self.desk.meet(place, name, [found], complete=False, workspace=workspace)
        return found.account

    async def workspace_name(self, tenant: str) -> str:
        """What its people call the workspace; empty when Slack does not say. A network that begins is called so."""
        try:
            return str((await (await self.clients.of(tenant)).auth_test()).get("team") or "")
        except (SlackApiError, NotInstalled, *UNREACHABLE):
            return ""

    def apology(self, locale: str, failure: BaseException) -> str:
        """What a person is told of a bug; the reference is in the log beside it."""
        reference = secrets.token_hex(4)
        logger.error("Something went wrong; reference %s", reference, exc_info=failure)
        return self.catalogue(locale)("slack.apology", reference=reference)

    def refused(self, locale: str, refusal: Refusal) -> str:
        logger.info("Refused: %s", refusal)
        return self.catalogue(locale)(f"refused.{refusal.reason}", **refusal.facts)
