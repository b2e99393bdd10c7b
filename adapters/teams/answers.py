"""What Teams takes in answer to an invoke: the next card, the next page of a dialog, or a word."""

from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from adapters.cards import Form, Paragraph, SharedCard, words
from adapters.desk import Confirmed, Invalid, Opened, Reply
from adapters.teams.answer import Answer
from adapters.teams.read import Kind, Origin
from adapters.teams.render import CONTENT_TYPE, card, card_dialog, dialog, inline_form
from adapters.teams.sent import Sent
from adapters.teams.wiring import say

Json = dict[str, Any]
NONCE: Final = 12
TEXT: Final = "application/vnd.microsoft.activity.message"
NOTHING_SENT: Final = Sent(None)
ERROR: Final = "application/vnd.microsoft.error"


def nonce(key: str) -> str:
    """Of a form that answers the press with this key: the same when Teams delivers the press again."""
    return sha256(key.encode()).hexdigest()[:NONCE]


def next_card(content: Json) -> Answer:
    """What the presser sees instead of the card that was pressed."""
    return Answer(200, {"statusCode": 200, "type": CONTENT_TYPE, "value": content})


def word(text: str) -> Answer:
    """A short text beside the card, for the presser alone."""
    return Answer(200, {"statusCode": 200, "type": TEXT, "value": text})


def no_view() -> Answer:
    """Teams goes on showing the card as everyone sees it."""
    error = {"code": "NotFound", "message": ""}
    return Answer(200, {"statusCode": 404, "type": ERROR, "value": error})


def as_message(answer: Answer) -> Json | None:
    """What an answer shows, as a card that can be sent. None: it shows nothing."""
    match answer.body:
        case {"type": "application/vnd.microsoft.card.adaptive", "value": shown}:
            return dict(shown)
        case {"task": {"type": "continue", "value": {"card": {"content": shown}}}}:
            return dict(shown)
        case {"type": "application/vnd.microsoft.activity.message", "value": text} | {
            "task": {"type": "message", "value": text}
        }:
            return card(SharedCard(text, (Paragraph(words(text)),)))
    return None


def as_card(reply: Reply, origin: Origin, key: str, sent: Sent = NOTHING_SENT) -> Json:
    """A reply as a card in a conversation; a form with its fields in it, and with the place that it is about."""
    match reply:
        case Opened(form) | Invalid(form):
            return in_conversation(form, origin, key, sent)
        case _:
            return card(reply.card, confirms=isinstance(reply, Confirmed))


def in_conversation(form: Form, origin: Origin, key: str, sent: Sent) -> Json:
    """In a channel nothing takes the place of the form: there it is not left."""
    required = say(origin)("teams.required")
    if origin.conversation.kind is not Kind.PERSONAL:
        form = replace(form, behind=None)
    return inline_form(form, key=nonce(key), place=sent.place, thread=sent.thread, required_words=required)


def in_dialog(reply: Reply, origin: Origin, key: str, sent: Sent) -> Answer:
    """The dialog's next page."""
    match reply:
        case Opened(form) | Invalid(form):
            required = say(origin)("teams.required")
            shown = dialog(
                form, key=nonce(key), place=sent.place, thread=sent.thread, required_words=required
            )
        case _:
            done = isinstance(reply, Confirmed)
            shown = card_dialog(reply.card, confirms=done, place=sent.place, thread=sent.thread)
    return Answer(200, {"task": {"type": "continue", "value": shown}})


def notice_dialog(text: str) -> Answer:
    """One sentence in the dialog."""
    return Answer(200, {"task": {"type": "message", "value": text}})
