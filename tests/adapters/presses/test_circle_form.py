"""What the circle form was sent with becomes the circle's settings; what it did not ask stays."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import uuid4

import pytest

from adapters.cards import Action, ChoiceField
from adapters.copy import words_for
from adapters.desk import Desk, Press, Screen, Who
from adapters.present.circle_form import circle_form
from adapters.present.forms import error_words
from adapters.present.verbs import Verb
from adapters.presses.circles import CIRCLE_COMMANDS
from adapters.presses.fields import Sent
from decisions.ids import CircleId, GroupId, MemberId, NetworkId
from decisions.people.commands import ArrangeSeats, ChangeCircle
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import MAX_VERSIONS_LIMIT, GroupNeed, Settings
from tests.adapters.present.builders import a_place_record, a_reader

WHO = Who(NetworkId(uuid4()), MemberId(uuid4()), "Lee", "en", "UTC")
PARENTS = GroupId(uuid4())
BEFORE = Settings(
    zone="America/Chicago", voices=(GroupNeed(PARENTS, count=2),), holidays=(date(2026, 12, 25),)
)
CIRCLE = Circle(CircleId(uuid4()), WHO.network_id, "Steering", WHO.member_id, BEFORE)


@dataclass
class DeskWithOneCircle:
    async def circle(self, who: Who, circle_id: CircleId) -> Circle:
        return CIRCLE


async def sent(**values: str | tuple[str, ...]) -> ChangeCircle:
    press = Press(WHO, Action(Verb.CIRCLE_FORM, str(CIRCLE.id)), "key", values)
    read = CIRCLE_COMMANDS[Verb.CIRCLE_FORM]
    desk = cast("Desk", cast("Any", DeskWithOneCircle()))
    command = await read(desk, Sent.of(press, Verb.CIRCLE_FORM))
    assert isinstance(command, ChangeCircle)
    return command


async def test_what_the_form_did_not_ask_stays_as_it_was() -> None:
    assert (await sent(name="Steering circle")).settings == BEFORE


async def test_days_off_are_read_a_day_a_line_and_once_each() -> None:
    command = await sent(holidays="2027-01-01\n2026-12-25, 2027-01-01")
    assert command.settings.holidays == (date(2026, 12, 25), date(2027, 1, 1))


async def test_a_group_that_is_ticked_keeps_its_count_or_begins_with_one() -> None:
    other = GroupId(uuid4())
    command = await sent(voices=(str(PARENTS), str(other)))
    assert command.settings.voices == (GroupNeed(PARENTS, count=2), GroupNeed(other, count=1))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("exploring_days", "1000", "Please write a whole number from 1 to 90."),
        ("max_versions", "many", f"Please write a whole number from 1 to {MAX_VERSIONS_LIMIT}."),
        ("quorum_people", "0", "Please write a whole number: 1 or more."),
        ("quorum_share", "120", "Please write a whole number from 0 to 100."),
    ],
)
async def test_a_number_that_does_not_fit_is_told_which_do(field: str, typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        await sent(**{field: typed})
    assert error_words(refused.value, words_for("en")) == said


def test_what_is_not_looked_at_stays_and_the_first_page_leads_on() -> None:
    changed, new = a_place_record(circle=True), a_place_record()
    for record, kept in ((changed, "Keep it as it is"), (new, "Use the usual settings")):
        form = circle_form(record, a_reader(), Screen("circle_form"))
        assert form.submit == "Next"
        [rest] = [field for field in form.fields if field.name == "more"]
        assert isinstance(rest, ChoiceField)
        assert [option.label for option in rest.options] == ["Let me look at it", kept]
    second = Screen("circle_form", carried={"page": "2"})
    assert circle_form(changed, a_reader(), second).submit == "Save"
    assert circle_form(new, a_reader(), second).submit == "Start"


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("holidays", "Christmas", Reason.NOT_A_DATE),
        ("quorum_share", "120", Reason.NOT_A_NUMBER),
        ("quorum_people", "0", Reason.NOT_A_NUMBER),
        ("max_versions", "many", Reason.NOT_A_NUMBER),
        ("exploring_days", "1000", Reason.NOT_A_NUMBER),
        ("form", "sideways", Reason.NOT_A_CHOICE),
    ],
)
async def test_what_cannot_be_read_is_told_at_its_field(field: str, typed: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        await sent(**{field: typed})
    assert (refused.value.reason, refused.value.at_field) == (reason, field)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"group": "stays", "organisation": "stays"}, ((None, ""), (None, ""))),
        ({"group": str(PARENTS), "organisation": "stays"}, ((PARENTS, ""), (None, ""))),
        (
            {"group": "stays", "organisation": "stays", "new_organisation": " Clinic "},
            ((None, ""), (..., "Clinic")),
        ),
    ],
)
async def test_who_belongs_may_leave_what_is_so(values: dict[str, str], said: Any) -> None:
    """A name that is written is enough for a new one."""
    members = (str(WHO.member_id),)
    press = Press(WHO, Action(Verb.WHO_BELONGS, str(CIRCLE.id)), "key", {"members": members, **values})
    desk = cast("Desk", cast("Any", DeskWithOneCircle()))
    command = await CIRCLE_COMMANDS[Verb.WHO_BELONGS](desk, Sent.of(press, Verb.WHO_BELONGS))
    assert isinstance(command, ArrangeSeats)
    (group, organisation) = said
    assert (command.group, command.group_name) == group
    assert command.organisation_name == organisation[1]
    assert (command.organisation is None) == (organisation[0] is None)
