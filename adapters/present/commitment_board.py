"""A circle's commitments side by side: by week, by person, or by organisation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from adapters.cards import Block, Button, Buttons, Section
from adapters.present.commitment_filters import organisation_called, shows
from adapters.present.commitment_rows import board_row
from adapters.present.commitment_words import name_of
from adapters.present.reader import Reader
from decisions.commitments.board import NONE, OVERDUE, By, Group, Wanted, begins, grouped
from decisions.commitments.record import CommitmentsRecord
from decisions.ids import MemberId, OrganisationId

_IN_SIGHT: Final = 5
"""Rows of a group; how many there are is at its head, and a button shows them all."""
_A_WEEK: Final = timedelta(days=7)


def columns(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Iterator[Section]:
    first_weekday = reader.copy.first_weekday
    for group in grouped(record, wanted, first_weekday):
        called = _called(group.key, record, wanted, reader, first_weekday)
        heading = reader.copy("home.count", heading=called, n=len(group.commitments))
        blocks = tuple(_blocks(group, record, wanted, reader))
        yield Section(heading, blocks, anchor=f"g-{group.key}", column=not wanted.only)


def _blocks(group: Group, record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Iterator[Block]:
    shown = group.commitments if wanted.only else group.commitments[:_IN_SIGHT]
    for one in shown:
        yield board_row(one, record, reader)
    w = reader.copy
    if wanted.only:
        yield Buttons((Button(w("board.back"), shows(record, replace(wanted, only=""))),))
    elif len(group.commitments) > len(shown):
        label = w("board.show_all", n=len(group.commitments))
        yield Buttons((Button(label, shows(record, replace(wanted, only=group.key))),))


def _called(key: str, record: CommitmentsRecord, wanted: Wanted, reader: Reader, first_weekday: int) -> str:
    w = reader.copy
    match wanted.by:
        case By.PERSON:
            if key == str(record.reader.id):
                return w("board.you")
            return name_of(record.members, None if key == NONE else MemberId(UUID(key)), w)
        case By.ORGANISATION if key == NONE:
            return w("board.no_organisation")
        case By.ORGANISATION:
            return organisation_called(record, OrganisationId(UUID(key)), reader)
    if key in (OVERDUE, NONE):
        return w("commitments.late" if key == OVERDUE else "board.no_day")
    first, now = date.fromisoformat(key), begins(record.today, first_weekday)
    if first in (now, now + _A_WEEK, now - _A_WEEK):
        return w(f"board.week_{('this', 'next', 'last')[(first - now).days // 7]}")
    return w("digest.week_of", day=reader.day(first))
