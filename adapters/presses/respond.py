"""The one way in for what people press and send: read it, act, and answer with what to show."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Final
from uuid import UUID

from adapters.cards import Form
from adapters.desk import (
    Confirmed,
    Desk,
    Invalid,
    NotRecorded,
    Opened,
    Outcome,
    Press,
    Recorded,
    Refused,
    Reply,
    Said,
    Screen,
    StillSaving,
)
from adapters.present.commitment_filters import ASKED, asks_for_own
from adapters.present.commitment_recorded import DAY_TYPED
from adapters.present.commitment_tapped import TAPPED
from adapters.present.pages import next_page
from adapters.present.secret_vote import RECEIPT
from adapters.present.verbs import ACTS_WHEN_PRESSED, PART, SCREEN, ReviewChoice, Verb
from adapters.presses.accounts import ACCOUNT_COMMANDS, account_code
from adapters.presses.advice import ADVICE_COMMANDS, NAMED
from adapters.presses.agreements import AGREEMENT_COMMANDS, look_again
from adapters.presses.ballot_settings import SETTINGS_COMMANDS, SETTINGS_FIELDS
from adapters.presses.ballots import BALLOT_COMMANDS, BALLOT_FIELDS
from adapters.presses.begun import begun_in_message
from adapters.presses.circles import (
    CIRCLE_COMMANDS,
    invitation,
    invitation_again,
    leads_to,
    own_link,
    revoke_links,
)
from adapters.presses.commitments import COMMITMENT_COMMANDS, STEP_SCREENS
from adapters.presses.confirming import answer_confirmed, personal, secret_vote_confirmed
from adapters.presses.drafts import DRAFT_COMMANDS
from adapters.presses.fields import Sent
from adapters.presses.guests import guest_invitation
from adapters.presses.mou_writing import MOU_PAGES, after_mou_page
from adapters.presses.mous import MOU_COMMANDS
from adapters.presses.places import PLACE_COMMANDS, offer
from adapters.presses.questions import QUESTION_COMMANDS
from adapters.presses.recurring import RECURRENCE_COMMANDS
from adapters.presses.reminders import REMINDER_COMMANDS
from adapters.presses.roles import ROLE_COMMANDS
from adapters.presses.rounds import ROUND_COMMANDS
from adapters.presses.secrets import OneTimeCode, Secret, code_digest, key_of_chance, new_receipt
from adapters.presses.selections import PEOPLE_COMMANDS, ROLE_FIELDS, SELECTION_COMMANDS
from adapters.presses.templates import TEMPLATE_COMMANDS, after_template
from adapters.presses.votes import tapped
from decisions.agreements.commands import CallReview
from decisions.commands import Command
from decisions.people.commands import ChooseLanguage
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import GiveAnswer, VoteInSecret
from decisions.rounds.round import Round
from decisions.rounds.text import Text

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
_ONE_TAP: Final = frozenset({Verb.CONSENT, Verb.STILL_OK, Verb.STAND_ASIDE, Verb.CHOOSE})
_IN_SECRET: Final = frozenset({Verb.VOTE, Verb.LEAVE_BLANK})
"""Their forms hold a receipt, where the ballot is secret."""
_ASKS_FIRST: Final = frozenset({Reason.WOULD_REPLACE, Reason.WOULD_BE_FINAL})
_KEPT_LATE: Final = frozenset({Reason.CLOSED, Reason.IT_IS_OVER})
_TEST_OVER: Final = frozenset({Reason.CLOSED, Reason.IT_IS_OVER, Reason.NOT_NOW, Reason.NOT_FOUND})
"""No test runs any more, or it is another problem's."""
_TAKEN: Final = frozenset(
    {Reason.COMMITMENT_IS_OVER, Reason.NOT_ASKED_OF_YOU, Reason.ONLY_WHO_DOES_IT, Reason.NOBODY_SAID_YES}
)
"""What a button of an old card runs into."""
_TEST: Final = frozenset({Verb.FIX_FIRST, Verb.TRY_ANYWAY, Verb.TEST_ANSWER})
_OF_A_PROPOSAL: Final = frozenset({"title", "proposal", "text", "by", "link", "page", "method", "options"})
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
        return await _said(desk, press, Refusal(Reason.UNKNOWN_ACTION))
    sent = Sent.of(press, verb)
    try:
        if press.values is None and verb not in ACTS_WHEN_PRESSED:
            return await _opened(desk, sent)
        return await _sent(desk, sent)
    except Refusal as refusal:
        return await _refused(desk, sent, refusal)


# --- opening ---------------------------------------------------------------------------------------------------


async def _opened(desk: Desk, sent: Sent) -> Reply:
    """A button that opens something. From a place that is no circle's yet, a proposal first makes it one."""
    if sent.verb is Verb.NOTE_COMMITMENT:
        sent = Sent.of(begun_in_message(sent.press, desk.now()), Verb.COMMIT)
    if sent.verb in (*_BEGINS, Verb.CIRCLE_FORM) and not sent.subject and sent.press.place is not None:
        known = await desk.place(sent.press.place)
        if known is not None and known.circle_id is not None:
            subject = str(known.circle_id)
            sent = replace(sent, subject=subject, press=_about(sent.press, subject))
            if sent.verb is Verb.CIRCLE_FORM:
                return await _screen(desk, sent, Screen("circle_card", about=known.circle_id))
        elif sent.verb in _BEGINS:
            then = {**sent.press.carried, "then": sent.verb}
            return await _screen(desk, sent, Screen("circle_form", carried=then, place=sent.press.place))
    if sent.verb is Verb.CIRCLE_FORM and not sent.subject and sent.press.place is None:
        return await _own_circle(desk, sent)
    unsaid = sent.subject in ("", str(sent.press.who.network_id))
    if sent.verb in _BEGINS and unsaid:
        return await _circle_chosen(desk, sent)
    if sent.verb is Verb.NEW_LINK:
        return await _new_link(desk, sent)
    if sent.verb is Verb.REMINDERS:
        return await _reminders(desk, sent)
    if sent.verb in _OF_A_CIRCLE and unsaid:
        return await _of_a_circle(desk, sent)
    return await _screen(desk, sent, _screen_of(sent))


async def _of_a_circle(desk: Desk, sent: Sent) -> Reply:
    """Whoever may not see what they asked for by name hears who may."""
    try:
        return await _of_the_place(desk, sent)
    except Refusal as refusal:
        if refusal.reason is not Reason.NOT_FOUND:
            raise
        digest = sent.verb is Verb.DIGEST
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR if digest else Reason.NOT_IN_CIRCLE) from refusal


async def _of_the_place(desk: Desk, sent: Sent) -> Reply:
    """The circle of the place; from nowhere in particular, one that is chosen. A commitment may be begun where a circle meets
    that is not one's own."""
    place = sent.press.place
    known = await desk.place(place) if place is not None else None
    if known is not None and known.circle_id is not None:
        try:
            return await _screen(desk, sent, _screen_of(sent, about=known.circle_id))
        except Refusal as refusal:
            if sent.verb is not Verb.COMMIT or refusal.reason is not Reason.NOT_FOUND:
                raise
            return await _ask_which_circle(desk, sent)
    if sent.verb is Verb.COMMITMENTS and ASKED in sent.press.carried:
        return await _commitments_of_words(desk, sent)
    return await _circle_chosen(desk, sent)


async def _reminders(desk: Desk, sent: Sent) -> Reply:
    """Those of the place's circle; where there is none of the reader's, their own."""
    place = sent.press.place
    known = await desk.place(place) if place is not None else None
    if known is not None and known.circle_id is not None:
        try:
            return await _screen(desk, sent, Screen("circle_reminders_card", about=known.circle_id))
        except Refusal as refusal:
            if refusal.reason is not Reason.NOT_FOUND:
                raise
    return await _screen(desk, sent, _screen_of(sent))


async def _circle_chosen(desk: Desk, sent: Sent) -> Reply:
    """Who sits in one circle alone need not choose."""
    theirs = await desk.circles_of(sent.press.who)
    if len(theirs) != 1:
        return await _ask_which_circle(desk, sent)
    subject = str(theirs[0])
    sent = replace(sent, subject=subject, press=_about(sent.press, subject))
    return await _screen(desk, sent, _screen_of(sent))


async def _own_circle(desk: Desk, sent: Sent) -> Reply:
    """Asked for where no circle meets: the one in which they sit, or a choice; who sits in none hears how to start one."""
    theirs = await desk.circles_of(sent.press.who)
    if len(theirs) == 1:
        return await _screen(desk, sent, Screen("circle_card", about=theirs[0]))
    return await (_ask_which_circle(desk, sent) if theirs else _screen(desk, sent, _screen_of(sent)))


async def _ask_which_circle(desk: Desk, sent: Sent) -> Reply:
    then = {**sent.press.carried, "then": sent.verb}
    return await _screen(desk, sent, Screen("choose_circle", carried=then))


async def _commitments_of_words(desk: Desk, sent: Sent) -> Reply:
    """One's own, of all circles; those of a circle that is named; else the circle is chosen."""
    if asks_for_own(sent.press.carried[ASKED]):
        return await _screen(desk, sent, Screen("own_commitments"))
    try:
        return await _screen(desk, sent, Screen("commitments_card", carried=sent.press.carried))
    except Refusal:
        return await _circle_chosen(desk, sent)


def _about(press: Press, subject: str) -> Press:
    return replace(press, action=replace(press.action, id=subject))


def _screen_of(sent: Sent, **changes: object) -> Screen:
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


async def _screen(desk: Desk, sent: Sent, screen: Screen) -> Reply:
    view = await desk.show(sent.press.who, screen)
    return Opened(view) if isinstance(view, Form) else Said(personal(view), shows=True)


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
            return await _screen(desk, sent, screen)
    match sent.verb:
        case Verb.INVITE | Verb.INVITE_AGAIN:
            return await _invited(desk, sent)
        case Verb.INVITE_GUEST:
            return await _guest_invited(desk, sent)
        case Verb.OFFER_PLACE:
            return await _offered(desk, sent)
        case Verb.CONNECT:
            return await _connecting(desk, sent)
        case Verb.NEW_LINK:
            return await _new_link(desk, sent)
        case Verb.REVIEW_CHOICE:
            return await _review_chosen(desk, sent)
        case Verb.ACCOUNT_CODE:
            return await _account_code(desk, sent)
        case Verb.ADD_ACCOUNT:
            digest = code_digest(sent.text("code"))
            outcome = await desk.add_account(press.who, digest, press.key)
            return await _account_added(desk, sent, outcome)
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
            return await _refused(desk, sent, outcome.refusal)
        case NotRecorded():
            return await _refused(desk, sent, Refusal(Reason.NOT_RECORDED))
        case StillSaving(later):
            return await _still_saving(desk, sent, later, partial(_answered, desk, sent, command))


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
        return await _screen(
            desk, sent, Screen("preview", about=_subject(command, outcome), place=press.place)
        )
    if sent.verb in RECURRENCE_COMMANDS:
        return await _screen(desk, sent, Screen("recurrence", about=_subject(command, outcome)))
    if sent.verb in ROLE_COMMANDS:
        carried = {"verb": sent.verb.value, "part": sent.part}
        screen = Screen("role_recorded", about=_subject(command, outcome), carried=carried)
        return Confirmed(personal(await desk.show(press.who, screen)))
    if sent.verb in STEP_SCREENS:
        return await _screen(desk, sent, Screen(STEP_SCREENS[sent.verb], about=_subject(command, outcome)))
    if sent.verb in COMMITMENT_COMMANDS:
        carried = {**press.carried, "verb": sent.verb.value, DAY_TYPED: sent.text("due")}
        screen = Screen("commitment_recorded", about=_subject(command, outcome), carried=carried)
        return Confirmed(personal(await desk.show(press.who, screen)), over=True)
    if sent.verb in MOU_PAGES:
        return await _screen(desk, sent, after_mou_page(sent, _subject(command, outcome)))
    if sent.verb in MOU_COMMANDS:
        carried = {"verb": sent.verb.value, "organisation": sent.part}
        screen = Screen("mou_recorded", about=_subject(command, outcome), carried=carried)
        return Confirmed(personal(await desk.show(press.who, screen)))
    if sent.verb in TEMPLATE_COMMANDS:
        return await _screen(desk, sent, after_template(sent, _subject(command, outcome)))
    if sent.verb is Verb.CIRCLE_FORM and (then := press.carried.get("then")) in _BEGINS:
        carried = {name: value for name, value in press.carried.items() if name in _OF_A_PROPOSAL}
        screen = Screen(then, about=_subject(command, outcome), carried=carried, place=press.place)
        return await _screen(desk, sent, screen)
    is_about = (sent.subject or sent.verb is Verb.CIRCLE_FORM) and sent.verb is not Verb.LEAVE_CIRCLE
    about = _subject(command, outcome) if is_about else None
    verb = Verb.NOT_WORKING if isinstance(command, CallReview) else sent.verb
    card = await desk.show(press.who, Screen("recorded", about=about, carried={"verb": verb.value}))
    return Confirmed(personal(card))


def _subject(command: Command, outcome: Recorded) -> UUID:
    """What it was about. A repeat of what made something new is about what was made the first time."""
    made = getattr(outcome.state, "id", None)
    return made if isinstance(made, UUID) else command.stream


async def _account_code(desk: Desk, sent: Sent) -> Reply:
    code = OneTimeCode()
    outcome = await desk.act(sent.press.who, account_code(sent, code), sent.press.key)
    return await _shown_once(desk, sent, outcome, "account_code", {"code": code.value})


async def _account_added(desk: Desk, sent: Sent, outcome: Outcome) -> Reply:
    """Whoever they were, they are the one who asked for the code now."""
    if isinstance(outcome, StillSaving):
        return await _still_saving(desk, sent, outcome.later, partial(_account_added, desk, sent))
    if not isinstance(outcome, Recorded):
        raise outcome.refusal if isinstance(outcome, Refused) else Refusal(Reason.NOT_RECORDED)
    return Confirmed(personal(await desk.show(sent.press.who, Screen("account_added"))))


async def _invited(desk: Desk, sent: Sent) -> Reply:
    secret = Secret()
    again = sent.verb is Verb.INVITE_AGAIN
    command = await invitation_again(desk, sent, secret) if again else invitation(desk, sent, secret)
    outcome = await desk.act(sent.press.who, command, sent.press.key)
    return await _shown_once(desk, sent, outcome, "invited", {"link": f"{desk.base_url}/join/{secret.value}"})


async def _guest_invited(desk: Desk, sent: Sent) -> Reply:
    secret = Secret()
    outcome = await desk.act(sent.press.who, guest_invitation(sent, secret), sent.press.key)
    link = {"link": f"{desk.base_url}/join/{secret.value}"}
    return await _shown_once(desk, sent, outcome, "guest_invited", link)


async def _offered(desk: Desk, sent: Sent) -> Reply:
    code = OneTimeCode()
    outcome = await desk.act(sent.press.who, offer(sent, code), sent.press.key)
    return await _shown_once(desk, sent, outcome, "place_offered", {"code": code.value})


async def _new_link(desk: Desk, sent: Sent) -> Reply:
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
        return await _still_saving(desk, sent, outcome.later, made)
    raise outcome.refusal if isinstance(outcome, Refused) else Refusal(Reason.NOT_RECORDED)


async def _connecting(desk: Desk, sent: Sent) -> Reply:
    press = sent.press
    if press.place is None:
        raise Refusal(Reason.ONLY_IN_A_PLACE)
    outcome = await desk.connect(press.who, press.place, code_digest(sent.text("code")))
    return await _connected(desk, sent, outcome)


async def _connected(desk: Desk, sent: Sent, outcome: Outcome) -> Reply:
    """Whoever connected the place is recognised anew: it is the circle's network in which they are somebody there now."""
    press = sent.press
    if isinstance(outcome, StillSaving):
        return await _still_saving(desk, sent, outcome.later, partial(_connected, desk, sent))
    if not isinstance(outcome, Recorded) or not isinstance(outcome.state, Circle):
        raise outcome.refusal if isinstance(outcome, Refused) else Refusal(Reason.NOT_RECORDED)
    account = press.who.account
    who = await desk.recognise(account, press.place) if account is not None else None
    card = await desk.show(who or press.who, Screen("connected", about=outcome.state.id))
    return Confirmed(personal(card))


async def _review_chosen(desk: Desk, sent: Sent) -> Reply:
    choice = sent.choice(ReviewChoice, "choice")
    return await _screen(desk, sent, Screen("review_proposal", about=sent.about, carried={"review": choice}))


# --- saying no -------------------------------------------------------------------------------------------------


async def _refused(desk: Desk, sent: Sent, refusal: Refusal) -> Reply:
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
        return await _said(desk, sent.press, refusal)
    screen = _screen_of(
        sent, typed=sent.press.values, errors={one.at_field: one for one in refusal.all[::-1]}
    )
    try:
        view = await desk.show(sent.press.who, screen)
    except Refusal:
        return await _said(desk, sent.press, refusal)
    return Invalid(view) if isinstance(view, Form) else await _said(desk, sent.press, refusal)


def _form_with(field: str) -> str:
    """The form of a draft that holds the field; empty when none does."""
    if field in SETTINGS_FIELDS:
        return Verb.BALLOT_SETTINGS
    return Verb.EDIT_DRAFT if field.partition(".")[0] in _DRAFTED else ""


async def _again(desk: Desk, sent: Sent, refusal: Refusal, screen: Screen) -> Reply:
    """Another form instead; when even that may not be seen, the refusal in words."""
    try:
        reply = await _screen(desk, sent, screen)
    except Refusal:
        return await _said(desk, sent.press, refusal)
    return replace(reply, shows=False) if isinstance(reply, Said) else reply


async def _still_saving(
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
            return await _refused(desk, sent, refusal)

    return replace(await _said(desk, sent.press, Refusal(Reason.STILL_SAVING)), later=last_word)


async def _said(desk: Desk, press: Press, refusal: Refusal) -> Said:
    lost = {} if refusal.reason is Reason.STILL_SAVING else press.values or {}
    screen = Screen("refused", about=press.action.about, errors={"": refusal}, typed=lost)
    return Said(personal(await desk.show(press.who, screen)))
