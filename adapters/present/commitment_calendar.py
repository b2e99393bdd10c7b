"""A commitment in people's own calendars: a whole day, for it may still be done until that day is over."""

from collections.abc import Iterable

from adapters.calendar import WholeDay, uid_of_commitment
from adapters.present.commitment_words import SHORT, what_of
from adapters.present.reader import Reader
from decisions.commitments.record import CommitmentRecord


def as_days(records: Iterable[CommitmentRecord], reader: Reader) -> tuple[WholeDay, ...]:
    """Those that have a day, each once."""
    return tuple(
        WholeDay(
            uid=uid_of_commitment(record.commitment.id, reader.base_url),
            title=what_of(record.commitment, SHORT),
            details=_details(record, reader),
            link=reader.link("commitment", record.commitment.id),
            day=record.commitment.due,
            as_of=reader.now,
        )
        for record in records
        if record.commitment.due is not None
    )


def _details(record: CommitmentRecord, reader: Reader) -> str:
    link = reader.link("commitment", record.commitment.id)
    return reader.copy("commitment.in_calendar", circle=record.circle.name, link=link)
