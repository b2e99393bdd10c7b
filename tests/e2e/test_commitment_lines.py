"""A commitment begun in one line: its form opens filled in, and whoever was named is still there."""

from sqlalchemy import select

from storage.tables import METADATA
from tests.e2e.circle import EarlyYears
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide

COMMITMENT = METADATA.tables["commitment"]


async def test_what_by_when_and_who_are_in_the_form(circle: EarlyYears) -> None:
    lee = circle.lee
    await lee.command('/rondo commit "Check the aid rules" by next Friday @maya @Sam @nobody', circle.channel)
    await circle.town.behind()
    form = lee.modal.filled
    assert form["What"] == "Check the aid rules @nobody", "A name that is nobody's is not lost"
    assert form["By when"] == "next Friday"
    assert form["Who"].startswith("Maya")
    assert form["Together with"].startswith("Sam")


async def test_nothing_is_lost_where_the_circle_is_chosen_first(circle: EarlyYears) -> None:
    rosa = circle.rosa
    await circle.second_circle()
    await rosa.command("/rondo compromiso revisar las reglas para el viernes")
    await circle.town.behind()
    await rosa.submit({"Which circle is it for?": "early-years"})
    await circle.town.behind()
    form = rosa.modal.filled
    assert (form["What"], form["By when"]) == ("revisar las reglas", "el viernes")
    assert form["Who"].startswith("Rosa")


async def test_a_name_that_nobody_bears_leaves_who_to_choose(circle: EarlyYears) -> None:
    lee = circle.lee
    await lee.command("/rondo commit bring the tables by Friday @kim", circle.channel)
    await circle.town.behind()
    assert lee.modal.filled["Who"] == ""
    assert "I can't tell who is meant here: kim. Choose who does it." in lee.modal.words
    assert lee.modal.filled["What"] == "bring the tables @kim"


async def test_a_line_longer_than_the_field_is_kept_whole(circle: EarlyYears) -> None:
    lee, long = circle.lee, "bring the tables and the chairs " * 15
    await lee.command(f"/rondo commit {long}by Friday", circle.channel)
    await circle.town.behind()
    assert lee.modal.filled["What"].endswith("…")
    assert lee.modal.filled["By when"] == "Friday"
    await lee.submit()
    await lee.submit()
    await circle.town.settle()
    kept = circle.town.house.database.read_now(lambda c: c.execute(select(COMMITMENT.c.body)).scalar_one())
    assert f"{long}by Friday" in kept


async def test_in_teams_people_named_in_a_line_are_those_whom_it_mentions(side: TeamsSide) -> None:
    """By their accounts: two are called Sam, and one is called otherwise in the words."""
    lee, ana, sam = side.person("Lee Wong"), side.person("Pérez, Ana"), side.person("Sam Levy")
    other, kim = side.person("Sam Jones"), side.person("Kim Park")
    general = side.teams.channel("Early years", [each.person for each in (lee, ana, sam, other)])
    await lee.installs(general)
    await side.behind()
    await lee.press(lee.chat.posts[-1], "Start")
    await lee.submit({MUST_BE_HEARD: ["members"]})
    line = "commit {0} bring the tables by Friday {1} {2}"
    await lee.says(line, general, mentions=[(ana.person, "Ana"), (sam.person, "Sam"), (kim.person, "Kim")])
    await side.behind()
    door = general.posts[-1]
    assert "bring the tables" in door.words
    await lee.press(door, "Write it")
    assert lee.filled["Who"] == "Pérez, Ana"
    assert lee.filled["Together with"] == "Sam Levy"
    assert (lee.filled["What"], lee.filled["By when"]) == ("bring the tables @Kim", "Friday")
    assert "I can't tell who is meant here: Kim." in lee.dialog_words
