"""Words that somebody typed about a commitment stand where they are needed, and so does what they asked for."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.cards import Action, Item, Line, Quote, Switch
from adapters.desk import Screen
from adapters.present.commitment_notices import commitment_notice
from adapters.present.commitment_recorded import commitment_recorded
from adapters.present.commitment_words import row_said
from adapters.present.verbs import Verb
from decisions.commitments import commands as c
from decisions.commitments.commitment import Origin, OriginKind
from decisions.commitments.record import as_seen_by
from decisions.ids import MemberId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.rounds.notices import NoticeKind
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k
from tests.adapters.present import mous as m
from tests.adapters.present.commitment_views import show
from tests.adapters.present.shown import buttons_of, lines_of, parts_of

WHY = "The van is broken."
PLACES = ("commitment", "commitment_card")


def quoted(view: Any) -> list[str]:
    return [part.words.plain for part in parts_of(view) if isinstance(part, Quote)]


def read(view: Any) -> str:
    return "\n".join(line for part in parts_of(view) for line in lines_of(part))


def labels(view: Any) -> list[str]:
    return [button.label for button in buttons_of(view)]


def seen(one: k.Promised, reader: MemberId, place: str = "commitment_card") -> Any:
    return show(place, one.for_reader(reader), reader, "en")


def wishes(one: k.Promised, words: str = WHY) -> k.Promised:
    return one.does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER, words=words)


def answers(one: k.Promised, *, accept: bool) -> k.Promised:
    return one.does(b.LEE, c.AnswerSuggestion, id=k.remark(1), accept=accept)


def passes(one: k.Promised) -> k.Promised:
    return one.does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words=WHY)


@pytest.mark.parametrize("place", PLACES)
def test_whoever_decides_about_the_day_reads_why_it_is_asked_for(place: str) -> None:
    assert quoted(seen(wishes(k.under_way()), b.LEE, place)) == [WHY]


@pytest.mark.parametrize("place", PLACES)
def test_once_the_day_has_moved_the_day_before_and_the_why_still_stand_there(place: str) -> None:
    view = seen(answers(wishes(k.under_way()), accept=True), b.ROSA, place)
    assert quoted(view) == [WHY]
    assert "Friday, December 11 (was December 4)" in read(view)


@pytest.mark.parametrize("place", PLACES)
def test_what_was_said_with_it_reaches_whoever_is_asked_to_take_it_over_and_stays(place: str) -> None:
    one = passes(k.under_way())
    assert quoted(seen(one, b.JO, place)) == [WHY]
    one.does(b.JO, c.AnswerHandOver, id=k.remark(2), accept=True)
    assert quoted(seen(one, b.JO, place)) == [WHY]


@pytest.mark.parametrize("place", PLACES)
def test_whoever_asked_for_a_day_reads_that_they_did_and_takes_it_back(place: str) -> None:
    view = seen(wishes(k.under_way()), b.ROSA, place)
    assert "You asked for Friday, December 11. Lee Wong decides." in read(view)
    taking = next(button for button in buttons_of(view) if button.action.verb is Verb.TAKE_BACK_DAY)
    assert taking.action.id == f"{k.COMMITMENT}:{k.remark(1)}"


@pytest.mark.parametrize("place", PLACES)
def test_whoever_asked_for_a_day_may_still_take_the_first_one_or_none(place: str) -> None:
    assert labels(seen(wishes(k.asked()), b.ROSA, place))[1:3] == ["Yes, as first asked", "No"]


@pytest.mark.parametrize("place", PLACES)
def test_whoever_hands_over_sees_whom_they_asked_and_takes_it_back(place: str) -> None:
    view = seen(passes(k.under_way()), b.ROSA, place)
    assert "Jo Pine is asked to take it over." in read(view)
    assert "Take it back" in labels(view)


def test_whoever_wanted_the_day_sees_who_kept_it() -> None:
    one = answers(wishes(k.under_way()), accept=False)
    assert "Lee Wong keeps the day. Friday, December 11 was asked for." in read(seen(one, b.ROSA))


def test_whoever_did_not_get_the_day_is_told_who_kept_it_and_what_else_they_can_do() -> None:
    one = answers(wishes(k.under_way()), accept=False)
    record, reader = one.for_reader(b.ROSA), b.a_reader(b.ROSA, "en")
    card = commitment_notice(NoticeKind.COMMITMENT_STAYS, {"who": ["Lee Wong"]}, record, reader, k.remark(1))
    assert card.notification.startswith("Lee Wong keeps the day")
    assert labels(card) == ["Ask for help", "Hand over", "Open"]


# --- on one's home ------------------------------------------------------------------------------------------------


def home_of(reader: MemberId, *ones: k.Promised, place: str = "home") -> Any:
    record = replace(b.a_home(), commitments=k.own(*(one.one for one in ones), reader=reader))
    members = b.World(False).members
    return show(place, replace(record, reader=members[reader]), reader, "en")


def headings(view: Any) -> list[str]:
    return [section.heading for section in view.sections]


def no_thanks() -> k.Promised:
    return k.asked().does(b.ROSA, c.DeclineCommitment, words="No time.")


def test_who_asked_sees_a_no_with_its_words_until_they_do_something() -> None:
    view = home_of(b.LEE, no_thanks())
    assert "They said no (1)" in headings(view)
    assert "Rosa Díaz said no: “No time.”" in read(view)
    verbs = [button.action.verb for button in buttons_of(view)]
    assert Verb.ASK_ANOTHER in verbs
    assert Verb.DROP_COMMITMENT in verbs
    let_go = no_thanks().does(b.LEE, c.Drop)
    assert "They said no (1)" not in headings(home_of(b.LEE, let_go))
    asked_anew = no_thanks().does(b.LEE, c.AskAnother, who=b.JO)
    assert "They said no (1)" not in headings(home_of(b.LEE, asked_anew))


def test_a_no_waits_for_who_asked_in_the_chat_too() -> None:
    view = home_of(b.LEE, no_thanks(), place="home_card")
    assert "“No time.”" in read(view)
    assert "Nothing waits for you now." not in read(view)


def test_whose_no_it_was_stands_in_a_row_only_for_who_asked() -> None:
    def row(reader: MemberId) -> str:
        one = no_thanks().for_reader(reader).commitment
        return row_said(one, b.World(False).members, b.NOW.date(), b.a_reader(reader))

    assert row(b.LEE) == "nobody yet · December 4 · Rosa Díaz said no: “No time.”"
    assert row(b.JO) == "nobody yet · December 4"


def test_a_no_is_nobody_elses_to_see() -> None:
    assert "No time." not in read(home_of(b.JO, no_thanks()))


def test_who_asked_sees_what_was_done_and_what_came_of_it() -> None:
    done = k.under_way().does(b.ROSA, c.Finish, words="All is well.")
    view = home_of(b.LEE, done)
    assert "What you asked for (1)" in headings(view)
    assert ": “All is well.”" in read(view)


def test_a_wish_for_another_day_stays_on_the_home_of_whoever_has_it() -> None:
    assert "You asked for Friday, December 11. Lee Wong decides" in read(home_of(b.ROSA, wishes(k.asked())))
    assert "You asked for Friday, December 11. Lee Wong decides" in read(
        home_of(b.ROSA, wishes(k.under_way()))
    )


def test_a_question_about_a_day_is_not_one_to_do_it() -> None:
    found = headings(home_of(b.LEE, wishes(k.asked())))
    assert "Another day: your word (1)" in found
    assert "Would you do this? (1)" not in found


def test_whoever_is_asked_reads_the_day_on_their_home() -> None:
    assert "Lee Wong asks you · December 4" in read(home_of(b.ROSA, k.asked()))


def test_the_home_in_a_chat_has_what_one_does_and_the_circles() -> None:
    view = home_of(b.ROSA, k.under_way(), place="home_card")
    assert "What you do (1)" in read(view)
    verbs = [button.action.verb for button in buttons_of(view)]
    assert verbs.count(Verb.OPEN_CIRCLE) == len(b.a_home().circles)
    assert Verb.MOUS in verbs


def test_that_a_day_holds_by_silence_is_said_only_where_it_does() -> None:
    assert "it holds." in read(seen(wishes(k.under_way()), b.ROSA))
    asker = k.under_way().does(b.LEE, c.SuggestDay, id=k.remark(1), due=k.LATER)
    assert "the day stays as it is." in read(seen(asker, b.LEE))


# --- in the circle's list -----------------------------------------------------------------------------------------


def listed(reader: MemberId, *ended: k.Promised, place: str = "commitments", **carried: str) -> Any:
    record = k.several(reader=reader, ended=tuple(as_seen_by(one.one, reader) for one in ended))
    return show(place, record, reader, "en", **carried)


def test_a_no_stands_in_the_list_for_who_asked_and_is_not_folded_away() -> None:
    found = {section.heading: section.folded for section in listed(b.LEE, no_thanks()).sections}
    assert found["Somebody said no (1)"] is False
    assert "Ended lately" not in " ".join(found)
    assert "Somebody said no (1)" in read(listed(b.LEE, no_thanks(), place="commitments_card"))
    theirs = headings(listed(b.JO, no_thanks()))
    assert "Ended lately (1)" in theirs
    assert "Somebody said no (1)" not in theirs


def test_who_let_it_go_is_named_once() -> None:
    dropped = k.under_way().does(b.ROSA, c.Drop, words="No longer needed.")
    assert "\nRosa Díaz let it go: “No longer needed.”" in read(listed(b.LEE, dropped))


def test_that_there_is_none_like_that_stands_where_the_list_would_be() -> None:
    sections = listed(b.LEE, no_thanks(), wanted="which=overdue").sections
    kinds = [[type(block) for block in section.blocks] for section in sections]
    assert kinds.index([Line]) > next(at for at, found in enumerate(kinds) if Switch in found)


@pytest.mark.parametrize("place", PLACES)
def test_whoever_decides_about_the_day_reads_when_silence_does(place: str) -> None:
    view = seen(wishes(k.under_way()), b.LEE, place)
    assert "Without a word from you by Wednesday 10 am, in 4 days, that day holds." in read(view)


# --- what comes again, and what waits -----------------------------------------------------------------------------


def weekly_done() -> k.Promised:
    one = k.under_way(rhythm=Rhythm(Every.WEEK))
    return one.does(b.ROSA, c.Finish, words="All is well.")


@pytest.mark.parametrize("place", PLACES)
def test_what_comes_again_says_when_it_was_done_last_and_what_came_of_it(place: str) -> None:
    view = seen(weekly_done(), b.ROSA, place)
    assert "Rosa Díaz did it last on" in read(view)
    assert quoted(view) == ["All is well."]


def test_what_comes_again_is_taken_back_for_the_time_that_was_done() -> None:
    view = seen(weekly_done(), b.ROSA, "more_of_commitment")
    again = next(one for one in buttons_of(view) if one.action.verb is Verb.REOPEN_COMMITMENT)
    assert again.action.version == k.DUE.isoformat()
    record = k.under_way(rhythm=Rhythm(Every.WEEK)).does(b.ROSA, c.Finish).for_reader(b.ROSA)
    recorded = show("commitment_recorded", record, b.ROSA, "en", verb=Verb.FINISH)
    assert labels(recorded) == ["What came of it", "Open again", "Open"]


def test_what_comes_again_is_among_what_was_done() -> None:
    record = k.several(weekly_done().one)
    done = show("commitments", record, b.LEE, "en", wanted="which=done")
    assert "“All is well.”" in read(done)
    assert "Ended lately (1)" in headings(show("commitments", record, b.LEE, "en"))


@pytest.mark.parametrize("place", PLACES)
def test_whoever_waited_for_what_was_not_done_is_told_so(place: str) -> None:
    one = k.under_way().does(b.ROSA, c.Block, on=k.OTHER)
    one.does(b.ROSA, c.NoteOtherDone, on=k.OTHER, in_vain=True)
    record = one.for_reader(b.ROSA, waits_for="Order the supper")
    said = "It waited for “Order the supper”, which was not done."
    assert said in read(show(place, record, b.ROSA, "en"))
    facts = {"answer": "in_vain"}
    card = commitment_notice(NoticeKind.COMMITMENT_FREE, facts, record, b.a_reader(b.ROSA, "en"))
    assert card.notification.startswith("“Order the supper”, which this waited for, was not done.")


def test_why_another_day_is_asked_for_is_between_those_with_a_part_and_who_steers() -> None:
    one = wishes(k.under_way())
    assert quoted(seen(one, b.TOMAS)) == []
    assert as_seen_by(one.one, b.TOMAS, steers=True).suggestion == one.one.suggestion
    passed = passes(k.under_way()).does(b.JO, c.AnswerHandOver, id=k.remark(2), accept=True)
    assert quoted(seen(passed, b.TOMAS)) == []


@pytest.mark.parametrize(
    ("later", "by_when"),
    [(10, "by Friday, December 4"), (15, "Was due 2 days ago, Friday, December 4")],
)
def test_who_is_asked_to_take_over_what_is_late_hears_that_it_is(later: int, by_when: str) -> None:
    record = passes(k.under_way()).for_reader(b.JO, later=later)
    told = {"who": ["Rosa"]}
    card = commitment_notice(NoticeKind.COMMITMENT_OFFERED, told, record, b.a_reader(b.JO), k.remark(2))
    assert f"{by_when} · " in read(card)


@pytest.mark.parametrize(("later", "buttons"), [(10, ["Open"]), (15, ["Another day", "Open"])])
def test_who_takes_over_what_is_late_can_name_another_day_at_once(later: int, buttons: list[str]) -> None:
    one = passes(k.under_way()).does(b.JO, c.AnswerHandOver, id=k.remark(2), accept=True)
    screen = Screen("commitment_recorded", carried={"verb": Verb.ACCEPT_PASSED})
    card = commitment_recorded(one.for_reader(b.JO, later=later), b.a_reader(b.JO), screen)
    assert labels(card) == buttons


# --- what one can do ----------------------------------------------------------------------------------------------


def test_on_a_page_what_is_plain_is_a_button_and_nothing_is_there_twice() -> None:
    view = seen(k.under_way(), b.ROSA, "commitment")
    said = [part.words.plain for part in parts_of(view) if isinstance(part, Item)]
    assert "It cannot go on yet" in said
    assert "Say something about it" not in said
    pressed = [button.action for button in buttons_of(view)]
    assert {Verb.COMMENT, Verb.STEPS, Verb.DROP_COMMITMENT} <= {action.verb for action in pressed}
    assert len(pressed) == len(set(pressed))


def test_nobody_is_asked_why_they_ask_nobody_else() -> None:
    form = show("drop_commitment", no_thanks().for_reader(b.LEE), b.LEE, "en")
    assert "Those with a part in it are told why." not in read(form)
    assert "Those with a part in it are told why." in read(
        show("drop_commitment", k.asked().for_reader(b.LEE), b.LEE, "en")
    )


def test_in_a_chat_what_one_facilitates_does_not_stand_under_what_one_does() -> None:
    lines = read(home_of(b.ROSA, k.under_way(), place="home_card")).splitlines()
    at = lines.index("What you do (1)")
    assert lines[at + 1].startswith("Check the aid rules")
    assert "Your circles" in lines[at + 2 : at + 4]


def test_what_comes_of_a_memorandum_says_so_and_leads_back_to_it() -> None:
    one = k.Promised(origin=Origin(OriginKind.MOU, m.MOU)).for_reader(b.ROSA)
    view = show("commitment", replace(one, origin="Two rooms"), b.ROSA, "en")
    assert "Comes from the memorandum “Two rooms”" in read(view)
    assert Action(Verb.OPEN_MOU, str(m.MOU)) in [button.action for button in buttons_of(view)]
