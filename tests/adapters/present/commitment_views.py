"""Every screen about commitments, and all that is told of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any, Final

from adapters.cards import View
from adapters.desk import Screen
from adapters.mentions import Mention
from adapters.present.commitment_notices import commitment_notice
from adapters.present.commitment_recorded import PLAIN
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.commitments import commands as c
from decisions.commitments.commitment import Origin, OriginKind
from decisions.commitments.wishes import OwnWishes
from decisions.ids import CommitmentId, MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import CircleRecord
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k

FORMS: Final = (
    "decline_commitment",
    "suggest_day",
    "ask_another",
    "ask_to_help",
    "hand_to",
    "tell_what_came",
    "drop_commitment",
    "change_commitment",
    "snooze",
    "steps",
    "comment",
    "block",
)


def show(name: str, record: Any, reader: MemberId, locale: str, **carried: str) -> View:
    return SCREENS[name].present(record, b.a_reader(reader, locale), Screen(name, carried=carried))


def commitment_views(locale: str, long: bool) -> Mapping[str, View]:
    return {
        **_making(locale, long),
        **_one(locale, long),
        **_forms(locale, long),
        **_recorded(locale, long),
        **_lists(locale, long),
        **_notices(locale, long),
        **_wishes(locale, long),
    }


def _making(locale: str, long: bool) -> dict[str, View]:
    circle, said = b.a_circle_record(long=long), b.World(long).text("Check the aid rules", 300)
    typed = {
        "what": said,
        "who": str(b.ROSA),
        "by_when": "2026-12-04",
        "helpers": f"{b.JO},{b.TOMAS}",
        "known_by": b.World(long).text("The list is in the channel.", 300),
        "repeats": "monthly",
    }
    views = {
        "commit": show("commit", circle, b.LEE, locale),
        "commit-shown-back": show("commit", circle, b.LEE, locale, **typed, page="2"),
        "commit-mine": show(
            "commit",
            circle,
            b.ROSA,
            locale,
            **{**typed, "by_when": "", "helpers": "", "repeats": "once"},
            page="2",
        ),
        "commit-who-does-what": show("who_does_what", b.an_agreement_record(long=long), b.LEE, locale),
    }
    views |= _begun(circle, locale, long)
    wrong = Screen("commit", carried=typed, errors={"by_when": Refusal(Reason.DATE_NOT_AHEAD)})
    views["commit-wrong-day"] = SCREENS["commit"].present(circle, b.a_reader(b.LEE, locale), wrong)
    return views


def _begun(circle: CircleRecord, locale: str, long: bool) -> dict[str, View]:
    """From a message; from a picture alone, of somebody who is not there; from a line."""
    message = {
        "origin": "message",
        "link": "https://teams.microsoft.com/l/message/1",
        "about": b.World(long).text(
            "We *talked* about many things. I'll check the aid rules by Friday.", 1_000
        ),
    }
    said = {"what": b.World(long).text("I'll check the aid rules", 300), "by_when": "Friday"}
    nobody = str(Mention(b.World(long).text("Kim Park", 60)))
    rosa = str(Mention("Rosa", str(b.ROSA)))
    stranger = {"origin": "message", "link": message["link"], "named": nobody}
    return {
        "commit-message": show("commit", circle, b.LEE, locale, **message, **said, named=f"{rosa}\nJo"),
        "commit-message-shown-back": show(
            "commit",
            circle,
            b.LEE,
            locale,
            **message,
            **{**said, "by_when": "2026-12-04"},
            who=str(b.ROSA),
            page="2",
        ),
        "commit-message-no-words": show("commit", circle, b.LEE, locale, **stranger),
        "commit-line": show("commit", circle, b.LEE, locale, **said, named=f"{rosa}\nkim"),
    }


def _one(locale: str, long: bool) -> dict[str, View]:
    asked, under_way = k.asked(long=long), k.under_way(long=long)
    moving = k.under_way(long=long)
    moving.does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER, words=moving.world.text("I am away."))
    offered = k.under_way(long=long)
    offered.does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words=offered.world.text("You know them."))
    wished = k.asked(long=long)
    wished.does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER, words=wished.world.text("I am away."))
    kept, moved = (
        k.under_way(long=long)
        .does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER, words=b.World(long).text("I am away."))
        .does(b.LEE, c.AnswerSuggestion, id=k.remark(1), accept=accept)
        for accept in (False, True)
    )
    passed = (
        k.under_way(long=long)
        .does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words=b.World(long).text("You know them."))
        .does(b.JO, c.AnswerHandOver, id=k.remark(2), accept=True)
    )
    helped = k.asked(long=long, helpers=(b.JO,)).yes()
    done = k.under_way(long=long).does(b.ROSA, c.Finish, words=b.World(long).text("All is well."))
    dropped = k.under_way(long=long).does(b.ROSA, c.Drop, words=b.World(long).text("No longer needed."))
    with_mou = k.under_way(long=long).does(b.ROSA, c.Drop, mou_over=True)
    nobodys = k.under_way(long=long).does(b.ROSA, c.NotePartLeft)
    declined = k.asked(long=long).does(b.ROSA, c.DeclineCommitment, words="No time.")
    everything = k.with_everything(long=long)
    origin = Origin(
        OriginKind.MESSAGE,
        words=b.World(long).text("We *talked* about many things. I'll check the aid rules by Friday.", 1_000),
        link="https://teams.microsoft.com/l/message/1",
    )
    noted = k.Promised(long=long, origin=origin)
    waits: dict[str, Any] = {"waits_for": b.World(long).text("Open the fund", 300)}
    records = {
        "asked": asked.for_reader(b.ROSA),
        "asked-asker": asked.for_reader(b.LEE),
        "asked-other": asked.for_reader(b.TOMAS),
        "under-way": under_way.for_reader(b.ROSA),
        "under-way-other": under_way.for_reader(b.TOMAS),
        "overdue": under_way.for_reader(b.ROSA, later=20),
        "today": under_way.for_reader(b.ROSA, today=k.DUE),
        "moving": moving.for_reader(b.LEE),
        "moving-doer": moving.for_reader(b.ROSA),
        "wished": wished.for_reader(b.ROSA),
        "kept": kept.for_reader(b.ROSA),
        "moved": moved.for_reader(b.ROSA),
        "passed": passed.for_reader(b.JO),
        "offered": offered.for_reader(b.JO),
        "offered-doer": offered.for_reader(b.ROSA),
        "help": helped.for_reader(b.JO),
        "done": done.for_reader(b.ROSA),
        "dropped": dropped.for_reader(b.ROSA),
        "dropped-with-mou": with_mou.for_reader(b.ROSA),
        "nobodys": nobodys.for_reader(b.TOMAS),
        "declined": declined.for_reader(b.LEE),
        "everything": everything.for_reader(b.ROSA, **waits),
        "noted": noted.for_reader(b.ROSA),
    }
    views: dict[str, View] = {}
    for name, record in records.items():
        for screen in ("commitment", "commitment_card", "more_of_commitment"):
            views[f"{screen}-{name}"] = show(screen, record, record.reader.id, locale)
    return views


def _forms(locale: str, long: bool) -> dict[str, View]:
    record = k.with_everything(long=long).for_reader(b.ROSA)
    views = {f"form-{name}": show(name, record, b.ROSA, locale) for name in FORMS}
    alone = k.Promised(long=long, by=b.ROSA).for_reader(b.ROSA, others=())
    views["form-suggest_day-alone"] = show("suggest_day", alone, b.ROSA, locale)
    views["form-block-alone"] = show("block", alone, b.ROSA, locale)
    errors = {"due": Refusal(Reason.NOT_A_DAY, {"line": "soonish"})}
    wrong = Screen("suggest_day", errors=errors, typed={"due": "soonish"})
    views["form-suggest_day-wrong"] = SCREENS["suggest_day"].present(
        record, b.a_reader(b.ROSA, locale), wrong
    )
    return views


def _recorded(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}

    def add(name: str, verb: Verb, one: k.Promised, reader: MemberId = b.ROSA, **carried: str) -> None:
        record = one.for_reader(reader)
        views[f"did-{name}"] = show("commitment_recorded", record, reader, locale, verb=verb, **carried)

    asked, mine = k.asked(long=long), k.under_way(long=long)
    add("commit", Verb.COMMIT, asked, b.LEE, origin=f"agreement:{b.AGREEMENT}")
    add("commit-mine", Verb.COMMIT, k.Promised(long=long, by=b.ROSA, due=None))
    add("accept", Verb.ACCEPT_COMMITMENT, mine)
    helped = k.under_way(long=long, helpers=(b.JO,)).does(b.JO, c.AcceptCommitment)
    add("accept-help", Verb.ACCEPT_COMMITMENT, helped, b.JO)
    add("lend-a-hand", Verb.LEND_A_HAND, helped, b.JO)
    add("ask-to-help", Verb.ASK_TO_HELP, k.under_way(long=long, helpers=(b.JO, b.TOMAS)))
    add("decline", Verb.DECLINE_COMMITMENT, k.asked(long=long).does(b.ROSA, c.DeclineCommitment))
    moving = k.under_way(long=long).does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER)
    add("suggest-day", Verb.SUGGEST_DAY, moving)
    late = k.under_way(long=long).does(b.ROSA, c.SuggestDay, id=k.remark(1), due=b.NOW.date())
    add("suggest-day-late", Verb.SUGGEST_DAY, late)
    add("suggest-day-alone", Verb.SUGGEST_DAY, mine)
    add("accept-day", Verb.ACCEPT_DAY, mine, b.LEE)
    add("decline-day", Verb.DECLINE_DAY, mine, b.LEE)
    add("ask-another", Verb.ASK_ANOTHER, asked, b.LEE)
    add("take-on", Verb.TAKE_ON, mine)
    add("finish", Verb.FINISH, k.under_way(long=long).does(b.ROSA, c.Finish))
    add("finish-again", Verb.FINISH, k.with_everything(long=long).does(b.ROSA, c.Finish))
    add("skip", Verb.SKIP_ONCE, k.with_everything(long=long))
    add("reopen", Verb.REOPEN_COMMITMENT, mine)
    add("snooze", Verb.SNOOZE, k.under_way(long=long).does(b.ROSA, c.SnoozeReminders, until=k.LATER))
    add("hand-to", Verb.HAND_TO, k.under_way(long=long).does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO))
    add("accept-passed", Verb.ACCEPT_PASSED, mine)
    add("decline-passed", Verb.DECLINE_PASSED, mine, b.JO)
    for verb in sorted(PLAIN):
        add(verb, verb, mine)
    return views


def _lists(locale: str, long: bool) -> dict[str, View]:
    def numbered(number: int, one: k.Promised) -> Any:
        return replace(one.one, id=CommitmentId(b.uid(640 + number)))

    waits = numbered(1, k.asked(long=long, who=b.LEE, by=b.ROSA))
    mine = numbered(2, k.under_way(long=long, who=b.LEE, by=b.LEE))
    asked, late = numbered(3, k.asked(long=long)), numbered(4, k.under_way(long=long))
    late = replace(late, promise=replace(late.promise, due=b.NOW.date().replace(day=2)))
    nobodys = numbered(5, k.under_way(long=long).does(b.ROSA, c.NotePartLeft))
    done = numbered(6, k.under_way(long=long).does(b.ROSA, c.Finish))
    record = k.several(waits, mine, nobodys, asked, late, long=long, ended=(done,))
    none = k.several(long=long)
    own = (
        numbered(7, k.asked(long=long, who=b.JO)),
        numbered(8, k.under_way(long=long, who=b.JO, by=b.JO)),
    )
    home = replace(b.a_home(long=long), commitments=k.own(*own, reader=b.JO, long=long))
    views = {}
    for name in ("commitments", "commitments_card"):
        views[name] = show(name, record, b.LEE, locale)
        views[f"{name}-none"] = show(name, none, b.LEE, locale)
    views["home-commitments"] = show("home", home, b.JO, locale)
    views["home_card-commitments"] = show("home_card", home, b.JO, locale)
    return views


def _notices(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    names = {"by": [b.World(long).text("Lee", 60)], "who": [b.World(long).text("Rosa", 60)]}

    def add(kind: NoticeKind, one: k.Promised, reader: MemberId, about: int = 0, **facts: str) -> None:
        record = one.for_reader(reader)
        name = "-".join(["told", kind.removeprefix("commitment_"), *facts.values()])
        views[name] = commitment_notice(
            kind, {**names, **facts}, record, b.a_reader(reader, locale), k.remark(about) if about else None
        )

    asked, mine = k.asked(long=long), k.under_way(long=long)
    helped = k.under_way(long=long, helpers=(b.JO,))
    add(NoticeKind.COMMITMENT_ASKED, asked, b.ROSA)
    add(NoticeKind.COMMITMENT_ASKED_AGAIN, asked, b.ROSA)
    add(NoticeKind.COMMITMENT_HELP_ASKED, helped, b.JO)
    add(NoticeKind.COMMITMENT_NOTHING_SAID, asked, b.LEE)
    add(NoticeKind.COMMITMENT_ANSWERED, mine, b.LEE, answer="yes")
    declined = k.asked(long=long).does(b.ROSA, c.DeclineCommitment, words=b.World(long).text("No time."))
    add(NoticeKind.COMMITMENT_ANSWERED, declined, b.LEE, answer="no")
    add(NoticeKind.COMMITMENT_ANSWERED, declined.yes(), b.LEE, answer="yes", of="after_no")
    for answer in ("yes", "no"):
        add(NoticeKind.COMMITMENT_HELP_ANSWERED, helped, b.ROSA, answer=answer)
    for by, reader in ((b.ROSA, b.LEE), (b.LEE, b.ROSA)):
        moving = k.under_way(long=long)
        moving.does(by, c.SuggestDay, id=k.remark(1), due=k.LATER, words=moving.world.text("I am away."))
        add(NoticeKind.COMMITMENT_OTHER_DAY, moving, reader, 1, of="doer" if by == b.ROSA else "asker")
    add(NoticeKind.COMMITMENT_OTHER_DAY, mine, b.LEE, 1, of="over")
    late = k.under_way(long=long)
    late.does(b.ROSA, c.SuggestDay, id=k.remark(1), due=b.NOW.date())
    add(NoticeKind.COMMITMENT_OTHER_DAY, late, b.LEE, 1, of="late")
    add(NoticeKind.COMMITMENT_MOVED, mine, b.ROSA)
    for answer in ("yes", "nothing"):
        add(NoticeKind.COMMITMENT_MOVED, mine, b.ROSA, answer=answer, named="named", yours="yours")
    add(NoticeKind.COMMITMENT_STAYS, mine, b.ROSA)
    add(NoticeKind.COMMITMENT_STAYS, asked, b.ROSA, of="asked")
    add(NoticeKind.COMMITMENT_STAYS, mine, b.LEE, of="asker")
    add(NoticeKind.COMMITMENT_STAYS, mine, b.ROSA, of="silence", who="")
    offered = k.under_way(long=long)
    offered.does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words=offered.world.text("You know them."))
    add(NoticeKind.COMMITMENT_OFFERED, offered, b.JO, 2)
    for answer in ("yes", "no", "nothing"):
        add(NoticeKind.COMMITMENT_OFFER_ANSWERED, mine, b.ROSA, answer=answer)
    done = k.under_way(long=long).does(b.ROSA, c.Finish, words=b.World(long).text("All is well."))
    add(NoticeKind.COMMITMENT_DONE, done, b.LEE)
    dropped = k.under_way(long=long).does(b.ROSA, c.Drop, words=b.World(long).text("Not needed."))
    add(NoticeKind.COMMITMENT_DROPPED, dropped, b.LEE)
    with_mou = k.under_way(long=long).does(b.ROSA, c.Drop, mou_over=True)
    add(NoticeKind.COMMITMENT_DROPPED, with_mou, b.LEE, why="mou")
    add(NoticeKind.COMMITMENT_COMMENT, k.with_everything(long=long), b.ROSA, 11)
    add(NoticeKind.COMMITMENT_FREE, mine, b.ROSA)
    add(NoticeKind.COMMITMENT_NOBODYS, k.under_way(long=long).does(b.ROSA, c.NotePartLeft), b.LEE)
    return views


def _wishes(locale: str, long: bool) -> dict[str, View]:
    """How reminders come, for somebody and for a circle."""
    own = OwnWishes(at=time(7, 30), days_off=frozenset({4, 5, 6}), before=(10,))
    home, circle = b.a_home(long=long), b.a_circle_record(long=long)
    views = {
        "form-own_reminders": show("own_reminders", home, b.JO, locale),
        "form-own_reminders-set": show("own_reminders", replace(home, reminders=own), b.JO, locale),
        "form-circle_reminders": show("circle_reminders", circle, b.LEE, locale),
        "circle_reminders_card": show("circle_reminders_card", circle, b.LEE, locale),
        "own_settings": show("own_settings", home, b.JO, locale),
        "own_settings-email_fails": show(
            "own_settings", replace(home, email="rosa@example.org", email_fails=True), b.JO, locale
        ),
        "form-language": show("language", home, b.JO, locale),
        "home-own_reminders": show("home", replace(home, reminders=own), b.JO, locale),
    }
    refused = Screen("own_reminders", errors={"before": Refusal(Reason.TOO_MANY_CHOSEN, {"most": 5})})
    wrong = SCREENS["own_reminders"].present(home, b.a_reader(b.JO, locale), refused)
    return {**views, "form-own_reminders-wrong": wrong}
