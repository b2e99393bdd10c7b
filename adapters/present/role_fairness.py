"""Turns by person and by group against an even share, with the reasons for what differs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from adapters.cards import Action, Block, ChartBar, Line, Page, Paragraph, Section, words
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.charts import chart
from adapters.present.reader import Reader
from adapters.present.role_words import name_of, role_name
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.ids import GroupId
from decisions.roles.fairness.report import Fairness, GroupsTurns, PersonsTurns, fairness
from decisions.roles.fairness.standing import TURN
from decisions.roles.record import CircleRolesRecord
from decisions.roles.role import Role

_TENTH: Final = TURN // 10
_GROUP: Final = 60


def fairness_page(record: CircleRolesRecord, reader: Reader, screen: Screen) -> Page:
    """Names are for those of the circle; for whoever else may look, there are the groups."""
    w, circle = reader.copy, record.circle
    rotating = [role for role in record.roles if role.rota is not None]
    sections = [Section("", (Line(words(w("fairness.lead" if rotating else "fairness.none"))),))]
    for role, heading in zip(rotating, _headings(rotating), strict=True):
        sections.append(Section(heading, tuple(_of(role, record, w))))
    return Page(
        w("fairness.title"),
        tuple(sections),
        live=tuple(f"role:{role.id}" for role in rotating),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
            (w("roles.title"), Action(Verb.ROLES, str(circle.id))),
        ),
    )


def _headings(roles: Sequence[Role]) -> list[str]:
    """Of two of one name the second is told apart by a number."""
    seen: dict[str, int] = {}
    found = []
    for role in roles:
        name = role_name(role)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _of(role: Role, record: CircleRolesRecord, w: Copy) -> Iterator[Block]:
    found = fairness(role.rota.standings if role.rota is not None else ())
    if not any(person.turns or person.even for person in found.people):
        yield Paragraph(words(w("fairness.not_yet")))
        return
    if record.circle.seat(record.reader.id) is not None:
        yield chart(w("fairness.by_person"), _people(found, record, w), w)
    if len(found.groups) > 1:
        yield chart(w("fairness.by_group"), _groups(found, record, w), w)


def _people(found: Fairness, record: CircleRolesRecord, w: Copy) -> list[ChartBar]:
    most = _most([person.turns for person in found.people], [person.even for person in found.people])
    return [
        ChartBar(name_of(record, one.member), _said(one, w), one.turns * TURN, most) for one in found.people
    ]


def _groups(found: Fairness, record: CircleRolesRecord, w: Copy) -> list[ChartBar]:
    most = _most([group.turns for group in found.groups], [group.even for group in found.groups])
    return [
        ChartBar(_group(one.group, record), _said(one, w), one.turns * TURN, most) for one in found.groups
    ]


def _group(id: GroupId | None, record: CircleRolesRecord) -> str:
    return cut(record.groups[id].name, _GROUP) if id is not None and id in record.groups else "–"


def _most(turns: Sequence[int], even: Sequence[int]) -> int:
    return max(1, *(one * TURN for one in turns), *even)


def _said(one: PersonsTurns | GroupsTurns, w: Copy) -> str:
    """ "3 turns, an even share is 2.5: one less rested, 0.5 away" """
    said = w.n("fairness.turns", one.turns, even=_turns(one.even, w))
    reasons = [
        w(f"fairness.why_{why}", turns=_signed(amount, w))
        for why, amount in one.reasons
        if abs(amount) >= _TENTH
    ]
    return w("fairness.because", said=said, reasons=w.list(reasons)) if reasons else said


def _turns(share: int, w: Copy) -> str:
    tenths = (abs(share) * 10 + TURN // 2) // TURN
    number = Decimal(tenths) / 10
    return w.number(number.normalize() if number % 1 else int(number))


def _signed(share: int, w: Copy) -> str:
    return f"{'+' if share > 0 else '−'}{_turns(share, w)}"
