"""What whoever raised a problem is asked, and when; and for whom an offered text waits."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.cards import Button
from adapters.desk import Screen
from adapters.present.confirmations import recorded
from adapters.present.lists import waiting_row
from adapters.present.more import more
from adapters.present.notices import notice_card
from adapters.present.round_page import round as round_page
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Problem, Stage
from tests.adapters.present import builders as b
from tests.adapters.present.shown import buttons_of, snapshot

OFFERED = replace(b.World().proposal, plainly="Parents are paid by gift card.")
RAISERS = (Verb.FIXED_FOR_ME, Verb.NOT_YET_FIXED, Verb.KEEP_AS_WORRY)
IS_IT_FIXED = "A new text is offered. Is it fixed for you?"


def seen(reader: MemberId, problem: Problem | None = None, **changes: Any) -> RoundRecord:
    problems = (problem or b.a_problem(b.World()),)
    return b.a_record(Stage.INTEGRATING, reader=reader, problems=problems, **changes)


def shown(record: RoundRecord, reader: MemberId) -> list[str]:
    who = b.a_reader(reader)
    return [snapshot(round_page(record, who, Screen("round"))), snapshot(more(record, who, Screen("more")))]


def raisers_buttons(record: RoundRecord) -> list[Button]:
    page = round_page(record, b.a_reader(b.TOMAS), Screen("round"))
    return [button for button in buttons_of(page) if button.action.verb in RAISERS]


def test_is_it_fixed_is_asked_together_with_the_new_text() -> None:
    for text in shown(seen(b.TOMAS, next_text=OFFERED), b.TOMAS):
        at = [text.index(part) for part in (b.HARM, IS_IT_FIXED, "gift card", "[Fixed for me] [Not yet]")]
        assert at == sorted(at)


def test_before_a_text_is_offered_nothing_can_be_fixed_by_it() -> None:
    record = seen(b.TOMAS)
    labels = [button.label for button in raisers_buttons(record)]
    assert labels == ["Say what is missing", "Keep as a worry", "Fine as it is"]
    for text in shown(record, b.TOMAS):
        assert "Fixed for me" not in text
        assert "No new text is offered yet." in text


def test_while_a_problem_is_tested_its_raiser_can_only_let_it_go() -> None:
    record = b.a_record(Stage.TESTING, reader=b.TOMAS)
    assert [button.action.verb for button in raisers_buttons(record)] == [Verb.KEEP_AS_WORRY]


def test_who_said_that_it_is_fixed_sees_so() -> None:
    fixed = b.a_problem(b.World(), fixed_in=2)
    for text in shown(seen(b.TOMAS, fixed, next_text=OFFERED), b.TOMAS):
        assert "You said of the new text: fixed for me." in text
        assert IS_IT_FIXED not in text


def test_a_private_question_stands_at_its_raisers_problem_and_nowhere_else() -> None:
    record = seen(b.TOMAS)
    for text in shown(record, b.TOMAS):
        assert text.index("Bo Lund (schools) asks you, in private") < text.index("[Say what is missing]")
    for other in (b.JO, b.LEE, b.ROSA):
        assert not any("asks you, in private" in text for text in shown(seen(other), other))


@pytest.mark.parametrize("reader", [b.ROSA, b.LEE])
def test_proposer_and_facilitator_see_for_whom_the_offered_text_waits(reader: MemberId) -> None:
    for text in shown(seen(reader, next_text=OFFERED), reader):
        assert "The new text waits for a word from Tomás Reyes (providers) and Rosa Díaz." in text
    job = seen(reader, b.a_problem(b.World(), not_yet="The aid."), next_text=OFFERED, still_does_the_job=True)
    for text in shown(job, reader):
        assert "Something is still missing in it for Tomás Reyes (providers)." in text
        assert "waits for a word" not in text
    hidden = seen(reader, b.a_problem(b.World(), named=False), next_text=OFFERED)
    assert not any("Tomás" in text for text in shown(hidden, reader))


def test_nobody_is_offered_to_help_themselves() -> None:
    theirs = b.a_problem(b.World())
    own = replace(theirs, id=b.QUESTION, raised_by=b.LEE, raiser=b.LEE)
    record = b.a_record(Stage.INTEGRATING, reader=b.LEE, problems=(theirs, own))
    who = b.a_reader(b.LEE)
    for view in (more(record, who, Screen("more")), notice_card(NoticeKind.PROBLEMS, record, who, None)):
        helped = [each.action for each in buttons_of(view) if each.action.verb == Verb.OFFER_HELP]
        assert len(helped) == 1, snapshot(view)


def test_home_says_what_a_problem_asks_of_whom() -> None:
    def said(reader: MemberId, asked: int = 0, **changes: Any) -> str:
        line = replace(b.a_line(Stage.INTEGRATING, reader=reader, **changes), asked_about=asked)
        return waiting_row(line, b.a_reader(reader)).words.plain

    assert "Somebody asks you about the problem that you see" in said(b.TOMAS, asked=1)
    assert "Is it fixed for you?" in said(b.TOMAS, asked=1, next_text=OFFERED)
    assert "Does the new text still do the job?" in said(b.ROSA, next_text=OFFERED)


def test_what_it_takes_to_test_a_problem_is_said_before_asking() -> None:
    first = seen(b.JO)
    by_another_organisation = b.a_problem(b.World(), test_asked_by=((b.SAM, b.HUB),))
    by_my_own = b.a_problem(b.World(), test_asked_by=((b.TOMAS, b.CLINIC),))
    for text in (*shown(first, b.JO), *shown(seen(b.JO, by_my_own), b.JO)):
        assert "if two people from different organisations want to" in text
    for text in shown(seen(b.JO, by_another_organisation), b.JO):
        assert "If you do too, we ask at once" in text


def test_who_asks_second_is_told_that_the_test_has_begun() -> None:
    begun = recorded(Verb.ASK_FOR_TEST, b.a_record(Stage.TESTING), b.a_reader())
    assert "with you it begins" in begun.notification
    noted = recorded(Verb.ASK_FOR_TEST, seen(b.JO), b.a_reader())
    assert "If one more person from another organisation asks too" in noted.notification
