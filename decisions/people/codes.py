"""One-time codes: asked for in one place and entered in another, so that two things are known to belong together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from decisions.ids import CircleId, MemberId, NetworkId
from decisions.refusals import Reason, Refusal


class CodePurpose(StrEnum):
    PLACE = "place"
    """A circle is to meet in another place too."""
    PERSON = "person"
    """Another account is the same person's."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it stands. ``circle_id`` is the circle that is to meet elsewhere too; None of a person's."""

    network_id: NetworkId
    purpose: CodePurpose
    digest: str
    made_by: MemberId
    expires_at: datetime
    circle_id: CircleId | None = None
    used: bool = False


def usable(code: Code | None, now: datetime) -> Code:
    """The code, if it can be used now. Raises ``Refusal`` about the field ``code``."""
    if code is None:
        raise Refusal(Reason.CODE_UNKNOWN, at_field="code")
    if code.used:
        raise Refusal(Reason.CODE_USED, at_field="code")
    if code.expires_at <= now:
        raise Refusal(Reason.CODE_EXPIRED, at_field="code")
    return code
