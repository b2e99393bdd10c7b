"""Saying no: what was typed is shown again, and what can be done instead."""

from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from typing import Final

from adapters.cards import Form
from adapters.desk import Desk, Invalid, Outcome, Press, Reply, Said, Screen
from adapters.present.commitment_tapped import TAPPED
from adapters.present.verbs import Verb
from adapters.presses.advice import NAMED
from adapters.presses.ballot_settings import SETTINGS_FIELDS
from adapters.presses.ballots import BALLOT_FIELDS
from adapters.presses.confirming import personal
from adapters.presses.fields import Sent
from adapters.presses.selections import ROLE_FIELDS
from adapters.presses.showing import screen_of, show
from adapters.presses.votes import tapped
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import Text

_ONE_TAP: Final = frozenset({Verb.CONSENT, Verb.STILL_OK, Verb.STAND_ASIDE, Verb.CHOOSE})
_ASKS_FIRST: Final = frozenset({Reason.WOULD_REPLACE, Reason.WOULD_BE_FINAL})
_KEPT_LATE: Final = frozenset({Reason.CLOSED, Reason.IT_IS_OVER})
_TEST_OVER: Final = frozenset({Reason.CLOSED, Reason.IT_IS_OVER, Reason.NOT_NOW, Reason.NOT_FOUND})
"""No test runs any more, or it is another problem's."""
_TAKEN: Final = frozenset(
    {Reason.COMMITMENT_IS_OVER, Reason.NOT_ASKED_OF_YOU, Reason.ONLY_WHO_DOES_IT, Reason.NOBODY_SAID_YES}
)
"""What a button of an old card runs into."""
_TEST: Final = frozenset({Verb.FIX_FIRST, Verb.TRY_ANYWAY, Verb.TEST_ANSWER})
_DRAFTED: Final = frozenset(
    {*(each.name for each in fields(Text)), "co_authors", "option", *NAMED, *ROLE_FIELDS, *BALLOT_FIELDS}
)
"""What a draft must have before it opens: asked for again in its form."""
_ANSWERS: Final = frozenset(
    {
        *_ONE_TAP,
        Verb.ANSWER,
        Verb.REPLACE,
        Verb.CONCERN,
        Verb.OBJECTION,
        Verb.VOTE,
        Verb.LEAVE_BLANK,
        Verb.SAY,
        Verb.NOMINATE,
        Verb.ADVISE,
    }
)


async def refused(desk: Desk, sent: Sent, refusal: Refusal) -> Reply:
    """Nothing changed; what was typed is shown again, and what can be done instead."""
    if refusal.reason in _ASKS_FIRST:
        carried = {**sent.press.carried, "kind": str(refusal.facts["kind"])}
        if sent.verb is Verb.CHOOSE:
            carried["choice"] = str(tapped(sent))
        return await _again(desk, sent, refusal, Screen("replace", about=sent.about, carried=carried))
    if sent.verb is Verb.CHOOSE and refusal.at_field == "words":
        carried = {**sent.press.carried, "choice": sent.part}
        return await _again(desk, sent, refusal, Screen(Verb.VOTE, about=sent.about, carried=carried))
    if refusal.reason in _KEPT_LATE and sent.verb in _ANSWERS:
        late = {"words": sent.text("words")}
        return await _again(desk, sent, refusal, Screen("keep_late", about=sent.about, carried=late))
    if refusal.reason in _TEST_OVER and sent.verb in _TEST:
        late = {"problem_id": sent.part, "reason": sent.text("reason")}
        return await _again(desk, sent, refusal, Screen("late_test", about=sent.about, carried=late))
    if sent.verb in (Verb.OPEN, Verb.OPEN_NOW) and (form := _form_with(refusal.at_field)):
        errors = {refusal.at_field: refusal}
        return await _again(desk, sent, refusal, Screen(form, about=sent.about, errors=errors))
    if sent.press.values is None:
        if sent.verb in TAPPED and refusal.reason in _TAKEN:
            carried = {"verb": sent.verb.value, "part": sent.part}
            version, errors = sent.press.action.version, {"": refusal}
            now = Screen("pressed_late", about=sent.about, version=version, carried=carried, errors=errors)
            return await _again(desk, sent, refusal, now)
        return await said(desk, sent.press, refusal)
    screen = screen_of(sent, typed=sent.press.values, errors={one.at_field: one for one in refusal.all[::-1]})
    try:
        view = await desk.show(sent.press.who, screen)
    except Refusal:
        return await said(desk, sent.press, refusal)
    return Invalid(view) if isinstance(view, Form) else await said(desk, sent.press, refusal)


def _form_with(field: str) -> str:
    """The form of a draft that holds the field; empty when none does."""
    if field in SETTINGS_FIELDS:
        return Verb.BALLOT_SETTINGS
    return Verb.EDIT_DRAFT if field.partition(".")[0] in _DRAFTED else ""


async def _again(desk: Desk, sent: Sent, refusal: Refusal, screen: Screen) -> Reply:
    """Another form instead; when even that may not be seen, the refusal in words."""
    try:
        reply = await show(desk, sent, screen)
    except Refusal:
        return await said(desk, sent.press, refusal)
    return replace(reply, shows=False) if isinstance(reply, Said) else reply


async def still_saving(
    desk: Desk,
    sent: Sent,
    later: Callable[[], Awaitable[Outcome]],
    answered: Callable[[Outcome], Awaitable[Reply]],
) -> Reply:
    """It may yet be recorded, so nothing is said of that now; what becomes of it is answered as if it had come at once."""

    async def last_word() -> Reply:
        try:
            return await answered(await later())
        except Refusal as refusal:
            return await refused(desk, sent, refusal)

    return replace(await said(desk, sent.press, Refusal(Reason.STILL_SAVING)), later=last_word)


async def said(desk: Desk, press: Press, refusal: Refusal) -> Said:
    """The refusal in words, with what was typed, so that it is not lost."""
    lost = {} if refusal.reason is Reason.STILL_SAVING else press.values or {}
    screen = Screen("refused", about=press.action.about, errors={"": refusal}, typed=lost)
    return Said(personal(await desk.show(press.who, screen)))
