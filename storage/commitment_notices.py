"""What people should hear of a commitment, put down in the transaction of what happened to it."""

from sqlalchemy import Connection

from decisions.commitments.commitment import Commitment
from decisions.commitments.notices import notices_for_commitment
from storage.messages import put_messages
from storage.streams.stream import Change


def tell_of_commitment(connection: Connection, change: Change) -> None:
    one: Commitment = change.after
    messages = notices_for_commitment(change.before, one, change.events)
    facts = {"commitment_id": str(one.id)}
    put_messages(connection, one.network_id, one.circle_id, messages, facts)
