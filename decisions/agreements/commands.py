"""What people ask of an agreement: imperatives."""

from dataclasses import dataclass
from uuid import UUID

from decisions.commands import Command
from decisions.ids import AgreementId, RemarkId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCommand(Command):
    agreement_id: AgreementId

    @property
    def stream(self) -> UUID:
        return self.agreement_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWhatWeSee(AgreementCommand):
    id: RemarkId
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReview(AgreementCommand):
    """ "This isn't working": starts an early review. ``late``: said as an answer after the close."""

    id: RemarkId
    words: str
    late: bool = False
