"""Screens for who pressed: a form is opened, anything else is said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from adapters.cards import Form
from adapters.desk import Desk, Opened, Press, Reply, Said, Screen
from adapters.present.secret_vote import RECEIPT
from adapters.present.verbs import PART, SCREEN, Verb
from adapters.presses.confirming import personal
from adapters.presses.fields import Sent
from adapters.presses.secrets import new_receipt

_IN_SECRET: Final = frozenset({Verb.VOTE, Verb.LEAVE_BLANK})
"""Their forms hold a receipt, where the ballot is secret."""


def about_another(press: Press, subject: str) -> Press:
    """The same press, as if it had said what it is about."""
    return replace(press, action=replace(press.action, id=subject))


def screen_of(sent: Sent, **changes: object) -> Screen:
    """The screen that the verb opens, or from which its form was sent."""
    name, preset = SCREEN.get(sent.verb, (sent.verb.value, {}))
    carried: Mapping[str, str] = {**sent.press.carried, **preset}
    if sent.verb in _IN_SECRET and RECEIPT not in carried:
        carried = {**carried, RECEIPT: new_receipt()}
    if sent.part and sent.verb in PART:
        carried = {**carried, PART[sent.verb]: sent.part}
    screen = Screen(
        name,
        about=sent.about if sent.subject else None,
        version=sent.press.action.version,
        carried=carried,
        place=sent.press.place,
    )
    return replace(screen, **changes)  # type: ignore[arg-type]


async def show(desk: Desk, sent: Sent, screen: Screen) -> Reply:
    """Raises ``Refusal`` where whoever pressed may not see it."""
    view = await desk.show(sent.press.who, screen)
    return Opened(view) if isinstance(view, Form) else Said(personal(view), shows=True)
