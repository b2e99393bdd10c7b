"""A sent form: confirmed inside the answer, or the same form again with its errors."""

import asyncio
from typing import Any

import pytest

from adapters.cards import (
    Action,
    ChoiceField,
    DateField,
    Form,
    Heading,
    ManyField,
    Option,
    Paragraph,
    TextField,
    words,
)
from adapters.desk import Confirmed, Invalid, Opened, Press, Reply, Said
from adapters.marks import marked
from adapters.slack.render import form_view
from tests.adapters import ballots
from tests.adapters.slack import cards
from tests.adapters.slack.conftest import House
from tests.fakes.desk import a_card
from tests.fakes.slack_person import CannotDo, SlackPerson
from tests.fakes.slack_things import Modal


def in_front_of(house: House, person: SlackPerson, form: Form, channel: str = "") -> Modal:
    modal = house.slack.put(person.user, form_view(form, channel=channel))
    house.slack.stacks[person.user] = [modal]
    return modal


FILLED = {"What problem do you see?": "Families could lose their aid"}


async def test_what_was_filled_in_arrives_by_field_and_the_confirmation_takes_the_forms_place(
    house: House,
) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    in_front_of(house, rosa, cards.answer_form(), general.id)
    house.responses.ready["answer"] = Confirmed(cards.confirmation())
    await rosa.submit(FILLED)
    (press,) = house.responses.presses
    assert press.values == {
        "kind": "objection",
        "words": "Families could lose their aid",
        "also": ("lee",),
        "by": "2027-02-22",
    }
    assert press.carried == {"kind": "objection"}
    assert press.place == house.key(general)
    assert "Recorded: OK to try" in rosa.modal.words
    assert "submit" not in rosa.modal.view
    assert house.slack.private_words == []


async def test_empty_fields_arrive_empty(house: House) -> None:
    rosa = house.rosa()
    form = Form(
        "All",
        (
            TextField("text", "Text", required=False),
            DateField("day", "Day", required=False),
            ManyField("some", "Some", (Option("", "None"), Option("a", "A"))),
            ChoiceField("one", "One", (Option("", "Nobody"), Option("b", "B")), value=""),
        ),
        Action("answer"),
        submit="Send",
    )
    in_front_of(house, rosa, form)
    await rosa.submit({"Some": ["None", "A"]})
    assert house.responses.presses[0].values == {"text": "", "day": "", "some": ("", "a"), "one": ""}


async def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(house: House) -> None:
    rosa = house.rosa()
    modal = in_front_of(house, rosa, cards.answer_form())
    wrong = Form(
        "Your answer", (TextField("words", "x"),), Action("answer"), errors={"words": "Say who could be hurt"}
    )
    house.responses.ready["answer"] = Invalid(wrong)
    await rosa.submit(FILLED)
    assert rosa.errors == {"What problem do you see?": "Say who could be hurt"}
    assert rosa.modal is modal
    assert "What problem do you see?" in modal.labels


async def test_an_error_of_the_whole_form_is_shown_in_it(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, cards.answer_form())
    wrong = Form(
        "Your answer", cards.answer_form().body, Action("answer"), submit="Send", errors={"": "It closed"}
    )
    house.responses.ready["answer"] = Invalid(wrong)
    await rosa.submit(FILLED)
    assert "It closed" in rosa.modal.words


async def test_a_corrected_form_is_not_answered_with_its_first_error(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, cards.answer_form())
    wrong = Form("Your answer", (TextField("words", "x"),), Action("answer"), errors={"words": "Too short"})
    house.responses.ready["answer"] = Invalid(wrong)
    await rosa.submit(FILLED)
    house.responses.ready["answer"] = Confirmed(a_card("Recorded"))
    await rosa.submit({"What problem do you see?": "Longer words"})
    assert "Recorded" in rosa.modal.words
    assert house.responses.presses[0].key != house.responses.presses[1].key


async def test_a_form_sent_again_is_answered_as_the_first_time(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, cards.answer_form())
    house.responses.ready["answer"] = Confirmed(a_card("Recorded"))
    first = await rosa.submit(FILLED)
    second = await rosa.again()
    assert first == second
    assert len(house.responses.recorded) == 1


async def test_the_next_page_of_a_form_has_a_key_of_its_own(house: House) -> None:
    rosa = house.rosa()
    modal = in_front_of(house, rosa, cards.answer_form())
    second = Form(
        "Page 2", (TextField("more", "More"),), Action("replace"), submit="Send", carried={"kind": "concern"}
    )
    house.responses.ready |= {"answer": Opened(second), "replace": Confirmed(a_card("Recorded"))}
    await rosa.submit(FILLED)
    assert (rosa.modal.id, rosa.modal.title) == (modal.id, "Page 2")
    await rosa.submit({"More": "words"})
    first, last = house.responses.presses
    assert first.key != last.key
    assert last.carried == {"kind": "concern"}


async def test_what_came_too_late_is_said_in_the_forms_place(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, cards.answer_form())
    house.responses.ready["answer"] = Said(a_card("This closed on Thursday. Your words still count."))
    await rosa.submit(FILLED)
    assert "Your words still count" in rosa.modal.words


@pytest.mark.parametrize("metadata", ["", "{", '{"a": "nonsense"}', '{"a": 7, "c": 3}'])
async def test_a_form_that_is_not_ours_gets_a_sentence_and_keeps_what_was_typed(
    house: House, metadata: str
) -> None:
    rosa = house.rosa()
    modal = in_front_of(house, rosa, cards.answer_form())
    modal.view["private_metadata"] = metadata
    await rosa.submit(FILLED)
    assert list(rosa.errors.values()) == ["en:slack.unknown_action"]
    assert house.responses.presses == []


async def test_a_bug_keeps_what_was_typed_and_apologises(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, cards.answer_form())

    def broken(press: Press) -> Reply:
        raise ZeroDivisionError

    house.responses.ready["answer"] = broken
    await rosa.submit(FILLED)
    assert next(iter(rosa.errors.values())).startswith("en:slack.apology reference=")


ABSURD: dict[str, Any] = {
    "a hundred thousand characters": {
        "words": {"value": {"type": "plain_text_input", "value": "x" * 100_000}}
    },
    "a field that is not there": {"salary": {"value": {"type": "plain_text_input", "value": "1"}}},
    "no fields": {},
    "an option never offered": {
        "kind": {"value": {"type": "radio_buttons", "selected_option": {"value": "<script>"}}}
    },
    "a date of words": {"by": {"value": {"type": "datepicker", "selected_date": "tomorrow"}}},
    "a value of lists": {"words": {"value": {"type": "plain_text_input", "value": [[]]}}},
    "an element of words": {"words": "x"},
}


@pytest.mark.parametrize("what", ABSURD)
async def test_absurd_fields_arrive_as_text_for_the_rules_to_refuse(house: House, what: str) -> None:
    rosa = house.rosa()
    modal = in_front_of(house, rosa, cards.answer_form())
    house.responses.ready["answer"] = Said(a_card("Refused"))
    await rosa.submit_state(modal, ABSURD[what])
    (press,) = house.responses.presses
    assert press.values is not None
    assert all(isinstance(value, str | tuple) for value in press.values.values())


async def test_a_slow_form_is_answered_in_time_and_its_outcome_follows_in_the_same_place(
    house: House,
) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, cards.answer_form())
    house.responses.ready["answer"] = Confirmed(a_card("Recorded"))
    house.desk.slow = 2.7
    started = asyncio.get_running_loop().time()
    await rosa.submit(FILLED)
    assert asyncio.get_running_loop().time() - started < 2.7
    assert "mul:slack.still_working" in rosa.modal.words
    await rosa.until_modal("Recorded")


async def test_a_confirmation_from_the_home_brings_the_home_up_to_date(house: House) -> None:
    rosa = house.rosa()
    house.desk.screens["home"] = cards.home()
    in_front_of(house, rosa, cards.answer_form())
    house.responses.ready["answer"] = Confirmed(a_card("Recorded"))
    await rosa.submit(FILLED)
    await house.slack.until(lambda: rosa.user in house.slack.homes)


async def test_slack_itself_holds_people_to_the_fields(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, cards.answer_form())
    with pytest.raises(CannotDo, match="must not be left empty"):
        await rosa.submit()
    with pytest.raises(CannotDo, match="at most 3000"):
        await rosa.submit({"What problem do you see?": "x" * 3_001})
    with pytest.raises(CannotDo, match="no option"):
        await rosa.submit({**FILLED, "How should this count?": "Maybe"})
    with pytest.raises(CannotDo, match="no field"):
        await rosa.submit({"Salary": "1"})
    with pytest.raises(CannotDo, match="no button"):
        await rosa.press(rosa.modal, "OK to try")
    in_front_of(house, rosa, Form("Only shows", (Heading("x"), Paragraph(words("y"))), Action("more")))
    with pytest.raises(CannotDo, match="nothing to send"):
        await rosa.submit()
    assert house.responses.presses == []


# --- marks ---


async def test_marks_of_rows_arrive_as_one(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, ballots.form_of(ballots.dots(values={"farm": "2", "park": "1"})))
    await rosa.submit({"A day at the beach": "3", "A farm with animals": "0"})
    (press,) = house.responses.presses
    assert dict(marked(press.values or {}, "marks")) == {"beach": "3", "park": "1"}


async def test_ranks_are_given_place_by_place(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, ballots.form_of(ballots.ranking()))
    await rosa.submit({"1st choice": "Stay in the park", "2nd choice": "A day at the beach"})
    (press,) = house.responses.presses
    assert dict(marked(press.values or {}, "marks")) == {"park": "1", "beach": "2"}


async def test_of_many_rows_those_with_the_same_mark_are_chosen_together(house: House) -> None:
    rosa = house.rosa()
    in_front_of(house, rosa, ballots.form_of(ballots.times(100)))
    await rosa.submit({"Yes": ["Outing 7", "Outing 99"], "No": ["A day at the beach"]})
    (press,) = house.responses.presses
    assert dict(marked(press.values or {}, "marks")) == {"o7": "2", "o99": "2", "beach": "0"}


async def test_what_is_wrong_with_the_marks_leaves_them_as_they_are(house: House) -> None:
    rosa = house.rosa()
    modal = in_front_of(house, rosa, ballots.form_of(ballots.dots()))
    wrong = ballots.form_of(ballots.dots(), {"marks": "These are more than ten"})
    house.responses.ready["answer"] = Invalid(wrong)
    await rosa.submit({"A day at the beach": "9", "Stay in the park": "2"})
    assert rosa.errors == {"A day at the beach": "These are more than ten"}
    assert rosa.modal is modal
