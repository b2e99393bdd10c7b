"""Who sends to which platform, and how what storage names is handed to them."""

from collections.abc import Mapping

from adapters.delivery import MessageRef, Sender
from adapters.desk import Account, PlaceKey, Platform
from storage.lanes import Due, Ref

Senders = Mapping[Platform, Sender]


def sender_for(senders: Senders, lane: str) -> Sender | None:
    """The sender of the lane's platform; None when this process has none."""
    try:
        return senders.get(Platform(lane.partition(":")[0]))
    except ValueError:
        return None


def place_of(due: Due) -> PlaceKey:
    if due.place is None:
        raise ValueError(f"{due.name} is not for a place")
    return PlaceKey(Platform(due.place.platform), due.place.tenant, due.place.conversation)


def account_of(due: Due) -> Account:
    if due.account is None:
        raise ValueError(f"{due.name} is not for a person")
    return Account(Platform(due.account.platform), due.account.tenant, due.account.user)


def tenant_of(due: Due) -> str:
    return (due.place or due.account or ("", "", ""))[1]


def message_ref(ref: Ref) -> MessageRef:
    return MessageRef(ref.conversation, ref.message, ref.link)


def kept_ref(ref: MessageRef) -> Ref:
    return Ref(ref.conversation, ref.message, ref.link)
