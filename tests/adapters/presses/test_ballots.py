"""What a ballot's form was sent with becomes what it asks and how it is held."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press, Who
from adapters.present.verbs import Verb
from adapters.presses.ballot_settings import SETTINGS_COMMANDS
from adapters.presses.ballots import BALLOT_COMMANDS
from adapters.presses.fields import Sent
from decisions.ids import CircleId, MemberId, NetworkId, RoundId
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import BallotOption, Base, Method, Rules, Side, Threshold, Tie
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.commands import ChangeBallot, EditDraft, WriteDraft
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text
from tests.adapters.present.ballot_setup_views import PLACES, a_ballot

WHO = Who(NetworkId(uuid4()), MemberId(uuid4()), "Rosa", "en", "UTC")
NOW = datetime(2026, 11, 30, 18, tzinfo=UTC)
ANA = MemberId(uuid4())
CIRCLE = Circle(CircleId(uuid4()), WHO.network_id, "Steering", ANA, Settings(zone="America/Chicago"))
DRAFT = Round(
    RoundId(uuid4()),
    WHO.network_id,
    CIRCLE.id,
    1,
    "ballot@1",
    Stage.DRAFT,
    CIRCLE.settings,
    WHO.member_id,
    Text("Where?", ""),
    co_authors=(ANA,),
    ballot=a_ballot(),
)
FORM = {
    "title": " Where do\nwe meet? ",
    "proposal": "We need a ramp.",
    "options": "The library - free, with a ramp\nThe clinic",
    "closes_at": "",
}
SETTINGS: dict[str, str | tuple[str, ...]] = {
    "asked": "circle",
    "opens_at": "",
    "shown": "at_close",
    "reasons": "optional",
    "ticked": ("changeable", "closes_when_all_answered"),
    "passing": "",
    "against": "",
    "base": "answers",
    "tie": "stands",
}
HELD = Terms(
    datetime(2026, 12, 2, 2, tzinfo=UTC), Shown.ALWAYS, Reasons.REQUIRED, changeable=False, members_add=True
)


@dataclass
class DeskWithOneDraft:
    draft: Round = DRAFT

    async def circle(self, who: Who, circle_id: CircleId) -> Circle:
        return CIRCLE

    async def round(self, who: Who, round_id: RoundId) -> Round:
        return self.draft

    def now(self) -> datetime:
        return NOW


async def sent(verb: Verb, about: Any, carried: dict[str, str], draft: Round = DRAFT, **values: Any) -> Any:
    form = SETTINGS if verb is Verb.BALLOT_SETTINGS else FORM
    press = Press(WHO, Action(verb, str(about)), "key", {**form, **values}, carried)
    desk = cast("Desk", cast("Any", DeskWithOneDraft(draft)))
    commands = {**BALLOT_COMMANDS, **SETTINGS_COMMANDS}
    return await commands[verb](desk, Sent.of(press, verb))


async def written(method: str = "choose_one", **values: str) -> WriteDraft:
    command = await sent(Verb.BALLOT, CIRCLE.id, {"page": "form", "method": method}, DRAFT, **values)
    assert isinstance(command, WriteDraft)
    assert command.ballot is not None
    return command


async def settings(draft: Round = DRAFT, **values: Any) -> EditDraft:
    command = await sent(Verb.BALLOT_SETTINGS, draft.id, {}, draft, **values)
    assert isinstance(command, EditDraft)
    assert command.ballot is not None
    return command


async def refused(method: str = "choose_one", **values: str) -> tuple[Reason, str]:
    with pytest.raises(Refusal) as refusal:
        await written(method, **values)
    return refusal.value.reason, refusal.value.at_field


async def test_the_form_becomes_a_draft_of_a_ballot() -> None:
    command = await written()
    assert command.circle_id == CIRCLE.id
    assert command.text == Text("Where do we meet?", "We need a ramp.")
    assert command.terms == Terms()
    assert command.ballot is not None
    assert command.ballot.method is Method.CHOOSE_ONE
    assert command.ballot.options == (
        BallotOption("1", "The library", "free, with a ramp"),
        BallotOption("2", "The clinic"),
    )
    assert command.ballot.rules == Rules()


async def test_it_closes_at_eight_in_the_evening_where_the_circle_is() -> None:
    command = await written(closes_at="2026-12-01")
    assert command.terms.closes_at == datetime(2026, 12, 2, 2, tzinfo=UTC)


NUMBERS = {"least": "0", "most": "2", "top": "10", "budget": "7", "seats": "2", "limit": "4"}


@pytest.mark.parametrize(
    ("method", "rules"),
    [
        ("choose_several", {"least": 0, "most": 2, "seats": 2}),
        ("approval", {"seats": 2}),
        ("score", {"top": 10, "seats": 2}),
        ("dots", {"budget": 7, "seats": 2}),
        ("opt_in", {"limit": 4}),
        ("consensus", {}),
        ("sense_check", {}),
    ],
)
async def test_a_method_takes_the_numbers_that_it_asks_for(method: str, rules: dict[str, int]) -> None:
    command = await written(method, **NUMBERS)
    assert command.ballot is not None
    assert command.ballot.rules == Rules(**rules)  # type: ignore[arg-type]


async def test_who_asks_who_is_in_lets_all_see_who_is() -> None:
    assert (await written("opt_in", limit="")).terms.shown is Shown.ALWAYS
    assert (await written()).terms.shown is Shown.AT_CLOSE


async def test_a_level_of_support_belongs_to_the_answer_from_which_on_it_counts() -> None:
    command = await written("gradients", passes_at="reserve", support="80")
    assert command.ballot is not None
    assert command.ballot.options == METHODS[Method.GRADIENTS].options
    assert command.ballot.rules.passes_at == "reserve"
    assert command.ballot.rules.thresholds == (("reserve", Threshold(80)),)
    assert command.ballot.faults() == ()


async def test_a_draft_may_be_unfinished() -> None:
    command = await written(title="", options="")
    assert command.ballot is not None
    assert command.ballot.options == ()


@pytest.mark.parametrize(
    ("method", "values", "reason", "at_field"),
    [
        ("choose_one", {"closes_at": "tomorrow"}, Reason.NOT_A_DATE, "closes_at"),
        ("choose_one", {"options": "x" * 81}, Reason.TOO_LONG, "options"),
        ("choose_one", {"options": f"x - {'y' * 301}"}, Reason.TOO_LONG, "options"),
        ("choose_one", {"options": "\n".join(map(str, range(101)))}, Reason.TOO_MANY_OPTIONS, "options"),
        ("choose_one", {"options": "\n".join(["x" * 75] * 40)}, Reason.TOO_LONG, "options"),
        ("dots", {"budget": "0"}, Reason.NOT_A_NUMBER, "budget"),
        ("dots", {"budget": "5", "seats": "3"}, Reason.OUT_OF_RANGE, "seats"),
        ("gradients", {"support": "0", "passes_at": "reserve"}, Reason.NOT_A_NUMBER, "support"),
        ("by_shouting", {}, Reason.NOT_A_CHOICE, ""),
    ],
)
async def test_what_cannot_be_read_is_refused_at_its_field(
    method: str, values: dict[str, str], reason: Reason, at_field: str
) -> None:
    assert await refused(method, **values) == (reason, at_field)


async def test_a_draft_that_is_edited_keeps_its_method_its_authors_and_the_keys_of_its_options() -> None:
    command = await sent(
        Verb.EDIT_BALLOT, DRAFT.id, {"method": "dots"}, options="Online\nThe park\nThe library"
    )
    assert isinstance(command, EditDraft)
    assert command.co_authors == (ANA,)
    assert command.ballot is not None
    assert command.ballot.method is Method.CHOOSE_ONE
    assert [option.key for option in command.ballot.options] == [PLACES[2].key, "4", PLACES[0].key]


async def test_what_is_asked_of_an_open_vote_is_changed_and_how_it_is_held_is_not() -> None:
    open_vote = replace(DRAFT, stage=Stage.VOTING, terms=HELD)
    command = await sent(Verb.CHANGE_BALLOT, DRAFT.id, {}, open_vote, options="Online\nThe park")
    assert isinstance(command, ChangeBallot)
    assert command.text == Text("Where do we meet?", "We need a ramp.")
    assert [option.key for option in command.ballot.options] == [PLACES[2].key, "4"]


async def test_what_is_asked_is_edited_without_a_change_to_how_it_is_held() -> None:
    rules = Rules(thresholds=(("1", Threshold(60)), ("2", Threshold(60)), ("3", Threshold(60))), tie=Tie.LOT)
    held = replace(DRAFT, terms=HELD, ballot=replace(a_ballot(), rules=rules))
    command = await sent(Verb.EDIT_BALLOT, DRAFT.id, {}, held, options="Online\nThe park", closes_at="")
    assert command.terms == replace(HELD, closes_at=None)
    assert command.ballot.rules == replace(rules, thresholds=(("3", Threshold(60)), ("4", Threshold(60))))


async def test_what_is_asked_again_is_held_as_it_was() -> None:
    over = replace(
        DRAFT,
        stage=Stage.DECIDED,
        terms=HELD,
        ballot=replace(a_ballot(), rules=Rules(tie=Tie.LOT, seed="0" * 32)),
    )
    carried = {"page": "form", "method": "choose_one", "again": str(over.id)}
    command = await sent(Verb.BALLOT, CIRCLE.id, carried, over)
    assert command.terms == replace(HELD, closes_at=None)
    assert command.ballot.rules == Rules(tie=Tie.LOT)
    assert command.ballot.options == PLACES[:2]


async def test_only_a_vote_of_the_same_kind_is_asked_again() -> None:
    carried = {"page": "form", "method": "dots", "again": str(DRAFT.id)}
    command = await sent(Verb.BALLOT, CIRCLE.id, carried, replace(DRAFT, terms=HELD))
    assert command.terms == Terms()
    assert command.ballot.method is Method.DOTS


async def test_the_settings_change_how_it_is_held_and_nothing_else() -> None:
    later = replace(DRAFT, terms=Terms(HELD.closes_at))
    command = await settings(
        later,
        shown="always",
        reasons="required",
        ticked=("members_add", "closes_when_all_answered"),
        tie="lot",
        passing="60",
    )
    assert command.terms == HELD
    assert (command.text, command.co_authors) == (DRAFT.text, DRAFT.co_authors)
    assert command.ballot is not None
    assert command.ballot.options == PLACES
    assert command.ballot.rules == Rules(
        tie=Tie.LOT, thresholds=tuple((option.key, Threshold(60)) for option in PLACES)
    )


async def test_a_share_may_be_of_everyone_and_one_against_it_too() -> None:
    gradients = replace(
        a_ballot(Method.GRADIENTS), rules=Rules(passes_at="reserve", thresholds=(("reserve", Threshold(80)),))
    )
    command = await settings(replace(DRAFT, ballot=gradients), against="0", base="eligible")
    assert command.ballot is not None
    assert command.ballot.rules.thresholds == (
        ("reserve", Threshold(80, base=Base.ELIGIBLE)),
        ("veto", Threshold(0, Side.AT_MOST, Base.ELIGIBLE)),
    )
    edited = await sent(
        Verb.EDIT_BALLOT, DRAFT.id, {}, replace(DRAFT, ballot=command.ballot), passes_at="minor", support="60"
    )
    assert edited.ballot.rules.thresholds == (
        ("minor", Threshold(60, base=Base.ELIGIBLE)),
        ("veto", Threshold(0, Side.AT_MOST, Base.ELIGIBLE)),
    )


async def test_the_settings_say_who_is_asked_and_from_when_on() -> None:
    group, people = uuid4(), (str(uuid4()), str(uuid4()))
    held = (await settings(DRAFT, asked=str(group), opens_at="2026-12-01", ticked=("changeable",))).terms
    assert (held.group, held.people, held.closes_when_all_answered) == (group, (), False)
    assert held.opens_at == datetime(2026, 12, 1, 15, tzinfo=UTC), "nine in the morning where the circle is"
    named = (await settings(replace(DRAFT, terms=held), asked="people", people=people)).terms
    assert (named.group, [str(member) for member in named.people], named.opens_at) == (None, [*people], None)
    everyone = (await settings(replace(DRAFT, terms=named), people=people)).terms
    assert everyone.asks_everyone


async def test_the_settings_leave_a_methods_own_rules_alone() -> None:
    support = Rules(passes_at="reserve", thresholds=(("reserve", Threshold(80)),))
    gradients = replace(DRAFT, ballot=replace(a_ballot(Method.GRADIENTS), rules=support))
    command = await settings(gradients, ticked=())
    assert command.ballot is not None
    assert command.ballot.rules == support
    assert not command.terms.changeable


@pytest.mark.parametrize(
    ("values", "reason", "at_field"),
    [
        ({"asked": "people"}, Reason.EMPTY, "people"),
        ({"asked": "somebody"}, Reason.NOT_A_CHOICE, "asked"),
        ({"opens_at": "soon"}, Reason.NOT_A_DATE, "opens_at"),
        ({"passing": "101"}, Reason.NOT_A_NUMBER, "passing"),
        ({"tie": "fight"}, Reason.NOT_A_CHOICE, "tie"),
        ({"shown": "never"}, Reason.NOT_A_CHOICE, "shown"),
    ],
)
async def test_a_setting_that_cannot_be_read_is_refused_at_its_field(
    values: dict[str, str], reason: Reason, at_field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        await settings(DRAFT, **values)
    assert (refusal.value.reason, refusal.value.at_field) == (reason, at_field)


async def test_a_proposal_has_no_settings_of_a_vote() -> None:
    with pytest.raises(Refusal) as refusal:
        await settings(replace(DRAFT, ballot=None))
    assert refusal.value.reason is Reason.NOT_FOUND


async def test_a_proposal_is_not_edited_into_a_ballot() -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.EDIT_BALLOT, DRAFT.id, {}, draft=replace(DRAFT, ballot=None))
    assert refusal.value.reason is Reason.NOT_FOUND
