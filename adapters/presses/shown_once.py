"""Links and codes, which are shown once, to whoever made them; and what a code that was entered leads to."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from adapters.desk import Confirmed, Desk, Outcome, Recorded, Refused, Reply, Screen, StillSaving
from adapters.present.verbs import Verb
from adapters.presses.accounts import account_code
from adapters.presses.circles import invitation, invitation_again, leads_to, own_link
from adapters.presses.confirming import personal
from adapters.presses.fields import Sent
from adapters.presses.guests import guest_invitation
from adapters.presses.places import offer
from adapters.presses.refusing import still_saving
from adapters.presses.secrets import OneTimeCode, Secret, code_digest
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal


async def made_code(desk: Desk, sent: Sent) -> Reply:
    """A code with which whoever pressed joins another account of theirs to this one."""
    code = OneTimeCode()
    outcome = await desk.act(sent.press.who, account_code(sent, code), sent.press.key)
    return await _shown_once(desk, sent, outcome, "account_code", {"code": code.value})


async def account_added(desk: Desk, sent: Sent, outcome: Outcome) -> Reply:
    """Whoever they were, they are the one who asked for the code now."""
    if isinstance(outcome, StillSaving):
        return await still_saving(desk, sent, outcome.later, partial(account_added, desk, sent))
    if not isinstance(outcome, Recorded):
        raise outcome.refusal if isinstance(outcome, Refused) else Refusal(Reason.NOT_RECORDED)
    return Confirmed(personal(await desk.show(sent.press.who, Screen("account_added"))))


async def invited(desk: Desk, sent: Sent) -> Reply:
    """The link with which somebody joins the circle, or a new one of somebody who has joined."""
    secret = Secret()
    again = sent.verb is Verb.INVITE_AGAIN
    command = await invitation_again(desk, sent, secret) if again else invitation(desk, sent, secret)
    outcome = await desk.act(sent.press.who, command, sent.press.key)
    return await _shown_once(desk, sent, outcome, "invited", {"link": f"{desk.base_url}/join/{secret.value}"})


async def guest_invited(desk: Desk, sent: Sent) -> Reply:
    """The link with which somebody takes part in one round."""
    secret = Secret()
    outcome = await desk.act(sent.press.who, guest_invitation(sent, secret), sent.press.key)
    link = {"link": f"{desk.base_url}/join/{secret.value}"}
    return await _shown_once(desk, sent, outcome, "guest_invited", link)


async def offered(desk: Desk, sent: Sent) -> Reply:
    """The code with which the circle meets in another place too."""
    code = OneTimeCode()
    outcome = await desk.act(sent.press.who, offer(sent, code), sent.press.key)
    return await _shown_once(desk, sent, outcome, "place_offered", {"code": code.value})


async def new_link(desk: Desk, sent: Sent) -> Reply:
    """One's own link to the browser."""
    secret = Secret()
    outcome = await desk.act(sent.press.who, own_link(sent.press, secret), sent.press.key)
    link = f"{desk.base_url}/me/{secret.value}{leads_to(sent)}"
    return await _shown_once(desk, replace(sent, subject=""), outcome, "new_link", {"link": link})


async def _shown_once(
    desk: Desk, sent: Sent, outcome: Outcome, screen: str, secret: Mapping[str, str]
) -> Reply:
    """Shows the link or the code, once. A repeat shows none: only the first answer's secret leads anywhere."""
    if isinstance(outcome, Recorded):
        carried = {} if outcome.repeat else secret
        about = sent.about if sent.subject else None
        return Confirmed(
            personal(await desk.show(sent.press.who, Screen(screen, about=about, carried=carried)))
        )
    if isinstance(outcome, StillSaving):
        made = partial(_shown_once, desk, sent, screen=screen, secret=secret)
        return await still_saving(desk, sent, outcome.later, made)
    raise outcome.refusal if isinstance(outcome, Refused) else Refusal(Reason.NOT_RECORDED)


async def connecting(desk: Desk, sent: Sent) -> Reply:
    """The place of the press joins the circle whose code was entered."""
    press = sent.press
    if press.place is None:
        raise Refusal(Reason.ONLY_IN_A_PLACE)
    outcome = await desk.connect(press.who, press.place, code_digest(sent.text("code")))
    return await _connected(desk, sent, outcome)


async def _connected(desk: Desk, sent: Sent, outcome: Outcome) -> Reply:
    """Whoever connected the place is recognised anew: it is the circle's network in which they are somebody there now."""
    press = sent.press
    if isinstance(outcome, StillSaving):
        return await still_saving(desk, sent, outcome.later, partial(_connected, desk, sent))
    if not isinstance(outcome, Recorded) or not isinstance(outcome.state, Circle):
        raise outcome.refusal if isinstance(outcome, Refused) else Refusal(Reason.NOT_RECORDED)
    account = press.who.account
    who = await desk.recognise(account, press.place) if account is not None else None
    card = await desk.show(who or press.who, Screen("connected", about=outcome.state.id))
    return Confirmed(personal(card))
