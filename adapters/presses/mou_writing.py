"""From the pages on which a memorandum is written to the command, and to the page that follows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from adapters.desk import Desk, Screen
from adapters.ids import new_id
from adapters.present.mou_clauses import read_clauses
from adapters.present.mou_forms import NOBODY
from adapters.present.mou_words import as_told
from adapters.present.mou_writing import (
    ABOUT,
    AFTER,
    DATES,
    NOTHING,
    SAYS,
    amended,
    begins_of,
    from_template,
    parties_may_change,
    signs_field,
    written_now,
)
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.presses.mous import head_of_mou, mou_of, read_mou_day
from decisions.ids import CircleId, ClauseId, MemberId, MouId, OrganisationId
from decisions.mous import commands as c
from decisions.mous.mou import Mou, MouStatus, NewOrganisation, Party
from decisions.mous.record import MouRecord
from decisions.mous.terms import MouTerms
from decisions.refusals import Reason, Refusal, refuse_all
from decisions.workdays import local_day


async def _draft(desk: Desk, sent: Sent) -> c.DraftMou:
    who = sent.press.who
    terms = from_template(begins_of(sent.text("begins")), Reader.of(who, desk.now()))
    return c.DraftMou(
        network_id=who.network_id,
        by=who.member_id,
        mou_id=MouId(new_id()),
        circle_id=CircleId(sent.about),
        parties=tuple(Party(OrganisationId(id)) for id in sent.ids("parties")),
        named=_named(sent),
        terms=_about(terms, sent),
        replaces=MouId(sent.id("replaces")) if sent.text("replaces") not in ("", NOTHING) else None,
    )


async def _amend(desk: Desk, sent: Sent) -> c.AmendMou:
    record = await mou_of(desk, sent)
    terms = amended(record.mou, local_day(desk.now(), record.mou.zone))
    return c.AmendMou(**head_of_mou(sent), terms=_about(terms, sent))


async def _edit(desk: Desk, sent: Sent) -> c.EditMou:
    """One page; what stands on the others stays."""
    record = await mou_of(desk, sent)
    mou, page = record.mou, _page(sent)
    terms, parties = written_now(mou), mou.parties
    if page == SAYS:
        terms = _says(terms, record, desk, sent)
    elif page == DATES:
        terms = _dates(terms, mou, desk, sent)
        parties = tuple(_signed_by(party, sent) for party in parties)
    else:
        terms = _about(terms, sent)
        if parties_may_change(mou):
            parties = _parties(mou, sent)
            here = {party.organisation for party in parties}
            kept = tuple(clause for clause in terms.clauses if clause.party in here)
            terms = replace(terms, clauses=kept)
    reader = Reader.of(sent.press.who, desk.now())
    asked = mou.coming is not None and mou.coming.status is MouStatus.PROPOSED
    told = as_told(terms, record.organisations, reader) if asked else ""
    changes = parties if parties_may_change(mou) else None
    named = () if changes is None else _named(sent)
    return c.EditMou(**head_of_mou(sent), terms=terms, parties=changes, named=named, told=told)


def after_mou_page(sent: Sent, about: UUID) -> Screen:
    """The next page; after the last, the memorandum as it is written now."""
    following = SAYS if sent.verb is not Verb.EDIT_MOU else AFTER.get(_page(sent))
    if following is None:
        return Screen("mou_card", about=about)
    return Screen("edit_mou", about=about, carried={"page": following})


# --- its pages ----------------------------------------------------------------------------------------------------


def _page(sent: Sent) -> str:
    return sent.text("page") or ABOUT


def _about(terms: MouTerms, sent: Sent) -> MouTerms:
    """Raises ``Refusal`` where one of them is empty: everybody must know what it is about."""
    fields = ("title", "purpose")
    refuse_all([Refusal(Reason.EMPTY, at_field=name) for name in fields if not sent.text(name).strip()])
    return replace(terms, title=sent.text("title"), purpose=sent.text("purpose"))


def _parties(mou: Mou, sent: Sent) -> tuple[Party, ...]:
    """Whoever signs for one that stays goes on to."""
    chosen = [OrganisationId(id) for id in sent.ids("parties")]
    return tuple(mou.party(one) or Party(one) for one in chosen)


def _named(sent: Sent) -> tuple[NewOrganisation, ...]:
    """One a line."""
    names = filter(None, (line.strip() for line in sent.text("new_parties").splitlines()))
    return tuple(NewOrganisation(OrganisationId(new_id()), name) for name in names)


def _says(terms: MouTerms, record: MouRecord, desk: Desk, sent: Sent) -> MouTerms:
    names = {
        id: record.organisations[id].name for id in record.mou.organisations if id in record.organisations
    }
    reader = Reader.of(sent.press.who, desk.now())
    today = local_day(desk.now(), record.mou.zone)
    lines = sent.text("clauses")
    clauses = read_clauses(lines, names, terms.clauses, reader, today, lambda: ClauseId(new_id()))
    shared, text, link = (sent.text(name) for name in ("shared", "text", "link"))
    return replace(terms, clauses=clauses, shared=shared, text=text, link=link)


def _dates(terms: MouTerms, mou: Mou, desk: Desk, sent: Sent) -> MouTerms:
    days: dict[str, date | None] = {}
    wrong = []
    for name in ("starts", "review_on", "ends"):
        try:
            days[name] = read_mou_day(desk, sent, mou.zone, name)
        except Refusal as refusal:
            wrong.append(refusal)
    refuse_all(wrong)
    return replace(terms, starts=days["starts"], review_on=days["review_on"], ends=days["ends"])


def _signed_by(party: Party, sent: Sent) -> Party:
    name = signs_field(party.organisation)
    told = sent.text(name)
    if not told:
        return party
    return replace(party, signatory=None if told == NOBODY else MemberId(sent.id(name)))


MOU_PAGES: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.DRAFT_MOU: _draft,
    Verb.EDIT_MOU: _edit,
    Verb.AMEND_MOU: _amend,
}
