"""What has been cast in a ballot, as a count reads it: equal choices on one pile, from the tables, as often as it asks."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, case, func, null, select

from decisions.ids import GroupId
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.round import Round
from storage.tables import METADATA

_answer: Final = METADATA.tables["answer"]
_seat: Final = METADATA.tables["seat"]
_same_seat: Final = and_(
    *(_seat.c[name] == _answer.c[name] for name in ("network_id", "round_id", "pass_no", "member_id"))
)
_secret: Final = METADATA.tables["secret_ballot"]
_AT_ONCE: Final = 10_000
"""Rows in memory while a million are gone through."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Those of the round's present pass that count: what nobody has confirmed yet does not. In the order of what they say (the
    text's code points): it tells nothing of who said it when. ``alone``: of which groups piles tell, where the round's terms let
    them; None: of all."""

    connection: Connection
    round: Round
    alone: Collection[GroupId] | None = None

    def __iter__(self) -> Iterator[Pile]:
        round = self.round
        if round.terms.secret:
            yield from self._in_secret()
            return
        a = _answer.c
        order = self._by_code_points(a.choice)
        piles = (
            select(a.choice, func.count())
            .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
            .where(a.kind == Kind.CHOICE, a.confirmed.is_(True))
            .group_by(a.choice)
            .order_by(order)
            .execution_options(yield_per=_AT_ONCE)
        )
        if round.terms.by_group:
            group = self._group
            piles = piles.add_columns(group).join(_seat, _same_seat).group_by(group)
            piles = piles.order_by(group.nulls_first())
        for choice, many, *groups in self.connection.execute(piles):
            yield Pile(Choice.parse(choice), many, *groups)

    @property
    def _group(self) -> ColumnElement[Any]:
        group = _seat.c.group_id
        return group if self.alone is None else case((group.in_(self.alone), group), else_=null())

    def _in_secret(self) -> Iterator[Pile]:
        """Blank ones say nothing of any option."""
        s, round = _secret.c, self.round
        statement = (
            select(s.choice, func.count())
            .where(s.network_id == round.network_id, s.round_id == round.id, s.choice.is_not(None))
            .group_by(s.choice)
            .order_by(self._by_code_points(s.choice))
            .execution_options(yield_per=_AT_ONCE)
        )
        for choice, many in self.connection.execute(statement):
            yield Pile(Choice.parse(choice), many)

    def _by_code_points(self, choice: ColumnElement[str]) -> ColumnElement[str]:
        """PostgreSQL would sort as its language does."""
        return choice if self.connection.dialect.name == "sqlite" else choice.collate("C")
