"""What proposer, facilitator and everybody else can do beside answering, each once, as people press it."""

import pytest

from tests.e2e.circle import EarlyYears


@pytest.fixture
async def asked(circle: EarlyYears) -> EarlyYears:
    """Everyone is being asked; Maya and Ana have said nothing."""
    await circle.proposes()
    for person in (circle.lee, circle.rosa, circle.sam, circle.connie):
        await circle.press(person, circle.card, "OK to try")
    await circle.town.settle()
    return circle


async def agreed(circle: EarlyYears) -> None:
    await circle.proposes()
    await circle.all_say()
    await circle.closes()
    assert circle.heading == "Agreed: Paid meetings"


async def test_the_facilitator_sees_who_is_missing_and_reminds_them_once(asked: EarlyYears) -> None:
    seen = await asked.more(asked.lee)
    assert "Not heard yet: Ana Pérez (parent partners), Maya Thompson (members)" in seen.words
    assert "Next step: not yet" in seen.words
    await asked.press(asked.lee, seen, "Remind")
    await asked.lee.close()
    await asked.town.pass_time(days=1)
    assert len(asked.maya.direct_messages) == 1
    assert "Remind" not in (await asked.more(asked.lee)).buttons


async def test_who_is_missing_is_nobody_elses_to_see(asked: EarlyYears) -> None:
    for person in (asked.rosa, asked.sam):
        assert "Not heard yet" not in (await asked.more(person)).words


async def test_more_time_moves_the_deadline_on_the_card(asked: EarlyYears) -> None:
    before = asked.card.words
    await asked.more(asked.lee, "More time")
    said = await asked.fill(asked.lee, {"How much more time?": "2 workdays"})
    assert "There is more time" in said
    await asked.town.settle()
    assert asked.card.words != before


async def test_what_was_written_down_counts_once_they_say_yes(asked: EarlyYears) -> None:
    await asked.more(asked.lee, "Write down")
    await asked.fill(
        asked.lee,
        {
            "Who told you?": "Maya Thompson",
            "What did they say?": "OK, with a worry",
            "Their words": "Who keeps the list?",
        },
    )
    await asked.town.settle()
    assert "Heard 4 of 6" in asked.card.words
    told = asked.maya.direct_messages[-1]
    assert "Who keeps the list?" in told.words
    await asked.press(asked.maya, told, "Sí, eso dije")
    await asked.town.settle()
    assert "Heard 5 of 6" in asked.card.words


@pytest.mark.parametrize(
    ("how", "heading"),
    [
        ("Come back later", "For later: Paid meetings"),
        ("Take it to a meeting", "For our meeting: Paid meetings"),
    ],
)
async def test_the_facilitator_stops_a_round(asked: EarlyYears, how: str, heading: str) -> None:
    await asked.more(asked.lee, "Stop…")
    await asked.fill(
        asked.lee, {"What should happen?": how, "Why? The circle will read this.": "Winter break."}
    )
    await asked.town.settle()
    assert asked.heading == heading
    assert "Winter break." in asked.card.words


async def test_the_proposer_takes_it_back_and_somebody_proposes_it_again(asked: EarlyYears) -> None:
    await asked.more(asked.rosa, "Take it back")
    await asked.fill(asked.rosa)
    await asked.town.settle()
    assert asked.heading == "Withdrawn: Paid meetings"
    await asked.press(asked.sam, asked.card, "Propose again")
    await asked.sam.submit()
    await asked.fill(asked.sam, {"How do we decide?": "Ask at once"})
    await asked.town.settle()
    assert asked.heading == "OK to try? Paid meetings"
    assert "By Sam Levy" in asked.card.words


async def test_anyone_may_ask_to_talk_first(asked: EarlyYears) -> None:
    await asked.more(asked.maya, "Primero conversar")
    await asked.town.settle()
    assert asked.heading == "Questions first: Paid meetings"


async def test_somebody_asks_to_be_called_and_the_facilitator_is_told(asked: EarlyYears) -> None:
    await asked.more(asked.maya, "Llámenme")
    await asked.town.settle()
    assert "Maya Thompson" in asked.lee.direct_messages[-1].words


async def test_a_silent_proposer_is_carried_on_and_a_silent_facilitator_taken_over(
    circle: EarlyYears,
) -> None:
    await circle.proposes("Talk first")
    await circle.press(circle.maya, circle.card, "Ask a question")
    await circle.fill(circle.maya, {"¿Qué no te queda claro?": "¿Quién paga?"})
    await circle.town.until(lambda: "could use a hand" in circle.card.words, days=30)
    await circle.more(circle.sam, "Carry it on")
    await circle.sam.close()
    await circle.town.settle()
    more = await circle.more(circle.sam)
    assert "Ask everyone" in more.buttons

    await circle.press(circle.sam, more, "Ask everyone")
    await circle.town.settle()
    await circle.sees_problem(circle.connie, "There is no budget after March")
    await circle.all_say(but=(circle.connie,))
    await circle.closes()
    assert "Facilitarlo" not in (await circle.more(circle.maya)).words
    await circle.maya.close()
    await circle.town.pass_time(days=4)
    await circle.more(circle.lee)
    await circle.lee.close()
    assert "Facilitar yo" in (await circle.more(circle.maya)).buttons
    await circle.press(circle.maya, circle.maya.modal, "Facilitar yo")
    await circle.maya.close()
    assert "Tú facilitas" in (await circle.more(circle.maya)).words


async def test_late_words_are_kept_or_start_a_review(circle: EarlyYears) -> None:
    await circle.proposes()
    ask = circle.card
    old = list(ask.blocks)
    await circle.all_say()
    await circle.closes()
    ask.blocks, now = old, ask.blocks
    await circle.press(circle.sam, ask, "I see a problem")
    assert "closed" in circle.sam.modal.words
    await circle.fill(circle.sam, {circle.sam.modal.labels[0]: "The fund is empty."})
    await circle.press(circle.connie, ask, "I see a problem")
    labels = circle.connie.modal.labels
    look_again = next(
        text for text in circle.connie.modal.words.splitlines() if "ook again" in text and text != labels[1]
    )
    await circle.fill(circle.connie, {labels[0]: "The fund is empty!", labels[1]: look_again})
    ask.blocks = now
    await circle.town.settle()
    assert "review has begun" in await circle.town.sees_home(circle.rosa)


async def test_an_agreement_has_commitments_notes_and_reviews(circle: EarlyYears) -> None:
    await agreed(circle)
    for what, who in (("Open the fund", "Lee Wong"), ("Tell the families", "Sam Levy")):
        await circle.press(circle.rosa, circle.card, "Add who does what")
        await circle.rosa.submit({"What": what, "Who": who})
        await circle.fill(circle.rosa)
    await circle.town.settle()
    for person, label in ((circle.lee, "Yes, I will"), (circle.sam, "No")):
        await circle.town.sees_home(person)
        await circle.press(person, person.home, "Answer")
        await circle.press(person, person.modal, label)
        if label == "No":
            await person.submit()
        await person.close()
    await circle.town.settle()
    assert "Open the fund" in circle.card.words
    assert "Tell the families · nobody yet" in circle.card.words, (
        "it is still wanted, and no name stands there"
    )

    await circle.more(circle.maya, "Anotar lo que veo")
    await circle.fill(circle.maya, {circle.maya.modal.labels[0]: "Vinieron cinco."})
    await circle.more(circle.sam, "This isn't working")
    await circle.fill(circle.sam, {circle.sam.modal.labels[0]: "The fund is empty."})
    await circle.town.settle()
    assert "The review has begun" in await circle.town.sees_home(circle.rosa)


@pytest.mark.parametrize("choice", ["Keep it", "Change it", "Drop it"])
async def test_a_review_ends_by_a_round_of_its_own(circle: EarlyYears, choice: str) -> None:
    await agreed(circle)
    await circle.more(circle.sam, "This isn't working")
    await circle.fill(circle.sam, {circle.sam.modal.labels[0]: "The fund is empty."})
    await circle.town.sees_home(circle.rosa)
    at = circle.rosa.home.buttons.index("Open")
    assert at >= 0
    await circle.press(circle.rosa, circle.rosa.home, "Open")
    await circle.press(circle.rosa, circle.rosa.modal, "Review it")
    await circle.rosa.submit({"What should happen with it?": choice})
    changes = {"Say more": "We pay 20 dollars."} if choice == "Change it" else {}
    await circle.rosa.submit(changes)
    await circle.fill(circle.rosa, {"How do we decide?": "Ask at once"})
    await circle.town.settle()
    await circle.all_say()
    await circle.closes()
    assert circle.heading.startswith("Agreed: ")
    home = await circle.town.sees_home(circle.rosa)
    assert "Agreements (1)" in home, "One stands in the other's place"
    assert ("*Let go: Paid meetings*" in home) == (choice == "Drop it")
