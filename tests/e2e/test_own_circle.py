"""The circle is asked for where none meets: it is one's own, or a choice, or how one begins."""

from tests.e2e.circle import EarlyYears
from tests.e2e.teams_side import TeamsSide
from tests.e2e.test_web_journey import window


async def test_who_sits_in_one_circle_sees_it_from_anywhere(circle: EarlyYears) -> None:
    sam = circle.sam
    await sam.command("/rondo circle")
    await circle.town.behind()
    assert "early-years" in sam.modal.words
    assert "How we decide" in sam.modal.words


async def test_who_sits_in_several_says_which(circle: EarlyYears) -> None:
    await circle.second_circle()
    rosa = circle.rosa
    await rosa.command("/rondo circle")
    await circle.town.behind()
    assert len(rosa.modal.labels) == 1, rosa.modal.words
    await rosa.submit({rosa.modal.labels[0]: "early-years"})
    assert "How we decide" in rosa.modal.words


async def test_who_sits_in_none_finds_how_one_begins(side: TeamsSide) -> None:
    nora = side.person("Nora Vidal")
    await nora.installs()
    await side.behind()
    for asked in ("circle", "commitments"):
        await nora.says(asked)
        await side.behind()
        assert "Start in a channel" in str(nora.card(nora.chat.posts[-1])), asked


async def test_the_circle_says_when_its_week_in_short_comes_and_leads_to_it(circle: EarlyYears) -> None:
    lee = await window(circle, circle.lee)
    await lee.press("Open early-years")
    assert lee.sees("The week in short comes on Mondays at 9 am")
    await lee.press("See it")
    assert lee.address.endswith("/digest")
    sam = await window(circle, circle.sam)
    await sam.press("Open early-years")
    assert not sam.sees("The week in short comes"), "He does not hear it"
    assert sam.sees("3 and 1 day before, on the day")


async def test_the_only_coordinator_names_a_second(circle: EarlyYears) -> None:
    lee = await window(circle, circle.lee)
    assert lee.sees("Only one person coordinates this network.")
    await lee.press("Name a coordinator")
    await lee.choose("Who coordinates too?", "Sam Levy · Riverbend Clinic")
    await lee.press("Save")
    assert lee.sees("They coordinate the network from now on.")
    await lee.open("/home")
    assert not lee.sees("Only one person coordinates this network.")
