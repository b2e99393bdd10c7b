"""Another day, and another person: each holds once the other one has said yes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.commitment import OtherDay, Passed, Said, Standing
from decisions.commitments.engine import next_due
from decisions.ids import MemberId
from decisions.refusals import Reason
from decisions.rounds.settings import Settings
from tests.decisions.commitments.world import FRIDAY, MONDAY, NOW, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CY, DI

TUESDAY = date(2026, 3, 17)


def cys() -> CommitmentWorld:
    """Ana asked, Cy has said yes, Bo facilitates."""
    world = CommitmentWorld()
    world.says_yes(ANA, CY)
    return world


def cy_suggests(day: date = MONDAY, words: str = "") -> CommitmentWorld:
    world = cys()
    world.do(CY, c.SuggestDay, id=remark(1), due=day, words=words)
    return world


def ana_suggests(day: date = MONDAY) -> CommitmentWorld:
    world = cys()
    world.do(ANA, c.SuggestDay, id=remark(1), due=day)
    return world


def cy_offers(words: str = "") -> CommitmentWorld:
    world = cys()
    world.do(CY, c.HandOver, id=remark(1), to=DI, words=words)
    return world


def kinds(events: tuple[object, ...]) -> list[type]:
    return [type(event) for event in events]


# --- another day ------------------------------------------------------------------------------------------------


def test_the_day_stays_until_the_other_has_said_yes() -> None:
    world = cy_suggests(words=" I am away ")
    assert world.one.due == FRIDAY
    assert world.one.suggestion is not None
    assert (world.one.suggestion.due, world.one.suggestion.words) == (MONDAY, "I am away")
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
    assert (world.one.due, world.one.first_due, world.one.moved) == (MONDAY, FRIDAY, 1)
    assert world.one.suggestion is None


@pytest.mark.parametrize("accept", [True, False])
def test_who_steers_the_circle_answers_for_whoever_asked(accept: bool) -> None:
    world = cy_suggests()
    world.do(BO, c.AnswerSuggestion, id=remark(1), accept=accept)
    assert world.one.due == (MONDAY if accept else FRIDAY)


def test_who_does_it_agrees_to_the_askers_day() -> None:
    world = ana_suggests()
    world.do(CY, c.AnswerSuggestion, id=remark(1), accept=True)
    assert (world.one.due, world.one.moved) == (MONDAY, 1)


@pytest.mark.parametrize("accept", [True, False])
def test_nobody_answers_for_who_does_it(accept: bool) -> None:
    """Not even who steers the circle: nobody is committed to a day by somebody else."""
    world = ana_suggests()
    for by in (ANA, BO, DI) if accept else (BO, DI):
        answer = {"id": remark(1), "accept": accept}
        assert world.refuses(by, c.AnswerSuggestion, **answer) == (Reason.NOT_ASKED_OF_YOU, "")


def test_nobody_agrees_to_their_own_day() -> None:
    world = CommitmentWorld(steerer=CY)
    world.says_yes(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    for by in (CY, DI):
        answer = {"id": remark(1), "accept": True}
        assert world.refuses(by, c.AnswerSuggestion, **answer) == (Reason.NOT_ASKED_OF_YOU, "")


def test_a_no_leaves_the_day_and_is_one_however_often_it_is_said() -> None:
    world = cy_suggests()
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=False)
    assert (world.one.due, world.one.suggestion, world.one.moved) == (FRIDAY, None, 0)
    assert world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=False) == ()
    answer = {"id": remark(1), "accept": True}
    assert world.refuses(ANA, c.AnswerSuggestion, **answer) == (Reason.OFFER_IS_OVER, "")
    assert world.refuses(BO, c.AnswerSuggestion, **{**answer, "accept": False})[0] is Reason.OFFER_IS_OVER


def test_a_suggestion_that_was_answered_is_not_made_again_by_a_late_click() -> None:
    world = cy_suggests()
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=False)
    assert world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY) == ()
    world.do(CY, c.SuggestDay, id=remark(2), due=MONDAY)
    assert world.one.suggestion is not None


def test_the_same_day_said_again_is_one_suggestion_and_another_takes_its_place() -> None:
    world = cy_suggests()
    assert world.do(CY, c.SuggestDay, id=remark(2), due=MONDAY) == ()
    world.do(CY, c.SuggestDay, id=remark(3), due=TUESDAY)
    answer = {"id": remark(1), "accept": True}
    assert world.refuses(ANA, c.AnswerSuggestion, **answer) == (Reason.OFFER_IS_OVER, "")
    world.do(ANA, c.SuggestDay, id=remark(4), due=date(2026, 3, 14))
    world.do(CY, c.AnswerSuggestion, id=remark(4), accept=True)
    assert world.one.due == date(2026, 3, 14)


def test_only_the_two_whose_day_it_is_name_another() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    for by in (BO, DI):
        suggested = {"id": remark(1), "due": MONDAY}
        assert world.refuses(by, c.SuggestDay, **suggested) == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (NOW.date() - timedelta(days=1), Reason.DATE_NOT_AHEAD),
        (NOW.date() + timedelta(days=5 * 366 + 1), Reason.DATE_TOO_FAR),
        (FRIDAY, Reason.SAME_DAY),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(day: date, reason: Reason) -> None:
    assert cys().refuses(CY, c.SuggestDay, id=remark(1), due=day) == (reason, "due")


def test_today_and_five_years_are_days_that_can_be() -> None:
    cy_suggests(NOW.date())
    cy_suggests(NOW.date() + timedelta(days=5 * 366))


def test_today_is_the_circles() -> None:
    world = cys()
    world.circle = replace(world.circle, settings=Settings(zone="Pacific/Kiritimati"))
    world.now = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
    suggested = {"id": remark(1), "due": date(2026, 3, 4)}
    assert world.refuses(CY, c.SuggestDay, **suggested) == (Reason.DATE_NOT_AHEAD, "due")


def test_where_there_was_no_day_one_is_agreed() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, due=None)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
    assert (world.one.due, world.one.moved) == (MONDAY, 1)


def test_of_ones_own_the_day_moves_at_once() -> None:
    world = CommitmentWorld()
    world.asks(CY, CY)
    moved = world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert kinds(moved) == [e.DaySuggested, e.DayMoved]
    assert (world.one.due, world.one.suggestion, world.one.moved) == (MONDAY, None, 1)
    assert world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY) == ()


def test_where_whoever_asked_has_left_the_day_moves_at_once() -> None:
    world = cys()
    world.leaves(ANA)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert world.one.due == MONDAY


def test_a_coordinator_who_asked_without_sitting_there_is_asked_about_the_day() -> None:
    world = CommitmentWorld((ANA, CY, DI), steerer=BO)
    world.says_yes(BO, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert world.one.due == FRIDAY
    world.do(BO, c.AnswerSuggestion, id=remark(1), accept=True)
    assert world.one.due == MONDAY


def test_before_anybody_has_said_yes_whoever_asks_names_the_day() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(ANA, c.SuggestDay, id=remark(1), due=MONDAY)
    assert (world.one.standing, world.one.due, world.one.moved) == (Standing.ASKED, MONDAY, 0)
    world.do(CY, c.AcceptCommitment)
    assert (world.one.first_due, world.one.moved) == (MONDAY, 0)


def test_a_day_that_moves_wakes_the_reminders_again() -> None:
    world = cys()
    world.do(CY, c.SnoozeReminders, until=date(2026, 3, 12))
    world.do(ANA, c.SuggestDay, id=remark(1), due=date(2026, 3, 6))
    world.do(CY, c.AnswerSuggestion, id=remark(1), accept=True)
    assert world.one.snoozes == ()


# --- the days of who has not said yes ---------------------------------------------------------------------------


def test_a_day_that_the_asker_does_not_want_leaves_the_ask_open_and_it_is_asked_anew() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.until_next()
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert world.one.asked_next_at is None
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=False)
    assert (world.one.standing, world.one.due) == (Standing.ASKED, FRIDAY)
    assert kinds(world.until_next()) == [e.DoerAskedAgain]
    assert kinds(world.until_next()) == [e.NothingSaid]


def test_the_askers_answer_with_a_third_day_is_asked_anew_too() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    world.do(ANA, c.SuggestDay, id=remark(2), due=TUESDAY)
    assert (world.one.standing, world.one.due, world.one.suggestion) == (Standing.ASKED, TUESDAY, None)
    assert kinds(world.until_next()) == [e.DoerAskedAgain]


def test_a_yes_after_all_is_one_to_the_day_that_was_asked_for() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    world.do(CY, c.AcceptCommitment)
    assert (world.one.suggestion, next_due(world.one)) == (None, None)
    world.pass_time(days=30)
    assert (world.one.due, world.one.standing) == (FRIDAY, Standing.OPEN)


def test_silence_about_the_day_of_whoever_is_asked_is_a_yes_to_it() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert kinds(world.until_next()) == [e.DayMoved, e.CommitmentAccepted]
    assert (world.one.standing, world.one.due, world.one.doing) == (Standing.OPEN, MONDAY, (CY,))


def test_a_no_after_another_day_ends_both() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    world.do(CY, c.DeclineCommitment, words="not at all")
    assert (world.one.standing, world.one.suggestion) == (Standing.DECLINED, None)
    answer = {"id": remark(1), "accept": True}
    assert world.refuses(ANA, c.AnswerSuggestion, **answer) == (Reason.OFFER_IS_OVER, "")


# --- by time alone ----------------------------------------------------------------------------------------------


def test_weekends_and_holidays_are_no_silence() -> None:
    world = cys()
    world.circle = replace(world.circle, settings=Settings(holidays=(date(2026, 3, 6), date(2026, 3, 9))))
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert next_due(world.one) == datetime(2026, 3, 11, 10, 0, tzinfo=UTC)


def test_an_answer_in_the_last_second_counts_and_one_after_it_does_not() -> None:
    in_time = cy_suggests()
    at = next_due(in_time.one)
    assert at is not None
    in_time.now = at - timedelta(seconds=1)
    in_time.do(ANA, c.AnswerSuggestion, id=remark(1), accept=False)
    assert in_time.one.due == FRIDAY
    late = cy_suggests()
    late.now = at
    answer = {"id": remark(1), "accept": False}
    assert late.refuses(ANA, c.AnswerSuggestion, **answer) == (Reason.OFFER_IS_OVER, "")
    assert late.one.due == MONDAY


def test_after_a_stop_it_has_moved_as_of_its_own_time() -> None:
    world = cy_suggests()
    due = next_due(world.one)
    (moved,) = world.pass_time(days=40)
    assert moved.at == due


def asks_on_thursday_for(day: date, by: MemberId = CY, hour: int = 10) -> CommitmentWorld:
    """A commitment of Friday the 13th, another day for which is named on the 12th."""
    world = cys()
    world.pass_time(days=8, hours=hour - 10)
    world.do(by, c.SuggestDay, id=remark(1), due=day)
    return world


@pytest.mark.parametrize("day", [date(2026, 3, 14), date(2026, 3, 15), MONDAY])
def test_silence_is_over_on_the_last_workday_before_the_day_that_is_wished_for(day: date) -> None:
    world = asks_on_thursday_for(day)
    assert next_due(world.one) == datetime(2026, 3, 13, 17, 0, tzinfo=UTC)
    assert kinds(world.until_next()) == [e.DayMoved]
    assert world.one.due == day > world.case(CY).today(world.now)


@pytest.mark.parametrize(
    ("day", "hour", "ends"),
    [
        (date(2026, 3, 12), 10, datetime(2026, 3, 12, 23, 59, tzinfo=UTC)),
        (date(2026, 3, 14), 24 + 17, datetime(2026, 3, 14, 23, 59, tzinfo=UTC)),
        (date(2026, 3, 12), 24, datetime(2026, 3, 13, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_day_that_is_named_too_late_for_an_answer_needs_a_yes(day: date, hour: int, ends: datetime) -> None:
    world = cys()
    world.now = datetime(2026, 3, 12, tzinfo=UTC) + timedelta(hours=hour, seconds=-(hour == 24))
    world.do(CY, c.SuggestDay, id=remark(1), due=day)
    assert (due := next_due(world.one)) is not None
    assert ends <= due < ends + timedelta(minutes=1)
    assert kinds(world.until_next()) == [e.SuggestionDeclined]
    assert (world.one.due, world.one.suggestion) == (FRIDAY, None)


def test_a_day_that_was_named_too_late_holds_with_a_yes() -> None:
    world = asks_on_thursday_for(date(2026, 3, 12))
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
    assert world.one.due == date(2026, 3, 12)


def test_the_last_workday_is_no_holiday() -> None:
    world = cys()
    world.circle = replace(world.circle, settings=Settings(holidays=(date(2026, 3, 6),)))
    world.do(CY, c.SuggestDay, id=remark(1), due=date(2026, 3, 7))
    assert next_due(world.one) == datetime(2026, 3, 5, 17, 0, tzinfo=UTC)


def test_a_day_that_the_asker_named_can_be_taken_up_to_its_end() -> None:
    world = asks_on_thursday_for(date(2026, 3, 14), by=ANA)
    assert next_due(world.one) == datetime(2026, 3, 14, 23, 59, tzinfo=UTC)
    assert kinds(world.until_next()) == [e.SuggestionDeclined]


def test_who_is_asked_and_named_a_day_too_late_is_asked_anew() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=NOW.date())
    assert kinds(world.until_next()) == [e.SuggestionDeclined]
    assert (world.one.standing, world.one.due) == (Standing.ASKED, FRIDAY)
    assert kinds(world.until_next()) == [e.DoerAskedAgain]


def test_a_day_that_was_past_when_an_earlier_wait_ended_is_not_taken() -> None:
    """Waits used to be three workdays, whatever day was wished for."""
    world = asks_on_thursday_for(date(2026, 3, 14))
    assert world.one.suggestion is not None
    waits = replace(world.one.suggestion, answer_by=datetime(2026, 3, 17, 10, 0, tzinfo=UTC))
    world.commitment = replace(world.one, suggestion=waits)
    assert kinds(world.until_next()) == [e.SuggestionDeclined]


# --- another person ---------------------------------------------------------------------------------------------


def test_it_stays_where_it_is_until_the_other_says_yes() -> None:
    world = cy_offers(" I have too much ")
    offer = world.one.offer
    assert offer is not None
    assert (world.one.accountable, offer.to, offer.words) == (CY, DI, "I have too much")
    world.pass_time(hours=5)
    world.do(DI, c.AnswerHandOver, id=remark(1), accept=True)
    assert (world.one.accountable, world.one.doing, world.one.offer) == (DI, (DI,), None)
    assert world.one.accepted_at == world.now
    assert (world.one.asked_by, world.one.due) == (ANA, FRIDAY)
    assert world.do(DI, c.AnswerHandOver, id=remark(1), accept=True) == ()
    assert world.do(CY, c.HandOver, id=remark(1), to=DI) == ()


def test_a_no_leaves_it_where_it_is() -> None:
    world = cy_offers()
    world.do(DI, c.AnswerHandOver, id=remark(1), accept=False)
    assert (world.one.accountable, world.one.offer) == (CY, None)
    assert world.do(DI, c.AnswerHandOver, id=remark(1), accept=False) == ()
    answer = {"id": remark(1), "accept": True}
    assert world.refuses(DI, c.AnswerHandOver, **answer) == (Reason.OFFER_IS_OVER, "")
    assert world.do(CY, c.HandOver, id=remark(1), to=DI) == ()
    world.do(CY, c.HandOver, id=remark(2), to=DI)
    assert world.one.offer is not None


def test_nobody_else_answers_an_offer() -> None:
    world = cy_offers()
    for by in (ANA, BO, CY):
        for accept in (True, False):
            answer = {"id": remark(1), "accept": accept}
            assert world.refuses(by, c.AnswerHandOver, **answer) == (Reason.NOT_ASKED_OF_YOU, "")


def test_only_who_is_accountable_hands_it_over() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    for by in (ANA, BO, DI):
        assert world.refuses(by, c.HandOver, id=remark(1), to=ANA) == (Reason.ONLY_WHO_DOES_IT, "")


def test_it_is_handed_to_somebody_else_in_the_circle() -> None:
    world = cys()
    assert world.refuses(CY, c.HandOver, id=remark(1), to=CY) == (Reason.DOES_IT_ALREADY, "to")
    world.leaves(DI)
    assert world.refuses(CY, c.HandOver, id=remark(1), to=DI) == (Reason.NOT_IN_CIRCLE, "to")


def test_what_nobody_has_said_yes_to_is_not_handed_over() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    assert world.refuses(CY, c.HandOver, id=remark(1), to=DI) == (Reason.NOBODY_SAID_YES, "")


def test_a_helper_who_takes_it_over_helps_no_more() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI, BO))
    world.do(DI, c.AcceptCommitment)
    world.do(DI, c.SnoozeReminders, until=MONDAY)
    world.do(CY, c.HandOver, id=remark(1), to=DI)
    world.do(DI, c.AnswerHandOver, id=remark(1), accept=True)
    assert (world.one.doing, [one.member for one in world.one.helpers]) == ((DI,), [BO])
    assert world.one.snoozes == ()


def test_a_helper_who_says_no_to_an_offer_goes_on_helping() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    world.do(CY, c.HandOver, id=remark(1), to=DI)
    world.do(DI, c.AnswerHandOver, id=remark(1), accept=False)
    assert [(one.member, one.said) for one in world.one.helpers] == [(DI, Said.YES)]


def test_who_asked_may_take_it_over_and_then_owes_nobody() -> None:
    world = cys()
    world.do(CY, c.HandOver, id=remark(1), to=ANA)
    world.do(ANA, c.AnswerHandOver, id=remark(1), accept=True)
    world.do(ANA, c.SuggestDay, id=remark(2), due=MONDAY)
    assert (world.one.doing, world.one.due) == ((ANA,), MONDAY)


def test_a_day_that_waits_goes_with_whoever_named_it() -> None:
    world = cy_suggests()
    world.do(CY, c.HandOver, id=remark(2), to=DI)
    world.do(DI, c.AnswerHandOver, id=remark(2), accept=True)
    assert world.one.suggestion is None
    world.pass_time(days=30)
    assert world.one.due == FRIDAY


def test_an_offer_lapses_after_five_workdays() -> None:
    world = cy_offers()
    assert next_due(world.one) == datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
    (ended,) = world.until_next()
    assert (type(ended), world.one.accountable, world.one.offer) == (e.HandOverEnded, CY, None)
    answer = {"id": remark(1), "accept": True}
    assert world.refuses(DI, c.AnswerHandOver, **answer) == (Reason.OFFER_IS_OVER, "")
    assert world.do(CY, c.TakeBackHandOver, id=remark(1)) == ()


def test_who_offered_takes_it_back() -> None:
    world = cy_offers()
    for by in (ANA, BO, DI):
        assert world.refuses(by, c.TakeBackHandOver, id=remark(1)) == (Reason.ONLY_WHO_DOES_IT, "")
    assert world.do(CY, c.TakeBackHandOver, id=remark(2)) == ()
    (ended,) = world.do(CY, c.TakeBackHandOver, id=remark(1))
    assert (ended, world.one.offer) == (e.HandOverEnded(id=remark(1), by=CY, at=world.now), None)
    assert world.do(CY, c.TakeBackHandOver, id=remark(1)) == ()


def test_another_offer_takes_the_first_one_back() -> None:
    world = cy_offers()
    assert world.do(CY, c.HandOver, id=remark(2), to=DI) == ()
    events = world.do(CY, c.HandOver, id=remark(3), to=BO)
    assert kinds(events) == [e.HandOverEnded, e.HandOverOffered]
    answer = {"id": remark(1), "accept": True}
    assert world.refuses(DI, c.AnswerHandOver, **answer) == (Reason.OFFER_IS_OVER, "")
    world.do(BO, c.AnswerHandOver, id=remark(3), accept=True)
    assert world.one.accountable == BO


@pytest.mark.parametrize("who", [CY, DI])
def test_an_offer_ends_with_either_of_the_two(who: object) -> None:
    world = cy_offers()
    world.leaves(CY if who == CY else DI)
    assert world.one.offer is None
    assert world.one.standing is (Standing.NOBODYS if who == CY else Standing.OPEN)


def test_what_is_done_or_dropped_is_offered_no_more() -> None:
    for end in (c.Finish, c.Drop):
        world = cy_offers()
        events = world.do(CY, end, words="it rained")
        assert kinds(events)[0] is e.HandOverEnded
        assert world.one.offer is None
        answer = {"id": remark(1), "accept": True}
        assert world.refuses(DI, c.AnswerHandOver, **answer) == (Reason.OFFER_IS_OVER, "")
        assert world.refuses(CY, c.HandOver, id=remark(2), to=DI) == (Reason.COMMITMENT_IS_OVER, "")
        assert world.refuses(CY, c.SuggestDay, id=remark(3), due=MONDAY)[0] is Reason.COMMITMENT_IS_OVER


# --- what is known of it afterwards -----------------------------------------------------------------------------


def test_a_day_that_was_agreed_to_keeps_the_one_before_and_the_why() -> None:
    world = cy_suggests(words="I am away")
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
    assert world.one.other_day == OtherDay(CY, MONDAY, FRIDAY, "I am away", held=True, answered_by=ANA)


def test_who_did_not_get_the_day_is_told_who_kept_it() -> None:
    world = cy_suggests()
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=False)
    assert world.one.other_day == OtherDay(CY, MONDAY, FRIDAY, "", held=False, answered_by=ANA)


def test_whoever_named_the_day_takes_it_back_and_nobody_is_told() -> None:
    world = cy_suggests()
    events = world.do(CY, c.AnswerSuggestion, id=remark(1), accept=False)
    assert kinds(events) == [e.SuggestionDeclined]
    assert (world.one.due, world.one.suggestion, world.one.other_day) == (FRIDAY, None, None)
    assert world.do(CY, c.AnswerSuggestion, id=remark(1), accept=False) == ()


def test_whoever_asked_for_another_day_may_still_say_yes_to_the_first_one() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    world.do(CY, c.AcceptCommitment)
    assert (world.one.standing, world.one.due, world.one.suggestion) == (Standing.OPEN, FRIDAY, None)


def test_whoever_takes_it_over_keeps_what_they_were_to_know() -> None:
    world = cy_offers(words="The key is under the mat")
    world.do(DI, c.AnswerHandOver, id=remark(1), accept=True)
    assert world.one.passed == Passed(CY, "The key is under the mat")
