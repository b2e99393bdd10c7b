"""Who may answer a vote, and when it is open: in Slack, in Teams and in the browser."""

import re
from datetime import timedelta

from decisions.rounds.ballots.terms import Terms
from tests.e2e.circle import EarlyYears
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.several_places import BothSides
from tests.e2e.test_ballot_setup import OPTIONS, asks
from tests.e2e.test_web_journey import window
from tests.e2e.votes import QUESTION, a_ballot, rosa_asks
from tests.fakes.slack_person import SlackPerson
from tests.support.people_web import WebPerson

WHY = "Two families could not come in."
JOIN = re.compile(r"http\S+/join/[\w-]+")


async def sets(here: EarlyYears, **settings: str | list[str]) -> str:
    """Rosa's draft, set up as far as the preview, which then stands in front of her."""
    await asks(here)
    await here.rosa.submit({"Options, one a line": OPTIONS})
    await here.press(here.rosa, here.rosa.modal, "Settings")
    await here.rosa.submit(dict(settings))
    assert not here.rosa.errors
    return here.rosa.modal.words


async def all_vote(here: EarlyYears, label: str = "The clinic") -> None:
    for person in here.people:
        await here.press(person, here.card, label)
    await here.ana.open("/home")
    await here.ana.press("Answer", near=QUESTION)
    await here.ana.press(label)


async def reopens(here: EarlyYears) -> None:
    day = (here.town.clock.now() + timedelta(days=6)).date().isoformat()
    await here.more(here.lee, "Open again")
    await here.lee.submit({"Until when can people answer?": day, "Why? The circle will read this.": " "})
    assert list(here.lee.errors) == ["Why? The circle will read this."]
    said = await here.fill(here.lee, {"Why? The circle will read this.": WHY})
    assert "It is open again until" in said
    await here.town.settle()


# --- who may answer -------------------------------------------------------------------------------------------


async def test_a_vote_that_is_asked_of_some_people_says_so_to_the_others(circle: EarlyYears) -> None:
    here = circle
    some = {"Who may answer?": "Only some people, chosen below", "These people": ["Lee Wong", "Ana Pérez"]}
    await asks(here)
    await here.rosa.submit({"Options, one a line": OPTIONS})
    await here.press(here.rosa, here.rosa.modal, "Settings")
    await here.rosa.submit({"Who may answer?": some["Who may answer?"]})
    assert list(here.rosa.errors) == ["These people"]
    await here.rosa.submit(some)
    assert "early-years · 2 people: Lee Wong and Ana Pérez" in here.rosa.modal.words
    await here.fill(here.rosa)
    await here.town.settle()
    assert "Asked of: Lee Wong and Ana Pérez. Everyone can read along." in here.card.words
    await here.press(here.sam, here.card, "Online")
    assert "This is asked of some of the circle." in here.sam.private_words[-1].words
    assert "This vote is asked of: Lee Wong and Ana Pérez." in (await here.more(here.sam)).words
    await here.press(here.lee, here.card, "Online")
    await here.town.settle()
    assert "Heard 1 of 2" in here.card.words


# --- it opens later -------------------------------------------------------------------------------------------


async def test_a_vote_opens_by_itself_on_its_day(circle: EarlyYears) -> None:
    here = circle
    day = (here.town.clock.now() + timedelta(days=2)).date().isoformat()
    preview = await sets(here, **{"When does it open?": day})
    assert "Opens  Wednesday 9 am" in preview.replace("*", "")
    said = await here.fill(here.rosa)
    assert "opens by itself Wednesday 9 am" in said
    await here.town.settle()
    before = len(here.channel.messages)
    rosa = await window(here, here.rosa)
    await rosa.open("/home")
    assert rosa.sees("It opens by itself Wednesday 9 am")
    await here.town.pass_time(days=1)
    assert len(here.channel.messages) == before
    await here.town.pass_time(days=1)
    assert here.heading == QUESTION


async def test_its_author_opens_it_sooner_or_holds_it_back(circle: EarlyYears) -> None:
    here, rosa = circle, circle.rosa
    day = (here.town.clock.now() + timedelta(days=2)).date().isoformat()
    await sets(here, **{"When does it open?": day})
    await rosa.submit()
    await here.press(rosa, rosa.modal, "Look")
    assert "It opens by itself Wednesday 9 am" in rosa.modal.words
    await here.press(rosa, rosa.modal, "Edit")
    await rosa.submit({"Options, one a line": "The library"})
    assert list(rosa.errors) == ["Options, one a line"], "what is about to open stays whole"
    await rosa.submit({"Options, one a line": OPTIONS})
    assert "It opens by itself Wednesday 9 am" in rosa.modal.words
    await here.press(rosa, rosa.modal, "Hold it back")
    assert "It opens by itself" not in rosa.modal.words
    await rosa.submit()
    await here.press(rosa, rosa.modal, "Look")
    await here.press(rosa, rosa.modal, "Open it now")
    await here.town.settle()
    assert here.heading == QUESTION


# --- it is opened again ---------------------------------------------------------------------------------------


async def test_a_closed_vote_is_opened_again_and_all_are_told_why(circle: EarlyYears) -> None:
    here = circle
    await rosa_asks(here, a_ballot())
    card = here.card
    await all_vote(here)
    await here.town.until(lambda: here.heading.startswith("Decided:"), days=21)
    result = here.channel.messages[-1]
    assert "Decided" in result.words
    await reopens(here)
    told = here.channel.messages[-1]
    assert "had closed and is open again" in told.words
    assert WHY in told.words
    assert WHY in card.words
    assert "Heard 6 of 6" in card.words
    assert "Decided" not in result.words
    assert "The clinic, with" not in card.words
    await here.press(here.sam, told, "Online")
    assert "You said: The clinic. Change it to: Online?" in here.sam.modal.words
    await here.fill(here.sam)
    await here.town.until(lambda: here.heading.startswith("Decided:"), days=21)
    assert "The clinic, with 5 of 6 votes." in here.card.words


# --- somebody else answers ------------------------------------------------------------------------------------


async def test_a_stand_in_is_named_in_the_browser_and_answers_in_slack(circle: EarlyYears) -> None:
    here, ana, sam = circle, circle.ana, circle.sam
    await ana.open("/home")
    await ana.press("Open early-years")
    await ana.press("Name a stand-in")
    await ana.fill("Until", "2020-01-01")
    await ana.choose("Who answers for you?", "Sam Levy · Riverbend Clinic")
    await ana.press("Save")
    assert ana.errors == ["Please choose a day that is still to come."]
    await ana.fill("Until", (here.town.clock.now() + timedelta(days=9)).date().isoformat())
    await ana.press("Save")
    assert ana.sees("They are told, and may say no.")
    await here.town.settle()
    assert "Ana Pérez asks you to answer votes for them in early-years" in sam.direct_messages[-1].words

    await rosa_asks(here, a_ballot(), Terms(stand_ins=True))
    more = await here.more(sam)
    assert "For Ana Pérez too?" in more.words
    await here.press(sam, more, "Answer for them")
    assert "You answer for Ana Pérez." in sam.modal.words
    assert "It counts until they answer themselves" in await here.fill(
        sam, {"Which one do you choose?": "Online"}
    )
    assert "You answered for Ana Pérez: Online" in (await here.more(sam)).words
    await here.town.settle()
    assert "Heard 1 of 6" in here.card.words

    await ana.open("/home")
    await ana.press("Open early-years")
    await ana.press(f"Open {QUESTION}")
    assert ana.sees("Sam Levy has answered for you: Online. Your own answer takes its place.")
    await ana.press("The clinic")
    assert ana.sees("Recorded: The clinic")
    assert "Answer for them" not in (await here.more(sam)).buttons

    await here.press(sam, sam.direct_messages[-1], "No, thanks")
    await ana.open("/home")
    await ana.press("Open early-years")
    assert not ana.sees("Sam Levy answers for Ana Pérez")


# --- guests ---------------------------------------------------------------------------------------------------


async def guest_link(here: EarlyYears, who: SlackPerson) -> str:
    await here.more(who, "Invite a guest")
    await who.submit(
        {"Their name": "Noor Aziz", "They speak for": "schools", "They belong to": "Riverbend Clinic"}
    )
    assert not who.errors
    found = JOIN.search(who.modal.words)
    assert found, who.modal.words
    await who.close()
    return found[0]


async def test_a_guest_answers_one_vote_by_a_link_in_their_own_language(circle: EarlyYears) -> None:
    here, town = circle, circle.town
    await rosa_asks(here, a_ballot(), Terms(guests=True))
    link = await guest_link(here, here.rosa)
    noor = await _opened(town, link, "es")
    assert noor.title == f"Te preguntamos: {QUESTION}"
    assert noor.sees("Rosa Díaz de early-years")
    assert noor.value("Tu nombre") == "Noor Aziz"
    await noor.press("Unirme")
    await noor.press("Seguir")
    assert noor.sees(QUESTION)
    await noor.press("The clinic")
    assert noor.sees("Anotado: The clinic")
    await town.settle()
    assert "Heard 1 of 7" in here.card.words
    assert "1 guest from outside the circle is asked, too." in here.card.words

    again = await _opened(town, link, "en")
    assert again.status == 410
    assert again.sees("This invitation has been used, is too old")
    await here.ana.open(link)
    assert here.ana.status == 410, "it was used: nobody learns for whom it was"

    late = await guest_link(here, here.lee)
    await noor.open("/home")
    assert not noor.sees("early-years · ")
    await all_vote(here, "Online")
    await town.until(lambda: here.heading.startswith("Decided:"), days=21)
    assert "Online, with 6 of 7 votes." in here.card.words
    closed = await _opened(town, late, "en")
    assert closed.status == 410


async def _opened(town: Neighbourhood, link: str, language: str) -> WebPerson:
    client = town.window()
    client.headers["accept-language"] = language
    return await WebPerson.by_link(client, link)


# --- in three places ------------------------------------------------------------------------------------------


async def test_in_teams_too_it_is_opened_again_and_all_are_told_why(both: BothSides) -> None:
    here, nora, omar = both.slack, both.nora, both.omar
    closes = Terms(closes_at=here.town.clock.now() + timedelta(days=3))
    await rosa_asks(here, a_ballot(), closes)
    await both.settle()
    there = both.there
    await nora.press(there, "The clinic")
    assert "Anotado: The clinic" in nora.sees(there)
    await all_vote(here)
    await here.town.until(lambda: here.heading.startswith("Decided:"), days=21)
    await both.settle()
    await reopens(here)
    await both.settle()
    told = both.general.posts[-1]
    assert "había cerrado y está abierta de nuevo" in told.words
    assert WHY in told.words
    await omar.press(told, "Online")
    assert "Anotado: Online" in omar.sees(told)


async def test_in_teams_too_somebody_answers_for_another_one(both: BothSides) -> None:
    here, maya, nora = both.slack, both.slack.maya, both.nora
    await maya.command("/rondo circle", here.channel)
    await both.side.behind()
    await here.press(maya, maya.modal, "Nombrar suplente")
    last = (here.town.clock.now() + timedelta(days=9)).date().isoformat()
    said = await here.fill(maya, {"¿Quién responde por ti?": nora_as_told(maya), "Hasta": last})
    assert "La persona recibe un aviso" in said
    await both.settle()
    assert "Maya Thompson te pide que respondas votaciones por su parte" in nora.chat.posts[-1].words
    await rosa_asks(here, a_ballot(), Terms(stand_ins=True))
    await both.settle()
    await nora.press(both.there, "Más…")
    assert "¿También por Maya Thompson?" in nora.dialog_words
    await nora.press_in_dialog("Responder por")
    assert "Respondes por Maya Thompson." in nora.dialog_words
    await nora.submit({"¿Cuál eliges?": "Online"})
    await both.settle()
    assert "1 de 8" in both.there.words
    assert "Nora Vidal respondió por ti: Online" in (await here.more(maya)).words


def nora_as_told(maya: SlackPerson) -> str:
    """With where she works, as the form has it."""
    found = re.search(r"Nora Vidal · [^\"\n]+", str(maya.modal.view))
    assert found
    return found[0].split("'")[0]
