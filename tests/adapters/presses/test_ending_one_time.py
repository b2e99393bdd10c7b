"""A button on what comes again ends the time that its card showed, and no other."""

from typing import Any, cast
from uuid import UUID

import pytest

from adapters.cards import Action
from adapters.desk import Press
from adapters.present.commitment_do import of_commitment
from adapters.present.verbs import Verb
from adapters.presses.commitments import COMMITMENT_COMMANDS
from adapters.presses.fields import Sent
from decisions.commitments import commands as c
from decisions.recurring.rhythm import Every, Rhythm
from tests.adapters.presses.test_ballots import WHO
from tests.decisions.commitments.world import CommitmentWorld
from tests.decisions.people import ANA, CY


def a_world(rhythm: Rhythm | None = None) -> CommitmentWorld:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, rhythm=rhythm)
    return world


async def pressed(action: Action) -> c.Finish | c.SkipOnce:
    verb = Verb(action.verb)
    sent = Sent.of(Press(WHO, action, "key", None, {}), verb)
    command = await COMMITMENT_COMMANDS[verb](cast("Any", None), sent)
    assert isinstance(command, c.Finish | c.SkipOnce)
    return command


@pytest.mark.parametrize("verb", [Verb.FINISH, Verb.SKIP_ONCE])
async def test_what_comes_again_is_ended_for_the_time_that_was_shown(verb: Verb) -> None:
    world = a_world(Rhythm(Every.WEEK, weekday=4))
    command = await pressed(of_commitment(verb, world.one))
    assert command.first_due == world.one.due is not None
    world.do(CY, type(command), first_due=command.first_due)
    assert world.do(CY, type(command), first_due=command.first_due) == ()


async def test_what_comes_once_and_what_an_old_card_says_need_no_day() -> None:
    once = of_commitment(Verb.FINISH, a_world().one)
    assert (once.version, (await pressed(once)).first_due) == ("", None)
    old = Action(Verb.FINISH, str(UUID(int=31)), "3.1")
    assert (await pressed(old)).first_due is None
