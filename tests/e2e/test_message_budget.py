"""How much a round asks of people's attention: the budget of the design, counted on Slack and in the mail.

Lee and Rosa answer before they are asked; Maya and Connie never say a word; Ana reads by email.
"""

from dataclasses import dataclass

from tests.e2e.circle import ANAS_ADDRESS, EarlyYears
from tests.fakes.slack_person import SlackPerson

HARM = "There is no budget after March"


@dataclass(frozen=True)
class Spent:
    """Messages of one round."""

    in_channel: int
    to_early: int
    to_silent: int
    by_email: int


def spent(here: EarlyYears) -> Spent:
    def direct(*people: SlackPerson) -> int:
        return max(len(person.direct_messages) for person in people)

    return Spent(
        len([card for card in here.channel.cards if card.user == here.town.slack.rondo]),
        direct(here.rosa),
        direct(here.maya, here.connie),
        len(here.town.mail.to(ANAS_ADDRESS)),
    )


async def test_a_smooth_round_costs_three_messages_in_the_channel_and_none_to_who_answers_early(
    circle: EarlyYears,
) -> None:
    await circle.proposes()
    for person in (circle.lee, circle.rosa, circle.sam):
        await circle.press(person, circle.card, "OK to try")
    await circle.town.pass_time(days=7)
    await circle.ana_says("OK to try")
    await circle.closes()
    await circle.town.pass_time(days=2)

    assert circle.heading == "Agreed: Paid meetings"
    cost = spent(circle)
    assert cost.in_channel <= 3
    assert cost.to_early == 0
    assert 1 <= cost.to_silent <= 3
    assert 2 <= cost.by_email <= 4
    assert "Agreed: Paid meetings" in circle.town.mail.to(ANAS_ADDRESS)[-1]


async def test_a_problem_and_a_second_version_cost_five_in_the_channel(circle: EarlyYears) -> None:
    await circle.proposes()
    for person in (circle.lee, circle.rosa):
        await circle.press(person, circle.card, "OK to try")
    await circle.sees_problem(circle.sam, HARM)
    await circle.ana_says("OK to try")
    await circle.closes()
    assert circle.heading == "Looking for a fix: Paid meetings"

    await circle.more(circle.rosa, "Change the text")
    await circle.fill(circle.rosa, {"Say more": "We pay from the family fund, as long as it lasts."})
    await circle.town.settle()
    await circle.press(circle.sam, circle.sam.direct_messages[-1], "Fixed for me")
    await circle.town.settle()
    for person in (circle.lee, circle.rosa, circle.sam):
        await circle.press(person, circle.card, "OK to try")
    await circle.ana_says("Still OK")
    await circle.closes()
    await circle.town.pass_time(days=2)

    assert circle.heading == "Agreed: Paid meetings"
    cost = spent(circle)
    assert cost.in_channel <= 5
    assert cost.to_early <= 1
    assert cost.to_silent <= 5
    assert cost.by_email <= 6
