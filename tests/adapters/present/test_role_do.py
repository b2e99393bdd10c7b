"""What a reader can do about a role is a button that does just that."""

from typing import Any

from adapters.present.verbs import Verb
from decisions.roles import commands as c
from tests.adapters.present import builders as b
from tests.adapters.present import roles as r
from tests.adapters.present.role_views import show
from tests.adapters.present.shown import buttons_of


def test_a_coming_turn_that_nobody_takes_can_be_taken_from_the_role() -> None:
    story = r.passed_around()
    while story.known.rota is not None and (asked := story.known.rota.coming.asked):
        story.tell(c.DeclineTurn, asked[0].member, turn=story.known.rota.coming.number)
    assert story.known.rota is not None
    taking = f"{r.ROLE}:{story.known.rota.coming.number}"

    def offered(name: str) -> list[Any]:
        view: Any = show(name, story.record(b.JO), b.JO, "en")
        return [one.action.id for one in buttons_of(view) if one.action.verb == Verb.ACCEPT_TURN]

    assert [offered(name) for name in ("role_card", "more_of_role", "role")] == [[taking]] * 3
