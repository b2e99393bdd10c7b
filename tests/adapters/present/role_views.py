"""Every screen about roles, and all that is told of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.role_notices import role_notice
from adapters.present.role_recorded import role_recorded
from adapters.present.role_told import role_in_place
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from adapters.presses.roles import ROLE_COMMANDS
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles.fairness.rules import AtLeastFrom, HasServed, NotTwiceRunning, OnePerOrganisation
from decisions.roles.record import OwnRoles, OwnTerm, OwnTurn
from decisions.roles.role import Filling, Offer, OfferKind, RoleKind, WhyLeft
from decisions.roles.rota import Said
from decisions.rounds.notices import NoticeKind
from tests.adapters.present import builders as b
from tests.adapters.present import roles as r

PARENTS_RULE = AtLeastFrom(b.PARENTS)
ALL_RULES = (PARENTS_RULE, OnePerOrganisation(), NotTwiceRunning(), HasServed(r.HOST))
MAKING = {"kind": "scribe", "places": "2", "filling": "rotation"}
OFTEN = {**MAKING, "every": "week", "at": "09:00", "since": "2026-11-23", "weekday": "0", "weeks": "1"}

DATED = {"every": "date", "at": "09:00", "since": "2026-11-09"}


def show(name: str, record: Any, reader: MemberId, locale: str, **carried: str) -> View:
    return SCREENS[name].present(record, b.a_reader(reader, locale), Screen(name, carried=carried))


def role_views(locale: str, long: bool) -> Mapping[str, View]:
    return {
        **_circles(locale, long),
        **_pages(locale, long),
        **_making(locale, long),
        **_forms(locale, long),
        **_recorded(locale, long),
        **_home(locale, long),
        **_notices(locale, long),
    }


def _circles(locale: str, long: bool) -> dict[str, View]:
    roles = (
        r.passed_around(long=long).known,
        r.Story(long=long, id=r.SCRIBE, rhythm=None, places=1).known,
        r.Story(long=long, id=r.HOST, places=6, began=timedelta()).known,
        _held(long).known,
    )
    several = r.a_circles_roles(*roles, long=long)
    none = r.a_circles_roles(long=long)
    member = r.a_circles_roles(*roles, reader=b.JO, long=long)
    views: dict[str, View] = {}
    for name in ("roles", "roles_card", "fairness", "fairness_card"):
        views[f"roles-{name}"] = show(name, several, b.LEE, locale)
        views[f"roles-{name}-member"] = show(name, member, b.JO, locale)
        views[f"roles-{name}-none"] = show(name, none, b.LEE, locale)
    sealed = replace(b.a_reader(b.LEE, locale), seal=lambda network, about, kept: "x" * 120)
    calendar = SCREENS["turns_calendar"].present
    views["roles-calendar"] = calendar(several, sealed, Screen("turns_calendar"))
    views["roles-calendar-none"] = show("turns_calendar", several, b.LEE, locale)
    return views


def _held(long: bool) -> r.Story:
    """Taken up by somebody, for half a year."""
    story = r.Story(long=long, id=r.HOST, rhythm=None, places=2, months=6)
    story.tell(c.Volunteer, b.ROSA)
    story.tell(c.Volunteer, b.JO)
    return story.until(b.NOW)


def _to_select(long: bool) -> r.Story:
    return r.Story(long=long, rhythm=None, places=2, months=6, filling=Filling.SELECTION)


def _vacant(long: bool) -> r.Story:
    """Nobody has been host, so nobody may take it."""
    return r.passed_around(HasServed(r.HOST), long=long)


def _pages(locale: str, long: bool) -> dict[str, View]:
    passed = r.with_question(r.with_notes(r.passed_around(PARENTS_RULE, NotTwiceRunning(), long=long)))
    asked, free = r.asked(passed), r.free(passed)
    swapped = r.passed_around(long=long)
    r.with_offer(swapped, c.OfferSwap, r.asked(swapped), r.free(swapped))
    away = r.passed_around(long=long)
    away.tell(c.GoAway, b.LEE, first=b.NOW.date(), last=None, why="")
    empty = r.Story(long=long, rhythm=None, places=2)
    stories = {
        "asked": (passed, asked),
        "member": (passed, free),
        "holder": (passed, passed.known.terms[0].member),
        "next-holder": (passed, passed.known.terms[1].member),
        "steers": (passed, b.LEE),
        "offered": (swapped, r.free(swapped)),
        "offering": (swapped, r.asked(swapped)),
        "away": (away, b.LEE),
        "vacant": (_vacant(long), b.LEE),
        "first": (r.Story(long=long, began=timedelta()), b.JO),
        "empty": (empty, b.JO),
        "empty-steers": (empty, b.LEE),
        "held": (_held(long), b.ROSA),
        "to-select": (_to_select(long), b.JO),
    }
    return {
        f"role-{name}-{who}": show(name, story.record(reader), reader, locale)
        for who, (story, reader) in stories.items()
        for name in ("role", "role_card", "more_of_role")
    }


def _making(locale: str, long: bool) -> dict[str, View]:
    record = r.a_circles_roles(r.Story(long=long, id=r.HOST, rhythm=None).known, long=long)
    parents, everything = f"from:{b.PARENTS}", ",".join(f"from:{id}" for id in record.groups)
    pages: dict[str, dict[str, str]] = {
        "which": {},
        "often": {**MAKING, "page": "often"},
        "days": {**OFTEN, "rules": parents, "page": "days"},
        "month": {**OFTEN, "every": "month_weekday", "nth": "1", "page": "days"},
        "sure": {**OFTEN, "rules": parents, "page": "sure"},
        "unmet": {**OFTEN, "rules": f"{everything},served:{r.HOST}", "places": "3", "page": "sure"},
        "facilitator": {**OFTEN, "kind": "facilitator", "page": "sure"},
        "own": {**MAKING, "kind": "own", "filling": "volunteer", "page": "sure"},
        "selection": {**MAKING, "kind": "liaison", "filling": "selection", "page": "sure"},
    }
    views = {
        f"role-make-{name}": show("make_role", record, b.LEE, locale, **carried)
        for name, carried in pages.items()
    }
    for kind in RoleKind:
        carried = {**MAKING, "kind": kind, "filling": "appointed", "page": "sure"}
        views[f"role-make-kind-{kind}"] = show("make_role", record, b.LEE, locale, **carried)
    refusal = Refusal(Reason.MORE_THAN_PLACES, {"wanted": 3, "places": 2}, at_field="rules")
    wrong = Screen("make_role", carried={**OFTEN, "page": "days"}, errors={"rules": refusal})
    views["role-make-refused"] = SCREENS["make_role"].present(record, b.a_reader(b.LEE, locale), wrong)
    passed = r.passed_around(*ALL_RULES[:3], long=long).record(b.LEE)
    for page in ("often", "days", "sure"):
        carried = {**OFTEN, "rules": parents, "page": page}
        views[f"role-rota-{page}"] = show("set_rota", passed, b.LEE, locale, **carried)
    dated = r.Story(long=long, rhythm=r.DATED, began=40 * r.DAY).until(b.NOW).record(b.LEE)
    views["role-role-dated"] = show("role", dated, b.LEE, locale)
    for page in ("often", "days"):
        views[f"role-rota-dated-{page}"] = show("set_rota", dated, b.LEE, locale, page=page, **DATED)
    until = {**DATED, "until": "2027-02-01"}
    views["role-rota-dated-sure"] = show("set_rota", dated, b.LEE, locale, page="sure", **until)
    return views


def _forms(locale: str, long: bool) -> dict[str, View]:
    passed = r.with_question(r.with_notes(r.passed_around(long=long)))
    first, second = passed.known.terms
    asked, vacant = r.asked(passed), _vacant(long)
    assert vacant.known.rota is not None
    question = first.number, passed.known.handovers[0].questions[0].id
    shown: dict[str, tuple[r.Story, MemberId, dict[str, str]]] = {
        "change_role": (passed, b.LEE, {}),
        "end_role": (passed, b.LEE, {}),
        "rest_rule": (vacant, b.LEE, {"rule": f"{vacant.known.rota.coming.number}.0"}),
        "go_away": (passed, asked, {}),
        "learn_first": (passed, asked, {}),
        "ask_to_hold": (_held(long), b.LEE, {}),
        "select_for_role": (_to_select(long), b.JO, {}),
        "hand_on": (passed, asked, {}),
        "offer_swap": (passed, asked, {}),
        "step_down": (passed, first.member, {}),
        "write_handover": (passed, first.member, {"term": str(first.number)}),
        "ask_back": (passed, second.member, {"term": str(first.number)}),
        "answer_back": (passed, first.member, {"question": "{}.{}".format(*question)}),
    }
    return {
        f"role-form-{name}": show(name, story.record(reader), reader, locale, **carried)
        for name, (story, reader, carried) in shown.items()
    }


def _recorded(locale: str, long: bool) -> dict[str, View]:
    """What each comes to, in a role in which something of it is so; and in one in which none of it is."""
    passed = r.with_question(r.with_notes(r.passed_around(PARENTS_RULE, long=long)))
    first = passed.known.terms[0]
    assert passed.known.rota is not None
    _needed, asked = (place.member for place in passed.known.rota.coming.asked)
    r.with_offer(passed, c.HandOn, asked, r.free(passed))
    parts = {
        Verb.REST_RULE: f"{passed.known.rota.coming.number}.0",
        Verb.ASK_BACK: str(first.number),
        Verb.ANSWER_BACK: f"{first.number}.{passed.known.handovers[0].questions[0].id}",
    }
    passed.tell(c.GoAway, first.member, first=b.NOW.date(), last=None, why="")
    bare = r.Story(long=long, rhythm=None)
    views: dict[str, View] = {}
    for verb in ROLE_COMMANDS:
        screen = Screen("role_recorded", carried={"verb": verb.value, "part": parts.get(verb, "")})
        for name, story, reader in (
            ("", passed, first.member),
            ("-by-asked", passed, asked),
            ("-bare", bare, b.JO),
        ):
            card = role_recorded(story.record(reader), b.a_reader(reader, locale), screen)
            views[f"role-recorded-{verb}{name}"] = card
    passed.tell(c.AcceptTurn, asked, turn=passed.known.rota.coming.number)
    screen = Screen("role_recorded", carried={"verb": Verb.ACCEPT_TURN.value})
    views["role-recorded-accepted"] = role_recorded(passed.record(asked), b.a_reader(asked, locale), screen)
    return views


def _home(locale: str, long: bool) -> dict[str, View]:
    """Somebody who holds a role, is asked for a turn, asked to swap, and asked about notes."""
    passed = r.with_question(r.with_notes(r.passed_around(long=long)))
    asked, held = r.asked(passed), _held(long)
    assert passed.known.rota is not None
    coming = passed.known.rota.coming
    offer = Offer(b.uid(811), OfferKind.SWAP, b.ROSA, b.JO, b.NOW)
    own = OwnRoles(
        holds=((held.known, held.known.terms[0]),),
        turns=(OwnTurn(passed.known, coming, Said.NOTHING), OwnTurn(passed.known, coming, Said.YES)),
        offers=((passed.known, offer),),
        questions=((passed.known, passed.known.handovers[0]),),
        terms=(OwnTerm(held.known, 1, b.NOW, b.NOW),),
        members=passed.world.members,
    )
    record = replace(b.a_home(long=long), roles=own)
    only = replace(b.a_home(empty=True), roles=own)
    return {
        "home-roles": show("home", record, asked, locale),
        "home-roles-card": show("home_card", record, asked, locale),
        "home-roles-only": show("home_card", only, asked, locale),
    }


# --- what is told -----------------------------------------------------------------------------------------------


def _notices(locale: str, long: bool) -> dict[str, View]:
    passed = r.with_question(r.with_notes(r.passed_around(long=long)), "The blue one.")
    world, first = passed.world, passed.known.terms[0]
    question = passed.known.handovers[0].questions[0].id
    asked = r.asked(passed)
    assert passed.known.rota is not None
    coming = passed.known.rota.coming
    names = [world.members[one].name for one in (b.SAM, b.INES)]
    facts: dict[str, Any] = {
        "role": world.text("Scribe", 80),
        "role_id": str(r.ROLE),
        "circle": world.circle.name,
        "circle_id": str(b.CIRCLE),
        "zone": b.ZONE,
        "by": names[:1],
        "who": names[:1],
    }
    times = {"begins_at": coming.begins_at.isoformat(), "ends_at": coming.ends_at.isoformat()}
    until = {"until": (b.NOW + 20 * r.DAY).isoformat()}
    turn, term = {"turn": coming.number, **times}, {"term": first.number}
    vacant = _vacant(long)
    assert vacant.known.rota is not None
    missing = {"turn": vacant.known.rota.coming.number, "vacant": 2, "unmet": ["has_served"], **times}
    lapses = {"lapses_at": (b.NOW + 3 * r.DAY).isoformat()}
    told: list[tuple[str, NoticeKind, MemberId, dict[str, Any], r.Story]] = [
        ("", NoticeKind.ROLE_ASKED, asked, turn, passed),
        ("", NoticeKind.ROLE_ASKED_AGAIN, asked, turn, passed),
        ("", NoticeKind.ROLE_UNASKED, b.JO, turn, passed),
        ("", NoticeKind.ROLE_BEGUN, passed.known.terms[1].member, {**term, **until}, passed),
        ("-no-end", NoticeKind.ROLE_BEGUN, b.ROSA, {"term": 1, "until": ""}, _held(long)),
        ("", NoticeKind.ROLE_HAND_OVER, first.member, {**term, "left": False}, passed),
        ("-left", NoticeKind.ROLE_HAND_OVER, b.SAM, {"term": 1, "left": True}, passed),
        ("", NoticeKind.ROLE_HANDOVER, passed.known.terms[1].member, term, passed),
        ("", NoticeKind.ROLE_VACANT, b.LEE, missing, vacant),
        ("", NoticeKind.ROLE_NEXT_DATE, b.LEE, {"turn": 1, **until}, passed),
        ("", NoticeKind.ROLE_END_NEAR, b.ROSA, {"term": 1, **until}, _held(long)),
        ("-steers", NoticeKind.ROLE_END_NEAR, b.LEE, {"term": 1, **until}, _held(long)),
        ("", NoticeKind.ROLE_QUESTION, first.member, term, passed),
        ("", NoticeKind.ROLE_ANSWER, passed.known.terms[1].member, term, passed),
    ]
    own: dict[str, Any]
    for offer in OfferKind:
        own = {"offer": offer.value, **lapses, **times}
        told.append((f"-{offer}", NoticeKind.ROLE_OFFERED, b.JO, own, passed))
        for answer in ("yes", "no", "nothing"):
            own = {"offer": offer.value, "answer": answer}
            told.append((f"-{offer}-{answer}", NoticeKind.ROLE_OFFER_ANSWERED, b.JO, own, passed))
    told.append(("-term", NoticeKind.ROLE_OFFERED, b.JO, {"offer": "hand_on", **lapses}, passed))
    for left in (WhyLeft.STEPPED_DOWN, WhyLeft.LEFT_CIRCLE, WhyLeft.TERM_ENDED):
        own = {"vacant": 1, "unmet": [], "left": left.value}
        told.append((f"-{left}", NoticeKind.ROLE_VACANT, b.LEE, own, r.Story(long=long, rhythm=None)))
    views: dict[str, View] = {}
    for suffix, kind, reader, own, story in told:
        about = question if kind in (NoticeKind.ROLE_QUESTION, NoticeKind.ROLE_ANSWER) else b.uid(811)
        card = role_notice(kind, {**facts, **own}, story.record(reader), b.a_reader(reader, locale), about)
        views[f"role-notice-{kind}{suffix}"] = card
    gone = {**facts, "vacant": 1, "unmet": [], "left": WhyLeft.STEPPED_DOWN.value}
    for kind, own in ((NoticeKind.ROLE_VACANT, gone), (NoticeKind.ROLE_END_NEAR, {**facts, **until})):
        views[f"posting-{kind}"] = role_in_place(kind, RoleKind.SCRIBE, own, b.a_place(locale))
    for name, people in (("one", names[:1]), ("two", names), ("nobody", [])):
        turned = {**facts, **until, "turn": 3, "holders": people, "thanks": [world.members[b.BO].name]}
        for role in (RoleKind.FACILITATOR, RoleKind.SCRIBE):
            views[f"posting-role-{role}-{name}"] = role_in_place(
                NoticeKind.ROLE_TURNED, role, turned, b.a_place(locale)
            )
    return views
