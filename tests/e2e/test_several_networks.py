"""Somebody in two networks of one workspace: in a direct message, what they press decides which one is meant."""

from sqlalchemy import delete, update

from storage.keys import AccountKey
from storage.people import Beginning, PersonSeen, meet
from storage.tables import METADATA
from storage.unit import Unit
from tests.e2e.circle import TITLE, EarlyYears
from tests.fakes.slack_things import buttons_in

WORKSPACE = METADATA.tables["workspace"]
SECOND = ("slack", "T0SECOND")


async def is_also_elsewhere(circle: EarlyYears, account: AccountKey, name: str) -> None:
    """The account is a member's of another network, too."""
    people, beginning = [PersonSeen(account, name)], Beginning("Riverside schools")
    await circle.town.house.writer.run(lambda unit: meet(unit, SECOND, people, beginning=beginning))


def hand_the_workspace_over(unit: Unit, team: str) -> None:
    """The workspace is the other network's own now; the channel is still the circle's."""
    w = WORKSPACE.c
    unit.connection.execute(delete(WORKSPACE).where(w.tenant == team))
    unit.connection.execute(update(WORKSPACE).where(w.tenant == SECOND[1]).values(tenant=team))


async def test_who_is_of_another_company_is_shown_the_workspaces_own_network(circle: EarlyYears) -> None:
    await is_also_elsewhere(circle, AccountKey("slack", "T0OTHER", circle.connie.user), "Connie Ext")
    await circle.proposes()
    await circle.connie.command("/rondo")
    await circle.town.behind()
    home = circle.connie.private_words[-1]
    assert TITLE in home.words
    assert "You are also in Riverside schools." in home.words


async def test_the_way_to_the_other_network_leads_there(circle: EarlyYears) -> None:
    await is_also_elsewhere(circle, AccountKey("slack", "T0OTHER", circle.connie.user), "Connie Ext")
    await circle.proposes()
    await circle.connie.command("/rondo")
    await circle.town.behind()
    home = circle.connie.private_words[-1]
    await circle.connie.press_as(home, buttons_in(home.blocks)[-1])
    await circle.town.behind()
    there = circle.connie.private_words[-1].words
    assert "This is Riverside schools." in there
    assert TITLE not in there


async def test_an_ask_of_another_network_is_answered_where_it_was_asked(circle: EarlyYears) -> None:
    """Its direct message belongs to no network; the round that its buttons name does."""
    sam, team = circle.sam, circle.town.slack.team
    await circle.proposes()
    await is_also_elsewhere(circle, AccountKey("slack", team, sam.user), "Sam Levy")
    await circle.town.house.writer.run(lambda unit: hand_the_workspace_over(unit, team))
    await circle.town.until(lambda: sam.direct_messages)
    ask = sam.direct_messages[-1]
    await circle.press(sam, ask, "OK to try")
    await circle.town.settle()
    assert "Recorded: OK to try" in ask.words
    assert "Heard 1 of 6" in circle.card.words
