"""How a circle stands: what leaves each week, and the page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.digest_notice import digest_notice
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.commitments import commands as c
from decisions.commitments.commitment import Commitment
from decisions.commitments.digest import Coming, ComingKind, DigestRecord
from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.over_time import Counted, Week
from decisions.commitments.reminded import Heard, Reminded
from decisions.commitments.reminding import Wave
from decisions.ids import CommitmentId, MemberId
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k

A_WEEK = timedelta(days=7)
MONDAY = date(2026, 11, 16)


def a_digest(*ones: Commitment, long: bool = False, **changes: Any) -> DigestRecord:
    world = b.World(long)
    record = DigestRecord(
        world.members[b.LEE],
        world.circle,
        b.NOW,
        b.NOW - A_WEEK,
        commitments=ones,
        coordinators=(b.LEE, b.ROSA),
        members=world.members,
        groups=world.groups,
        organisations=world.organisations,
    )
    return replace(record, **changes)


def overdue(days: int, who: MemberId, number: int, *, long: bool = False) -> Commitment:
    one = k.under_way(long=long, who=who).one
    promise = replace(one.promise, due=b.NOW.date() - timedelta(days=days))
    return replace(one, id=CommitmentId(b.uid(660 + number)), promise=promise)


def a_full_digest(*, long: bool = False) -> DigestRecord:
    world = b.World(long)
    many = 7 if long else 1
    ones = [overdue(12 - n, b.ROSA, n, long=long) for n in range(many)]
    ones += [overdue(5, b.JO, 20, long=long), overdue(2, b.TOMAS, 21, long=long)]
    blocked = k.under_way(long=long).does(b.ROSA, c.Block, words=world.text("No answer.")).one
    asked = replace(k.asked(long=long).one, asked_again=True)
    nobodys = k.under_way(long=long).does(b.ROSA, c.NotePartLeft).one
    for each in (blocked, asked, nobodys):
        ones += [replace(each, id=CommitmentId(b.uid(690 + len(ones) + n))) for n in range(many)]
    stuck = b.a_line(Stage.INTEGRATING, long=long, facilitator_turn=b.NOW - timedelta(days=2))
    lacks = replace(b.a_line(Stage.CONSENTING, long=long), voices_short={b.PARENTS: 2})
    day = b.NOW.date() + timedelta(days=9)
    coming = (
        Coming(ComingKind.REVIEW, day, world.text("A fund for child care", 80), b.AGREEMENT),
        Coming(ComingKind.TERM_ENDS, day, world.text("Scribe", 80), b.uid(650), b.JO),
        Coming(ComingKind.MOU_REVIEW, day, world.text("Rooms and meals", 80), b.uid(651)),
        Coming(ComingKind.MOU_ENDS, day, world.text("Rooms and meals", 80), b.uid(651)),
    )
    return a_digest(
        *ones,
        long=long,
        counted=Counted(kept=5, kept_late=1, moved=2, dropped=1),
        rounds=(stuck, lacks) * many,
        coming=coming * many,
        weeks=tuple(
            Week(MONDAY - n * A_WEEK, Counted(kept=5 - n if n < 5 else 0, moved=n, dropped=n // 2))
            for n in range(8)
        ),
        heard=dict.fromkeys((one.id for one in ones), Heard.WANTS_NONE if long else Heard.REMINDED),
        coordinators=(b.LEE,),
    )


def digest_views(locale: str, long: bool) -> Mapping[str, View]:
    records = {
        "full": a_full_digest(long=long),
        "well": a_digest(long=long),
        "kept": a_digest(long=long, counted=Counted(kept=1), coordinators=()),
    }
    views: dict[str, View] = {}
    for name, record in records.items():
        reader = b.a_reader(b.LEE, locale)
        views[f"digest-notice-{name}"] = digest_notice((record,), reader)
        for screen in ("digest", "digest_card"):
            views[f"{screen}-{name}"] = SCREENS[screen].present(record, reader, Screen(screen))
    views |= _joined(locale, long) | _settings(locale, long)
    alone = replace(b.a_home(long=long, empty=True), coordinators_missing=1)
    for screen in ("home", "home_card"):
        shown = SCREENS[screen].present(alone, b.a_reader(b.JO, locale), Screen(screen))
        views[f"{screen}-coordinates-alone"] = shown
    return views


def _joined(locale: str, long: bool) -> dict[str, View]:
    """Of several circles, and together with who may need help."""
    reader = b.a_reader(b.LEE, locale)
    full, kept = a_full_digest(long=long), a_digest(long=long, counted=Counted(kept=1))
    help_with = [_needs_help(12 - n, long=long) for n in range(9 if long else 2)]
    return {
        "digest-notice-with_help": digest_notice((full,), reader, help_with),
        "digest-notice-by_email": digest_notice((full,), replace(reader, where="email")),
        "digest-notice-two_circles": digest_notice((full, kept), reader),
        "digest-notice-many_circles": digest_notice((full, kept) * (8 if long else 2), reader, help_with),
    }


def _settings(locale: str, long: bool) -> dict[str, View]:
    record = b.a_circle_record(long=long)
    reader = b.a_reader(b.LEE, locale)
    off = DigestTimes(4, time(16, 30), on=False)
    views: dict[str, View] = {}
    for name, times in (("", record.circle.digest), ("-off", off)):
        one = replace(record, circle=replace(record.circle, digest=times))
        views[f"form-circle_digest{name}"] = SCREENS["circle_digest"].present(
            one, reader, Screen("circle_digest")
        )
        said = Screen("recorded", carried={"verb": Verb.CIRCLE_DIGEST})
        views[f"recorded-circle_digest-set{name}"] = SCREENS["recorded"].present(one, reader, said)
    return views


def _needs_help(days: int, *, long: bool) -> Reminded:
    one = k.under_way(long=long, due=b.NOW.date() + timedelta(days=30))
    due = b.NOW.date() - timedelta(days=days)
    one.commitment = replace(one.one, promise=replace(one.one.promise, due=due))
    return Reminded(one.for_reader(b.LEE), Wave.COORDINATOR, days)
