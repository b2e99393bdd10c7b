"""``rondo fairness``: turns by person and by group against an even share, with the reasons on record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from decisions.roles.fairness.standing import TURN, Why
from storage.reading.fairness import RolesFairness

_SAID: Final[Mapping[Why, str]] = {
    Why.AT_LEAST_FROM: "places kept for a group",
    Why.ONE_PER_ORGANISATION: "one per organisation",
    Why.NOT_TWICE_RUNNING: "not twice running",
    Why.HAS_SERVED: "only who has served before",
    Why.JOINED: "people joined",
    Why.LEFT: "people left",
    Why.AWAY: "people were away",
    Why.EXCUSED: "excused",
    Why.EXCHANGED: "exchanged",
    Why.VOLUNTEERED: "volunteered",
    Why.CHANGED: "rules or places changed",
}
NO_GROUP: Final = "(no group)"


def as_values(found: RolesFairness) -> dict[str, Any]:
    """For JSON. Shares are in turns; each ``because`` is what the reason adds to an even share."""
    return {
        "network": found.network,
        "circle": found.circle,
        "role": found.role,
        "turns": found.turns,
        "people": [
            {
                "name": found.members.get(one.member, str(one.member)),
                "group": found.groups.get(one.group) if one.group is not None else None,
                "turns": one.turns,
                "even": _turns(one.even),
                "excused": one.excused,
                "because": _because(one.reasons),
                "rest": _turns(one.unexplained),
            }
            for one in found.fairness.people
        ],
        "groups": [
            {
                "name": found.groups.get(one.group) if one.group is not None else None,
                "people": one.people,
                "turns": one.turns,
                "even": _turns(one.even),
                "because": _because(one.reasons),
            }
            for one in found.fairness.groups
        ],
    }


def tell(console: Console, found: RolesFairness) -> None:
    values = as_values(found)
    title = f"{values['role']}, {values['circle']} ({values['network']}): {values['turns']} turns"
    console.print(_table(title, "Person", values["people"]))
    console.print(_table("By group", "Group", values["groups"]))


def _table(title: str, first: str, rows: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(title=escape(title), title_justify="left")
    table.add_column(first)
    for column in ("Turns", "Even share", "Differs"):
        table.add_column(column, justify="right")
    table.add_column("Because of")
    for row in rows:
        off = round(row["turns"] - row["even"], 2)
        name = escape(row["name"] or NO_GROUP)
        table.add_row(name, str(row["turns"]), f"{row['even']:.2f}", f"{off:+.2f}", _said(row["because"]))
    return table


def _said(because: Mapping[str, float]) -> str:
    return ", ".join(f"{_SAID[Why(why)]} {amount:+.2f}" for why, amount in because.items())


def _because(reasons: Sequence[tuple[Why, int]]) -> dict[str, float]:
    return {str(why): _turns(amount) for why, amount in reasons}


def _turns(amount: int) -> float:
    return round(amount / TURN, 4)
