"""What people ask of an agreement: imperatives."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.commands import Command
from decisions.ids import AgreementId, MemberId, RemarkId


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToDo(AgreementCommand):
    """Who does what by when; they are asked, and it is theirs once they say yes."""

    id: RemarkId
    who: MemberId
    what: str
    by_when: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTask(AgreementCommand):
    task_id: RemarkId
    accept: bool
