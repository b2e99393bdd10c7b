"""One person, one voice, in a round's tables: what two members have in its present pass, and both as one."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, literal, select, update

from decisions.rounds import events as e
from decisions.rounds.answers import Kind, nomination_of
from decisions.rounds.round import Round
from decisions.rounds.voices import Voice, Voices, united
from storage.asks import ask_once
from storage.tables import METADATA

_seat: Final = METADATA.tables["seat"]
_answer: Final = METADATA.tables["answer"]
_test_answer: Final = METADATA.tables["test_answer"]
_remark: Final = METADATA.tables["remark"]
_tally: Final = METADATA.tables["tally"]


def load_voices(connection: Connection, round: Round, own: UUID, other: UUID) -> Voices:
    return Voices(_load_voice(connection, round, own), _load_voice(connection, round, other))


def _load_voice(connection: Connection, round: Round, member: UUID) -> Voice | None:
    s, a = _seat.c, _answer.c
    answered = and_(*_same(_answer, _seat, "network_id", "round_id", "pass_no", "member_id"), a.confirmed)
    found = connection.execute(
        select(s.group_id, s.organisation_id, s.heard, s.left, a.kind, a.at, a.number)
        .add_columns(s.guest, a.stood_in_by)
        .select_from(_seat.outerjoin(_answer, answered))
        .where(*_of(_seat, round, pass_no=round.pass_no, member_id=member))
    ).one_or_none()
    if found is None:
        return None
    group, organisation, heard, left, kind, answered_at, number, guest, stood_in_by = found
    test_answer, tested_at = _load_test_answer(connection, round, member)
    lent = guest or stood_in_by is not None
    asked = (group, organisation, heard, left)
    return Voice(*asked, kind, answered_at, test_answer, tested_at, number, guest=guest, lent=lent)


def _load_test_answer(connection: Connection, round: Round, member: UUID) -> Any:
    if round.test is None:
        return None, None
    t = _test_answer.c
    own = _of(_test_answer, round, problem_id=round.test.problem, member_id=member)
    return connection.execute(select(t.try_anyway, t.at).where(*own)).one_or_none() or (None, None)


def keep_as_one(event: e.VoicesUnited, round: Round, connection: Connection) -> None:
    """The other's rows become the one person's; where both have one, one stays. ``round`` is as it stands after the event.
    A pass in which both were asked and which is over stays as it was counted."""
    ask_once(connection, round, event.by, event.other, event.at)
    _keep_one_answer(event, round, connection)
    passes = _passes(event, round, connection)
    _copy_seats(event, round, connection, passes)
    theirs = _of(_answer, round, member_id=event.other)
    connection.execute(
        update(_answer).where(*theirs, _answer.c.pass_no.in_(passes)).values(member_id=event.by)
    )
    _keep_place_in_line(event, round, connection)
    gone = _of(_seat, round, member_id=event.other)
    connection.execute(delete(_seat).where(*gone, _seat.c.pass_no.in_(passes)))
    written = _of(_answer, round, written_by=event.other)
    connection.execute(update(_answer).where(*written).values(written_by=event.by))
    instead = _of(_answer, round, stood_in_by=event.other)
    connection.execute(update(_answer).where(*instead).values(stood_in_by=event.by))
    _keep_nominations(event, round, connection)
    _keep_test_answers(event, round, connection)
    _keep_remarks(event, round, connection)
    empty = _tally.c.group_id.not_in(list(round.tally.groups))
    connection.execute(delete(_tally).where(*_of(_tally, round, pass_no=round.pass_no), empty))


def _keep_one_answer(event: e.VoicesUnited, round: Round, connection: Connection) -> None:
    """Of the present pass: the one that stands. Of what was said in words nothing is lost: it stands together."""
    own = _of(_answer, round, pass_no=round.pass_no, member_id=event.by)
    if event.voices.both_spoke:
        _put_together(event, round, connection)
    if event.other_answer_stands:
        connection.execute(delete(_answer).where(*own))
    elif connection.execute(select(_answer.c.kind).where(*own)).first() is not None:
        theirs = _of(_answer, round, pass_no=round.pass_no, member_id=event.other)
        connection.execute(delete(_answer).where(*theirs))


def _keep_place_in_line(event: e.VoicesUnited, round: Round, connection: Connection) -> None:
    voice = united(event.voices, as_other=event.as_other)
    if voice is not None and voice.number is not None:
        own = _of(_answer, round, pass_no=round.pass_no, member_id=event.by)
        connection.execute(update(_answer).where(*own).values(number=voice.number))


def _put_together(event: e.VoicesUnited, round: Round, connection: Connection) -> None:
    """The words of both, the earlier first, in either's place; without a name if either was to have none."""
    a = _answer.c
    both = _of(_answer, round, pass_no=round.pass_no)
    members = a.member_id.in_([event.by, event.other])
    said = connection.execute(select(a.words, a.named).where(*both, members).order_by(a.at)).all()
    together = "\n\n".join(one.words for one in said)
    named = all(one.named for one in said)
    connection.execute(update(_answer).where(*both, members).values(words=together, named=named))


def _passes(event: e.VoicesUnited, round: Round, connection: Connection) -> list[int]:
    """The present one, and those in which only the other was asked."""

    def asked(member: UUID) -> set[int]:
        own = _of(_seat, round, member_id=member)
        return set(connection.execute(select(_seat.c.pass_no).where(*own)).scalars())

    return sorted({*asked(event.other) - asked(event.by), round.pass_no})


def _copy_seats(event: e.VoicesUnited, round: Round, connection: Connection, passes: list[int]) -> None:
    """Before anything else of the other's: answers belong to seats."""
    names = [column.name for column in _seat.c]
    taken = [literal(event.by, column.type) if column.name == "member_id" else column for column in _seat.c]
    has_one = select(_seat.c.pass_no).where(*_of(_seat, round, member_id=event.by))
    theirs = select(*taken).where(
        *_of(_seat, round, member_id=event.other),
        _seat.c.pass_no.in_(passes),
        _seat.c.pass_no.not_in(has_one.scalar_subquery()),
    )
    connection.execute(insert(_seat).from_select(names, theirs))
    voice = united(event.voices, as_other=event.as_other)
    if voice is not None:
        own = _of(_seat, round, member_id=event.by, pass_no=round.pass_no)
        capacity = {"group_id": voice.group, "organisation_id": voice.organisation}
        spoke = {"heard": voice.heard, "left": voice.left, "guest": voice.guest}
        connection.execute(update(_seat).where(*own).values(**capacity, **spoke))


def _keep_nominations(event: e.VoicesUnited, round: Round, connection: Connection) -> None:
    """Whoever nominated the other nominated the one person."""
    if round.selection is None:
        return
    theirs = _of(_answer, round, kind=Kind.NOMINATED, choice=str(nomination_of(event.other)))
    connection.execute(update(_answer).where(*theirs).values(choice=str(nomination_of(event.by))))


def _keep_test_answers(event: e.VoicesUnited, round: Round, connection: Connection) -> None:
    t = _test_answer.c
    if event.voices.other_test_answer_stands and round.test is not None:
        own = _of(_test_answer, round, member_id=event.by, problem_id=round.test.problem)
        connection.execute(delete(_test_answer).where(*own))
    answered = select(t.problem_id).where(*_of(_test_answer, round, member_id=event.by))
    tested = list(connection.execute(answered).scalars())
    theirs = _of(_test_answer, round, member_id=event.other)
    connection.execute(delete(_test_answer).where(*theirs, t.problem_id.in_(tested)))
    connection.execute(update(_test_answer).where(*theirs).values(member_id=event.by))


def _keep_remarks(event: e.VoicesUnited, round: Round, connection: Connection) -> None:
    """Nothing that was said is lost: a reaction of each stays, until the person shares another."""
    for name in ("member_id", "answered_by"):
        theirs = _of(_remark, round, **{name: event.other})
        connection.execute(update(_remark).where(*theirs).values({name: event.by}))


def _same(table: Table, other: Table, *names: str) -> tuple[ColumnElement[bool], ...]:
    return tuple(table.c[name] == other.c[name] for name in names)


def _of(table: Table, round: Round, **key: Any) -> tuple[ColumnElement[bool], ...]:
    named = {"network_id": round.network_id, "round_id": round.id, **key}
    return tuple(table.c[name] == value for name, value in named.items())
