"""What an email's answer leads to once the commitment has gone on without it."""

import pytest

from adapters.cards import Form, Line, Paragraph, PersonalCard, Quote, View
from adapters.desk import Screen
from adapters.present.commitment_notices import commitment_notice
from adapters.present.commitment_recorded import commitment_recorded
from adapters.present.commitment_tapped import pressed_late, tapped
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.commitments import commands as c
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.notices import NoticeKind
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k
from tests.adapters.present.shown import buttons_of, lines_of, parts_of


def opened(one: k.Promised, who: MemberId, verb: Verb, part: str = "", version: str = "") -> View:
    screen = Screen("tapped", carried={"verb": verb, "part": part}, version=version)
    return tapped(one.for_reader(who), b.a_reader(who), screen)


@pytest.mark.parametrize("verb", [Verb.ACCEPT_DAY, Verb.DECLINE_DAY])
def test_an_answer_is_to_the_day_that_its_email_named_and_not_to_a_newer_one(verb: Verb) -> None:
    one = k.under_way()
    for number in (1, 2):
        later = k.LATER.replace(day=k.LATER.day + number)
        one.does(b.ROSA, c.SuggestDay, id=k.remark(number), due=later, words="")
    assert isinstance(opened(one, b.LEE, verb, str(k.remark(2))), Form)
    assert isinstance(opened(one, b.LEE, verb, str(k.remark(1))), PersonalCard)


def test_done_is_said_of_the_time_that_its_email_reminded_of() -> None:
    one = k.with_everything()
    first = one.one.first_due
    assert first is not None
    assert isinstance(opened(one, b.ROSA, Verb.FINISH, version=first.isoformat()), Form)
    one.does(b.ROSA, c.Finish)
    next_time = one.one.first_due
    assert next_time is not None
    assert next_time > first
    assert isinstance(opened(one, b.ROSA, Verb.FINISH, version=first.isoformat()), PersonalCard)
    assert isinstance(opened(one, b.ROSA, Verb.FINISH, version=next_time.isoformat()), Form)


def pressed(one: k.Promised, who: MemberId, verb: Verb, reason: Reason) -> str:
    screen = Screen("pressed_late", carried={"verb": verb}, errors={"": Refusal(reason)})
    card = pressed_late(one.for_reader(who), b.a_reader(who), screen)
    assert [button.label for button in buttons_of(card)] == ["Open"]
    return "\n".join(line for part in parts_of(card) for line in lines_of(part))


def passed_on() -> k.Promised:
    one = k.under_way().does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words="")
    return one.does(b.JO, c.AnswerHandOver, id=k.remark(2), accept=True)


def test_a_button_of_an_old_card_says_who_has_it_now() -> None:
    said = pressed(passed_on(), b.ROSA, Verb.FINISH, Reason.ONLY_WHO_DOES_IT)
    assert "Jo Pine has this now." in said
    assert "Check the aid rules" in said


def test_a_button_of_an_old_card_says_how_it_ended() -> None:
    one = k.asked().does(b.LEE, c.Drop, words="Not needed.")
    said = pressed(one, b.ROSA, Verb.ACCEPT_COMMITMENT, Reason.COMMITMENT_IS_OVER)
    assert "Lee Wong let it go." in said


def test_what_somebody_else_has_done_is_not_thanked_for() -> None:
    one = passed_on().does(b.JO, c.Finish)
    for who, said in (
        (b.ROSA, "Jo Pine has done this already: Check the aid rules"),
        (b.JO, "Done: Check the aid rules. Thank you."),
    ):
        screen = Screen("commitment_recorded", carried={"verb": Verb.FINISH})
        assert commitment_recorded(one.for_reader(who), b.a_reader(who), screen).notification == said


def test_a_yes_after_a_no_says_so() -> None:
    one = k.asked().does(b.ROSA, c.DeclineCommitment).yes()
    screen = Screen("commitment_recorded", carried={"verb": Verb.ACCEPT_COMMITMENT})
    said = commitment_recorded(one.for_reader(b.ROSA), b.a_reader(b.ROSA), screen).notification
    assert said.startswith("You had said no. Now you do this: Check the aid rules")


def said_on(view: View) -> list[str]:
    assert isinstance(view, Form)
    return [part.words.plain for part in view.body if isinstance(part, Line | Paragraph)]


@pytest.mark.parametrize(
    "verb", [Verb.ACCEPT_COMMITMENT, Verb.DECLINE_COMMITMENT, Verb.SUGGEST_DAY, Verb.FINISH, Verb.SNOOZE]
)
def test_what_answers_an_ask_says_first_who_asks(verb: Verb) -> None:
    one = k.under_way() if verb in (Verb.FINISH, Verb.SNOOZE) else k.asked()
    said = said_on(opened(one, b.ROSA, verb))
    assert (said[0] == "Lee Wong asks you") is not (verb in (Verb.FINISH, Verb.SNOOZE))


@pytest.mark.parametrize("verb", [Verb.ACCEPT_COMMITMENT, Verb.DECLINE_COMMITMENT])
def test_who_is_asked_to_help_reads_whom_and_with_what(verb: Verb) -> None:
    helped = k.under_way(helpers=(b.JO,))
    assert said_on(opened(helped, b.JO, verb))[:2] == ["Would you help Rosa Díaz?", "Check the aid rules"]


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("Rosa Díaz", "Rosa Díaz asks: would you help? Check the aid rules"),
        ("Lee", "Lee asks: would you help Rosa Díaz? Check the aid rules"),
    ],
)
def test_nobody_asks_for_help_for_themselves_by_their_own_name(by: str, said: str) -> None:
    record, reader = k.under_way(helpers=(b.JO,)).for_reader(b.JO), b.a_reader(b.JO)
    card = commitment_notice(NoticeKind.COMMITMENT_HELP_ASKED, {"by": [by]}, record, reader)
    assert card.notification == said


@pytest.mark.parametrize("verb", [Verb.SUGGEST_DAY, Verb.SNOOZE, Verb.ASK_TO_HELP])
def test_a_form_that_leads_nowhere_any_more_is_not_opened(verb: Verb) -> None:
    def shown(one: k.Promised) -> View:
        return SCREENS[verb].present(one.for_reader(b.ROSA), b.a_reader(b.ROSA), Screen(verb))

    assert isinstance(shown(k.under_way()), Form)
    late = shown(passed_on())
    assert isinstance(late, PersonalCard)
    assert late.notification.startswith("Jo Pine has this now.")


def test_what_was_said_with_another_day_or_a_hand_over_is_read_before_it_is_answered() -> None:
    words = "The van is broken."
    day = k.under_way().does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER, words=words)
    passed = k.under_way().does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words=words)
    views = (
        opened(day, b.LEE, Verb.ACCEPT_DAY, str(k.remark(1))),
        opened(passed, b.JO, Verb.ACCEPT_PASSED, str(k.remark(2))),
    )
    for view in views:
        assert [part.words.plain for part in parts_of(view) if isinstance(part, Quote)] == [words]
