"""A circle's commitments as rows of a table, as one reader sees them, for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from adapters.present.commitment_filters import organisation_called
from adapters.present.commitment_words import name_of, repeats_said
from adapters.present.reader import Reader
from decisions.commitments.board import Wanted, Which, ended_lately, organisation_of, people_in, selected
from decisions.commitments.commitment import Commitment
from decisions.commitments.record import CommitmentsRecord, told_overdue
from decisions.workdays import local_day

COLUMNS: Final = (
    "what",
    "who",
    "organisation",
    "helpers",
    "asked_by",
    "asked_on",
    "by_when",
    "state",
    "moved",
    "ended_on",
    "what_came",
    "known_by",
    "comes_from",
    "repeats",
    "steps",
    "waits_for",
    "link",
)
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula, also where it stands wide."""


def file_rows(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Iterator[tuple[str, ...]]:
    """The heads, then a row for each that is wanted; where nothing in particular is, also for each that is over. Days are ISO
    8601. No cell is taken for a formula (OWASP, *CSV Injection*)."""
    yield tuple(reader.copy(f"commitments_file.{column}") for column in COLUMNS)
    for one in selected(record, wanted):
        yield _row(one, record, reader)
    if wanted.which is Which.ALL:
        for one in _over(record, wanted):
            yield _row(one, record, reader)


def _over(record: CommitmentsRecord, wanted: Wanted) -> tuple[Commitment, ...]:
    """Those that are over, of whom is wanted."""
    return selected(replace(record, commitments=ended_lately(record)), wanted)


def harmless(cell: str) -> str:
    """As it is, or with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(one: Commitment, record: CommitmentsRecord, reader: Reader) -> tuple[str, ...]:
    w, zone, people = reader.copy, record.circle.settings.zone, people_in(one)
    organisations = dict.fromkeys(organisation_of(record, member) for member in people)
    late = told_overdue(one, record.reader.id, record.today, coordinates=record.coordinates)
    state = w("commitments_file.overdue" if late else f"commitments_file.is_{one.standing}")
    helpers = [name_of(record.members, member, w) for member in people if member != one.accountable]
    cells = (
        one.promise.what,
        "" if one.accountable is None else name_of(record.members, one.accountable, w),
        "; ".join(organisation_called(record, each, reader) for each in organisations if each is not None),
        "; ".join(helpers),
        name_of(record.members, one.asked_by, w),
        local_day(one.since, zone).isoformat(),
        "" if one.due is None else one.due.isoformat(),
        state,
        str(one.moved),
        "" if one.ended_at is None else local_day(one.ended_at, zone).isoformat(),
        one.words,
        one.promise.known_by,
        _comes_from(one, record),
        "" if one.promise.rhythm is None else repeats_said(one.promise.rhythm, reader),
        "; ".join(
            w("commitment.step_done" if step.done else "commitment.step", step=step.words)
            for step in one.steps
        ),
        _waits_for(one, record),
        reader.link("commitment", one.id),
    )
    return tuple(map(harmless, cells))


def _waits_for(one: Commitment, record: CommitmentsRecord) -> str:
    blocked = one.blocked
    if blocked is None:
        return ""
    other = next((each.promise.what for each in record.commitments if each.id == blocked.on), "")
    return "; ".join(part for part in (other, blocked.words) if part)


def _comes_from(one: Commitment, record: CommitmentsRecord) -> str:
    about = one.origin.about
    return one.origin.words if about is None else record.origins.get(about, "")
