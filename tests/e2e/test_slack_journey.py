"""A proposal's way from a channel that is no circle yet to an agreement, in the words that people see on buttons.

A parent partner without an account takes part by her own link, in the same round.
"""

import pytest

from tests.e2e.circle import MUST_BE_HEARD, PROPOSAL, EarlyYears
from tests.e2e.neighbourhood import Neighbourhood

HARM = "There is no budget after March"
WORRY = "¿Quién lleva la cuenta?"


async def test_a_proposal_goes_all_the_way_with_a_problem_on_it(
    each_town: Neighbourhood, caplog: pytest.LogCaptureFixture
) -> None:
    here = await EarlyYears.meet(each_town)
    await a_channel_becomes_a_circle(here)
    await here.say_who_belongs()
    await here.invite_ana()
    await questions_and_reactions(here)
    await a_better_text(here)
    await everyone_answers(here, caplog)
    await the_problem_is_tested(here)
    await the_problem_is_fixed(here)
    await the_new_version_is_agreed(here)
    await old_buttons_say_what_is_now(here)


async def a_channel_becomes_a_circle(here: EarlyYears) -> None:
    """By its first proposal: one question, and good defaults."""
    lee, rosa = here.lee, here.rosa
    await lee.invites_rondo(here.channel)
    await here.town.behind()
    assert here.channel.messages == []
    assert "Its 5 people are the circle" in lee.private_words[-1].words
    assert not rosa.private_words

    await rosa.command("/rondo propose Paid meetings", here.channel)
    await rosa.until_modal(MUST_BE_HEARD)
    await rosa.submit({MUST_BE_HEARD: ["parent partners"], "Everything else": "Let me look at it"})
    await rosa.submit({"Who facilitates?": "Lee Wong"})
    assert rosa.modal.title == "New proposal"
    assert "Paid meetings" in rosa.modal.words
    await rosa.submit(PROPOSAL)
    assert "The path: about" in rosa.modal.words
    await here.fill(rosa, {"How do we decide?": "Talk first"})
    await here.town.settle()
    assert here.card.words.startswith("Questions first: Paid meetings")


async def questions_and_reactions(here: EarlyYears) -> None:
    """A question by form and one from the thread; reactions gather in one post; the proposer is told once."""
    town, card = here.town, here.card
    await here.press(here.maya, card, "Ask a question")
    await here.fill(here.maya, {"¿Qué no te queda claro?": "¿Quién paga?"})
    said = here.sam.says("Is it before tax?", here.channel, thread=card)
    await here.sam.shortcut("Ask this in the round", said)
    await town.behind()
    assert "Is it before tax?" in here.sam.modal.words
    await here.fill(here.sam)
    reactions = ((here.lee, "Good. We miss one parent in four."), (here.sam, "Pay for child care too?"))
    for person, words in reactions:
        await here.press(person, card, "Share a reaction")
        await here.fill(person, {"What do you think of it?": words})
        await town.settle()
    gathered = [post for post in here.channel.thread(card) if "reaction" in post.words]
    assert len(gathered) == 1
    assert "2 reactions" in gathered[0].words
    assert "child care too" in gathered[0].words

    await town.pass_time(hours=12)
    (told,) = here.rosa.direct_messages
    assert told.words.count("Answer") == 2
    for words in ("The agency, from its own money.", "Yes, before tax."):
        await here.press(here.rosa, told, "Answer")
        await here.fill(here.rosa, {"Your answer": words})
    await town.settle()
    assert "Yes, before tax." in "".join(post.words for post in here.channel.thread(card))


async def a_better_text(here: EarlyYears) -> None:
    """Connie has said nothing: the stage turns by time. The proposer changes the text, and asks everyone."""
    assert "Nothing waits for you now" in await reads(here), "She joined when the questions had begun"
    await here.town.until(lambda: here.card.words.startswith("Working on the text"))
    change = next(each for each in here.rosa.direct_messages if "Change the text" in each.buttons)
    await here.press(here.rosa, change, "Change the text")
    await here.fill(
        here.rosa,
        {
            "Say more": "We pay parents 25 dollars for each meeting, and child care.",
            "Whose words does this change answer?": ["Sam Levy (members): Pay for child care too?"],
        },
    )
    await here.press(here.rosa, change, "Ask everyone")
    await here.town.settle()
    assert here.card.words.startswith("OK to try? Paid meetings")
    assert here.card.buttons[-4:] == ["OK to try", "OK, with a worry", "I see a problem", "More…"]
    assert "parent partners 0 of 1 (needed)" in here.card.words


async def everyone_answers(here: EarlyYears, caplog: pytest.LogCaptureFixture) -> None:
    card = here.card
    for _ in range(2):
        await here.press(here.maya, card, "OK to try")
    assert "Sí, probemos" in here.maya.private_words[-1].words
    await here.press(here.maya, card, "OK, with a worry")
    await here.maya.submit({"¿Qué te inquieta?": "   "})
    assert list(here.maya.errors) == ["¿Qué te inquieta?"]
    await here.fill(here.maya, {"¿Qué te inquieta?": WORRY})

    assert "you see a problem" in await here.sees_problem(here.sam, HARM)
    await here.press(here.sam, card, "OK to try")
    assert "You said that you see a problem. Change it to OK to try?" in here.sam.modal.words
    await here.sam.close()
    for person in (here.lee, here.rosa, here.connie):
        await here.press(person, card, "OK to try")
    await here.town.settle()
    assert "Heard 5 of 6" in card.words

    assert "Waiting for you (1)" in await reads(here)
    await here.ana_says("OK to try")
    assert here.ana.sees("Recorded: OK to try")
    await here.town.settle()
    assert "All are heard. It closes" in card.words
    await nothing_is_known_yet(here, caplog)
    await here.closes()
    assert HARM in card.words
    assert "parent partners" not in card.words


async def reads(here: EarlyYears) -> str:
    await here.ana.open("/home")
    return here.ana.text


async def nothing_is_known_yet(here: EarlyYears, caplog: pytest.LogCaptureFixture) -> None:
    """Sealed: in no message, log or page of anybody else is there a word of it, nor who said what."""
    own = {here.sam.user, here.maya.user}
    seen = [each.words for channel in here.town.slack.channels.values() for each in channel.messages]
    seen += [each.words for each in here.town.slack.private_words if each.to not in own]
    for person in (here.lee, here.rosa):
        seen.append(await here.town.sees_home(person))
        seen.append((await here.more(person, "Read all")).words)
        await person.close()
    await here.ana.open("/home")
    await here.ana.press("Open early-years")
    await here.ana.press("Open Paid meetings")
    seen += [here.ana.html, caplog.text]
    for secret in (HARM, WORRY, "sees a problem", "with a worry: ", "1 OK with a worry"):
        assert not [words for words in seen if secret in words], secret


async def the_problem_is_tested(here: EarlyYears) -> None:
    """Asked for by two people of different organisations; one answer to fix it first settles it."""
    await here.more(here.maya, "Preguntar al grupo")
    await here.maya.close()
    assert here.card.words.startswith("Looking for a fix")
    await here.more(here.connie, "Ask the circle")
    await here.connie.close()
    await here.town.settle()
    assert "Should we fix this before we try it?" in here.card.words
    await here.press(here.lee, here.card, "Try it anyway")
    await here.fill(here.lee, {"Why?": "March is far away."})
    await here.press(here.maya, here.card, "Fix this first")
    await here.fill(here.maya, {"¿Por qué?": "Es un riesgo de verdad."})
    await here.town.settle()
    assert here.card.words.startswith("Looking for a fix")


async def the_problem_is_fixed(here: EarlyYears) -> None:
    await here.press(here.lee, here.card, "Suggest a fix")
    await here.fill(
        here.lee, {"What kind of fix is it?": "Change the text", "Your idea": "Pay from the family fund."}
    )
    await here.more(here.rosa, "Change the text")
    await here.fill(
        here.rosa,
        {
            "Say more": "We pay parents 25 dollars for each meeting, and child care, from the family fund.",
            "Whose words does this change answer?": [f"Sam Levy (providers): {HARM}"],
        },
    )
    await here.town.settle()
    asked = here.sam.direct_messages[-1]
    assert "Is your problem fixed?" in asked.words
    await here.press(here.sam, asked, "Fixed for me")
    await here.town.settle()


async def the_new_version_is_agreed(here: EarlyYears) -> None:
    """Everyone is asked again; nobody starts from nothing."""
    assert "version 3" in here.card.words
    assert "Heard 0 of 6" in here.card.words
    (ask,) = (each for each in here.maya.direct_messages if "Sigue bien" in each.buttons)
    assert "la versión 2" in ask.words
    await here.press(here.maya, ask, "Sigue bien")
    for person in (here.lee, here.rosa, here.connie):
        await here.press(
            person, next(each for each in person.direct_messages if "Still OK" in each.buttons), "Still OK"
        )
    ask = next(each for each in here.sam.direct_messages if "OK to try" in each.buttons)
    assert "You saw a problem in version 2" in ask.words
    await here.press(here.sam, ask, "OK to try")
    await here.town.pass_time(hours=48)
    assert not here.card.words.startswith("Agreed"), "A parent partner has not been heard"
    await here.ana_says("Still OK")
    await here.closes()
    assert here.card.words.startswith("Agreed: Paid meetings")
    assert "parent partners 1 of 1" in here.card.words
    results = [each for each in here.channel.cards if "In force now" in each.words]
    assert len(results) == 2, "The card itself, and its result said aloud"
    assert "Acuerdos vigentes (1)" in await here.town.sees_home(here.maya)
    assert "Agreements (1)" in await reads(here)


async def old_buttons_say_what_is_now(here: EarlyYears) -> None:
    """A card of long ago, still on somebody's screen."""
    before = [each.words for each in here.channel.messages]
    old = {"text": {"text": "OK to try"}, "action_id": "a", "value": ""}
    folded = [each.words for each in here.lee.direct_messages if each.versions > 1]
    assert folded
    assert all(
        line.startswith(("Agreed: Paid meetings", "Paid meetings: this has moved on")) for line in folded
    )
    for label in ("consent", "objection", "ask_everyone"):
        value = f"v1|{label}|{round_of(here)}|1.1"
        await here.lee.press_as(here.card, {**old, "value": value, "action_id": value})
        await here.town.behind()
    told = here.lee.private_words[-1].words + here.lee.modal.words
    assert "agreed" in told.lower()
    await here.lee.close()
    await here.town.settle()
    assert [each.words for each in here.channel.messages] == before


def round_of(here: EarlyYears) -> str:
    """The round's id, as its card's buttons carry it."""
    from tests.fakes.slack_things import buttons_in

    values = [button["value"] for button in buttons_in(here.card.blocks) if "|more|" in button["value"]]
    return str(values[0].split("|")[2])
