"""What an adapter is handed after a command holds nothing that is sealed."""

from adapters.desk import Recorded, Refused, Who
from bot.desk import HouseDesk
from decisions.rounds.answers import Kind
from decisions.rounds.commands import AskEveryone
from decisions.rounds.round import Round
from tests.bot.town import a_town
from tests.support.builders import an_answer


async def test_no_outcome_tells_what_kinds_of_answers_there_are(embedded_url: str) -> None:
    async with a_town(embedded_url) as town:
        round = await town.opens()
        await town.answer(round, [2], Kind.OBJECTION, "The stairs")
        desk = HouseDesk(town.database, town.writer, town.clock, "http://localhost")
        member = town.people.members[3]
        who = Who(round.network_id, member, "Member", "en", "UTC")
        given = await desk.act(who, an_answer(round, member), "")
        asked = AskEveryone(network_id=round.network_id, by=member, round_id=round.id)
        refused = await desk.act(who, asked, "")
        assert isinstance(given, Recorded)
        assert isinstance(refused, Refused)
        for outcome in (given, refused):
            assert isinstance(outcome.state, Round)
            assert outcome.state.tally.heard == 2
            assert not any(group.kinds for group in outcome.state.tally.groups.values())
