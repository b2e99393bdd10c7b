"""A consent round in a Teams channel, from the installation to the agreement, in the words on the buttons."""

from tests.e2e.circle import PROPOSAL
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide

HARM = "There is no budget after March"


async def test_from_installation_to_agreement(side: TeamsSide) -> None:
    lee, rosa, sam = (side.person(name) for name in ("Lee Wong", "Rosa Díaz", "Sam Levy"))
    maya = side.person("Maya Thompson", locale="es-MX", time_zone="America/Mexico_City")
    everyone = (lee, rosa, maya, sam)
    general = side.teams.channel("Early years", [each.person for each in everyone])

    await lee.installs(general)
    await side.behind()
    assert general.posts == [], "nothing is posted where everyone reads"
    (told,) = lee.chat.posts
    assert "Its 4 people are the circle" in told.words
    await lee.press(told, "Start")
    await lee.submit({MUST_BE_HEARD: ["members"]})
    assert "circle" in lee.dialog_words

    await rosa.says("propose Paid meetings", general)
    await side.behind()
    door = general.posts[-1]
    assert door.thread, "it stands where the words were said"
    await rosa.press(door, "Write it")
    await rosa.submit({name: value for name, value in PROPOSAL.items() if value is not None})
    assert "This is what the circle will see" in rosa.dialog_words
    await rosa.submit({"How do we decide?": "Ask at once"})
    assert "It is open: “Paid meetings”" in rosa.dialog_words
    await side.settle()
    card = side.card(general)
    assert card.words.startswith("OK to try? Paid meetings")
    assert card.card["refresh"]["userIds"] == sorted(each.person.handle for each in everyone)

    await rosa.press(card, "OK to try")
    assert "Recorded: OK to try" in rosa.sees(card)
    await maya.says("")
    await side.behind()
    assert "espera" in maya.chat.posts[-1].words, "in her language"
    await maya.press(card, "OK to try")
    assert "Sí, probemos" in maya.sees(card)
    assert "Sí, probemos" not in card.words, "for her alone"
    await sam.press(card, "I see a problem")
    await sam.submit({"What problem do you see?": "  "})
    assert "“" not in sam.dialog_words
    assert "What problem do you see?" in sam.labels, "the same page again"
    await sam.submit({"What problem do you see?": HARM})
    assert "you see a problem" in sam.dialog_words
    await side.settle()
    assert "Heard 3 of 4" in card.words
    assert HARM not in str(side.teams.conversations), "sealed"
    assert "you see a problem" in await sam.looks(card)
    await sam.press(card, "Change my answer")
    assert sam.dialog_title

    await lee.press(card, "OK to try")
    await side.town.until(lambda: HARM in card.words, days=9)
    await side.settle()
    assert card.words.startswith("Looking for a fix: Paid meetings")
    problems = next(post for post in lee.chat.posts if HARM in post.words)
    assert "Offer help" in problems.buttons

    await rosa.press(card, "More…")
    await rosa.press_in_dialog("Change the text")
    await rosa.submit({"Say more": "We pay parents 25 dollars from the family fund."})
    await side.settle()
    asked = sam.chat.posts[-1]
    assert "Fixed for me" in asked.buttons
    await sam.press(asked, "Fixed for me")
    await side.settle()
    again = side.card(general)
    assert again.words.startswith("Paid meetings has a new version, 2. We ask everyone again.")

    for person in (lee, rosa):
        await person.press(person.chat.posts[-1], "Still OK")
        assert "Recorded: OK to try to version 2" in person.sees(person.chat.posts[-1])
    await maya.press(again, "OK to try")
    await sam.press(again, "OK to try")
    await side.settle()
    assert "Heard 4 of 4" in card.words
    await side.town.until(lambda: card.words.startswith("Agreed: Paid meetings"), days=9)
    await side.settle()
    assert "In force" in card.words
    assert all("Agreed" in post.words for post in general.posts if not post.thread), (
        "no card says anything else"
    )
