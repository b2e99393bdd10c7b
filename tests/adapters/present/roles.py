"""Roles as they come to be when people do things with them, as records for presenters."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime, timedelta
from functools import cache
from itertools import islice, pairwise
from typing import Any

from decisions.ids import MemberId, RemarkId, RoleId
from decisions.people.people import Circle
from decisions.recurring.rhythm import Every, Rhythm, openings
from decisions.roles import commands as c
from decisions.roles.candidates import order
from decisions.roles.case import RoleCase
from decisions.roles.engine import decide
from decisions.roles.evolve import evolve
from decisions.roles.fairness.report import fairness
from decisions.roles.fairness.rules import RotationRule
from decisions.roles.record import (
    CircleRolesRecord,
    NextTurn,
    PastTerm,
    RoleRecord,
    may_do,
    readable_handovers,
)
from decisions.roles.role import Description, Filling, How, Role, RoleKind, WhyLeft
from decisions.roles.rota import Said
from decisions.roles.turning import next_due, settle
from decisions.workdays import local_day
from tests.adapters.present import builders as b

ROLE, SCRIBE, HOST = (RoleId(b.uid(n)) for n in (801, 802, 803))
WEEKLY = Rhythm(Every.WEEK)
DATED = Rhythm(Every.DATE, days=28)
DAY = timedelta(days=1)


class Story:
    """A role, moved on by commands and by time until ``builders.NOW``. Whoever is asked says yes, unless told otherwise."""

    def __init__(
        self,
        *rules: RotationRule,
        long: bool = False,
        id: RoleId = ROLE,
        places: int = 2,
        rhythm: Rhythm | None = WEEKLY,
        began: timedelta = 45 * DAY,
        **changes: Any,
    ) -> None:
        self.world = b.World(long)
        self.circle: Circle = self.world.circle
        self.now: datetime = b.NOW - began
        self.role: Role | None = None
        self.own_terms: dict[MemberId, set[int]] = {}
        self.silent: set[MemberId] = set()
        rota = None
        if rhythm is not None:
            since = local_day(self.now, b.ZONE)
            rota = c.FirstRota(rhythm=rhythm, since=since, rules=rules)
        filling = Filling.VOLUNTEER if rota is None else Filling.ROTATION
        described = Description(
            self.world.text("Scribe", 80),
            self.world.text("Nobody has to ask later what we decided."),
            self.world.text("Writes down decisions, and who does what."),
        )
        usual: dict[str, Any] = {"kind": RoleKind.SCRIBE, "filling": filling, "description": described}
        made = {**usual, "circle_id": b.CIRCLE, "places": places, "rota": rota, **changes}
        self.tell(c.MakeRole, b.LEE, role_id=id, **made)

    @property
    def known(self) -> Role:
        assert self.role is not None
        return self.role

    def tell(self, command: Any, by: MemberId, **fields: Any) -> None:
        id = fields.pop("role_id", None) or self.known.id
        given = command(network_id=b.NETWORK.id, by=by, role_id=id, **fields)
        self._take(decide(self._case(by), given, self.now))

    def until(self, moment: datetime, *, saying_yes: bool = True) -> "Story":
        while (due := next_due(self.known)) is not None and due <= moment:
            self.now = due
            while events := settle(self._case(), self.known, self.now):
                self._take(events)
            if saying_yes:
                self._say_yes()
        self.now = moment
        return self

    def _say_yes(self) -> None:
        rota = self.known.rota
        for place in rota.coming.asked if rota is not None else ():
            if place.said is Said.NOTHING and place.member not in self.silent and rota is not None:
                self.tell(c.AcceptTurn, place.member, turn=rota.coming.number)

    def _case(self, by: MemberId | None = None) -> RoleCase:
        own = frozenset(self.own_terms.get(by, ())) if by is not None else frozenset()
        return RoleCase(self.role, self.circle, steers=by == b.LEE, own_terms=own)

    def _take(self, events: Iterable[Any]) -> None:
        for event in events:
            self.role = evolve(self.role, event)
            for term in self.role.terms:
                self.own_terms.setdefault(term.member, set()).add(term.number)

    def again(self) -> "Story":
        """The same up to now, to go on from in another way."""
        other = copy(self)
        other.own_terms = {member: set(numbers) for member, numbers in self.own_terms.items()}
        other.silent = set(self.silent)
        return other

    # --- as records -------------------------------------------------------------------------------------------

    def record(self, reader: MemberId = b.JO) -> RoleRecord:
        role = self.known
        chosen = order(self._case(), role, 6) if role.rota is not None else ()
        own = frozenset(self.own_terms.get(reader, ()))
        return RoleRecord(
            self.world.members[reader],
            self.circle,
            role,
            self.world.members,
            self.world.groups,
            self.world.organisations,
            {HOST: self.world.text("Host", 80)},
            terms=_past(role),
            own_terms=own,
            turns=_turns(role, self.circle, chosen),
            order=chosen,
            offers=tuple(offer for offer in role.offers if reader in (offer.by, offer.to)),
            handovers=readable_handovers(role, reader),
            fairness=fairness(role.rota.standings) if role.rota is not None else None,
            may=may_do(
                role,
                self.circle,
                reader,
                own,
                local_day(self.now, b.ZONE),
                steers=reader == b.LEE,
                selecting=role.selection is not None,
            ),
        )


def _turns(role: Role, circle: Circle, chosen: Sequence[Any]) -> tuple[NextTurn, ...]:
    if role.rota is None:
        return ()
    coming = role.rota.coming
    later = openings(role.rota.rhythm, role.rota.since, circle.settings, coming.ends_at)
    times = (coming.begins_at, coming.ends_at, *islice(later, len(chosen)))
    return tuple(
        NextTurn(
            one.turn,
            begins_at,
            ends_at,
            tuple(place.member for place in coming.asked)
            if one.turn == coming.number and coming.planned
            else one.members,
            one.vacant,
            certain=one.turn == coming.number and coming.planned,
        )
        for one, (begins_at, ends_at) in zip(chosen, pairwise(times), strict=False)
    )


def _past(role: Role) -> tuple[PastTerm, ...]:
    now = tuple(
        PastTerm(term.number, term.member, term.how, term.since, term.until, None, None, term.turn)
        for term in role.terms
    )
    since = b.NOW - 40 * DAY
    over = tuple(
        PastTerm(n, member, How.TURN, since, since + 7 * DAY, since + 7 * DAY, why, n)
        for n, (member, why) in enumerate(
            ((b.SAM, WhyLeft.TERM_ENDED), (b.INES, WhyLeft.STEPPED_DOWN), (b.BO, WhyLeft.HANDED_ON)), 1
        )
    )
    return (*now, *over)


def a_circles_roles(*roles: Role, reader: MemberId = b.LEE, long: bool = False) -> CircleRolesRecord:
    world = b.World(long)
    steers = reader == b.LEE
    return CircleRolesRecord(
        world.members[reader], world.circle, roles, world.members, steers, groups=world.groups
    )


def passed_around(*rules: RotationRule, long: bool = False, **changes: Any) -> Story:
    """For six weeks; whoever is asked for the coming turn has said nothing yet."""
    return _passed_around(*rules, long=long, **changes).again()


@cache
def _passed_around(*rules: RotationRule, long: bool, **changes: Any) -> Story:
    story = Story(*rules, long=long, **changes).until(b.NOW - 6 * DAY)
    return story.until(b.NOW, saying_yes=False)


def with_notes(story: Story) -> Story:
    """Whoever holds it has written down what helps, and is asked about it."""
    first = story.known.terms[0]
    text = story.world.text
    story.tell(
        c.WriteHandover,
        first.member,
        term=first.number,
        in_motion=text("The child-care form waits for the clinic."),
        learned=text("Ask for agenda items by Thursday."),
        talk_to=text("Pia knows where everything is."),
    )
    return story


def with_question(story: Story, answer: str = "") -> Story:
    first, second = story.known.terms
    id = RemarkId(b.uid(810))
    story.tell(c.AskBack, second.member, term=first.number, id=id, words=story.world.text("Which form?"))
    if answer:
        story.tell(c.AnswerBack, first.member, term=first.number, id=id, words=answer)
    return story


def with_offer(story: Story, kind: Any, by: MemberId, to: MemberId) -> Story:
    story.tell(kind, by, id=RemarkId(b.uid(811)), who=to)
    return story


def asked(story: Story) -> MemberId:
    """Somebody who is asked for the coming turn."""
    assert story.known.rota is not None
    return story.known.rota.coming.asked[0].member


def free(story: Story) -> MemberId:
    """Somebody who neither holds it nor is asked for the coming turn."""
    rota = story.known.rota
    taken = {*story.known.holders, *(place.member for place in (rota.coming.asked if rota else ()))}
    return next(one for one in b.PEOPLE if one not in taken and one != b.LEE)
