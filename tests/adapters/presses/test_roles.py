"""What is pressed and sent about roles becomes the command that was meant."""

from datetime import UTC, date, datetime, time
from typing import Any, cast
from uuid import UUID

import pytest

from adapters.cards import Action, Form
from adapters.desk import Account, Desk, Platform, Press, Screen
from adapters.present.pages import next_page
from adapters.present.verbs import PART, Verb
from adapters.presses.fields import Sent
from adapters.presses.respond import respond
from adapters.presses.roles import ROLE_COMMANDS
from decisions.ids import CircleId, GroupId, RoleId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles.fairness.rules import AtLeastFrom, HasServed, NotTwiceRunning, OnePerOrganisation
from decisions.roles.role import Description, Filling, RoleKind
from tests.adapters.present import builders as b
from tests.adapters.present import roles as r
from tests.adapters.present.role_views import show
from tests.adapters.presses.test_ballots import CIRCLE, WHO
from tests.fakes.desk import FakeDesk, a_card

OFFER = UUID(int=77)
RHYTHM = {"every": "week", "at": "18:30", "since": "2026-12-01", "weekday": "2", "weeks": "1"}
RULES = f"from:{b.PARENTS},one_organisation,not_twice,served:{r.HOST}"
MADE = {"kind": "scribe", "places": "2", "filling": "rotation", "name": " Scribe ", "purpose": "To know."}


class DeskOfACircle:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 16, tzinfo=UTC)

    async def circle(self, who: object, id: object) -> object:
        assert id == CIRCLE.id
        return CIRCLE


async def sent(verb: Verb, id: str, values: Any = None, carried: Any = None) -> Any:
    press = Press(WHO, Action(verb, id), "key", values, carried or {})
    return await ROLE_COMMANDS[verb](cast("Desk", cast("Any", DeskOfACircle())), Sent.of(press, verb))


async def test_a_role_is_made_with_its_turns_in_one_command() -> None:
    carried = {**RHYTHM, "rules": RULES}
    command = await sent(Verb.MAKE_ROLE, str(CIRCLE.id), MADE, carried)
    assert isinstance(command, c.MakeRole)
    assert (command.circle_id, command.kind, command.places) == (CIRCLE.id, RoleKind.SCRIBE, 2)
    assert command.description == Description(" Scribe ", "To know.")
    assert command.rota == c.FirstRota(
        rhythm=Rhythm(Every.WEEK, time(18, 30), 2),
        since=date(2026, 12, 1),
        rules=(
            AtLeastFrom(GroupId(b.PARENTS)),
            OnePerOrganisation(),
            NotTwiceRunning(),
            HasServed(RoleId(r.HOST)),
        ),
    )


@pytest.mark.parametrize(("months", "read"), [("6", 6), (" ", None)])
async def test_what_takes_no_turns_is_made_without_them(months: str, read: int | None) -> None:
    values = {**MADE, "filling": "volunteer", "months": months}
    command = await sent(Verb.MAKE_ROLE, str(CIRCLE.id), values, {**RHYTHM, "rules": RULES})
    assert (command.rota, command.filling, command.months) == (None, Filling.VOLUNTEER, read)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("kind", "king", Reason.NOT_A_CHOICE),
        ("filling", "by_force", Reason.NOT_A_CHOICE),
        ("places", "9", Reason.NOT_A_NUMBER),
        ("places", "two", Reason.NOT_A_NUMBER),
    ],
)
async def test_what_cannot_be_read_names_its_field(field: str, value: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.MAKE_ROLE, str(CIRCLE.id), {**MADE, field: value})
    assert (refusal.value.reason, refusal.value.at_field) == (reason, field)


@pytest.mark.parametrize("verb", [Verb.MAKE_ROLE, Verb.SET_ROTA])
async def test_a_day_that_is_none_is_not_taken_for_today(verb: Verb) -> None:
    about = str(CIRCLE.id) if verb is Verb.MAKE_ROLE else str(r.ROLE)
    with pytest.raises(Refusal) as refusal:
        await sent(verb, about, MADE, {**RHYTHM, "since": "31/02/2027"})
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_A_DATE, "since")


async def test_a_date_is_counted_from_the_first_day() -> None:
    picked = {"every": "date", "since": "2026-12-01", "until": "2027-03-01"}
    command = await sent(Verb.SET_ROTA, str(r.ROLE), {}, picked)
    assert (command.rhythm, command.since) == (Rhythm(Every.DATE, days=90), date(2026, 12, 1))
    before = await sent(Verb.SET_ROTA, str(r.ROLE), {}, {**picked, "until": "2026-11-30"})
    assert before.rhythm.days == -1


@pytest.mark.parametrize("until", ["", "31/02/2027"])
async def test_a_date_that_is_none_is_asked_for(until: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.SET_ROTA, str(r.ROLE), {}, {"every": "date", "since": "2026-12-01", "until": until})
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_A_DATE, "until")


async def test_turns_are_set_anew() -> None:
    command = await sent(Verb.SET_ROTA, str(r.ROLE), {}, {**RHYTHM, "rules": "not_twice,nonsense"})
    assert isinstance(command, c.SetRota)
    assert (command.role_id, command.rules, command.since) == (
        r.ROLE,
        (NotTwiceRunning(),),
        date(2026, 12, 1),
    )


@pytest.mark.parametrize(
    ("verb", "part", "values", "command", "fields"),
    [
        (Verb.ACCEPT_TURN, "4", None, c.AcceptTurn, {"turn": 4}),
        (Verb.DECLINE_TURN, "4", None, c.DeclineTurn, {"turn": 4, "words": ""}),
        (Verb.REST_RULE, "4.1", {}, c.RestRule, {"turn": 4, "number": 1}),
        (
            Verb.GO_AWAY,
            "",
            {"first": "2026-12-01", "last": "", "why": "A baby."},
            c.GoAway,
            {"first": date(2026, 12, 1), "last": None, "why": "A baby."},
        ),
        (Verb.COME_BACK, "", None, c.ComeBack, {}),
        (Verb.LEARN_FIRST, "", {}, c.LearnFirst, {}),
        (Verb.VOLUNTEER, "", None, c.Volunteer, {}),
        (Verb.END_ROLE, "", {}, c.EndRole, {}),
        (Verb.STEP_DOWN, "", {"words": "A new job."}, c.StepDown, {"words": "A new job."}),
        (Verb.ASK_TO_HOLD, "", {"who": str(b.JO)}, c.AskToHold, {"who": b.JO}),
        (Verb.HAND_ON, "", {"who": str(b.JO)}, c.HandOn, {"who": b.JO}),
        (Verb.OFFER_SWAP, "", {"who": str(b.JO)}, c.OfferSwap, {"who": b.JO}),
        (Verb.ACCEPT_OFFER, str(OFFER), None, c.AnswerOffer, {"id": OFFER, "accept": True}),
        (Verb.DECLINE_OFFER, str(OFFER), None, c.AnswerOffer, {"id": OFFER, "accept": False}),
        (Verb.TAKE_BACK_OFFER, str(OFFER), None, c.TakeBackOffer, {"id": OFFER}),
        (
            Verb.WRITE_HANDOVER,
            "3",
            {"in_motion": "A", "learned": "B", "talk_to": "C"},
            c.WriteHandover,
            {"term": 3, "in_motion": "A", "learned": "B", "talk_to": "C"},
        ),
        (Verb.ASK_BACK, "3", {"words": "Which?"}, c.AskBack, {"term": 3, "words": "Which?"}),
        (
            Verb.ANSWER_BACK,
            f"3.{OFFER}",
            {"words": "Blue."},
            c.AnswerBack,
            {"term": 3, "id": OFFER, "words": "Blue."},
        ),
    ],
)
async def test_each_press_is_the_command_of_its_role(
    verb: Verb, part: str, values: Any, command: type[c.RoleCommand], fields: dict[str, Any]
) -> None:
    made = await sent(verb, f"{r.ROLE}:{part}" if part else str(r.ROLE), values)
    assert type(made) is command
    assert (made.role_id, made.by, made.network_id) == (r.ROLE, WHO.member_id, WHO.network_id)
    assert {name: getattr(made, name) for name in fields} == fields
    assert (verb in PART) == bool(part)


@pytest.mark.parametrize("part", ["", "x", "4", "4.", "-1.0", "4.x"])
async def test_a_forged_rule_is_not_found(part: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.REST_RULE, f"{r.ROLE}:{part}", {})
    assert refusal.value.reason is Reason.NOT_FOUND


@pytest.mark.parametrize("part", ["3", "3.x", "x." + str(OFFER), ""])
async def test_a_forged_question_is_not_found(part: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.ANSWER_BACK, f"{r.ROLE}:{part}", {"words": "Blue."})
    assert refusal.value.reason is Reason.NOT_FOUND


def filled(form: Form) -> dict[str, Any]:
    """What a form sends when nothing in it is changed."""
    return {field.name: str(getattr(field, "value", None) or "") for field in form.fields}


@pytest.mark.parametrize(
    ("changes", "pages"),
    [
        ({}, ["which", "often", "days", "sure"]),
        ({"every": "workday"}, ["which", "often", "sure"]),
        ({"filling": "volunteer"}, ["which", "sure"]),
    ],
)
def test_the_pages_of_making_a_role_lead_to_what_comes_of_it(
    changes: dict[str, str], pages: list[str]
) -> None:
    record = r.a_circles_roles()
    carried: dict[str, str] = {}
    seen = []
    for _ in range(5):
        form = show("make_role", record, b.LEE, "en", **carried)
        assert isinstance(form, Form)
        seen.append(form.carried["page"])
        values = filled(form)
        values.update({name: value for name, value in changes.items() if name in values})
        following = next_page(Verb.MAKE_ROLE, values, form.carried)
        if following is None:
            break
        carried = dict(following.carried)
    assert seen == pages


def test_what_is_wrong_is_shown_on_the_page_that_asks_for_it() -> None:
    record = r.a_circles_roles()
    from adapters.present.screens import SCREENS

    for field, page in (("places", "which"), ("since", "often"), ("weekday", "days"), ("name", "sure")):
        carried = {**MADE, **RHYTHM, "page": "sure"}
        screen = Screen("make_role", carried=carried, errors={field: Refusal(Reason.EMPTY, at_field=field)})
        form = SCREENS["make_role"].present(record, b.a_reader(b.LEE), screen)
        assert isinstance(form, Form)
        assert form.carried["page"] == page
        assert field in {one.name for one in form.fields}


@pytest.mark.parametrize("verb", [Verb.ROLES, Verb.FAIRNESS])
async def test_of_several_networks_a_home_asks_for_the_circle_in_the_one_that_is_meant(verb: Verb) -> None:
    desk = FakeDesk(screens={"choose_circle": a_card("Which circle?")})
    who = desk.knows(Account(Platform.SLACK, "T1", "U1"))
    for meant in ("", str(who.network_id)):
        await respond(desk, Press(who, Action(verb, meant), "key"))
    asked = [(screen.name, screen.carried["then"]) for _, screen in desk.shown]
    assert asked == [("choose_circle", verb)] * 2


@pytest.mark.parametrize("verb", [Verb.ROLES, Verb.COMMITMENTS, Verb.PROPOSE, Verb.BALLOT])
async def test_who_sits_in_one_circle_need_not_choose_it(verb: Verb) -> None:
    circle = CircleId(UUID(int=7))
    desk = FakeDesk(circles=[circle], screens={"refused": a_card("")})
    who = desk.knows(Account(Platform.SLACK, "T1", "U1"))
    await respond(desk, Press(who, Action(verb, ""), "key"))
    assert desk.shown[0][1].about == circle
