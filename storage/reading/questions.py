"""What a reader may see of what was said in a question round, and of the nominations in a selection."""

from typing import Final

from sqlalchemy import Connection, and_, or_, select

from decisions.ids import MemberId
from decisions.rounds.answers import Kind, nominee_of
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.question.spoken import Spoken, in_turns
from decisions.rounds.round import NAMING, Round, Seat, Stage
from decisions.rounds.selection.nominated import Nomination
from decisions.rounds.way import Way
from storage.reading.ballots import shows_meanwhile
from storage.tables import METADATA

_answer: Final = METADATA.tables["answer"]
_seat: Final = METADATA.tables["seat"]
_pass: Final = METADATA.tables["round_pass"]


def seen_words(connection: Connection, round: Round, seat: Seat, *, closed: bool) -> tuple[Spoken, ...]:
    """Everyone's words in the order in which they are read: once it has closed, and before that where the terms show them to this
    reader."""
    if round.way is not Way.QUESTION:
        return ()
    if not closed and (round.stage is not Stage.LISTENING or not shows_meanwhile(round, seat)):
        return ()
    a, s = _answer.c, _seat.c
    asked = and_(*(s[name] == a[name] for name in ("network_id", "round_id", "pass_no", "member_id")))
    statement = (
        select(a.member_id, s.group_id, a.words, a.named)
        .join(_seat, asked)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
        .where(a.kind == Kind.SPOKEN, a.confirmed.is_(True))
    )
    return in_turns((Spoken(*row) for row in connection.execute(statement)), round.seed or round.id)


def told_nominations(connection: Connection, round: Round) -> tuple[Nomination, ...]:
    """What each has said last in the passes that are told, in the order in which it is read: by lot, and never by how many named
    whom. Who has changed nothing says what they had said; a word that they said about that follows it."""
    if round.selection is None:
        return ()
    a, s, p = _answer.c, _seat.c, _pass.c
    asked = and_(*(s[name] == a[name] for name in ("network_id", "round_id", "pass_no", "member_id")))
    told = and_(*(p[name] == a[name] for name in ("network_id", "round_id", "pass_no")))
    statement = (
        select(a.member_id, s.group_id, a.words, a.choice, p.stage, a.written_by)
        .join(_seat, asked)
        .join(_pass, told)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.confirmed.is_(True))
        .where(p.unsealed_at.is_not(None), p.stage.in_(NAMING))
        .where(or_(a.kind == Kind.NOMINATED, a.words != ""))
        .order_by(a.pass_no)
    )
    said: dict[MemberId, Nomination] = {}
    besides: dict[MemberId, Nomination] = {}
    for member, group, words, choice, stage, written_by in connection.execute(statement):
        nominee = None if choice is None else nominee_of(Choice.parse(choice))
        changed = stage == Stage.CHANGING
        one = Nomination(member, group, words, nominee=nominee, changed=changed, written_by=written_by)
        before = said.get(member)
        if nominee is not None or before is None or before.nominee is None:
            said[member] = one
        elif words != before.words:
            besides[member] = one
    in_order = in_turns(said.values(), round.seed or round.id)
    return tuple(each for one in in_order for each in (one, besides.get(one.by)) if each is not None)
