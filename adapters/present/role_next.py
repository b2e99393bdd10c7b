"""Whose turn comes next: who is asked and what they have said, whose turns come after it, and why a place stays vacant."""

from collections.abc import Iterable, Iterator

from adapters.cards import Block, Line, Listing, Paragraph, words
from adapters.present.reader import Reader
from adapters.present.role_words import name_of, names_of, turn_said, unmet_said
from decisions.ids import MemberId
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.fairness.standing import WhyExcused
from decisions.roles.record import NextTurn, RoleRecord
from decisions.roles.rota import Asked, Rota, Said
from decisions.workdays import local_day


def next_blocks(record: RoleRecord, reader: Reader, many: int) -> tuple[Block, ...]:
    """Of so many turns; nothing where no rotation fills it."""
    rota = record.role.rota
    if rota is None or not record.turns:
        return ()
    first, *later = record.turns
    blocks: list[Block] = [*_coming(record, rota, first, reader)]
    if after := [words(_row(record, turn, reader)) for turn in later[: many - 1]]:
        blocks += [Line(words(reader.copy("role.after_that"))), Listing(tuple(after))]
    return tuple(blocks)


def _coming(record: RoleRecord, rota: Rota, first: NextTurn, reader: Reader) -> Iterator[Block]:
    w, turn, zone = reader.copy, rota.coming, record.circle.settings.zone
    yield Paragraph(words(turn_said(first.begins_at, first.ends_at, zone, reader, capital=True)))
    vacant, unmet = turn.vacant, turn.unmet
    if turn.planned:
        said = [_said(record, place, reader) for place in turn.asked]
        said += [_refused(record, member, excused, reader) for member, excused in turn.refused]
        yield from (Listing(tuple(map(words, said))),) if said else ()
    else:
        vacant, unmet = first.vacant, _unmet(record, first.number)
        if first.members:
            yield Paragraph(words(w("role.will_be_asked", names=names_of(record, first.members, w))))
    yield from vacant_blocks(record, vacant, unmet, reader)
    yield from _who_is_not_asked(record, first, reader)


def _who_is_not_asked(record: RoleRecord, first: NextTurn, reader: Reader) -> Iterator[Line]:
    w = reader.copy
    if learners := [one.member for one in record.role.learners]:
        said = w.n("role.learning", len(learners), names=names_of(record, learners, w))
        yield Line(words(said))
    day = local_day(first.begins_at, record.circle.settings.zone)
    if away := [one.member for one in record.role.away if one.on(day)]:
        yield Line(words(w("role.away", names=names_of(record, away, w))))


def vacant_blocks(record: RoleRecord, vacant: int, unmet: Iterable[Unmet], reader: Reader) -> Iterator[Block]:
    """How many places stay vacant, which rule leaves them so, and what would help."""
    if not vacant:
        return
    w = reader.copy
    yield Paragraph(words(w.n("role.vacant_places", vacant)))
    for said in unmet_said(unmet, record.role.places, record.groups, record.other_roles, w):
        yield Line(words(said))


def _unmet(record: RoleRecord, number: int) -> tuple[Unmet, ...]:
    return next((one.unmet for one in record.order if one.turn == number), ())


def _said(record: RoleRecord, place: Asked, reader: Reader) -> str:
    key = "role.said_yes" if place.said is Said.YES else "role.asked"
    return reader.copy(key, name=name_of(record, place.member))


def _refused(record: RoleRecord, member: MemberId, excused: WhyExcused, reader: Reader) -> str:
    key = "role.not_this_time" if excused is WhyExcused.DECLINED else "role.another_time"
    return reader.copy(key, name=name_of(record, member))


def _row(record: RoleRecord, turn: NextTurn, reader: Reader) -> str:
    w, zone = reader.copy, record.circle.settings.zone
    day = w.weekday(local_day(turn.begins_at, zone), local_day(reader.now, zone))
    names = names_of(record, turn.members, w) if turn.members else w("role.nobody")
    row = w("role.turn_row", day=day, names=names)
    vacant = turn.vacant if turn.members else 0
    return w("role.and_vacant", said=row, vacant=w.n("role.vacant_places", vacant)) if vacant else row
