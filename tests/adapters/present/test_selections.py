"""A selection on its screens: reasons in sight and never a count, who is proposed and why, and who is asked for a yes."""

import re
from dataclasses import replace
from typing import Any

import pytest

from adapters.cards import ChoiceField, Form, ManyField, View
from adapters.present.asks import ask_card
from adapters.present.confirmations import recorded
from adapters.present.round_card import round_card
from adapters.present.selection_setup import ROLE
from adapters.present.verbs import Verb
from decisions.ids import MemberId, RemarkId, RoleId
from decisions.rounds.asks import WaveKind
from decisions.rounds.round import Criterion, ProblemStatus, Stage
from tests.adapters.present import builders as b
from tests.adapters.present import selection_views as s
from tests.adapters.present.question_views import show
from tests.adapters.present.shown import buttons_of, snapshot

REASONS = ("She writes so that people", "Her notes came", "He listens", "Please not me")


def verbs(view: View) -> set[str]:
    return {button.action.verb for button in buttons_of(view)}


def test_before_all_are_told_nobody_reads_a_nomination() -> None:
    record = s.nominated(reader=b.JO)
    for view in (round_card(record, b.a_place()), show("round", s.a_selection(Stage.NOMINATING), "en")):
        assert "Maya" not in snapshot(view)


def test_the_reasons_are_read_on_the_card_in_the_form_and_all_of_them_on_the_page() -> None:
    record = s.a_selection(Stage.CHANGING)
    card = snapshot(round_card(record, b.a_place()))
    assert [words in card for words in REASONS] == [True, True, True, False]
    for name in ("round", "nominate", "read_all"):
        page = snapshot(show(name, record, "en"))
        assert [page.count(words) for words in REASONS] == [1, 1, 1, 1]


def test_what_was_told_by_phone_says_who_wrote_it_down() -> None:
    record = s.a_selection(Stage.CHANGING)
    first, *others = record.nominations
    by_phone = replace(record, nominations=(replace(first, written_by=b.LEE), *others))
    for view in (round_card(by_phone, b.a_place()), show("round", by_phone, "en")):
        assert snapshot(view).count("· written down by Lee Wong") == 1
    assert "written down" not in snapshot(show("round", record, "en"))


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize(
    "status", [ProblemStatus.SET_ASIDE, ProblemStatus.WITHDRAWN, ProblemStatus.LEFT_AS_WORRY]
)
def test_no_review_is_promised_where_people_are_chosen(status: ProblemStatus, locale: str) -> None:
    worry = Criterion(RemarkId(b.uid(701)), "She has two other circles.", b.TOMAS, named=True, version=1)
    problem = replace(b.a_problem(b.World(False)), status=status)
    about: dict[str, Any] = {"problems": (problem,), "criteria": (worry,)}
    opened = s.a_selection(Stage.CONSENTING, reader=b.TOMAS, **about)
    shown = [
        snapshot(show(name, opened, locale, b.TOMAS)) for name in ("round", "read_all", "more", "answer")
    ]
    shown.append(snapshot(ask_card(opened, b.a_reader(b.TOMAS, locale), WaveKind.ANSWER, explain=True)))
    shown.append(snapshot(recorded(Verb.KEEP_AS_WORRY, opened, b.a_reader(b.TOMAS, locale))))
    for text in shown:
        assert not re.search("review|revisión", text)
    if locale == "en":
        assert "for all to read" in shown[1]
        assert "## Worries" in shown[0]
        assert "your worry stays here" in shown[-1]


def test_a_circle_that_only_recommends_says_so_of_the_people_too() -> None:
    chosen, recommended = (
        snapshot(round_card(over, b.a_place())) for over in (s.a_selection(Stage.SELECTED), s.recommended())
    )
    assert "# Recommended: Maya Okafor · Scribe" in recommended
    assert "Our public meeting decides." in recommended
    assert "# Chosen: Maya Okafor · Scribe" in chosen
    assert "decides" not in chosen


def test_who_is_written_for_is_shown_it_and_asked_whether_it_is_right() -> None:
    more = show("more", s.written_for(Stage.NOMINATING), "en")
    assert {Verb.CONFIRM_WRITTEN, Verb.DENY_WRITTEN} <= verbs(more)
    assert "Maya Okafor" in snapshot(more)


def test_a_round_that_fills_a_role_leads_to_it() -> None:
    record = s.a_selection(Stage.SELECTED)
    assert Verb.OPEN_ROLE not in verbs(show("round", record, "en"))
    of_a_role = replace(record, round=replace(record.round, role=b.uid(801)))
    assert Verb.OPEN_ROLE in verbs(show("round", of_a_role, "en"))


@pytest.mark.parametrize("stage", [Stage.CHANGING, Stage.PROPOSING, Stage.CONSENTING, Stage.SELECTED])
def test_nothing_says_how_many_have_named_somebody(stage: Stage) -> None:
    record = s.a_selection(stage, reader=b.LEE, tally=replace(b.RESULT, groups={}))
    shown = [snapshot(round_card(record, b.a_place())), snapshot(show("round", record, "en", b.LEE))]
    shown += [snapshot(show("read_all", record, "en", b.LEE))]
    for text in shown:
        assert not re.search(r"\b[0-9]+ (nominat|reason)|Maya Okafor[^.]{0,3}\b[0-9]", text)


def test_the_facilitator_chooses_among_the_nominated_but_never_themselves() -> None:
    record = s.changed(s.a_selection(Stage.PROPOSING, reader=b.LEE), candidates=(b.AHMED, b.LEE, b.MAYA))
    form = show("propose_people", record, "en", b.LEE)
    assert isinstance(form, Form)
    (people,) = (field for field in form.fields if field.name == "people")
    assert isinstance(people, ChoiceField)
    assert [option.label for option in people.options] == ["Ahmed Sal", "Maya Okafor"]
    assert Verb.HAND_OVER in verbs(form)


def test_for_two_places_two_can_be_proposed() -> None:
    record = s.a_selection(Stage.PROPOSING, reader=b.LEE)
    two = s.changed(record, vacancy=b.a_vacancy(b.World(), places=2))
    form = show("propose_people", two, "en", b.LEE)
    assert isinstance(form, Form)
    assert any(isinstance(field, ManyField) and field.name == "people" for field in form.fields)


@pytest.mark.parametrize(("stage", "changes_role"), [(Stage.PROPOSING, False), (Stage.INTEGRATING, True)])
def test_the_role_can_be_described_otherwise_where_somebody_sees_a_problem(
    stage: Stage, changes_role: bool
) -> None:
    form = show("propose_people", s.a_selection(stage, reader=b.LEE), "en", b.LEE)
    assert isinstance(form, Form)
    assert ("term" in {field.name for field in form.fields}) == changes_role


@pytest.mark.parametrize("stage", [Stage.PROPOSING, Stage.INTEGRATING])
@pytest.mark.parametrize("member", [b.LEE, b.JO, b.ROSA])
def test_only_who_facilitates_finds_the_way_to_propose(stage: Stage, member: MemberId) -> None:
    more = show("more", s.a_selection(stage, reader=member), "en", member)
    assert (Verb.PROPOSE_PEOPLE in verbs(more)) == (member == b.LEE)
    assert Verb.CHANGE_TEXT not in verbs(more)


@pytest.mark.parametrize("name", ["more", "round"])
@pytest.mark.parametrize("member", [b.MAYA, b.JO])
def test_only_who_is_proposed_is_asked_for_a_yes(name: str, member: MemberId) -> None:
    view = show(name, s.a_selection(Stage.ACCEPTING, reader=member), "en", member)
    assert ({Verb.TAKE_ROLE, Verb.DECLINE_ROLE} <= verbs(view)) == (member == b.MAYA)


def test_who_has_said_yes_is_not_asked_again() -> None:
    record = s.changed(s.a_selection(Stage.ACCEPTING, reader=b.MAYA), accepted=(b.MAYA,))
    assert Verb.TAKE_ROLE not in verbs(show("more", record, "en", b.MAYA))


def test_whoever_sees_a_problem_may_keep_it_as_a_worry_and_is_not_asked_about_a_text() -> None:
    view = show("round", s.a_selection(Stage.INTEGRATING, reader=b.TOMAS), "en", b.TOMAS)
    assert Verb.KEEP_AS_WORRY in verbs(view)
    assert not verbs(view) & {Verb.FIXED_FOR_ME, Verb.NOT_YET_FIXED}


def test_a_no_is_told_kindly_with_its_words() -> None:
    card = snapshot(round_card(s.declined(), b.a_place()))
    assert "My evenings are full" in card
    assert "Maya Okafor says thank you, and no" in card
    assert "Kai Ito could not answer in time" in card


@pytest.mark.parametrize("role", [None, RoleId(b.uid(801))])
def test_one_that_ended_is_asked_again_for_the_role_it_was_for(role: RoleId | None) -> None:
    over = s.a_selection(Stage.WITHDRAWN)
    form = show("propose_again", replace(over, round=replace(over.round, role=role)), "en", b.ROSA)
    assert isinstance(form, Form)
    assert form.action.verb is Verb.SELECTION
    assert form.carried == ({} if role is None else {ROLE: str(role)})
