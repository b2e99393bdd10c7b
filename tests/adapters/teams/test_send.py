"""Where Rondo's messages in Teams are found, and what Teams' refusals mean."""

from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.delivery import DeliveryFailed
from adapters.teams.calls import CallFailed
from adapters.teams.read import Kind
from adapters.teams.references import Reached
from adapters.teams.send import failure_of, link


def reached(kind: Kind) -> Reached:
    return Reached("t-1", "19:early@thread.tacv2", "https://smba.example/", kind, "19:team@thread.tacv2")


def test_a_message_in_a_channel_or_a_chat_has_an_address_and_one_in_private_has_none() -> None:
    """Microsoft Learn: "Deep link to Teams chat"."""
    channel, chat = (urlsplit(link(reached(kind), "17")) for kind in (Kind.CHANNEL, Kind.GROUP))
    assert (channel.netloc, channel.path) == (
        "teams.microsoft.com",
        "/l/message/19%3Aearly%40thread.tacv2/17",
    )
    assert parse_qs(channel.query) == {"tenantId": ["t-1"]}
    assert parse_qs(chat.query) == {"tenantId": ["t-1"], "context": ['{"contextType":"chat"}']}
    assert link(reached(Kind.PERSONAL), "17") == ""


@pytest.mark.parametrize(
    ("refusal", "meant"),
    [
        (CallFailed(403, "MessageWritesBlocked"), DeliveryFailed(True, "blocked")),
        (CallFailed(403, "ConversationBlockedByUser"), DeliveryFailed(True, "blocked")),
        (CallFailed(403, "BotNotInConversationRoster"), DeliveryFailed(True, "not_installed")),
        (CallFailed(404, "ConversationNotFound"), DeliveryFailed(True, "channel_gone")),
        (CallFailed(404, "ActivityNotFoundInConversation"), DeliveryFailed(True, "message_gone")),
        (CallFailed(413, "MessageSizeTooBig"), DeliveryFailed(True, "refused")),
        (CallFailed(429, "Throttled", 7.0), DeliveryFailed(False, "busy", 7.0)),
        (CallFailed(412, "PreconditionFailed"), DeliveryFailed(False, "unreachable")),
        (CallFailed(502, maybe_done=True), DeliveryFailed(False, "unreachable", maybe_sent=True)),
        (CallFailed(0, maybe_done=True), DeliveryFailed(False, "unreachable", maybe_sent=True)),
    ],
    ids=str,
)
def test_what_a_refusal_means(refusal: CallFailed, meant: DeliveryFailed) -> None:
    assert failure_of(refusal) == meant
