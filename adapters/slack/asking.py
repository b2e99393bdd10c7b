"""What starts from words or from a message: ``/rondo ...`` and the shortcuts on messages."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from adapters.cards import Action
from adapters.copy import ANY_LANGUAGE
from adapters.desk import Invalid, Opened, PlaceKey, Press, Reply, Who
from adapters.mentions import Mention
from adapters.mentions import mentioned as as_text
from adapters.slack.channels import Channels
from adapters.slack.clients import UNREACHABLE, NotInstalled
from adapters.slack.confirmations import Confirmation
from adapters.slack.modals import Modals
from adapters.slack.names import people_of
from adapters.slack.opening import Opening, Spot
from adapters.slack.read import Origin, Shortcut, Typed
from adapters.slack.render import message
from adapters.slack.roster import NotInvited
from adapters.slack.said import Names, called, mentioned, said
from adapters.slack.text import Json, inert
from adapters.slack.wiring import A_MOMENT, IN_TIME, Wiring
from decisions.refusals import Refusal

NEEDS_A_PLACE: Final = frozenset({"propose", "ballot", "circle", "circle_form", "connect", "ask_from_thread"})
"""What is about the channel that it was asked in: Rondo must be in it and know who belongs."""
SHORTCUTS: Final[Mapping[str, Action]] = {
    "propose_from_message": Action("propose"),
    "ask_in_round": Action("ask_from_thread"),
    "note_commitment": Action("note_commitment"),
}
_NOTES_PEOPLE: Final = "note_commitment"
"""What is begun with the people of a message, and not with its words alone."""
_NOBODY: Final = Mention("")


class Asking:
    def __init__(self, wiring: Wiring, modals: Modals, channels: Channels) -> None:
        self._wiring, self._channels = wiring, channels
        self._opening = Opening(wiring, modals)

    async def typed(self, typed: Typed) -> Json:
        """The answer to the command: a private message, or nothing when a form opens."""
        action, carried = self._wiring.read_words(typed.words)
        return await self._answer(typed, action, carried)

    async def shortcut(self, shortcut: Shortcut) -> Json:
        """Slack takes no words in answer to a shortcut, so they go to the person by the shortcut's own address."""
        action = SHORTCUTS.get(shortcut.name)
        if action is None:
            self._tell(shortcut, self._wiring.catalogue(ANY_LANGUAGE)("slack.unknown_action"))
            return {}
        body = await self._answer(shortcut, action, shortcut.carried)
        if body:
            self._tell_body(shortcut, body)
        return {}

    async def _answer(self, asked: Typed | Shortcut, action: Action, carried: Mapping[str, str]) -> Json:
        work = asyncio.ensure_future(self._work(asked, action, carried))
        await asyncio.wait((work,), timeout=IN_TIME)
        if work.done():
            return work.result()
        self._wiring.background.start(self._outlast(asked, work), "slack-asked")
        return _private(self._wiring.catalogue(ANY_LANGUAGE)("slack.still_working"))

    async def _outlast(self, asked: Typed | Shortcut, work: "asyncio.Future[Json]") -> None:
        body = await work
        if body:
            self._tell_body(asked, body)

    async def _work(self, asked: Typed | Shortcut, action: Action, carried: Mapping[str, str]) -> Json:
        locale = ANY_LANGUAGE
        try:
            place = asked.origin.place(asked.channel)
            who = await self._wiring.recognise(asked.origin, place)
            if who is None:
                return _private(self._wiring.catalogue(locale)("slack.who_are_you"))
            locale = who.locale
            if (
                place is not None
                and action.verb in NEEDS_A_PLACE
                and await self._wiring.desk.place(place) is None
            ):
                self._later(self._settle_in(asked, who, action, carried))
                return {}
            return await self._respond(asked, who, action, carried)
        except Refusal as refusal:
            return _private(self._wiring.refused(locale, refusal))
        except Exception as failure:  # a bug is told with a reference, and logged there
            return _private(self._wiring.apology(locale, failure))

    async def _respond(
        self, asked: Typed | Shortcut, who: Who, action: Action, carried: Mapping[str, str]
    ) -> Json:
        spot = self._spot(asked, who.locale)
        responding = asyncio.ensure_future(self._reply(asked, who, action, carried))
        if self._wiring.opens_form(action):
            await asyncio.wait((responding,), timeout=A_MOMENT)
            if not responding.done():
                self._later(self._opening.load_behind(spot, responding))
                return {}
        reply = await responding
        if isinstance(reply, Opened | Invalid):
            self._later(self._opening.show(spot, reply))
            return {}
        return {"response_type": "ephemeral", **message(reply.card)}

    async def _reply(
        self, asked: Typed | Shortcut, who: Who, action: Action, carried: Mapping[str, str]
    ) -> Reply:
        place = asked.origin.place(asked.channel)
        if isinstance(asked, Shortcut):
            carried = {**carried, **await self._of_message(asked, who, action, place)}
        return await self._wiring.respond(
            self._wiring.desk, Press(who, action, asked.key, carried=carried, place=place)
        )

    async def _of_message(
        self, asked: Shortcut, who: Who, action: Action, place: PlaceKey | None
    ) -> Mapping[str, str]:
        """What it says, in the reader's language; for a commitment also when, by whom, and whom it mentions."""
        say, message = self._wiring.catalogue(who.locale), asked.message
        whole = action.verb == _NOTES_PEOPLE
        writer = (asked.writer,) if whole and asked.writer else ()
        people = await people_of(
            self._wiring, tuple(dict.fromkeys((*writer, *mentioned(message)))), asked.origin, place
        )
        known = {user: one.name for user, one in people.items() if one.name}
        names = Names(say("slack.someone"), say("slack.a_channel"), known)
        if not whole:
            return {"text": said(message, names)}
        there = {
            user: replace(people.get(user, _NOBODY), name=name)
            for user, name in called(message, names).items()
        }
        return {
            "text": said(message, names),
            "mentioned": as_text(there.values()),
            "author": as_text(people.get(user, _NOBODY) for user in writer),
            "written": asked.written,
        }

    # --- a channel that Rondo does not know yet ---

    async def _settle_in(
        self, asked: Typed | Shortcut, who: Who, action: Action, carried: Mapping[str, str]
    ) -> None:
        """Meets the channel's people behind *One moment*, and then does what was asked."""
        spot = self._spot(asked, who.locale)
        try:
            await self._channels.check(asked.origin.tenant, asked.channel)
        except NotInvited:
            return self._tell(asked, self._wiring.catalogue(who.locale)("slack.not_invited"))
        except (SlackApiError, NotInstalled, *UNREACHABLE) as failure:
            return self._tell(asked, self._wiring.apology(who.locale, failure))

        async def met() -> Reply:
            await self._channels.meet(asked.origin.tenant, asked.channel, home=asked.origin.home)
            place = asked.origin.place(asked.channel)
            known = await self._wiring.recognise(asked.origin, place)
            return await self._reply(asked, known or who, action, carried)

        return await self._opening.load_behind(spot, met())

    # --- words back ---

    def _spot(self, asked: Typed | Shortcut, locale: str) -> Spot:
        thread = asked.carried.get("thread", "") if isinstance(asked, Shortcut) else ""
        return Spot(
            tenant=asked.origin.tenant,
            trigger=asked.trigger,
            locale=locale,
            key=asked.key,
            tell=lambda text: self._tell(asked, text),
            channel=asked.channel,
            thread=thread,
        )

    def _tell(self, asked: Typed | Shortcut, said: str) -> None:
        self._wiring.confirmations.put(Confirmation(_member(asked.origin), asked.response_url, said))

    def _tell_body(self, asked: Typed | Shortcut, body: Json) -> None:
        self._wiring.confirmations.put(Confirmation(_member(asked.origin), asked.response_url, body))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        self._wiring.background.start(work, "slack-asked")


def _member(origin: Origin) -> str:
    return f"{origin.tenant}:{origin.user}"


def _private(text: str) -> Json:
    return {"response_type": "ephemeral", "text": inert(text)}
