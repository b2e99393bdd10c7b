"""What becomes of a role when people leave and terms end, for people who come by the browser alone."""

from tests.e2e.circle import EarlyYears
from tests.e2e.test_web_journey import window
from tests.support.people_web import WebPerson


async def opens_roles(person: WebPerson) -> None:
    await person.open("/home")
    await person.press("Open early-years")
    await person.press("Roles")


async def makes(lee: WebPerson, name: str) -> None:
    """A role that whoever wants to can take."""
    await opens_roles(lee)
    await lee.press("Make a role")
    await lee.choose("Which role?", "One of our own")
    await lee.choose("How is it filled?", "Whoever wants to")
    await lee.press("Next")
    await lee.fill("What is it called?", name)
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
