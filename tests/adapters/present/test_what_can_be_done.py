"""What of a role is offered to whom, so that nobody is asked for what the rules do not let."""

from dataclasses import replace
from typing import Any

from adapters.cards import ChoiceField, Form
from adapters.copy import words_for
from adapters.desk import Screen
from adapters.present.role_do import do_first, do_rows
from adapters.present.role_forms import offer_swap
from decisions.ids import MemberId
from decisions.roles import commands as c
from tests.adapters.present import builders as b
from tests.adapters.present import roles as r
from tests.adapters.present.role_views import PARENTS_RULE, show
from tests.adapters.present.shown import snapshot

EN = words_for("en")


def labels(story: r.Story, reader: MemberId) -> list[str]:
    record, who = story.record(reader), b.a_reader(reader, "en")
    near = [button.label for block in do_first(record, who) for button in getattr(block, "buttons", ())]
    return near + [item.button.label for item in do_rows(record, who) if item.button is not None]


def options(form: Form) -> list[str]:
    return [
        option.label for field in form.fields if isinstance(field, ChoiceField) for option in field.options
    ]


def test_who_may_not_stand_in_is_not_among_those_to_swap_with() -> None:
    story = r.passed_around(PARENTS_RULE)
    rota: Any = story.known.rota
    needed, other = (place.member for place in rota.coming.asked)
    for reader, all_parents in ((needed, True), (other, False)):
        found = options(offer_swap(story.record(reader), b.a_reader(reader, "en"), Screen("offer_swap")))
        assert found
        assert all(label.endswith("parent partners") for label in found) is all_parents


def test_a_free_place_where_turns_pass_around_is_one_until_the_next_turn() -> None:
    story = r.Story(began=r.DAY)
    reader = r.free(story.until(b.NOW, saying_yes=False))
    assert EN("button.volunteer_now") in labels(story, reader)
    assert EN("button.volunteer") not in labels(story, reader)
    assert EN("button.volunteer") in labels(r.Story(rhythm=None), reader)


def test_who_has_a_turn_ahead_is_not_first_offered_the_place_that_is_free_now() -> None:
    story = r.Story(began=r.DAY).until(b.NOW, saying_yes=False)
    reader = r.asked(story)
    story.tell(c.AcceptTurn, reader, turn=1)
    near = next(iter(do_first(story.record(reader), b.a_reader(reader, "en"))))
    assert EN("button.volunteer_now") not in [button.label for button in getattr(near, "buttons", ())]
    assert EN("button.volunteer_now") in labels(story, reader)


def test_only_where_turns_pass_around_can_one_be_away() -> None:
    assert EN("button.go_away") not in labels(r.Story(rhythm=None), b.JO)
    assert EN("button.go_away") in labels(r.passed_around(), b.LEE)


def test_whoever_is_away_reads_until_when_and_the_role_leads_to_the_round_that_chooses_for_it() -> None:
    story = r.passed_around()
    story.tell(c.GoAway, b.LEE, first=b.NOW.date(), last=None, why="")
    assert "You are not asked from" in snapshot(show("role", story.record(b.LEE), b.LEE, "en"))
    chosen = r.Story(rhythm=None)
    record = chosen.record(b.JO)
    assert "the newest round" not in snapshot(show("role", record, b.JO, "en"))
    chosen.role = replace(chosen.known, selection=b.uid(820))
    assert "the newest round" in snapshot(show("role", chosen.record(b.JO), b.JO, "en"))


def test_who_is_asked_for_a_place_that_has_become_free_is_named() -> None:
    story = r.passed_around()
    leaves = story.known.terms[0].member
    story.tell(c.StepDown, leaves)
    rota = story.known.rota
    assert rota is not None
    assert rota.present is not None
    [asked] = [place.member for place in rota.present.asked if place.member not in story.known.holders]
    name = story.world.members[asked].name
    assert f"Asked for the free place: {name}." in snapshot(show("role", story.record(b.LEE), b.LEE, "en"))
