"""What is said in a round that goes on in three places, and what all of them say when it is over."""

from tests.e2e.circle import TITLE
from tests.e2e.several_places import BothSides
from tests.fakes.teams import Post

HARM = "Dicen *gratis*, pero <!channel> y <at>Nora</at> pagan el autobús"
SHOWN = "Dicen gratis, pero <!channel> y <at>Nora</at> pagan el autobús"
WORRY = "Who counts the *meetings* of @Ana?"
NEW_TEXT = "We pay parents 25 dollars for each meeting, and the bus."


def in_teams(both: BothSides) -> Post:
    """The round's own card, and no small one."""
    return next(post for post in both.general.posts if TITLE in post.words)


async def all_three_say_the_same(both: BothSides) -> None:
    ana, slack, teams = both.slack.ana, both.slack.card.words, in_teams(both).words
    assert slack.startswith(f"Agreed: {TITLE}\nIn force now. We look at it again on February 28.")
    assert "8 of 8 heard: 7 OK to try, 1 OK with a worry. 1 problem was fixed on the way." in slack
    assert teams.startswith(f"Acordado: {TITLE}\nVale desde ahora. Lo revisamos el 28 de febrero.")
    assert "Escuchamos a 8 de 8: 7 dicen que sí, 1 con una inquietud." in teams
    assert "En el camino se arregló 1 problema." in teams
    await ana.open("/home")
    await ana.press(f"Open {TITLE}: We look again on February 28")
    assert "February 28" in ana.text
    for words in (slack, teams, ana.text):
        assert words.count("Who counts the meetings of @Ana?") == 1, (
            "it was said twice, and is looked at once"
        )
