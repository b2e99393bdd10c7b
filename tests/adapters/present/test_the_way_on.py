"""The next thing to do is where people look for it: no needless question before it, and nothing less wanted in front of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from adapters.cards import Buttons, Page
from adapters.desk import Screen
from adapters.present.ballot_preview import preview_ballot
from adapters.present.confirmations import recorded
from adapters.present.home import home, home_card
from adapters.present.more import more
from adapters.present.round_page import round as round_page
from adapters.present.verbs import Verb
from decisions.ids import CircleId, MemberId
from decisions.roles.commands import SeatSelected
from decisions.roles.record import May
from decisions.roles.role import Filling
from decisions.rounds.record import HomeRecord, RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import ballots, secret_views
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_setup_views import a_ballot_record
from tests.adapters.present.roles import Story
from tests.adapters.present.shown import buttons_of, snapshot, text_of

OPEN, COUNTED = ballots.an_open(), ballots.counted()


@pytest.mark.parametrize("verb", [Verb.PROPOSE, Verb.BALLOT, Verb.ROLES])
def test_whoever_is_in_one_circle_is_not_asked_which(verb: Verb) -> None:
    one = b.a_home()
    (circle,) = one.circles
    two = replace(one, circles=(circle, replace(circle, id=CircleId(uuid4()))))
    assert asked_in(one, verb) == str(circle.id)
    assert asked_in(two, verb) == ""


def asked_in(home: HomeRecord, verb: Verb) -> str:
    card = home_card(home, b.a_reader(b.JO), Screen("home_card"))
    return next(button.action.id for button in buttons_of(card) if button.action.verb is verb)


def test_a_guest_of_a_vote_who_is_in_no_circle_is_not_offered_to_ask_one() -> None:
    guest = replace(b.a_home(), circles=())
    for record, offered in ((b.a_home(), True), (guest, False)):
        page = home(record, b.a_reader(b.JO), Screen("home"))
        verbs = {button.action.verb for button in buttons_of(page)}
        assert ({Verb.PROPOSE, Verb.BALLOT, Verb.ROLES} <= verbs) is offered
        assert Verb.HELP in verbs


def test_home_has_at_most_three_buttons_beside_each_other() -> None:
    for view in (
        home(b.a_home(), b.a_reader(b.JO), Screen("home")),
        home_card(b.a_home(), b.a_reader(b.JO), Screen("home_card")),
    ):
        blocks = (
            [block for part in view.sections for block in part.blocks]
            if isinstance(view, Page)
            else view.blocks
        )
        rows = [block.buttons for block in blocks if isinstance(block, Buttons)]
        assert rows
        assert max(map(len, rows)) <= 3


def test_to_choose_anew_while_a_role_is_held_is_offered_to_whoever_steers_alone() -> None:
    def offered(story: Story, reader: MemberId) -> bool:
        return May.SELECT in story.record(reader).may

    vacant, held = (Story(rhythm=None, places=1, filling=Filling.SELECTION) for _ in range(2))
    held.tell(SeatSelected, b.LEE, members=(b.ROSA,))
    assert (offered(vacant, b.JO), offered(vacant, b.LEE)) == (True, True)
    assert (offered(held, b.JO), offered(held, b.LEE)) == (False, True)


def page_of(record: RoundRecord) -> Page:
    page = round_page(record, b.a_reader(b.JO), Screen("round"))
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize("record", [OPEN, COUNTED])
def test_to_ask_it_more_often_is_offered_behind_all_that_is_about_this_once(record: RoundRecord) -> None:
    *before, last = page_of(record).sections
    assert "Save as template" in [button.label for button in buttons_of(Page("", (last,)))]
    assert "Save as template" not in [button.label for button in buttons_of(Page("", tuple(before)))]


def test_why_people_chose_so_is_read_before_how_to_count_it_again() -> None:
    headings = [section.heading for section in page_of(COUNTED).sections]
    assert headings.index("Why people chose so") < headings.index("Count it again")


def test_on_its_page_too_the_ballots_of_a_secret_vote_are_found_by_receipt() -> None:
    listed = "All ballots"
    assert listed in [button.label for button in buttons_of(page_of(secret_views.counted()))]
    assert listed not in [button.label for button in buttons_of(page_of(COUNTED))]


def test_a_draft_is_edited_before_it_is_kept_for_another_time() -> None:
    form = preview_ballot(a_ballot_record(), b.a_reader(b.ROSA), Screen("preview"))
    labels = [button.label for button in buttons_of(form)]
    assert labels.index("Edit") < labels.index("Repeat…") < labels.index("Save as template")


def test_a_vote_is_closed_and_a_proposal_goes_a_step_on() -> None:
    for record, says in (
        (OPEN, "Closing: not yet."),
        (b.a_record(Stage.CONSENTING, reader=b.LEE), "Next step"),
    ):
        assert says in text_of(more(record, b.a_reader(b.LEE), Screen("more")))


def test_where_answers_can_still_change_the_next_step_is_said_with_its_time() -> None:
    closes = b.NOW + timedelta(minutes=2)
    record = b.a_record(Stage.CONSENTING, reader=b.LEE, closes_early=closes)
    said = snapshot(recorded(Verb.MOVE_ON, record, b.a_reader(b.LEE)))
    assert "is at its next step" not in said
    assert f"closes {b.a_reader(b.LEE).when(closes)}" in said
