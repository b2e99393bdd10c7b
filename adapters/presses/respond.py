"""The one way in for what people press and send: read it, act, and answer with what to show."""

from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from adapters.desk import (
    Confirmed,
    Desk,
    NotRecorded,
    Outcome,
    Press,
    Recorded,
    Refused,
    Reply,
    Screen,
    StillSaving,
)
from adapters.present.commitment_recorded import DAY_TYPED
from adapters.present.pages import next_page
from adapters.present.verbs import ACTS_WHEN_PRESSED, ReviewChoice, Verb
from adapters.presses.accounts import ACCOUNT_COMMANDS
from adapters.presses.advice import ADVICE_COMMANDS
from adapters.presses.agreements import AGREEMENT_COMMANDS, look_again
from adapters.presses.ballot_settings import SETTINGS_COMMANDS
from adapters.presses.ballots import BALLOT_COMMANDS
from adapters.presses.begun import begun_in_message
from adapters.presses.circles import CIRCLE_COMMANDS, revoke_links
from adapters.presses.commitments import COMMITMENT_COMMANDS, STEP_SCREENS
from adapters.presses.confirming import answer_confirmed, personal, secret_vote_confirmed
from adapters.presses.drafts import DRAFT_COMMANDS
from adapters.presses.fields import Sent
from adapters.presses.mou_writing import MOU_PAGES, after_mou_page
from adapters.presses.mous import MOU_COMMANDS
from adapters.presses.places import PLACE_COMMANDS
from adapters.presses.questions import QUESTION_COMMANDS
from adapters.presses.recurring import RECURRENCE_COMMANDS
from adapters.presses.refusing import refused, said, still_saving
from adapters.presses.reminders import REMINDER_COMMANDS
from adapters.presses.roles import ROLE_COMMANDS
from adapters.presses.rounds import ROUND_COMMANDS
from adapters.presses.secrets import code_digest, key_of_chance
from adapters.presses.selections import PEOPLE_COMMANDS, SELECTION_COMMANDS
from adapters.presses.showing import about_another, screen_of, show
from adapters.presses.shown_once import (
    account_added,
    connecting,
    guest_invited,
    invited,
    made_code,
    new_link,
    offered,
)
from adapters.presses.templates import TEMPLATE_COMMANDS, after_template
from adapters.presses.which_circle import of_a_circle, of_their_circle, own_circle, reminders_of
from decisions.agreements.commands import CallReview
from decisions.commands import Command
from decisions.people.commands import ChooseLanguage
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import GiveAnswer, VoteInSecret
from decisions.rounds.round import Round

_BEGINS: Final = (Verb.PROPOSE, Verb.BALLOT)
"""What begins a draft in a circle."""
_DRAFTS: Final = frozenset(
    {
        *_BEGINS,
        Verb.QUESTION,
        Verb.EDIT_DRAFT,
        Verb.EDIT_BALLOT,
        Verb.BALLOT_SETTINGS,
        Verb.EDIT_QUESTION,
        Verb.ADVICE,
        Verb.EDIT_ADVICE,
        Verb.SELECTION,
        Verb.EDIT_SELECTION,
    }
)
_OF_A_CIRCLE: Final = frozenset(
    {Verb.ROLES, Verb.FAIRNESS, Verb.COMMIT, Verb.COMMITMENTS, Verb.DIGEST, Verb.MOUS}
)
"""What is looked at of a circle, and may be asked for without saying of which."""
_OF_A_PROPOSAL: Final = frozenset({"title", "proposal", "text", "by", "link", "page", "method", "options"})

_READ_AT_DESK: Final = (
    TEMPLATE_COMMANDS,
    RECURRENCE_COMMANDS,
    ROLE_COMMANDS,
    COMMITMENT_COMMANDS,
    REMINDER_COMMANDS,
    MOU_COMMANDS,
    MOU_PAGES,
    DRAFT_COMMANDS,
    BALLOT_COMMANDS,
    SETTINGS_COMMANDS,
    QUESTION_COMMANDS,
    ADVICE_COMMANDS,
    SELECTION_COMMANDS,
    CIRCLE_COMMANDS,
    PLACE_COMMANDS,
)


async def respond(desk: Desk, press: Press) -> Reply:
    """What to show for a press. Never raises ``Refusal``: a refusal is an answer too."""
    try:
        verb = Verb(press.action.verb)
    except ValueError:
        return await said(desk, press, Refusal(Reason.UNKNOWN_ACTION))
    sent = Sent.of(press, verb)
    try:
        if press.values is None and verb not in ACTS_WHEN_PRESSED:
            return await _opened(desk, sent)
        return await _sent(desk, sent)
    except Refusal as refusal:
        return await refused(desk, sent, refusal)


# --- opening ---------------------------------------------------------------------------------------------------


async def _opened(desk: Desk, sent: Sent) -> Reply:
    """A button that opens something. From a place that is no circle's yet, a proposal first makes it one."""
    if sent.verb is Verb.NOTE_COMMITMENT:
        sent = Sent.of(begun_in_message(sent.press, desk.now()), Verb.COMMIT)
    if sent.verb in (*_BEGINS, Verb.CIRCLE_FORM) and not sent.subject and sent.press.place is not None:
        known = await desk.place(sent.press.place)
        if known is not None and known.circle_id is not None:
            subject = str(known.circle_id)
            sent = replace(sent, subject=subject, press=about_another(sent.press, subject))
            if sent.verb is Verb.CIRCLE_FORM:
                return await show(desk, sent, Screen("circle_card", about=known.circle_id))
        elif sent.verb in _BEGINS:
            then = {**sent.press.carried, "then": sent.verb}
            return await show(desk, sent, Screen("circle_form", carried=then, place=sent.press.place))
    if sent.verb is Verb.CIRCLE_FORM and not sent.subject and sent.press.place is None:
        return await own_circle(desk, sent)
    unsaid = sent.subject in ("", str(sent.press.who.network_id))
    if sent.verb in _BEGINS and unsaid:
        return await of_their_circle(desk, sent)
    if sent.verb is Verb.NEW_LINK:
        return await new_link(desk, sent)
    if sent.verb is Verb.REMINDERS:
        return await reminders_of(desk, sent)
    if sent.verb in _OF_A_CIRCLE and unsaid:
        return await of_a_circle(desk, sent)
    return await show(desk, sent, screen_of(sent))


# --- acting ----------------------------------------------------------------------------------------------------


async def _sent(desk: Desk, sent: Sent) -> Reply:
    press = sent.press
    if press.values is not None:
        page = next_page(sent.verb, press.values, press.carried)
        if page is not None:
            screen = Screen(
                page.screen,
                about=_chosen(sent),
                version=press.action.version,
                carried=page.carried,
                place=press.place,
            )
            return await show(desk, sent, screen)
    match sent.verb:
        case Verb.INVITE | Verb.INVITE_AGAIN:
            return await invited(desk, sent)
        case Verb.INVITE_GUEST:
            return await guest_invited(desk, sent)
        case Verb.OFFER_PLACE:
            return await offered(desk, sent)
        case Verb.CONNECT:
            return await connecting(desk, sent)
        case Verb.NEW_LINK:
            return await new_link(desk, sent)
        case Verb.REVIEW_CHOICE:
            return await _review_chosen(desk, sent)
        case Verb.ACCOUNT_CODE:
            return await made_code(desk, sent)
        case Verb.ADD_ACCOUNT:
            digest = code_digest(sent.text("code"))
            outcome = await desk.add_account(press.who, digest, press.key)
            return await account_added(desk, sent, outcome)
    command = await _command(desk, sent)
    key = key_of_chance() if isinstance(command, VoteInSecret) else press.key
    outcome = await desk.act(press.who, command, key)
    return await _answered(desk, sent, command, outcome)


def _chosen(sent: Sent) -> UUID | None:
    """What the next page is about: chosen on the page before, or the same as it."""
    if sent.verb is Verb.CHOOSE_CIRCLE:
        return sent.id("circle_id")
    if sent.verb is Verb.ASK_FROM_THREAD:
        return sent.id("round_id")
    return sent.about if sent.subject else None


async def _command(desk: Desk, sent: Sent) -> Command:
    """What the press asks for. Raises ``Refusal`` for what cannot be read."""
    if sent.verb is Verb.REVOKE_LINKS:
        return revoke_links(sent.press)
    if sent.verb in ACCOUNT_COMMANDS:
        return ACCOUNT_COMMANDS[sent.verb](sent)
    if sent.verb is Verb.LOOK_AGAIN or (sent.verb is Verb.KEEP_LATE and sent.yes("look_again")):
        return look_again(sent)
    if sent.verb in ROUND_COMMANDS:
        return ROUND_COMMANDS[sent.verb](sent)
    if sent.verb in PEOPLE_COMMANDS:
        return PEOPLE_COMMANDS[sent.verb](sent)
    if sent.verb in AGREEMENT_COMMANDS:
        return AGREEMENT_COMMANDS[sent.verb](sent)
    for commands in _READ_AT_DESK:
        if sent.verb in commands:
            return await commands[sent.verb](desk, sent)
    raise Refusal(Reason.UNKNOWN_ACTION)


async def _answered(desk: Desk, sent: Sent, command: Command, outcome: Outcome) -> Reply:
    match outcome:
        case Recorded():
            return await _recorded(desk, _as_they_read(sent, command), command, outcome)
        case Refused():
            return await refused(desk, sent, outcome.refusal)
        case NotRecorded():
            return await refused(desk, sent, Refusal(Reason.NOT_RECORDED))
        case StillSaving(later):
            return await still_saving(desk, sent, later, partial(_answered, desk, sent, command))


def _as_they_read(sent: Sent, command: Command) -> Sent:
    """Whoever has just chosen a language is answered in it."""
    if not isinstance(command, ChooseLanguage):
        return sent
    who = replace(sent.press.who, locale=command.locale, locale_chosen=True)
    return replace(sent, verb=Verb.LANGUAGE, subject="", press=replace(sent.press, who=who))


async def _recorded(desk: Desk, sent: Sent, command: Command, outcome: Recorded) -> Reply:
    press = sent.press
    if isinstance(command, GiveAnswer) and isinstance(outcome.state, Round) and not outcome.repeat:
        return await answer_confirmed(desk, sent, command, outcome.state)
    if isinstance(command, VoteInSecret) and isinstance(outcome.state, Round):
        return secret_vote_confirmed(desk, sent, command, outcome.state)
    if sent.verb in (*_DRAFTS, Verb.HOLD_BACK):
        return await show(desk, sent, Screen("preview", about=_subject(command, outcome), place=press.place))
    if sent.verb in RECURRENCE_COMMANDS:
        return await show(desk, sent, Screen("recurrence", about=_subject(command, outcome)))
    if sent.verb in ROLE_COMMANDS:
        carried = {"verb": sent.verb.value, "part": sent.part}
        screen = Screen("role_recorded", about=_subject(command, outcome), carried=carried)
        return Confirmed(personal(await desk.show(press.who, screen)))
    if sent.verb in STEP_SCREENS:
        return await show(desk, sent, Screen(STEP_SCREENS[sent.verb], about=_subject(command, outcome)))
    if sent.verb in COMMITMENT_COMMANDS:
        carried = {**press.carried, "verb": sent.verb.value, DAY_TYPED: sent.text("due")}
        screen = Screen("commitment_recorded", about=_subject(command, outcome), carried=carried)
        return Confirmed(personal(await desk.show(press.who, screen)), over=True)
    if sent.verb in MOU_PAGES:
        return await show(desk, sent, after_mou_page(sent, _subject(command, outcome)))
    if sent.verb in MOU_COMMANDS:
        carried = {"verb": sent.verb.value, "organisation": sent.part}
        screen = Screen("mou_recorded", about=_subject(command, outcome), carried=carried)
        return Confirmed(personal(await desk.show(press.who, screen)))
    if sent.verb in TEMPLATE_COMMANDS:
        return await show(desk, sent, after_template(sent, _subject(command, outcome)))
    if sent.verb is Verb.CIRCLE_FORM and (then := press.carried.get("then")) in _BEGINS:
        carried = {name: value for name, value in press.carried.items() if name in _OF_A_PROPOSAL}
        screen = Screen(then, about=_subject(command, outcome), carried=carried, place=press.place)
        return await show(desk, sent, screen)
    is_about = (sent.subject or sent.verb is Verb.CIRCLE_FORM) and sent.verb is not Verb.LEAVE_CIRCLE
    about = _subject(command, outcome) if is_about else None
    verb = Verb.NOT_WORKING if isinstance(command, CallReview) else sent.verb
    card = await desk.show(press.who, Screen("recorded", about=about, carried={"verb": verb.value}))
    return Confirmed(personal(card))


def _subject(command: Command, outcome: Recorded) -> UUID:
    """What it was about. A repeat of what made something new is about what was made the first time."""
    made = getattr(outcome.state, "id", None)
    return made if isinstance(made, UUID) else command.stream


async def _review_chosen(desk: Desk, sent: Sent) -> Reply:
    choice = sent.choice(ReviewChoice, "choice")
    return await show(desk, sent, Screen("review_proposal", about=sent.about, carried={"review": choice}))
