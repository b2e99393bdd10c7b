"""Words to Rondo: in a personal chat they do what they say; where others read along they open a door to it."""

import logging
from collections.abc import Mapping
from typing import Final

from adapters.cards import MAX_TITLE, Action, Button, Paragraph, SharedCard, Tone, words
from adapters.cards import Buttons as ButtonRow
from adapters.copy import Copy, words_for
from adapters.delivery import DeliveryFailed
from adapters.desk import Platform, Press, Who
from adapters.present.verbs import Verb
from adapters.presses.secrets import code_digest
from adapters.teams.answers import as_card
from adapters.teams.buttons import Travels
from adapters.teams.carrying import taking_along
from adapters.teams.people import members_among
from adapters.teams.read import Kind, Origin, Typed
from adapters.teams.render import card
from adapters.teams.roster import NotThere
from adapters.teams.wiring import Wiring, refused, say
from adapters.text import cut
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)

_DOORS: Final[Mapping[str, str]] = {
    Verb.PROPOSE: "button.write_it",
    Verb.BALLOT: "button.ask_the_group",
    Verb.COMMIT: "button.write_it",
    Verb.CIRCLE_FORM: "button.open_circle",
    Verb.CONNECT: "button.connect",
    Verb.HELP: "button.help",
    Verb.HOME: "button.home",
    Verb.NEW_LINK: "button.in_browser",
    Verb.ADD_ACCOUNT: "button.add_account",
    Verb.REMINDERS: "button.circle_reminders",
    Verb.SETTINGS: "button.own_settings",
    Verb.LANGUAGE: "button.own_settings",
}
"""What a door says on its button, by what it leads to."""


class Spoken:
    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    async def answer(self, typed: Typed) -> None:
        """Sends the answer where the words were said; nothing personal where others read along."""
        try:
            await self._answered(typed)
        except DeliveryFailed as failure:
            logger.warning("An answer to words did not arrive: %s", failure.why)

    async def _answered(self, typed: Typed) -> None:
        origin = typed.origin
        try:
            people = await members_among(self._wiring, origin, origin.place, typed.people)
            action, carried = self._wiring.read_words(typed.words, people)
            if origin.conversation.kind is not Kind.PERSONAL:
                if action.verb == Verb.ADD_ACCOUNT and carried:
                    return await self._spoil(typed, carried["code"])
                return await self._open_a_door(typed, action, carried)
            who = await self._wiring.recognise(origin, action)
            if who is None:
                return await self._say(typed, say(origin)("teams.who_are_you"))
            return await self._do(typed, who, action, carried)
        except NotThere:
            return await self._say(typed, say(origin)("teams.not_here"))
        except Refusal as refusal:
            return await self._say(typed, refused(origin, refusal))
        except DeliveryFailed:
            raise
        except Exception as failure:  # a bug is told with a reference, and logged there
            return await self._say(typed, self._wiring.apology(origin, failure))

    async def _do(self, typed: Typed, who: Who, action: Action, carried: Mapping[str, str]) -> None:
        press = Press(who, action, typed.key, carried=carried)
        reply = await self._wiring.respond(self._wiring.desk, press)
        content = as_card(reply, typed.origin, typed.key)
        await self._wiring.sender.answer(typed.origin, content, "Rondo")

    async def _spoil(self, typed: Typed, code: str) -> None:
        """A code for one's own account, written where others read along: any of them could enter it."""
        await self._wiring.desk.spoil_code(code_digest(code))
        await self._say(typed, say(typed.origin)("teams.code_was_seen"))

    async def _open_a_door(self, typed: Typed, action: Action, carried: Mapping[str, str]) -> None:
        """A card with a button that opens a dialog for whoever presses it."""
        origin = typed.origin
        w = await self._words_here(origin)
        shown = _door(w, action, carried)
        door = taking_along(card(shown), Travels(carried))
        thread = origin.conversation.thread or typed.message
        await self._wiring.sender.answer(origin, door, shown.notification, in_thread=thread)

    async def _words_here(self, origin: Origin) -> Copy:
        """What everyone reads is in the language of the place; where nobody knows that, in the speaker's. A place that is not
        known yet: its people are met first."""
        place = origin.place
        if place is None:
            return say(origin)
        known = await self._wiring.desk.place(place)
        if known is None:
            await self._wiring.rosters.meet(origin)
        return words_for(known.locale, Platform.TEAMS) if known is not None and known.locale else say(origin)

    async def _say(self, typed: Typed, text: str) -> None:
        content = card(SharedCard(text, (Paragraph(words(text)),)))
        thread = typed.origin.conversation.thread or typed.message
        await self._wiring.sender.answer(typed.origin, content, text, in_thread=thread)


def _door(w: Copy, action: Action, carried: Mapping[str, str]) -> SharedCard:
    said = _said(w, action, carried)
    buttons = [Button(w(_DOORS.get(action.verb, "button.open")), action, Tone.PRIMARY)]
    if action.verb in (Verb.HOME, Verb.HELP):
        buttons = [
            Button(w("button.propose"), Action(Verb.PROPOSE), Tone.PRIMARY),
            Button(w("button.ask_the_group"), Action(Verb.BALLOT)),
            Button(w("button.home"), Action(Verb.HOME)),
            Button(w("button.help"), Action(Verb.HELP)),
        ]
    return SharedCard(said, (Paragraph(words(said)), ButtonRow(tuple(buttons))))


def _said(w: Copy, action: Action, carried: Mapping[str, str]) -> str:
    if carried.get("typed"):
        return w("help.not_understood", typed=carried["typed"][:80])
    if action.verb in (Verb.PROPOSE, Verb.BALLOT) and carried.get("title"):
        return w("teams.door_title", title=carried["title"])
    if action.verb == Verb.COMMIT and carried.get("what"):
        return w("teams.door_title", title=cut(carried["what"], MAX_TITLE))
    return w("teams.door")
