"""Every screen about memorandums, and all that is told of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.mou_notices import mou_notice
from adapters.present.mou_words import as_told
from adapters.present.result import result_for_person
from adapters.present.round_card import round_card
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.commitments.commitment import Commitment, Origin, OriginKind, Promise
from decisions.commitments.commitment import Standing as Committed
from decisions.ids import MemberId
from decisions.mous import commands as c
from decisions.mous.committing import commitment_of
from decisions.mous.mou import MouEnd, Party, WhyMouEnded
from decisions.mous.record import OwnMous
from decisions.refusals import Reason, Refusal
from decisions.rounds.asks import WaveKind
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from decisions.rounds.text import TEXT_LIMIT
from tests.adapters.present import builders as b
from tests.adapters.present import mous as m


def show(name: str, record: Any, reader: MemberId, locale: str, **carried: str) -> View:
    return SCREENS[name].present(record, b.a_reader(reader, locale), Screen(name, carried=carried))


def mou_views(locale: str, long: bool) -> Mapping[str, View]:
    return {
        **_one(locale, long),
        **_writing(locale, long),
        **_forms(locale, long),
        **_recorded(locale, long),
        **_lists(locale, long),
        **_notices(locale, long),
        **_its_round(locale, long),
    }


def _its_round(locale: str, long: bool) -> dict[str, View]:
    record = b.a_record(Stage.AGREED, long=long, mou=m.MOU, parties=(b.HUB, b.CLINIC))
    record = replace(record, agreement=None, commitments=())
    person = replace(record, seat=replace(record.seat, heard=True))
    asked = {stage: _asked(stage, locale, long) for stage in (Stage.EXPLORING, Stage.CONSENTING)}
    return {
        **{f"card-of-mou-{stage}": round_card(one, b.a_place(locale)) for stage, one in asked.items()},
        "ask-of-mou": ask_card(asked[Stage.CONSENTING], b.a_reader(b.JO, locale), WaveKind.ANSWER),
        "card-of-mou-agreed": round_card(record, b.a_place(locale)),
        "result-of-mou-person": result_for_person(person, b.a_reader(b.ROSA, locale)),
    }


def _asked(stage: Stage, locale: str, long: bool) -> RoundRecord:
    one, terms = m.Promised(long=long), m.terms(long=long, title=b.World(long).proposal.title)
    told = as_told(terms, one.world.organisations, b.a_reader(b.LEE, locale))
    parties = (b.HUB, b.CLINIC)
    return b.a_record(stage, long=long, mou=m.MOU, parties=parties, text=terms.as_text({}, told[:TEXT_LIMIT]))


def commitments_of(one: m.Promised) -> tuple[Commitment, ...]:
    mou = one.known
    return tuple(
        Commitment(
            commitment_of(mou, clause),
            mou.network_id,
            mou.circle_id,
            Promise(clause.words),
            Origin(OriginKind.MOU, mou.id),
            b.LEE,
            since=b.NOW,
            accountable=b.ROSA,
            standing=Committed.OPEN,
        )
        for clause in mou.clauses_in_force[:20]
    )


def _one(locale: str, long: bool) -> dict[str, View]:
    half = m.Promised(long=long).agreed().signs(b.ROSA, b.HUB)
    in_force = m.Promised(long=long).in_force()
    amended = m.Promised(long=long).in_force()
    amended.does(b.LEE, c.AmendMou, terms=m.terms(long=long, starts=None, shared=""))
    renewing = m.Promised(long=long).under_review()
    fields = {"organisation": b.CLINIC, "version": 1, "review_on": m.REVIEW.replace(year=2028)}
    renewing.does(b.TOMAS, c.RenewMou, **fields)
    notice = m.Promised(long=long).in_force()
    notice.does(b.ROSA, c.EndMou, words=notice.world.text("We merge."), on=m.REVIEW)
    leaving = m.Promised(long=long).in_force()
    leaving.does(
        b.ROSA, c.EndMou, words=leaving.world.text("We close."), on=leaving.now.date() + timedelta(days=2)
    )
    lacks = m.Promised(long=long, parties=(Party(b.HUB), Party(b.CLINIC, b.TOMAS)), title="", starts=None)
    ended = m.Promised(long=long).ended().for_reader(b.ROSA)
    assert ended.mou.end is not None
    replaced = MouEnd(ended.mou.end.at, WhyMouEnded.REPLACED, replaced_by=m.OTHER)
    other = {m.OTHER: b.World(long).text("One list for all", 80)}
    asked = m.Promised(long=long).in_force()
    asked.does(b.LEE, c.AmendMou, terms=m.terms(long=long, starts=m.REVIEW - timedelta(days=30))).proposed()
    again = m.Promised(long=long).in_force()
    again.does(b.LEE, c.AmendMou, terms=m.terms(long=long, starts=again.now.date() + timedelta(days=20)))
    again.signed().later(40)
    its_round = b.a_round(Stage.CONSENTING, b.World(long))
    records = {
        "amendment-asked": asked.for_reader(b.ROSA, round=its_round),
        "draft": m.Promised(long=long).for_reader(b.LEE),
        "draft-lacks": lacks.for_reader(b.LEE),
        "proposed": m.Promised(long=long).proposed().for_reader(b.ROSA),
        "to-sign": half.for_reader(b.TOMAS),
        "half-signed": half.for_reader(b.ROSA),
        "signed": m.Promised(long=long).signed().for_reader(b.ROSA),
        "in-force": in_force.for_reader(b.LEE, commitments=commitments_of(in_force)),
        "amended": amended.for_reader(b.LEE),
        "under-review": m.Promised(long=long).under_review().for_reader(b.ROSA),
        "renewing": renewing.for_reader(b.ROSA),
        "notice": notice.for_reader(b.TOMAS),
        "in-force-again": again.for_reader(b.TOMAS),
        "end-asked": leaving.for_reader(b.TOMAS),
        "ended": ended,
        "replaced": replace(ended, mou=replace(ended.mou, end=replaced, replaces=m.OTHER), others=other),
        "given-up": m.Promised(long=long).does(b.LEE, c.EndMou, words="Later.").for_reader(b.LEE),
    }
    return {
        f"{screen}-{name}": show(screen, record, record.reader.id, locale)
        for name, record in records.items()
        for screen in ("mou", "mou_card")
    }


def _writing(locale: str, long: bool) -> dict[str, View]:
    draft = m.Promised(long=long).for_reader(b.LEE)
    circle = m.in_a_circle(reader=b.LEE, long=long)
    holds = m.in_a_circle(m.Promised(long=long).in_force().known, reader=b.LEE, long=long)
    proposed = m.Promised(long=long).proposed().for_reader(b.LEE)
    views = {
        "form-draft_mou": show("draft_mou", circle, b.LEE, locale),
        "form-draft_mou-blank": show("draft_mou", circle, b.LEE, locale, page="1", begins="blank"),
        "form-draft_mou-data": show("draft_mou", circle, b.LEE, locale, page="1", begins="data"),
        "form-draft_mou-replaces": show("draft_mou", holds, b.LEE, locale, page="1", begins="data"),
        "form-amend_mou": show(
            "amend_mou", m.Promised(long=long).in_force().for_reader(b.LEE), b.LEE, locale
        ),
    }
    for page in ("1", "2", "3"):
        views[f"form-edit_mou-{page}"] = show("edit_mou", draft, b.LEE, locale, page=page)
        views[f"form-edit_mou-proposed-{page}"] = show("edit_mou", proposed, b.LEE, locale, page=page)
    left = Screen("edit_mou", carried={"page": "3"}, errors={"signatory": Refusal(Reason.NOT_FOUND)})
    views["form-edit_mou-left"] = SCREENS["edit_mou"].present(draft, b.a_reader(b.LEE, locale), left)
    line = b.World(long).text("Gives a room", 60)
    errors = {"clauses": Refusal(Reason.NO_PARTY_IN_LINE, {"line": line, "names": "Family Hub"})}
    wrong = Screen("edit_mou", carried={"page": "2"}, errors=errors, typed={"clauses": line})
    views["form-edit_mou-wrong"] = SCREENS["edit_mou"].present(draft, b.a_reader(b.LEE, locale), wrong)
    return views


def _forms(locale: str, long: bool) -> dict[str, View]:
    draft, agreed = m.Promised(long=long), m.Promised(long=long).agreed()
    in_force, review = m.Promised(long=long).in_force(), m.Promised(long=long).under_review()
    half = m.Promised(long=long).agreed().signs(b.ROSA, b.HUB)
    amended = m.Promised(long=long).in_force().does(b.LEE, c.AmendMou, terms=m.terms(long=long, starts=None))
    hub = {"organisation": str(b.HUB)}
    leaving = m.Promised(long=long).in_force()
    leaving.does(
        b.TOMAS, c.EndMou, words=leaving.world.text("We close."), on=leaving.now.date() + timedelta(days=2)
    )
    views = {
        "form-propose_mou": show("propose_mou", draft.for_reader(b.LEE), b.LEE, locale),
        "form-name_signatory": show("name_signatory", agreed.for_reader(b.LEE), b.LEE, locale, **hub),
        "form-sign_mou": show("sign_mou", agreed.for_reader(b.ROSA), b.ROSA, locale, **hub),
        "form-take_back_signature": show(
            "take_back_signature", half.for_reader(b.ROSA), b.ROSA, locale, **hub
        ),
        "form-drop_amendment": show("drop_amendment", amended.for_reader(b.LEE), b.LEE, locale),
        "form-review_mou": show("review_mou", in_force.for_reader(b.ROSA), b.ROSA, locale),
        "form-renew_mou": show("renew_mou", review.for_reader(b.ROSA), b.ROSA, locale, **hub),
        "form-end_mou": show("end_mou", in_force.for_reader(b.ROSA), b.ROSA, locale),
        "form-end_mou-asked": show("end_mou", leaving.for_reader(b.ROSA), b.ROSA, locale),
        "form-end_mou-signed": show(
            "end_mou", m.Promised(long=long).signed().for_reader(b.ROSA), b.ROSA, locale
        ),
        "form-end_mou-draft": show("end_mou", draft.for_reader(b.LEE), b.LEE, locale),
    }
    wrong = Screen("propose_mou", errors={"starts": Refusal(Reason.EMPTY)})
    record, reader = draft.for_reader(b.LEE), b.a_reader(b.LEE, locale)
    views["form-propose_mou-wrong"] = SCREENS["propose_mou"].present(record, reader, wrong)
    return views


def _recorded(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    hub = {"organisation": str(b.HUB)}

    def add(verb: Verb, one: m.Promised, name: str = "", **carried: str) -> None:
        record = one.for_reader(b.ROSA)
        shown = show("mou_recorded", record, b.ROSA, locale, verb=verb, **carried)
        views[f"mou-did-{verb}{name}"] = shown

    add(Verb.PROPOSE_MOU, m.Promised(long=long).proposed())
    add(Verb.SIGN_MOU, m.Promised(long=long).agreed().signs(b.ROSA, b.HUB), **hub)
    add(Verb.SIGN_MOU, m.Promised(long=long).signed(), "-all", **hub)
    add(Verb.TAKE_BACK_SIGNATURE, m.Promised(long=long).agreed(), **hub)
    add(Verb.NAME_SIGNATORY, m.Promised(long=long), **hub)
    add(Verb.NAME_SIGNATORY, m.Promised(long=long, parties=(Party(b.HUB), Party(b.CLINIC))), "-nobody", **hub)
    add(Verb.DROP_AMENDMENT, m.Promised(long=long).in_force())
    add(Verb.REVIEW_MOU, m.Promised(long=long).under_review())
    add(Verb.RENEW_MOU, m.Promised(long=long).under_review(), **hub)
    add(Verb.RENEW_MOU, m.Promised(long=long).in_force(), "-all", **hub)
    add(Verb.END_MOU, m.Promised(long=long).ended())
    return views


def _lists(locale: str, long: bool) -> dict[str, View]:
    to_sign = m.Promised(long=long).agreed().known
    others = (m.Promised(long=long).in_force().known, m.Promised(long=long).known)
    ended = m.Promised(long=long).ended().known
    record = m.in_a_circle(to_sign, *others, reader=b.ROSA, ended=(ended,), long=long)
    none = m.in_a_circle(reader=b.ROSA, long=long)
    own = OwnMous(((to_sign, b.HUB),), ((replace(others[0], id=m.OTHER), b.HUB),))
    home = replace(b.a_home(long=long), mous=own, linked=True)
    views = {}
    for name in ("mous", "mous_card"):
        views[name] = show(name, record, b.ROSA, locale)
        views[f"{name}-none"] = show(name, none, b.ROSA, locale)
    for name in ("linkages", "linkages_card"):
        views[name] = show(name, m.linked(long=long), b.ROSA, locale)
        views[f"{name}-none"] = show(name, m.linked(0, long=long), b.ROSA, locale)
        soon = replace(m.linked(0, long=long), coming=(m.Promised(long=long).signed().known,))
        views[f"{name}-coming"] = show(name, soon, b.ROSA, locale)
        views[f"{name}-many"] = show(name, m.linked(20, long=long), b.ROSA, locale)
    views["home-mous"] = show("home", home, b.JO, locale)
    views["home_card-mous"] = show("home_card", home, b.JO, locale)
    return views


def _notices(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    text = b.World(long).text
    usual: dict[str, Any] = {
        "mou": text("A shared waiting list", 80),
        "mou_id": str(m.MOU),
        "parties": [text("Family Hub", 60), text("Northside Clinic", 60)],
        "organisation": text("Family Hub", 60),
        "organisation_id": str(b.HUB),
        "by": [text("Tomás Reyes", 80)],
        "version": 1,
        "starts": m.STARTS.isoformat(),
        "review_on": m.REVIEW.isoformat(),
        "ends": "",
        "on": m.REVIEW.isoformat(),
    }

    def add(kind: NoticeKind, one: m.Promised, name: str = "", **facts: Any) -> None:
        record, reader = one.for_reader(b.ROSA), b.a_reader(b.ROSA, locale)
        views[f"told-{kind}{name}"] = mou_notice(kind, {**usual, **facts}, record, reader)

    agreed, in_force = m.Promised(long=long).agreed(), m.Promised(long=long).in_force()
    review = m.Promised(long=long).under_review()
    notice = m.Promised(long=long).in_force()
    notice.does(b.TOMAS, c.EndMou, words=text("We merge."), on=m.REVIEW)
    add(NoticeKind.MOU_TO_SIGN, agreed)
    add(NoticeKind.MOU_NO_SIGNATORY, agreed, left=[])
    add(NoticeKind.MOU_NO_SIGNATORY, agreed, "-left", left=[text("Maya Okafor", 80)])
    add(NoticeKind.MOU_SIGNED, m.Promised(long=long).signed())
    add(NoticeKind.MOU_IN_FORCE, in_force)
    add(NoticeKind.MOU_REVIEW_NEAR, in_force)
    add(NoticeKind.MOU_REVIEW_DUE, review, "-called")
    add(NoticeKind.MOU_REVIEW_DUE, m.Promised(long=long).in_force().later(340), by=[])
    add(NoticeKind.MOU_RENEW, review, ends=m.ENDS.isoformat())
    add(NoticeKind.MOU_RENEWED, in_force)
    add(NoticeKind.MOU_ENDS, notice)
    add(NoticeKind.MOU_SIGNATORY, agreed, signs=usual["by"], former=[text("Rosa Delgado", 80)])
    leaving = m.Promised(long=long).in_force()
    leaving.does(b.TOMAS, c.EndMou, words=text("We close."), on=leaving.now.date() + timedelta(days=2))
    add(NoticeKind.MOU_END_ASKED, leaving)
    add(NoticeKind.MOU_ENDED, m.Promised(long=long).ended())
    return views
