"""A commitment begun in one line: its form opens filled in, and whoever was named is still there."""

from tests.e2e.circle import EarlyYears
from tests.fakes.slack_things import Modal


def filled(modal: Modal) -> dict[str, str]:
    """What stands in its fields, by their labels."""
    found = {}
    for block in modal.view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            chosen = element.get(
                "initial_options", [element["initial_option"]] if "initial_option" in element else []
            )
            said = [element.get("initial_value", ""), *(option["text"]["text"] for option in chosen)]
            found[block["label"]["text"]] = ", ".join(filter(None, said))
    return found


async def test_what_by_when_and_who_are_in_the_form(circle: EarlyYears) -> None:
    lee = circle.lee
    await lee.command('/rondo commit "Check the aid rules" by next Friday @maya @Sam @nobody', circle.channel)
    await circle.town.behind()
    form = filled(lee.modal)
    assert form["What"] == "Check the aid rules @nobody", "A name that is nobody's is not lost"
    assert form["By when"] == "next Friday"
    assert form["Who"].startswith("Maya")
    assert form["Together with"].startswith("Sam")


async def test_nothing_is_lost_where_the_circle_is_chosen_first(circle: EarlyYears) -> None:
    rosa = circle.rosa
    await rosa.command("/rondo compromiso revisar las reglas para el viernes")
    await circle.town.behind()
    await rosa.submit({"Which circle decides this?": "early-years"})
    await circle.town.behind()
    form = filled(rosa.modal)
    assert (form["What"], form["By when"]) == ("revisar las reglas", "el viernes")
    assert form["Who"].startswith("Rosa")
