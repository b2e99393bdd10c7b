"""A selection, from its form to a yes: in Slack, in the browser and in three places, with a no and a problem on the way."""

from tests.e2e.circle import EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.test_web_journey import window
from tests.fakes.slack_person import SlackPerson
from tests.fakes.slack_things import Message

ROLE, PURPOSE = "Scribe", "So that nobody misses what we agreed."
WHO, WHY = "Who would do this well?", "Why?"
WHOM, REASONS = "Whom do you propose?", "For which reasons?"


async def rosa_asks(here: EarlyYears, **fields: str) -> Message:
    """By the chooser, which suggests it; its card in the channel."""
    rosa = here.rosa
    await rosa.command(f"/rondo vote {ROLE}", here.channel)
    await here.town.behind()
    need = {"What do you need?": "Choose somebody for a role", "Or pick a way yourself": "Suggest one to me"}
    await rosa.submit(need)
    assert "We suggest: Choose people for a role" in rosa.modal.words
    await rosa.submit()
    await rosa.submit({"What is it for?": PURPOSE, "For how long?": "A year", **fields})
    assert "The facilitator proposes somebody" in rosa.modal.words
    await here.fill(rosa)
    await here.town.settle()
    return here.card


async def nominates(here: EarlyYears, person: SlackPerson, whom: str, why: str) -> str:
    label = next(each for each in here.card.buttons if each in ("Nominate somebody", "Change mine"))
    await here.press(person, here.card, label)
    return await here.fill(person, {WHO: whom, WHY: why})


async def goes_on(here: EarlyYears, words: str) -> None:
    await here.town.until(lambda: words in here.card.words, days=21)


async def told(here: EarlyYears, **fields: str) -> Message:
    """Two are nominated, and all read why."""
    await rosa_asks(here, **fields)
    await nominates(here, here.lee, "Sam Levy", "His notes come the same day.")
    await nominates(here, here.sam, "Connie Ext", "She listens.")
    await goes_on(here, "Here are the reasons.")
    return here.card


async def proposed(here: EarlyYears, whom: str = "Sam Levy", **fields: str) -> Message:
    await told(here, **fields)
    await goes_on(here, "reads the reasons and proposes somebody")
    await here.press(here.lee, here.lee.direct_messages[-1], "Propose somebody")
    await here.fill(here.lee, {WHOM: whom, REASONS: "The notes are read by those who were away."})
    await here.town.settle()
    return here.card


async def all_are_ok(here: EarlyYears, *, but: tuple[SlackPerson, ...] = ()) -> None:
    for person in here.people:
        if person not in but:
            await here.press(person, here.card, "OK to try")
    await here.ana.open("/home")
    await here.ana.press("Answer", near=ROLE)
    await here.ana.press("OK to try")
    await here.town.settle()


async def test_somebody_is_nominated_proposed_consented_to_and_takes_it(circle: EarlyYears) -> None:
    here = circle
    card = await rosa_asks(here)
    assert card.buttons[-3:] == ["Nominate somebody", "I pass", "More…"]
    await here.press(here.lee, card, "Nominate somebody")
    await here.lee.submit({WHO: "Sam Levy", WHY: "  "})
    assert list(here.lee.errors) == [WHY]
    said = await here.fill(here.lee, {WHO: "Sam Levy", WHY: "His notes come the same day."})
    assert "Recorded: you nominate Sam Levy" in said
    await here.press(here.sam, card, "Nominate somebody")
    assert "Recorded: I pass" in await here.fill(here.sam, {WHO: "Nobody: I pass", WHY: "Please not me."})
    await here.press(here.connie, card, "I pass")
    await here.town.settle()
    assert "Heard 3 of 6" in here.card.words
    assert "same day" not in here.card.words
    await goes_on(here, "Here are the reasons.")
    assert "His notes come the same day." in here.card.words
    assert "Lee Wong (members) nominates Sam Levy" in here.card.words
    assert await nominates(here, here.rosa, "Connie Ext", "She asks when she is not sure.")
    await here.press(here.lee, here.card, "Nothing to change")
    await goes_on(here, "Lee Wong reads the reasons and proposes somebody.")
    await here.press(here.sam, here.card, "Read all")
    for words in ("His notes come the same day.", "Please not me.", "She asks when she is not sure."):
        assert words in here.sam.modal.words
    await here.sam.close()
    asked = here.lee.direct_messages[-1]
    assert "your turn to propose somebody" in asked.words
    await here.press(here.lee, asked, "Propose somebody")
    await here.lee.submit({WHOM: "Sam Levy", REASONS: "  "})
    assert list(here.lee.errors) == [REASONS]
    done = await here.fill(here.lee, {WHOM: "Sam Levy", REASONS: "Those who were away read them."})
    assert "We ask everyone now: “Scribe: Sam Levy”" in done
    await here.town.settle()
    assert here.card.words.startswith("Scribe: Sam Levy\nThose who were away read them.")
    assert "Is it OK to try this with Sam Levy?" in here.card.words
    await all_are_ok(here)
    await goes_on(here, "Now we wait for a yes from Sam Levy.")
    asked = here.sam.direct_messages[-1]
    assert "nobody sees a problem. Do you take it?" in asked.words
    await here.press(here.sam, asked, "Yes, I take it")
    await here.town.settle()
    assert here.card.words.startswith("Chosen: Sam Levy · Scribe")
    assert "A year" in here.card.words


async def test_what_somebody_says_on_the_phone_is_written_down_and_theirs_to_confirm(
    circle: EarlyYears,
) -> None:
    here = circle
    await rosa_asks(here)
    await here.more(here.lee, "Write down")
    told = {"Who told you?": "Connie Ext", "Whom do they nominate?": "Sam Levy", WHY: "He reads it aloud."}
    assert "It counts once they say yes to it." in await here.fill(here.lee, told)
    await here.town.settle()
    assert "Heard 0 of 6" in here.card.words
    asked = here.connie.direct_messages[-1]
    assert "The facilitator wrote down your answer to “Scribe”." in asked.words
    assert "Sam Levy" in asked.words
    await here.press(here.connie, asked, "Yes, I said that")
    await goes_on(here, "Here are the reasons.")
    assert "nominates Sam Levy · written down by Lee Wong" in here.card.words


async def test_a_no_is_kind_and_somebody_else_is_proposed(circle: EarlyYears) -> None:
    here = circle
    await proposed(here)
    await all_are_ok(here)
    await goes_on(here, "Now we wait for a yes")
    await here.press(here.sam, here.sam.direct_messages[-1], "No, thank you")
    await here.fill(here.sam, {"Would you like to say why? All can read it.": "My evenings are full."})
    await here.town.settle()
    assert "My evenings are full." in here.card.words
    assert "Sam Levy says thank you, and no" in here.card.words
    await here.more(here.lee, "Propose somebody")
    await here.fill(here.lee, {WHOM: "Connie Ext", REASONS: "She listens."})
    await here.town.settle()
    assert here.card.words.startswith("Scribe: Connie Ext")


async def test_a_problem_is_solved_by_another_term_and_everyone_is_asked_anew(circle: EarlyYears) -> None:
    here = circle
    await proposed(here)
    await here.press(here.connie, here.card, "I see a problem")
    await here.fill(here.connie, {"What problem do you see?": "A year is long beside his other tasks."})
    await all_are_ok(here, but=(here.connie,))
    await goes_on(here, "A year is long beside his other tasks.")
    await here.more(here.lee, "Propose somebody")
    await here.fill(
        here.lee, {WHOM: "Sam Levy", REASONS: "For a shorter time.", "For how long?": "Three months"}
    )
    await here.town.settle()
    again = "This is proposed now. We ask everyone again."
    assert any(again in each.words for each in here.channel.messages)
    await all_are_ok(here)
    await goes_on(here, "Now we wait for a yes from Sam Levy.")
    await here.press(here.sam, here.card, "Read all")
    assert "Three months" in here.sam.modal.words
    assert "Everyone was asked anew" in here.sam.modal.words


async def test_with_nobody_nominated_it_says_so_and_can_be_asked_again(circle: EarlyYears) -> None:
    here = circle
    card = await rosa_asks(here)
    for person in here.people:
        await here.press(person, card, "I pass")
    await here.town.until(lambda: here.heading.startswith("No result"), days=40)
    assert "Nobody was nominated." in here.card.words
    await here.press(here.rosa, here.card, "Ask again")
    assert PURPOSE in here.rosa.modal.words


async def test_in_the_browser_it_is_set_up_nominated_proposed_and_accepted(circle: EarlyYears) -> None:
    here = circle
    rosa, lee, sam = [await window(here, each) for each in (here.rosa, here.lee, here.sam)]
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Ask the group")
    await rosa.choose("Or pick a way yourself", "Choose people for a role")
    await rosa.press("Next")
    await rosa.fill("Which role?", ROLE)
    await rosa.press("Preview")
    assert "Before it can open:" in rosa.text
    await rosa.press("Edit")
    await rosa.fill("What is it for?", PURPOSE)
    await rosa.press("Preview")
    await rosa.press("Ask for nominations")
    await here.town.settle()

    async def opens(person: object) -> None:
        await person.open("/home")  # type: ignore[attr-defined]
        await person.press("Open early-years")  # type: ignore[attr-defined]
        await person.press(f"Open {ROLE}")  # type: ignore[attr-defined]

    for person in (rosa, lee, here.ana):
        await person.open("/home")
        await person.press("Answer", near=ROLE)
        await person.press("Nominate somebody")
        await person.choose(WHO, "Sam Levy")
        await person.fill(WHY, f"Reason of {person.name or 'Ana'}.")
        await person.press("Send")
        assert "Recorded: you nominate Sam Levy" in person.text
    await opens(sam)
    assert "Reason of" not in sam.text
    await here.town.until(lambda: "Here are the reasons." in here.card.words, days=21)
    await opens(sam)
    assert "Reason of" in sam.text
    assert "3 " not in sam.text.partition("Nominations and reasons")[2].partition("The role")[0]
    await here.town.until(lambda: "reads the reasons" in here.card.words, days=21)
    await opens(lee)
    await lee.press("Propose somebody")
    await lee.choose(WHOM, "Sam Levy")
    await lee.fill(REASONS, "All three of us have read them.")
    await lee.press("Ask everyone")
    for person in (rosa, lee, sam, here.ana):
        await opens(person)
        await person.press("OK to try")
    await here.town.until(lambda: "Now we wait for a yes" in here.card.words, days=21)
    await opens(sam)
    await sam.press("Yes, I take it")
    assert "You have said yes" in sam.text
    await opens(rosa)
    assert "Chosen: Sam Levy · Scribe" in rosa.text


# --- in three places ------------------------------------------------------------------------------------------


async def test_all_three_places_nominate_and_read_the_reasons(both: BothSides) -> None:
    here = both.slack
    await rosa_asks(here)
    await both.settle()
    nora = both.nora.person.name
    await both.nora.press(both.there, "Nominar a alguien")
    await both.nora.submit({"¿Quién lo haría bien?": nora, "¿Por qué?": "Me gusta escribir."})
    assert f"nominas a {nora}" in both.nora.dialog_words
    await nominates(here, here.lee, nora, "She writes so that all can follow.")
    await here.ana.open("/home")
    await here.ana.press("Answer", near=ROLE)
    await here.ana.press("I pass")
    await both.settle()
    await goes_on(here, "Here are the reasons.")
    await both.settle()
    assert "Me gusta escribir." in here.card.words
    assert "She writes so that all can follow." in both.there.words
    assert f"nomina a {nora}" in both.there.words
