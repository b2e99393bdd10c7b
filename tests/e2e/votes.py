"""A ballot is opened in the circle's name, as the form that sets one up would open it."""

from uuid import uuid4

from adapters.cards import Action
from adapters.desk import Account, Confirmed, PlaceKey, Platform, Press, Recorded
from adapters.ids import new_id
from adapters.present.verbs import Verb
from adapters.presses.respond import respond
from decisions.ids import RoundId
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.commands import WriteDraft
from decisions.rounds.text import Text
from tests.e2e.circle import EarlyYears
from tests.fakes.slack_things import Message

QUESTION = "Where do we meet?"
PLACES = ("The library", "The clinic", "Online")


def a_ballot(method: Method = Method.CHOOSE_ONE, *labels: str, budget: int = 5) -> Ballot:
    options = tuple(BallotOption(f"o{n}", label) for n, label in enumerate(labels or PLACES))
    return Ballot(method, options, Rules(budget=budget))


async def rosa_asks(here: EarlyYears, ballot: Ballot, terms: Terms | None = None) -> Message:
    """Rosa opens it; its card in the channel."""
    desk, slack = here.town.house.desk, here.town.slack
    place = PlaceKey(Platform.SLACK, slack.team, here.channel.id)
    who = await desk.recognise(Account(Platform.SLACK, slack.team, here.rosa.user), place)
    known = await desk.place(place)
    assert who is not None
    assert known is not None
    assert known.circle_id is not None
    draft = WriteDraft(
        network_id=who.network_id,
        by=who.member_id,
        round_id=RoundId(new_id()),
        circle_id=known.circle_id,
        text=Text(title=QUESTION, proposal="The school is being painted until June."),
        ballot=ballot,
        terms=terms or Terms(),
    )
    written = await desk.act(who, draft, str(uuid4()))
    assert isinstance(written, Recorded)
    opened = await respond(
        desk, Press(who, Action(Verb.OPEN, str(draft.round_id)), str(uuid4()), place=place)
    )
    assert isinstance(opened, Confirmed)
    await here.town.settle()
    return here.card
