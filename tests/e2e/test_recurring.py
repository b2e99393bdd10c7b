"""A vote opens anew by itself: set in Slack, in Teams and in the browser, opened by the worker, paused and stopped."""

from decisions.rounds.ballots.ballot import Method
from tests.e2e.circle import EarlyYears
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide
from tests.e2e.test_web_journey import window
from tests.e2e.votes import QUESTION, a_ballot, rosa_asks

WEEKLY = {"How often?": "Weekly, or every few weeks"}
MONDAYS = {"On which day of the week?": "Monday"}


async def rosa_repeats(here: EarlyYears) -> None:
    """Every Monday, from *More…* of a vote that is open."""
    await rosa_asks(here, a_ballot(Method.CHOOSE_ONE))
    await here.more(here.rosa, "Repeat…")
    await here.rosa.submit(WEEKLY)
    await here.rosa.submit(MONDAYS)
    assert "Opens every Monday at 9 am." in here.rosa.modal.words
    assert here.rosa.modal.words.count("Monday, ") == 3, "the next three days"
    await here.rosa.submit()
    assert "Opens every Monday at 9 am." in here.rosa.modal.words
    await here.rosa.close()


def cards(here: EarlyYears) -> list[str]:
    """The first line of each card in the channel."""
    own = [each for each in here.channel.messages if not each.thread_ts and each.user == "U0RONDO"]
    return [each.words.partition("\n")[0] for each in own]


async def test_a_vote_opens_anew_in_slack_and_leads_to_the_one_before(circle: EarlyYears) -> None:
    here = circle
    await rosa_repeats(here)
    await here.closes()
    first = here.card
    await here.town.until(lambda: here.card is not first, days=21)
    await here.town.settle()
    assert QUESTION in here.heading
    assert "Opens by itself every Monday at 9 am" in here.card.words
    assert "|Last time>: " in here.card.words, "a link"
    await here.press(here.lee, here.card, "The library")
    assert "Recorded: The library" in here.lee.private_words[-1].words


async def test_whoever_steers_the_circle_pauses_and_stops_it(circle: EarlyYears) -> None:
    here, lee = circle, circle.lee
    await rosa_repeats(here)
    web = await window(here, lee)
    await web.open("/home")
    await web.press("Open early-years")
    assert web.sees("every Monday at 9 am · next: Monday, ")
    await web.press("Open", near="every Monday at 9 am")
    await web.press("Pause")
    assert web.sees("It is paused.")
    await web.press("Set going again")
    assert web.sees("In whose name")
    await web.press("Change")
    await web.choose("How often?", "Monthly, on a day like the first Monday")
    await web.press("Next")
    await web.choose("Which one in the month?", "Last")
    await web.choose("On which day of the week?", "Friday")
    await web.press("Next")
    assert web.sees("Opens every last Friday of the month at 9 am.")
    await web.press("Repeat it")
    await web.press("Stop it")
    await web.press("Stop it")
    assert web.sees("It no longer opens by itself.")


async def test_when_who_set_it_leaves_who_facilitates_lends_their_name(circle: EarlyYears) -> None:
    here, lee = circle, circle.lee
    await rosa_repeats(here)
    await here.rosa.leaves(here.channel)
    await here.town.settle()
    told = lee.direct_messages[-1]
    assert "no longer opens by itself in early-years: Rosa Díaz has left" in told.words
    await here.press(lee, told, "Open")
    assert "Whoever sets it going again lends it their name." in lee.modal.words
    await lee.submit()
    assert "The next ones:" in lee.modal.words
    assert "Lee Wong" in lee.modal.words
    await lee.close()


async def test_a_day_that_is_over_is_said_at_its_field_in_spanish(circle: EarlyYears) -> None:
    here, maya = circle, circle.maya
    await rosa_asks(here, a_ballot())
    await here.press(maya, here.card, "Más…" if "Más…" in here.card.buttons else "More…")
    await here.press(maya, maya.modal, "Repetir…")
    await maya.submit({"¿Cada cuánto?": "Cada mes, el último día hábil", "¿Desde qué día?": "2020-01-01"})
    await maya.submit({"¿Cada cuántos meses?": "Cada 3 meses"})
    assert "Se abre cada 3 meses, el último día hábil, 9:00." in maya.modal.words
    await maya.submit()
    assert "¿Desde qué día?" in maya.modal.labels
    assert "Elige un día" in maya.modal.words


async def test_a_vote_opens_anew_in_teams(side: TeamsSide) -> None:
    lee, rosa = side.person("Lee Wong"), side.person("Rosa Díaz")
    general = side.teams.channel("Early years", [lee.person, rosa.person])
    await lee.installs(general)
    await side.behind()
    await lee.press(lee.chat.posts[-1], "Start")
    await lee.submit({MUST_BE_HEARD: ["members"]})
    await rosa.says("vote How was the week?", general)
    await side.behind()
    await rosa.press(general.posts[-1], "Ask the group")
    await rosa.submit({"Or pick a way yourself": "Sense check"})
    await rosa.submit({})
    await rosa.press_in_dialog("Repeat…")
    await rosa.submit(WEEKLY)
    await rosa.submit({"On which day of the week?": "Friday"})
    assert "Opens every Friday at 9 am." in rosa.dialog_words
    await rosa.submit({})
    await side.town.until(
        lambda: any("How was the week?" in post.words and "More…" in post.buttons for post in general.posts),
        days=9,
    )
    await side.settle()
    assert "Opens by itself every Friday at 9 am" in side.card(general).words
