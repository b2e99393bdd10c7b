"""What each event of a round writes into tables of its own. Answers are not here: they are written many at once."""

from functools import singledispatch
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, Table, delete, insert, select, update

from decisions.events import Event
from decisions.rounds import events as e
from decisions.rounds.record import RemarkKind
from decisions.rounds.round import Round
from storage.bulk import Upsert
from storage.codec import BECAUSE, RESULT, TEXT, to_json
from storage.round_rows import insert_round
from storage.streams.guests import keep_guest, keep_invitation
from storage.streams.voices import keep_as_one
from storage.tables import METADATA

_pass: Final = METADATA.tables["round_pass"]
_version: Final = METADATA.tables["proposal_version"]
_seat: Final = METADATA.tables["seat"]
_answer: Final = METADATA.tables["answer"]
_ballot_result: Final = METADATA.tables["ballot_result"]
_remark: Final = METADATA.tables["remark"]
_put_version: Final = Upsert(
    _version,
    ("network_id", "round_id", "version", "text", "because", "written_by", "at"),
    update=("text", "because", "written_by", "at"),
)
_put_seats: Final = Upsert(
    _seat,
    (
        "network_id",
        "round_id",
        "pass_no",
        "member_id",
        "group_id",
        "organisation_id",
        "heard",
        "left",
        "reminded",
        "guest",
    ),
    merge=False,
)
_put_test_answer: Final = Upsert(
    METADATA.tables["test_answer"],
    ("network_id", "round_id", "problem_id", "member_id", "group_id", "try_anyway", "reason", "at"),
    update=("try_anyway", "reason", "at"),
)


@singledispatch
def keep_in_tables(event: Event, round: Round, connection: Connection) -> bool:
    """Write what the event adds; ``round`` is as it stands after it. False: it has no table of its own."""
    return False


@keep_in_tables.register
def _(event: e.DraftWritten, round: Round, connection: Connection) -> bool:
    insert_round(connection, round)
    return True


@keep_in_tables.register
def _(event: e.RoundOpened, round: Round, connection: Connection) -> bool:
    _write_version(connection, round, event, event.by, ())
    return True


@keep_in_tables.register
def _(event: e.TextChanged, round: Round, connection: Connection) -> bool:
    _write_version(connection, round, event, event.by, event.because)
    return True


@keep_in_tables.register
def _(event: e.BallotChanged, round: Round, connection: Connection) -> bool:
    _write_version(connection, round, event, event.by, ())
    return True


@keep_in_tables.register
def _(event: e.OfferedTextTaken, round: Round, connection: Connection) -> bool:
    _write_version(connection, round, event, round.proposer, event.because)
    return True


@keep_in_tables.register
def _(event: e.PeopleProposed, round: Round, connection: Connection) -> bool:
    _write_version(connection, round, event, event.by, ())
    return True


@keep_in_tables.register
def _(event: e.PassOpened, round: Round, connection: Connection) -> bool:
    connection.execute(
        insert(_pass).values(
            network_id=round.network_id,
            round_id=round.id,
            pass_no=event.pass_no,
            stage=event.stage,
            version=event.version,
            opened_at=event.at,
        )
    )
    key = (round.network_id, round.id, event.pass_no)
    _put_seats(
        connection,
        [(*key, s.member, s.group, s.organisation, False, False, False, False) for s in event.seats],
    )
    return True


@keep_in_tables.register
def _(event: e.Unsealed, round: Round, connection: Connection) -> bool:
    one = _of(_pass, round, pass_no=event.pass_no)
    connection.execute(update(_pass).where(*one).values(unsealed_at=event.at))
    return True


@keep_in_tables.register
def _(event: e.AnswerTakenBack, round: Round, connection: Connection) -> bool:
    connection.execute(delete(_answer).where(*_of(_answer, round, pass_no=event.pass_no, member_id=event.by)))
    return True


@keep_in_tables.register
def _(event: e.MemberLeft, round: Round, connection: Connection) -> bool:
    own = _of(_seat, round, pass_no=round.pass_no, member_id=event.by)
    connection.execute(update(_seat).where(*own).values(left=True))
    if event.gave_up is not None:
        theirs = _of(_answer, round, pass_no=round.pass_no, member_id=event.by)
        connection.execute(update(_answer).where(*theirs).values(number=None))
    return True


@keep_in_tables.register
def _(event: e.PassedOver, round: Round, connection: Connection) -> bool:
    _heard(connection, round, event.by)
    return True


@keep_in_tables.register
def _(event: e.BallotCounted, round: Round, connection: Connection) -> bool:
    key = {"network_id": round.network_id, "round_id": round.id, "pass_no": event.pass_no}
    connection.execute(insert(_ballot_result).values(**key, result=to_json(RESULT, event.result)))
    return True


@keep_in_tables.register
def _(event: e.GuestInvited, round: Round, connection: Connection) -> bool:
    keep_invitation(event, round, connection)
    return True


@keep_in_tables.register
def _(event: e.GuestJoined, round: Round, connection: Connection) -> bool:
    keep_guest(event, round, connection)
    return True


@keep_in_tables.register
def _(event: e.BallotReopened, round: Round, connection: Connection) -> bool:
    """Sealed again; what it had come to is in the journal."""
    own = {"pass_no": round.pass_no}
    connection.execute(update(_pass).where(*_of(_pass, round, **own)).values(unsealed_at=None))
    connection.execute(delete(_ballot_result).where(*_of(_ballot_result, round, **own)))
    return True


@keep_in_tables.register
def _(event: e.QuestionAsked, round: Round, connection: Connection) -> bool:
    _remember(connection, round, event, event.id, RemarkKind.QUESTION, event.by, text=event.text)
    if event.first_word:
        _heard(connection, round, event.by)
    return True


@keep_in_tables.register
def _(event: e.AdviceGiven, round: Round, connection: Connection) -> bool:
    _remember(connection, round, event, event.id, RemarkKind.ADVICE, event.by, text=event.text)
    if event.first_word:
        _heard(connection, round, event.by)
    return True


@keep_in_tables.register
def _(event: e.ReactionShared, round: Round, connection: Connection) -> bool:
    """One each: a second one replaces the first."""
    kind = RemarkKind.REACTION
    own = _of(_remark, round, pass_no=round.pass_no, member_id=event.by, kind=kind)
    connection.execute(delete(_remark).where(*own))
    _remember(connection, round, event, event.id, kind, event.by, text=event.text, named=event.named)
    if event.first_word:
        _heard(connection, round, event.by)
    return True


@keep_in_tables.register
def _(event: e.QuestionAnswered, round: Round, connection: Connection) -> bool:
    connection.execute(
        update(_remark)
        .where(*_of(_remark, round, id=event.question_id))
        .values(answer=event.text, answered_by=event.by, answered_at=event.at)
    )
    return True


@keep_in_tables.register
def _(event: e.CallAsked, round: Round, connection: Connection) -> bool:
    """Asking again in the same pass is the same ask; how to reach them stays until they say it anew."""
    id = uuid5(round.id, f"call:{round.pass_no}:{event.by}")
    own = _of(_remark, round, id=id)
    said = event.words or connection.execute(select(_remark.c.text).where(*own)).scalar_one_or_none() or ""
    connection.execute(delete(_remark).where(*own))
    _remember(connection, round, event, id, RemarkKind.CALL, event.by, text=said)
    return True


@keep_in_tables.register
def _(event: e.AskedAboutProblem, round: Round, connection: Connection) -> bool:
    kind = RemarkKind.ABOUT_PROBLEM
    _remember(connection, round, event, event.id, kind, event.by, text=event.text, about=event.problem_id)
    return True


@keep_in_tables.register
def _(event: e.FixSuggested, round: Round, connection: Connection) -> bool:
    said = {"text": event.text, "about": event.problem_id, "fix_kind": event.kind.value}
    _remember(connection, round, event, event.id, RemarkKind.SUGGESTION, event.by, **said)
    return True


@keep_in_tables.register
def _(event: e.LateWordsKept, round: Round, connection: Connection) -> bool:
    _remember(connection, round, event, event.id, RemarkKind.LATE_WORDS, event.by, text=event.words)
    return True


@keep_in_tables.register
def _(event: e.TestAnswered, round: Round, connection: Connection) -> bool:
    row = (event.problem_id, event.by, event.group, event.try_anyway, event.reason, event.at)
    _put_test_answer(connection, [(round.network_id, round.id, *row)])
    return True


@keep_in_tables.register
def _(event: e.VoicesUnited, round: Round, connection: Connection) -> bool:
    keep_as_one(event, round, connection)
    return True


def _write_version(connection: Connection, round: Round, event: Event, by: UUID, because: Any) -> None:
    row = (round.version, to_json(TEXT, round.text), to_json(BECAUSE, because), by, event.at)
    _put_version(connection, [(round.network_id, round.id, *row)])


def _heard(connection: Connection, round: Round, member: UUID) -> None:
    own = _of(_seat, round, pass_no=round.pass_no, member_id=member)
    connection.execute(update(_seat).where(*own).values(heard=True))


def _remember(
    connection: Connection, round: Round, event: Event, id: UUID, kind: RemarkKind, by: UUID, **said: Any
) -> None:
    connection.execute(
        insert(_remark).values(
            network_id=round.network_id,
            id=id,
            round_id=round.id,
            kind=kind,
            member_id=by,
            at=event.at,
            version=round.version,
            pass_no=round.pass_no,
            **said,
        )
    )


def _of(table: Table, round: Round, **key: Any) -> tuple[Any, ...]:
    named = {"network_id": round.network_id, "round_id": round.id, **key}
    return tuple(table.c[name] == value for name, value in named.items())
