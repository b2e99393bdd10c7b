"""A pressed button: what it asks for is decided and committed first, and then Slack is answered."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

from adapters.cards import AGAIN
from adapters.copy import ANY_LANGUAGE
from adapters.desk import Confirmed, Invalid, Opened, Press, Reply, Said, Who
from adapters.slack.confirmations import Confirmation, ToSay
from adapters.slack.home import Home
from adapters.slack.modals import Modals, view_of
from adapters.slack.opening import Opening, Spot
from adapters.slack.read import Click, Where
from adapters.slack.text import Json
from adapters.slack.wiring import IN_TIME, Wiring
from decisions.refusals import Refusal


class Clicks:
    def __init__(self, wiring: Wiring, modals: Modals, home: Home) -> None:
        self._wiring, self._modals, self._home = wiring, modals, home
        self._opening = Opening(wiring, modals)

    async def answer(self, click: Click) -> Json:
        """The body of the answer: always empty, because Slack takes none for a click."""
        if click.is_link:
            return {}
        if click.action is not None and self._wiring.opens_form(click.action):
            self._wiring.background.start(self._work(click), "slack-open")
            return {}
        work = asyncio.ensure_future(self._work(click))
        await asyncio.wait((work,), timeout=IN_TIME)
        if not work.done():
            self._wiring.background.start(self._outlast(work), "slack-click")
            self._tell(click, ANY_LANGUAGE, "slack.still_working")
        return {}

    async def _outlast(self, work: "asyncio.Future[None]") -> None:
        await work

    async def _work(self, click: Click) -> None:
        locale = ANY_LANGUAGE
        try:
            who = await self._wiring.recognise(click.origin, click.origin.place(click.channel), click.action)
            if who is None:
                return self._tell(click, locale, "slack.who_are_you")
            locale = who.locale
            if click.action is None:
                return self._tell(click, locale, "slack.unknown_action")
            await self._respond(click, who, self._press(click, who))
        except Refusal as refusal:
            self._tell_text(click, locale, self._wiring.refused(locale, refusal))
        except Exception as failure:  # a bug is told with a reference, and logged there
            self._tell_text(click, locale, self._wiring.apology(locale, failure))

    def _press(self, click: Click, who: Who) -> Press:
        assert click.action is not None  # noqa: S101  (told apart by the caller)
        return Press(
            who=who,
            action=click.action,
            key=click.key,
            carried=click.carried,
            place=click.origin.place(click.channel),
        )

    async def _respond(self, click: Click, who: Who, press: Press) -> None:
        responding = self._wiring.respond(self._wiring.desk, press)
        if not self._wiring.opens_form(press.action) or press.action.version == AGAIN:
            return self._deliver(click, who, await responding)

        async def deliver(reply: Reply) -> None:
            self._deliver(click, who, reply)

        return await self._opening.load(self._spot(click, who.locale), responding, deliver)

    # --- where the reply goes ---

    def _deliver(self, click: Click, who: Who, reply: Reply) -> None:
        match reply, click.where:
            case Opened(), Where.MODAL if click.action is not None and click.action.version == AGAIN:
                self._later(self._replace(click, who, reply))
            case ((Opened() | Invalid()), _):
                self._later(self._opening.show(self._spot(click, who.locale), reply))
            case Confirmed(), Where.MODAL:
                self._later(self._replace(click, who, reply))
            case Said(later=later), (Where.MODAL | Where.HOME) if later is not None:
                self._later(self._opening.show_both(self._spot(click, who.locale), reply, later()))
            case ((Confirmed() | Said()), (Where.MODAL | Where.HOME)):
                self._later(self._opening.show(self._spot(click, who.locale), reply))
            case Confirmed(said), _:
                replace = click.where is not Where.SHARED
                self._wiring.confirmations.put(self._confirmation(click, said, replace=replace))
            case Said(card, later), _:
                self._wiring.confirmations.put(self._confirmation(click, card, replace=False))
                if later is not None:
                    self._later(self._last_word(click, who, later()))
        if isinstance(reply, Confirmed) and (click.where is Where.HOME or not click.channel):
            self._home.refresh(click.origin.tenant, click.origin.user, who)

    def _confirmation(self, click: Click, said: ToSay, *, replace: bool) -> Confirmation:
        """One that replaces a message is that message's own; of those beside a shared card a member gets the latest."""
        member = f"{click.origin.tenant}:{click.origin.user}"
        return Confirmation(
            member=f"{member}:{click.message}" if replace else member,
            response_url=click.response_url,
            said=said,
            replace=replace,
            thread="" if replace else click.thread,
        )

    async def _last_word(self, click: Click, who: Who, reply: Awaitable[Reply]) -> None:
        try:
            self._deliver(click, who, await reply)
        except Exception as failure:  # a bug is told with a reference, and logged there
            self._tell_text(click, who.locale, self._wiring.apology(who.locale, failure))

    async def _replace(self, click: Click, who: Who, reply: Reply) -> None:
        close = self._wiring.catalogue(who.locale)("slack.close")
        view = view_of(reply, close=close, channel=click.channel, thread=click.thread, key=click.key)
        await self._modals.update(click.origin.tenant, click.view, view)

    def _spot(self, click: Click, locale: str) -> Spot:
        return Spot(
            tenant=click.origin.tenant,
            trigger=click.trigger,
            locale=locale,
            key=click.key,
            tell=lambda text: self._tell_by_url(click, text),
            under=click.view if click.where is Where.MODAL else "",
            instead=click.view_is_over,
            channel=click.channel,
            thread=click.thread,
        )

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        self._wiring.background.start(work, "slack-reply")

    # --- a sentence instead ---

    def _tell(self, click: Click, locale: str, key: str) -> None:
        self._tell_text(click, locale, self._wiring.catalogue(locale)(key))

    def _tell_text(self, click: Click, locale: str, text: str) -> None:
        if click.where in (Where.MODAL, Where.HOME):
            self._later(self._opening.show_notice(self._spot(click, locale), text))
        else:
            self._tell_by_url(click, text)

    def _tell_by_url(self, click: Click, text: str) -> None:
        if click.response_url:
            self._wiring.confirmations.put(self._confirmation(click, text, replace=False))
