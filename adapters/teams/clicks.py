"""A pressed button (``Action.Execute``): decided and committed first; the answer is what the presser sees of the card next."""

from collections.abc import Awaitable

from adapters.desk import Confirmed, Invalid, Opened, PlaceKey, Press, Reply, Said, Who
from adapters.teams.answer import Answer
from adapters.teams.answers import as_card, next_card, no_view, word
from adapters.teams.read import Execute, Kind
from adapters.teams.views import Views
from adapters.teams.wiring import Wiring, place_of, refused, say
from decisions.refusals import Refusal


class Clicks:
    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._views = Views(wiring.desk, wiring.sender)

    async def answer(self, pressed: Execute) -> Answer:
        """What the card becomes, or a word beside it. A card that asks by itself hears of no trouble: it stays as it is."""
        try:
            return await self._reply(pressed)
        except Refusal as refusal:
            said = refused(pressed.origin, refusal)
        except Exception as failure:  # a bug is told with a reference, and logged there
            said = self._wiring.apology(pressed.origin, failure)
        return no_view() if pressed.refresh else word(said)

    async def _reply(self, pressed: Execute) -> Answer:
        origin, sent = pressed.origin, pressed.sent
        place = place_of(origin, sent)
        who = await self._wiring.recognise(origin, sent.action, place)
        self._wiring.noting.note_soon(origin, self._wiring.background)
        return await self._reply_to(pressed, who, place)

    async def _reply_to(self, pressed: Execute, who: Who | None, place: PlaceKey | None) -> Answer:
        origin, sent = pressed.origin, pressed.sent
        if pressed.refresh:
            return await self._own_view(pressed, who)
        if who is None:
            return word(say(origin)("teams.who_are_you"))
        if sent.action is None:
            return word(say(origin)("teams.unknown_action"))
        values = sent.values if sent.is_form else None
        press = Press(who, sent.action, pressed.key, values, sent.carried, place)
        reply = await self._wiring.respond(self._wiring.desk, press)
        if isinstance(reply, Said) and reply.later is not None:
            self._wiring.background.start(self._last_word(pressed, reply.later()), "teams-last-word")
        return await self._shown(pressed, who, reply)

    async def _shown(self, pressed: Execute, who: Who, reply: Reply) -> Answer:
        """In a personal chat the reply takes the card's place. In a channel a form does too, for the presser; a confirmation
        becomes their own view, or, where there are too many people for views, a word. A client that takes no answer gets the
        reply itself, to be sent."""
        origin = pressed.origin
        alone = origin.conversation.kind is Kind.PERSONAL or pressed.posted
        if alone or isinstance(reply, Opened | Invalid):
            return next_card(as_card(reply, origin, pressed.key, pressed.sent))
        if isinstance(reply, Confirmed):
            view = await self._view(pressed, who, reply)
            if view is not None:
                return view
        return word(reply.card.notification)

    async def _view(self, pressed: Execute, who: Who, reply: Confirmed) -> Answer | None:
        action, place = pressed.sent.action, pressed.origin.place
        if reply.answered is None:
            return await self._views.of(who, action, place)
        return await self._views.once_heard(who, action, place, reply, reply.answered)

    async def _own_view(self, pressed: Execute, who: Who | None) -> Answer:
        """The card itself asks, when it comes into view and after each edit."""
        if who is None:
            return no_view()
        view = await self._views.of(who, pressed.sent.action, pressed.origin.place)
        return view if view is not None else no_view()

    async def _last_word(self, pressed: Execute, reply: Awaitable[Reply]) -> None:
        await self._tell_alone(pressed, await reply)

    async def _tell_alone(self, pressed: Execute, reply: Reply) -> None:
        """In the personal chat, where nobody else sees it."""
        content = as_card(reply, pressed.origin, pressed.key, pressed.sent)
        await self._wiring.tell(pressed.origin, content)
