"""What the rules of a role look at beyond it: who has held another, and whether the circle has such a role already."""

from decisions.ids import MemberId
from decisions.people.commands import ChangeCircle
from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles.fairness.rules import HasServed
from decisions.roles.role import Description, Filling, RoleKind
from decisions.rounds.settings import Settings
from storage.database import Database
from storage.writer import Declined, Writer
from tests.support.builders import Community, TurnedClock, a_community, done, new_id
from tests.support.roles import (
    MONDAY,
    WEEKLY,
    a_role,
    circle,
    coming,
    in_turn,
    stored,
    submit,
    tell,
    turn_to_next,
)


def a_second_one(people: Community, by: MemberId) -> c.MakeRole:
    return c.MakeRole(
        network_id=people.network_id,
        by=by,
        role_id=new_id(),
        circle_id=people.circle_id,
        kind=RoleKind.FACILITATOR,
        description=Description("Chair"),
        places=1,
        filling=Filling.VOLUNTEER,
    )


def test_a_rule_about_another_role_knows_at_once_who_has_held_that(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    scribe = a_role(writer, people)
    for member in people.members:
        tell(writer, scribe, c.Volunteer, member)
        tell(writer, scribe, c.StepDown, member)
    role = in_turn(writer, people, kind=RoleKind.HOST)
    asked = [place.member for place in coming(turn_to_next(writer, clock, database, role)).asked]
    rota = {"rhythm": WEEKLY, "since": MONDAY, "rules": (HasServed(scribe.id),)}
    after = coming(tell(writer, role, c.SetRota, people.facilitator, **rota))
    assert (after.vacant, [place.member for place in after.asked]) == (0, asked)


def test_a_circle_has_one_role_of_its_facilitator(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    first = a_role(writer, people, RoleKind.FACILITATOR)
    tell(writer, first, c.Volunteer, people.members[2])
    outcome = writer.submit(a_second_one(people, people.members[2]), "").result(30)
    assert isinstance(outcome, Declined)
    assert (outcome.refusal.reason, outcome.refusal.at_field) == (Reason.FACILITATED_BY_A_ROLE, "kind")
    assert circle(database, people).facilitator == people.members[2]


def test_who_lets_go_of_the_role_takes_the_facilitation_from_nobody_else(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    role, holder, named = a_role(writer, people, RoleKind.FACILITATOR), people.members[2], people.members[3]
    tell(writer, role, c.Volunteer, holder)
    changed = ChangeCircle(
        network_id=people.network_id,
        by=holder,
        circle_id=people.circle_id,
        name="Circle",
        facilitator=named,
        settings=Settings(),
    )
    done(writer.submit(changed, "").result(30))
    declined = submit(writer, role, c.StepDown, holder)
    assert isinstance(declined, Declined)
    assert declined.refusal.reason is Reason.HOLDS_IT_NOT
    assert stored(database, role).holders == (named,)
    assert circle(database, people).facilitator == named


def test_once_it_is_ended_another_can_be_made(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    first = a_role(writer, people, RoleKind.FACILITATOR)
    tell(writer, first, c.EndRole, people.facilitator)
    assert a_role(writer, people, RoleKind.FACILITATOR).kind is RoleKind.FACILITATOR
