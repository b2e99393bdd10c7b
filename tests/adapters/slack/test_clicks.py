"""A press on a card: recorded first, confirmed where it was pressed."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from adapters.cards import Action, Button, Buttons, Form, Heading, Paragraph, words
from adapters.desk import Account, Confirmed, Opened, Platform, Press, Reply, Said
from adapters.slack.render import message
from tests.adapters.slack import cards
from tests.adapters.slack.conftest import House
from tests.fakes.desk import a_card
from tests.fakes.slack_things import Channel, Message, Modal

RECORDED = Confirmed(cards.confirmation())


def posted(house: House, channel: Channel) -> Message:
    card = Message(channel.id, house.slack.new_ts(), user=house.slack.rondo, **message(cards.consenting()))
    channel.messages.append(card)
    return card


async def test_a_click_is_recorded_and_confirmed_privately_beside_the_card(house: House) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    card = posted(house, general)
    house.responses.ready["consent"] = RECORDED
    await rosa.press(card, "OK to try")
    await house.settled()
    (press,) = house.responses.presses
    assert press.action == cards.act("consent")
    assert press.place == house.key(general)
    assert press.values is None
    assert [word.words.splitlines()[0] for word in rosa.private_words] == ["Recorded: OK to try"]
    assert card.versions == 1


async def test_the_answer_comes_after_the_commit(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    done: list[str] = []

    async def slowly(press: Press) -> Reply:
        await asyncio.sleep(0.3)
        done.append("committed")
        return RECORDED

    house.responses.ready["consent"] = slowly
    await rosa.press(card, "OK to try")
    assert done == ["committed"]


async def test_a_click_delivered_again_has_the_same_key_and_a_new_click_another(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    house.responses.ready["consent"] = RECORDED
    await rosa.press(card, "OK to try")
    await rosa.again()
    await rosa.press(card, "OK to try")
    keys = [press.key for press in house.responses.presses]
    assert keys[0] == keys[1] != keys[2]
    assert len(house.responses.recorded) == 2


async def test_two_people_pressing_at_once_have_keys_of_their_own(house: House) -> None:
    rosa, lee = house.rosa(), house.rosa()
    card = posted(house, house.general(rosa, lee))
    house.responses.ready["consent"] = RECORDED
    await asyncio.gather(rosa.press(card, "OK to try"), lee.press(card, "OK to try"))
    assert len(house.responses.recorded) == 2
    await house.settled()
    assert len(rosa.private_words) == len(lee.private_words) == 1


async def test_in_a_direct_message_the_confirmation_replaces_what_was_pressed(house: House) -> None:
    rosa = house.rosa()
    asked = posted(house, house.slack.direct(rosa.user))
    house.responses.ready["consent"] = RECORDED
    await rosa.press(asked, "OK to try")
    await house.settled()
    assert asked.words.startswith("Recorded: OK to try")
    assert rosa.private_words == []
    assert house.responses.presses[0].place is None


async def test_a_confirmation_of_a_private_word_replaces_it(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    house.responses.ready |= {"consent": RECORDED, "answer": Confirmed(a_card("Changed"))}
    await rosa.press(card, "OK to try")
    await house.settled()
    await rosa.press(rosa.private_words[0], "Change my answer")
    await house.settled()
    assert [word.words for word in rosa.private_words] == ["Changed"]


async def test_what_could_not_be_done_is_said_and_replaces_nothing(house: House) -> None:
    rosa = house.rosa()
    asked = posted(house, house.slack.direct(rosa.user))
    house.responses.ready["consent"] = Said(a_card("This closed on Thursday"))
    await rosa.press(asked, "OK to try")
    await house.settled()
    assert "OK to try" in asked.buttons
    assert [word.words for word in rosa.private_words] == ["This closed on Thursday"]


async def test_a_button_that_needs_words_opens_the_form(house: House) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    card = posted(house, general)
    house.responses.ready["objection"] = Opened(cards.answer_form())
    await rosa.press(card, "I see a problem")
    modal = await rosa.until_modal("Your answer")
    assert "What problem do you see?" in modal.labels
    await house.settled()
    assert rosa.private_words == []


async def test_a_form_that_loads_slowly_is_announced_and_then_shown(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    loaded = asyncio.Event()

    async def slowly(press: Press) -> Reply:
        await loaded.wait()
        return Opened(cards.answer_form())

    house.responses.ready["objection"] = slowly
    await rosa.press(card, "I see a problem")
    await rosa.until_modal("en:slack.one_moment")
    loaded.set()
    await rosa.until_modal("What problem do you see?")


async def test_a_form_that_could_not_be_opened_in_time_is_told(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    house.slack.trigger_life = -1
    house.responses.ready["objection"] = Opened(cards.answer_form())
    await rosa.press(card, "I see a problem")
    await house.settled()
    assert [word.words for word in rosa.private_words] == ["en:slack.too_slow"]


async def test_replacing_an_answer_asks_first_even_when_the_button_acts(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    sure = Form(
        "Change it?",
        (Paragraph(words("You said that you see a problem.")),),
        Action("replace"),
        submit="Change",
    )
    house.responses.ready["consent"] = Opened(sure)
    await rosa.press(card, "OK to try")
    await rosa.until_modal("You said that you see a problem.")


async def test_a_button_in_a_modal_opens_a_form_on_top_and_its_confirmation_replaces_the_modal(
    house: House,
) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    card = posted(house, general)
    row = Buttons((Button("Change", cards.act("answer")), Button("Remind", cards.act("remind"))))
    more = Form("More", (Heading("Your answer"), row), cards.act("more"), carried={"a": "b"})
    house.responses.ready |= {
        "more": Opened(more),
        "answer": Opened(cards.answer_form()),
        "remind": Confirmed(a_card("Reminded 5")),
    }
    await rosa.press(card, "More…")
    below = await rosa.until_modal("More")
    await rosa.press(below, "Change")
    await rosa.until_modal("What problem do you see?")
    assert len(house.slack.stacks[rosa.user]) == 2
    await rosa.press(below, "Remind")
    await house.slack.until(lambda: "Reminded 5" in below.words)
    pressed = house.responses.presses[-1]
    assert (pressed.place, pressed.carried) == (house.key(general), {"a": "b"})


async def test_what_is_done_with_gives_way_to_what_its_buttons_open(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    saved = replace(a_card("Saved"), blocks=(Buttons((Button("Add another", cards.act("answer")),)),))
    house.responses.ready |= {
        "more": Opened(Form("More", (Buttons((Button("Save", cards.act("remind")),)),), cards.act("more"))),
        "remind": Confirmed(saved, over=True),
        "answer": Opened(cards.answer_form()),
    }
    await rosa.press(card, "More…")
    below = await rosa.until_modal("More")
    await rosa.press(below, "Save")
    await house.slack.until(lambda: "Add another" in below.buttons)
    await rosa.press(below, "Add another")
    await rosa.until_modal("What problem do you see?")
    assert len(house.slack.stacks[rosa.user]) == 1


async def test_a_full_stack_of_modals_is_replaced_at_its_top(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    form = Form("More", (Buttons((Button("Deeper", cards.act("more")),)),), cards.act("more"))
    house.responses.ready["more"] = Opened(form)
    await rosa.press(card, "More…")
    await rosa.until_modal("More")
    for depth in (2, 3):
        await rosa.press(rosa.modal, "Deeper")
        await house.slack.until(partial(_is_deep, house.slack.stacks, rosa.user, depth))
    before = rosa.modal.hash
    await rosa.press(rosa.modal, "Deeper")
    await house.slack.until(lambda: rosa.modal.hash != before)
    assert len(house.slack.stacks[rosa.user]) == 3


def _is_deep(stacks: dict[str, list[Modal]], user: str, depth: int) -> bool:
    return len(stacks[user]) == depth


@pytest.mark.parametrize("value", ["", "nonsense", "v9|consent|x|y", "v1||x|y", "v1|a|b|c|d", "x" * 2_000])
async def test_an_action_that_is_not_ours_gets_a_sentence(house: House, value: str) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    await rosa.press_as(
        card, {"action_id": "old", "value": value, "text": {"type": "plain_text", "text": "?"}}
    )
    await house.settled()
    assert [word.words for word in rosa.private_words] == ["en:slack.unknown_action"]
    assert house.responses.presses == []


async def test_a_button_that_only_opens_an_address_asks_for_nothing(house: House) -> None:
    rosa = house.rosa()
    channel = house.general(rosa)
    said = Message(channel.id, house.slack.new_ts(), user=house.slack.rondo, **message(cards.confirmation()))
    channel.messages.append(said)
    await rosa.press(said, "Open in browser")
    await house.settled()
    assert house.responses.presses == []
    assert rosa.private_words == []


async def test_a_bug_is_apologised_for_with_a_reference_and_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))

    def broken(press: Press) -> Reply:
        raise ZeroDivisionError

    house.responses.ready["consent"] = broken
    await rosa.press(card, "OK to try")
    await house.settled()
    (word,) = rosa.private_words
    reference = word.words.removeprefix("en:slack.apology reference=")
    assert len(reference) == 8
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        f"Something went wrong; reference {reference}"
    ]


async def test_somebody_never_seen_before_is_met_and_then_heard(house: House) -> None:
    maya = house.slack.person("Maya", tz="America/Denver", locale="es-ES")
    general = house.general(maya)
    house.responses.ready["consent"] = RECORDED
    await maya.press(posted(house, general), "OK to try")
    (meeting,) = house.desk.meetings
    (met,) = meeting.people
    assert (met.name, met.time_zone, met.locale) == ("Maya", "America/Denver", "es-ES")
    assert (meeting.place, meeting.complete) == (house.key(general), False)
    assert house.responses.presses[0].who.name == "Maya"


async def test_a_bot_that_presses_is_nobody(house: House) -> None:
    robot = house.slack.person("Robot", is_bot=True)
    await robot.press(posted(house, house.general(robot)), "OK to try")
    await house.settled()
    assert house.responses.presses == []
    assert [word.words for word in robot.private_words] == ["mul:slack.who_are_you"]


async def test_somebody_from_another_company_is_recognised_by_their_own_workspace(house: House) -> None:
    guest = house.slack.person("Sam", team_id="T9OTHER", is_stranger=True)
    house.desk.knows(Account(Platform.SLACK, "T9OTHER", guest.user), "Sam")
    house.responses.ready["consent"] = RECORDED
    await guest.press(posted(house, house.general(guest)), "OK to try")
    assert house.responses.presses[0].who.name == "Sam"


async def test_in_an_organisation_people_are_known_by_the_enterprise(house: House) -> None:
    house.slack.enterprise = "E1"
    rosa = house.slack.person("Rosa", team_id="T2SISTER")
    house.desk.knows(Account(Platform.SLACK, "E1", rosa.user), "Rosa of E1")
    house.responses.ready["consent"] = RECORDED
    await rosa.press(posted(house, house.general(rosa)), "OK to try")
    assert house.responses.presses[0].who.name == "Rosa of E1"


async def test_a_spanish_speaker_is_told_in_spanish(house: House) -> None:
    rosa = house.slack.person("Rosa")
    house.known(rosa, locale="es")
    card = posted(house, house.general(rosa))
    await rosa.press_as(card, {"action_id": "x", "value": "junk"})
    await house.settled()
    assert rosa.private_words[0].words == "es:slack.unknown_action"


async def test_a_word_beside_a_card_in_a_thread_stands_in_that_thread(house: House) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    first = posted(house, general)
    bump = posted(house, general)
    bump.thread_ts = first.ts
    house.responses.ready["consent"] = RECORDED
    await rosa.press(bump, "OK to try")
    await house.settled()
    assert rosa.private_words[0].thread_ts == first.ts


async def test_when_reading_hangs_slack_is_answered_in_time_and_the_outcome_follows(house: House) -> None:
    rosa = house.rosa()
    card = posted(house, house.general(rosa))
    house.responses.ready["consent"] = RECORDED
    house.desk.slow = 2.8
    started = asyncio.get_running_loop().time()
    await rosa.press(card, "OK to try")
    assert asyncio.get_running_loop().time() - started < 2.8
    await house.slack.until(lambda: len(rosa.private_words) == 2)
    assert [word.words.splitlines()[0] for word in rosa.private_words] == [
        "mul:slack.still_working",
        "Recorded: OK to try",
    ]
