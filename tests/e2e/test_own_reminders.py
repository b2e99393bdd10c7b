"""How somebody is reminded is found and set from the chat that they are in."""

from tests.e2e.circle import EarlyYears
from tests.e2e.several_places import BothSides


async def test_in_a_channel_the_circles_reminders_and_the_way_to_ones_own(circle: EarlyYears) -> None:
    sam = circle.sam
    await sam.command("/rondo reminders", circle.channel)
    await circle.town.behind()
    word = sam.private_words[-1]
    assert "3 and 1 day before, on the day, and 1, 3, and 7 days after, at 9 am." in word.words
    assert "Change" not in word.buttons, "The circle's are not his to set"
    await sam.press(word, "Your settings")
    await circle.town.behind()
    await sam.press(sam.private_words[-1], "Change")
    await circle.town.behind()
    await sam.submit({"At what time": "7 am", "Quiet until": "7 am"})
    await sam.command("/rondo my reminders")
    await circle.town.behind()
    assert "You are reminded at 7 am, as you set it." in sam.private_words[-1].words


async def test_in_a_personal_chat_of_teams_ones_own(both: BothSides) -> None:
    nora = both.nora
    await nora.says("recordatorios")
    await both.side.behind()
    assert "Idioma: Español" in nora.sees(nora.chat.posts[-1])
