"""A secret vote leaves nothing of the press that brought it: neither its key nor what could be tried against it."""

from adapters.cards import Action
from adapters.desk import Account, Platform, Press
from adapters.present.secret_vote import RECEIPT
from adapters.present.verbs import Verb
from adapters.presses.respond import respond
from adapters.presses.secrets import new_receipt
from decisions.rounds.commands import VoteInSecret
from tests.adapters.present.builders import uid
from tests.fakes.desk import FakeDesk, a_card


async def test_it_is_done_under_a_key_of_chance_and_not_under_the_press_own() -> None:
    desk = FakeDesk(screens={"recorded": a_card("Recorded.")})
    who = desk.knows(Account(Platform.SLACK, "T1", "U1"))
    for verb in (Verb.VOTE, Verb.LEAVE_BLANK):
        press = Press(
            who,
            Action(verb, str(uid(3)), "1.1"),
            f"web:digest of {verb}",
            {"choice": "o1"},
            {RECEIPT: new_receipt()},
        )
        await respond(desk, press)
        await respond(desk, press)
    keys = [key for _, command, key in desk.acted if isinstance(command, VoteInSecret)]
    assert len(set(keys)) == 4, "a repeat is known by its receipt, and not by its key"
    assert not [key for key in keys if not key or "digest" in key]


def test_receipts_are_by_chance() -> None:
    assert len({new_receipt() for _ in range(1_000)}) == 1_000
