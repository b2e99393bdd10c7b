"""A sent form: the answer to Slack's request is itself what the person sees next."""

import asyncio
from collections.abc import Awaitable
from typing import Final

from adapters.copy import ANY_LANGUAGE
from adapters.desk import Confirmed, Invalid, Press, Reply, Said, Who
from adapters.slack.home import Home
from adapters.slack.modals import Modals, field_errors, view_of
from adapters.slack.read import Submission
from adapters.slack.render import notice_view
from adapters.slack.text import Json
from adapters.slack.wiring import IN_TIME, Wiring
from adapters.text import cut
from decisions.refusals import Refusal

_ERROR = 300
A_BEAT: Final = 0.5
"""Seconds in which Slack has surely shown what it was answered with."""


class Submissions:
    def __init__(self, wiring: Wiring, modals: Modals, home: Home) -> None:
        self._wiring, self._modals, self._home = wiring, modals, home

    async def answer(self, sent: Submission) -> Json:
        """``update`` with what comes next, or ``errors`` at the fields, so that what was typed stays on the screen."""
        work = asyncio.ensure_future(self._work(sent))
        await asyncio.wait((work,), timeout=IN_TIME)
        if work.done():
            return work.result()
        self._wiring.background.start(self._outlast(sent, work), "slack-form")
        say = self._wiring.catalogue(ANY_LANGUAGE)
        return _update(notice_view(say("slack.still_working"), close=say("slack.close")))

    async def _last_word(self, sent: Submission, who: Who, reply: Awaitable[Reply]) -> None:
        """After what the answer to Slack shows: an update that came before it would be overwritten."""
        await asyncio.sleep(A_BEAT)
        close = self._wiring.catalogue(who.locale)("slack.close")
        try:
            view = view_of(await reply, close=close, channel=sent.channel, thread=sent.thread, key=sent.key)
        except Exception as failure:  # a bug is told with a reference, and logged there
            view = notice_view(self._wiring.apology(who.locale, failure), close=close)
        await self._modals.update(sent.origin.tenant, sent.view, view)

    async def _outlast(self, sent: Submission, work: "asyncio.Future[Json]") -> None:
        """The screen says that it is still being saved; the outcome replaces that."""
        body = await work
        if "view" in body:
            await self._modals.update(sent.origin.tenant, sent.view, body["view"])
        else:
            text = " ".join(body["errors"].values())
            await self._modals.update(sent.origin.tenant, sent.view, notice_view(text))

    async def _work(self, sent: Submission) -> Json:
        locale = ANY_LANGUAGE
        try:
            place = sent.origin.place(sent.channel)
            who = await self._wiring.recognise(sent.origin, place, sent.action)
            if who is None:
                return self._instead(sent, locale, self._wiring.catalogue(locale)("slack.who_are_you"))
            locale = who.locale
            if sent.action is None:
                return self._instead(sent, locale, self._wiring.catalogue(locale)("slack.unknown_action"))
            press = Press(who, sent.action, sent.key, values=sent.values, carried=sent.carried, place=place)
            return self._body(sent, who, await self._wiring.respond(self._wiring.desk, press))
        except Refusal as refusal:
            return self._instead(sent, locale, self._wiring.refused(locale, refusal))
        except Exception as failure:  # a bug is told with a reference, and logged there
            return self._instead(sent, locale, self._wiring.apology(locale, failure))

    def _body(self, sent: Submission, who: Who, reply: Reply) -> Json:
        if isinstance(reply, Invalid) and (errors := field_errors(reply.form, sent.inputs)):
            return _errors(errors)
        if isinstance(reply, Said) and reply.later is not None:
            self._wiring.background.start(self._last_word(sent, who, reply.later()), "slack-form")
        if isinstance(reply, Confirmed) and not sent.channel:
            self._home.refresh(sent.origin.tenant, sent.origin.user, who)
        close = self._wiring.catalogue(who.locale)("slack.close")
        return _update(view_of(reply, close=close, channel=sent.channel, thread=sent.thread, key=sent.key))

    def _instead(self, sent: Submission, locale: str, text: str) -> Json:
        """At the first field when there is one: then nothing that was typed is lost."""
        if sent.inputs:
            return _errors({sent.inputs[0]: text})
        return _update(notice_view(text, close=self._wiring.catalogue(locale)("slack.close")))


def _update(view: Json) -> Json:
    return {"response_action": "update", "view": view}


def _errors(errors: dict[str, str]) -> Json:
    return {"response_action": "errors", "errors": {name: cut(text, _ERROR) for name, text in errors.items()}}
