"""A ballot is seen, answered by tap and by form, changed, closed and understood: in Slack, in Teams and on a phone's page."""

import re

import pytest
from playwright.async_api import Browser, BrowserContext

from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from tests.e2e.circle import ANAS_ADDRESS, EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.votes import QUESTION, a_ballot, rosa_asks
from tests.support.people_web import BrowserPerson

LINK = re.compile(r"http\S+/me/[^\s>]+")
WHY = "My bus stops there"


async def test_one_tap_votes_and_another_asks_before_it_changes_that(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot())
    assert card.buttons[-4:] == ["The library", "The clinic", "Online", "More…"]
    await circle.press(circle.lee, card, "The library")
    assert "Recorded: The library" in circle.lee.private_words[-1].words
    assert "You can change it until then" in circle.lee.private_words[-1].words
    await circle.press(circle.lee, card, "The clinic")
    assert "You said: The library. Change it to: The clinic?" in circle.lee.modal.words
    said = await circle.fill(circle.lee)
    assert "Recorded: The clinic" in said
    await circle.town.settle()
    assert "Heard 1 of 6" in circle.card.words
    assert "*Your answer:* *The clinic*" in (await circle.more(circle.lee)).words


async def test_the_form_presets_what_was_chosen_and_takes_a_reason(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(), Terms(reasons=Reasons.REQUIRED))
    assert "Vote" in card.buttons
    await circle.press(circle.sam, card, "Vote")
    await circle.sam.submit({"Which one do you choose?": "Online", "Why?": "  "})
    assert list(circle.sam.errors) == ["Why?"]
    said = await circle.fill(circle.sam, {"Which one do you choose?": "Online", "Why?": WHY})
    assert "Recorded: Online" in said
    assert WHY in said
    await circle.press(circle.sam, card, "Vote")
    assert "You said: Online" in circle.sam.modal.words
    said = await circle.fill(circle.sam, {"Which one do you choose?": "The clinic"})
    assert "Recorded: The clinic" in said
    assert WHY in said, "what was written before is still in the form"


async def test_a_tap_that_says_no_opens_the_form_where_who_disagrees_says_why(circle: EarlyYears) -> None:
    consensus = Ballot(Method.CONSENSUS, METHODS[Method.CONSENSUS].options)
    card = await rosa_asks(circle, consensus, Terms(reasons=Reasons.FOR_DISAGREEMENT))
    await circle.press(circle.lee, card, "I agree")
    assert "Recorded: I agree" in circle.lee.private_words[-1].words
    await circle.press(circle.sam, card, "I block it")
    assert "Needed if you do not agree." in circle.sam.modal.words
    await circle.sam.submit()
    assert list(circle.sam.errors) == ["Why?"]
    assert "Recorded: I block it" in await circle.fill(circle.sam, {"Why?": WHY})


async def test_a_final_vote_says_so_before_and_is_not_taken_again(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(), Terms(changeable=False))
    await circle.press(circle.lee, card, "Vote")
    assert "Once you send this, it is final." in circle.lee.modal.words
    await circle.fill(circle.lee, {"Which one do you choose?": "Online"})
    await circle.press(circle.lee, card, "Vote")
    assert "You said: Online" in circle.lee.modal.words
    assert "submit" not in circle.lee.modal.view


async def test_sitting_out_a_final_vote_is_asked_about_first(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(), Terms(changeable=False))
    await circle.press(circle.lee, card, "Vote")
    await circle.press(circle.lee, circle.lee.modal, "I'll sit this out")
    assert "Once you send this, it is final." in circle.lee.modal.words
    await circle.town.settle()
    assert "Heard 0 of 6" in circle.card.words
    assert "Recorded: I'll sit this out" in await circle.fill(circle.lee)
    await circle.town.settle()
    assert "Heard 1 of 6" in circle.card.words


async def test_what_was_written_down_counts_once_they_say_yes(circle: EarlyYears) -> None:
    await rosa_asks(circle, a_ballot())
    await circle.more(circle.lee, "Write down")
    told = {"Who told you?": "Sam Levy", "Which one do you choose?": "Online"}
    assert "Written down" in await circle.fill(circle.lee, told)
    await circle.town.settle()
    asked = circle.sam.direct_messages[-1]
    assert "Online" in asked.words
    await circle.press(circle.sam, asked, "Yes, I said that")
    await circle.town.settle()
    assert "Heard 1 of 6" in circle.card.words


async def test_sitting_it_out_and_coming_back(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(Method.APPROVAL))
    await circle.press(circle.lee, card, "Vote")
    await circle.press(circle.lee, circle.lee.modal, "I'll sit this out")
    assert "Recorded: I'll sit this out" in circle.lee.modal.words
    await circle.lee.close()
    await circle.press(circle.lee, card, "Vote")
    said = await circle.fill(circle.lee, {"Which would be good enough for you?": ["The library", "Online"]})
    assert "Recorded: The library and Online" in said


@pytest.mark.parametrize("shown", [Shown.ALWAYS, Shown.AFTER_ANSWERING])
async def test_how_it_stands_is_seen_by_whom_the_terms_let(circle: EarlyYears, shown: Shown) -> None:
    card = await rosa_asks(circle, a_ballot(), Terms(shown=shown))
    await circle.press(circle.lee, card, "The clinic")
    await circle.town.settle()
    assert ("So far" in circle.card.words) is (shown is Shown.ALWAYS)
    assert ("So far" in (await circle.more(circle.sam)).words) is (shown is Shown.ALWAYS)
    assert "So far" in (await circle.more(circle.lee)).words


async def test_a_member_adds_what_is_missing_and_the_card_shows_it(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(), Terms(members_add=True))
    await circle.press(circle.lee, card, "The clinic")
    await circle.more(circle.sam, "Add an option")
    await circle.sam.submit({"The option, in a few words": "the library"})
    assert list(circle.sam.errors) == ["The option, in a few words"]
    added = {"The option, in a few words": "At school", "What it means, if it needs saying": "From May on"}
    assert "Everyone can choose it now" in await circle.fill(circle.sam, added)
    await circle.town.settle()
    assert "At school" in circle.card.words
    await circle.press(circle.sam, circle.card, "Vote")
    assert "Recorded: At school" in await circle.fill(circle.sam, {"Which one do you choose?": "At school"})
    assert "*Your answer:* *The clinic*" in (await circle.more(circle.lee)).words


async def test_a_late_vote_is_told_kindly_and_its_words_are_kept(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot())
    old = {"text": {"text": "Online"}, "action_id": "a", "value": _value(card.blocks, "Online")}
    await all_choose(circle, "The clinic")
    await circle.closes()
    await circle.lee.press_as(circle.card, {**old, "action_id": old["value"]})
    await circle.town.behind()
    assert "too late for your vote" in circle.lee.modal.words
    said = await circle.fill(circle.lee, {"What would you like to say?": "I was away."})
    assert "beside the result" in said


async def all_choose(here: EarlyYears, label: str) -> None:
    for person in here.people:
        await here.press(person, here.card, label)
    await here.ana.open("/home")
    await here.ana.press("Answer", near=QUESTION)
    await here.ana.press(label)


def _value(blocks: list[dict[str, object]], label: str) -> str:
    from tests.fakes.slack_things import buttons_in

    return next(str(each["value"]) for each in buttons_in(blocks) if each["text"]["text"] == label)


# --- in three places ------------------------------------------------------------------------------------------


async def test_all_three_places_vote_and_say_the_same_at_the_end(both: BothSides) -> None:
    here = both.slack
    await rosa_asks(here, a_ballot())
    await both.settle()
    there = both.there
    await both.nora.press(there, "The clinic")
    assert "Anotado: The clinic" in both.nora.sees(there)
    await both.omar.press(there, "Online")
    assert "Anotado: Online" in both.omar.sees(there)
    for person in here.people:
        await here.press(person, here.card, "The clinic")
    await here.ana.open("/home")
    await here.ana.press("Answer", near=QUESTION)
    await here.ana.press("The library")
    assert here.ana.sees("Recorded: The library")
    await both.settle()
    sealed = here.card.words + there.words + here.ana.html
    assert "6 of 8" not in sealed
    await here.closes()
    await both.settle()
    assert here.card.words.startswith(f"Decided: {QUESTION}\nThe clinic, with 6 of 8 votes.")
    assert "8 of 8 heard: 8 voted." in here.card.words
    assert f"Decidido: {QUESTION}\nThe clinic, con 6 de 8 votos." in there.words
    for words in ("The clinic, with 6 of 8 votes.", "The library"):
        assert words in await _result_on_her_page(here), words


async def test_on_a_phone_dots_are_given_and_the_result_is_read(both: BothSides, browser: Browser) -> None:
    here = both.slack
    await rosa_asks(here, a_ballot(Method.DOTS, budget=3))
    await here.press(here.lee, here.card, "Vote")
    await here.lee.submit({"The library": "3", "Online": "2"})
    assert "That is 5 dots, and you have 3" in " ".join(here.lee.errors.values())
    await here.fill(here.lee, {"The library": "3", "Online": "0"})
    for person in (here.rosa, here.sam, here.connie, here.maya):
        await here.press(person, here.card, "Vote")
        await here.fill(person, {"The clinic": "2"})
    ana, phone = await _on_her_phone(both, browser)
    await ana.press("Vote")
    await ana.sees("You have 3 dots. Where do you put them?")
    for _ in range(2):
        await ana.page.get_by_role("button", name="One more").nth(1).tap()
    await _fits(ana)
    await ana.press("Send")
    await ana.sees("Recorded: The clinic 2")
    await _fits(ana)
    await both.nora.press(both.there, "Votar")
    await both.nora.submit({"Online": "1"})
    await both.omar.press(both.there, "Votar")
    await both.omar.submit({"Online": "1"})
    await here.closes()
    await both.settle()
    await ana.sees("The clinic, with 10 dots from 8 people.")
    await _fits(ana)
    await phone.close()


async def _on_her_phone(both: BothSides, browser: Browser) -> tuple[BrowserPerson, BrowserContext]:
    """By the link in the letter that asks her."""
    town = both.side.town

    def links() -> list[str]:
        return [link for letter in town.mail.to(ANAS_ADDRESS) for link in LINK.findall(letter)]

    await town.until(links)
    phone = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-US")
    page = await phone.new_page()
    page.set_default_timeout(30_000)
    ana = BrowserPerson(page, town.url)
    await ana.open(links()[-1])
    return ana, phone


async def _fits(ana: BrowserPerson) -> None:
    assert await ana.page.evaluate("document.documentElement.scrollWidth") <= 390


async def _result_on_her_page(here: EarlyYears) -> str:
    await here.ana.open("/home")
    await here.ana.press("Open early-years")
    await here.ana.press(f"Open {QUESTION}")
    return here.ana.text
