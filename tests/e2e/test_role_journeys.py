"""What becomes of a role when people leave and terms end, for people who come by the browser alone."""

from tests.e2e.circle import EarlyYears
from tests.e2e.test_web_journey import window
from tests.fakes.slack_person import SlackPerson
from tests.support.people_web import WebPerson


async def opens_roles(person: WebPerson) -> None:
    await person.open("/home")
    await person.press("Open early-years")
    await person.press("Roles")


async def makes(lee: WebPerson, name: str, months: str = "") -> None:
    """A role that whoever wants to can take."""
    await opens_roles(lee)
    await lee.press("Make a role")
    await lee.choose("Which role?", "One of our own")
    await lee.choose("How is it filled?", "Whoever wants to")
    await lee.press("Next")
    await lee.fill("What is it called?", name)
    await lee.fill("For how many months?", months)
    await lee.press("Make the role")


async def test_who_leaves_the_circle_leaves_their_roles_to_others(circle: EarlyYears) -> None:
    here, ana = circle, circle.ana
    lee, rosa = await window(here, here.lee), await window(here, here.rosa)
    for name, person in (("Keeper of snacks", ana), ("Keeper of keys", rosa)):
        await makes(lee, name)
        await opens_roles(person)
        await person.press("Open", near=name)
        await person.press("I'll take it")
    await ana.open("/home")
    await ana.press("Open early-years")
    assert "Somebody has left" not in ana.buttons
    await ana.press("Leave the circle")
    assert ana.sees("Your roles and turns here become free")
    await ana.press("Leave the circle")
    assert ana.sees("You have left the circle.")
    assert not ana.sees("Keeper of snacks")
    await lee.open("/home")
    await lee.press("Open early-years")
    assert not lee.sees("Ana Pérez")
    await lee.press("Somebody has left")
    await lee.choose("Who no longer belongs?", "Rosa Díaz")
    await lee.press("Save")
    assert lee.sees("They no longer belong to this circle.")
    assert "Rosa Díaz" not in lee.text.partition("People")[2]
    await lee.press("Roles")
    assert lee.text.count("Vacant") == 2


async def maya_is_not_asked(here: EarlyYears) -> None:
    """Lots decide who is, and she reads Spanish: others speak here."""
    await here.maya.command("/rondo roles", here.channel)
    await here.town.behind()
    await here.press(here.maya, here.maya.modal, "Abrir")
    await here.press(here.maya, here.maya.modal, "No estaré")
    await here.fill(here.maya)


async def test_two_facilitate_by_turns_one_is_a_parent_partner_and_somebody_swaps(circle: EarlyYears) -> None:
    here, lee = circle, circle.lee
    await lee.command("/rondo roles", here.channel)
    await here.town.behind()
    await here.press(lee, lee.modal, "Make a role")
    await lee.submit({"How many hold it at once?": "2"})
    await lee.submit({"Rules": ["One of the two speaks for: parent partners"]})
    await lee.submit({"On which day of the week?": "Monday"})
    assert lee.modal.words.count("Ana Pérez") == 6, "the only parent partner is in each turn"
    await lee.submit()
    assert "The role Facilitator is made." in lee.modal.words
    await lee.close()

    def asked() -> SlackPerson | None:
        question = "Would you be Facilitator"
        told = (one for one in here.people if one.direct_messages)
        return next((one for one in told if question in one.direct_messages[-1].words), None)

    await maya_is_not_asked(here)
    await here.town.until(asked, days=9)
    first = asked()
    assert first is not None
    await here.press(first, first.direct_messages[-1], "More…")
    await here.press(first, first.modal, "Swap")
    other, name = (
        (here.sam, "Sam Levy · providers") if first is here.rosa else (here.rosa, "Rosa Díaz · members")
    )
    await here.fill(first, {"With whom?": name})
    await here.town.settle()
    offer = other.direct_messages[-1]
    assert "from Monday until December 14, in their place?" in offer.words
    await here.press(other, offer, "Yes")
    await here.ana.open("/home")
    await here.ana.press("Answer", near="Facilitator")
    await here.ana.press("Yes")
    turned = "facilitate from today until"
    await here.town.until(lambda: any(turned in one.words for one in here.channel.messages), days=9)
    said = here.channel.messages[-1].words
    assert "Ana Pérez" in said
    assert name.partition(" · ")[0] in said
    await here.press(lee, here.channel.messages[-1], "Open the role")
    assert "leads the circle's rounds" in lee.modal.words


async def test_near_the_end_of_a_term_notes_are_asked_for_and_whoever_comes_after_asks_back(
    circle: EarlyYears,
) -> None:
    here, ana = circle, circle.ana
    await makes(await window(here, here.lee), "Keeper of keys", months="1")
    await opens_roles(ana)
    await ana.press("Open", near="Keeper of keys")
    await ana.press("I'll take it")
    await ana.open("/home")
    assert not ana.sees("What should the next one know?"), "not yet"
    await here.town.pass_time(days=29)
    await ana.open("/home")
    await ana.press("Write notes", near="Keeper of keys")
    await ana.fill("What is in motion", "The lock is being changed.")
    await ana.press("Save")
    await ana.open("/home")
    assert not ana.sees("What should the next one know?"), "they are written"
    await here.town.pass_time(days=3)
    rosa = await window(here, here.rosa)
    await opens_roles(rosa)
    assert rosa.sees("Vacant")
    await rosa.press("Open", near="Keeper of keys")
    await rosa.press("I'll take it")
    assert rosa.sees("The lock is being changed.")
    await rosa.press("Ask about it")
    await rosa.fill("What would you like to know from Ana Pérez?", "By whom?")
    await rosa.press("Send")
    await ana.open("/home")
    await ana.press("Answer", near="A question about your notes")
    assert ana.sees("By whom?")
