"""A problem that nobody holds: somebody of its raiser's group is asked to take it over (consent.md, "Nobody can hold it
hostage")."""

from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.notices import Notice, NoticeKind, notices_for, still_true
from decisions.rounds.round import Stage
from tests.decisions.builders import ALL_OK, TWO_PROBLEMS, a_world, answer, close, give, the_problem
from tests.decisions.people import ANA, BO, CY, FLO
from tests.decisions.world import World


def test_a_problem_that_comes_up_without_its_raiser_asks_their_group_to_take_it_over() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.OBJECTION)
    world.leaves(CY)
    close(answer(world, {m: k for m, k in ALL_OK.items() if m != CY}))
    (asked,) = _take_overs(world)
    assert (asked.about, asked.group) == (the_problem(world).id, the_problem(world).group)


def test_a_problem_that_stands_again_without_its_raiser_asks_their_group_to_take_it_over() -> None:
    world = a_world(Stage.INTEGRATING, answers=TWO_PROBLEMS)
    cys, flos = the_problem(world, CY), the_problem(world, FLO)
    world.do(FLO, c.MeToo, problem_id=cys.id)
    world.leaves(FLO)
    world.passes_by(hours=1)
    before = {notice.key for notice in _take_overs(world)}
    world.do(CY, c.KeepAsWorry, problem_id=cys.id)
    (asked,) = [notice for notice in _take_overs(world) if notice.key not in before]
    assert (asked.about, asked.group) == (flos.id, flos.group)
    assert still_true(asked.kind, flos.id, BO, world.round)
    assert not still_true(asked.kind, flos.id, ANA, world.round), "it is about ANA's own proposal"
    assert not still_true(asked.kind, flos.id, BO, world.to_the_end().round)


def _take_overs(world: World) -> list[Notice]:
    found = notices_for(world.round, world.round, world.events)
    return [notice for notice in found if notice.kind is NoticeKind.TAKE_OVER_PROBLEM]
