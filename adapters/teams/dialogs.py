"""Dialogs (task modules): opened by a card's button or from a message's menu, sent page by page."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from adapters.cards import Action
from adapters.desk import Press, Reply, Said
from adapters.present.verbs import Verb
from adapters.teams.answer import Answer
from adapters.teams.answers import as_card, in_dialog, notice_dialog
from adapters.teams.mentions import People
from adapters.teams.people import carried_of
from adapters.teams.read import Dialog, Extension, Origin
from adapters.teams.roster import NotThere
from adapters.teams.sent import Sent
from adapters.teams.wiring import Wiring, place_of, refused, say
from decisions.refusals import Refusal

COMMANDS: Final[Mapping[str, Action]] = {
    "propose": Action(Verb.PROPOSE),
    "propose_from_message": Action(Verb.PROPOSE),
    "ask_in_round": Action(Verb.ASK_FROM_THREAD),
    "note_commitment": Action(Verb.NOTE_COMMITMENT),
}
"""What the app's manifest offers in the compose box and in a message's menu."""


class Dialogs:
    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    async def answer(self, asked: Dialog) -> Answer:
        sent = asked.sent if asked.submitted else replace(asked.sent, is_form=False)
        return await self._answered(asked.origin, sent, asked.key)

    async def extension(self, asked: Extension) -> Answer:
        """From the compose box or a message's menu. Sent, it is a form like any other."""
        if asked.submitted:
            return await self._answered(asked.origin, asked.sent, asked.key)
        action, carried = COMMANDS.get(asked.command), asked.carried
        begins = Sent(action, carried=carried, thread=carried.get("thread", ""))
        return await self._answered(asked.origin, begins, asked.key, asked.people)

    async def _answered(
        self, origin: Origin, sent: Sent, key: str, begun_with: People | None = None
    ) -> Answer:
        place = place_of(origin, sent)
        try:
            if begun_with is not None:
                sent = await self._begun(origin, sent, begun_with)
            who = await self._wiring.recognise(origin, sent.action, place)
            if who is None:
                return notice_dialog(say(origin)("teams.who_are_you"))
            if sent.action is None:
                return notice_dialog(say(origin)("teams.unknown_action"))
            values = sent.values if sent.is_form else None
            press = Press(who, sent.action, key, values, sent.carried, place)
            reply = await self._wiring.respond(self._wiring.desk, press)
        except NotThere:
            return notice_dialog(say(origin)("teams.not_here"))
        except Refusal as refusal:
            return notice_dialog(refused(origin, refusal))
        except Exception as failure:  # a bug is told with a reference, and logged there
            return notice_dialog(self._wiring.apology(origin, failure))
        if isinstance(reply, Said) and reply.later is not None:
            self._wiring.background.start(self._last_word(origin, key, reply.later), "teams-last-word")
        return in_dialog(reply, origin, key, sent)

    async def _begun(self, origin: Origin, sent: Sent, people: People) -> Sent:
        """A commitment is begun with the people of a message, and of any message, also where Rondo is not."""
        if sent.action is None or sent.action.verb != Verb.NOTE_COMMITMENT:
            await self._settle_in(origin)
            return sent
        with suppress(NotThere):
            await self._settle_in(origin)
        found = await carried_of(self._wiring, origin, origin.place, people)
        return replace(sent, carried={**sent.carried, **found})

    async def _settle_in(self, origin: Origin) -> None:
        """A place that is not known yet: its people are met first. Raises ``NotThere`` where Rondo is not in it."""
        place = origin.place
        if place is not None and await self._wiring.desk.place(place) is None:
            await self._wiring.rosters.meet(origin)

    async def _last_word(self, origin: Origin, key: str, later: Callable[[], Awaitable[Reply]]) -> None:
        """A dialog that has been answered cannot be changed any more: what became of it is told in the personal chat."""
        content = as_card(await later(), origin, key)
        await self._wiring.tell(origin, content)
