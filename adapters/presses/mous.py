"""From a form or a button to the command about a memorandum."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from adapters.days import read_day
from adapters.desk import Desk
from adapters.ids import new_id
from adapters.present.mou_forms import NOBODY
from adapters.present.mou_words import as_told, day_in_full
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from decisions.commitments.asking import FURTHEST
from decisions.ids import MemberId, MouId, OrganisationId, RoundId
from decisions.mous import commands as c
from decisions.mous.record import MouRecord
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Form
from decisions.workdays import local_day


async def _propose(desk: Desk, sent: Sent) -> c.ProposeMou:
    """Asked about in words, in the language of whoever proposes it."""
    record = await mou_of(desk, sent)
    coming = record.mou.coming
    if coming is None:
        raise Refusal(Reason.MOU_NOT_NOW)
    starts = read_mou_day(desk, sent, record.mou.zone, "starts") or coming.terms.starts
    terms = replace(coming.terms, starts=starts)
    return c.ProposeMou(
        **head_of_mou(sent),
        round_id=RoundId(new_id()),
        form=sent.choice(Form, "form") if sent.text("form") else None,
        starts=starts,
        seed=new_id(),
        told=as_told(terms, record.organisations, Reader.of(sent.press.who, desk.now())),
    )


async def _name_signatory(desk: Desk, sent: Sent) -> c.NameSignatory:
    signatory = None if sent.text("signatory") == NOBODY else MemberId(sent.id("signatory"))
    return c.NameSignatory(**head_of_mou(sent), organisation=_organisation(sent), signatory=signatory)


async def _sign(desk: Desk, sent: Sent) -> c.Sign:
    return c.Sign(**head_of_mou(sent), organisation=_organisation(sent), version=_version(sent))


async def _take_back(desk: Desk, sent: Sent) -> c.TakeBackSignature:
    return c.TakeBackSignature(**head_of_mou(sent), organisation=_organisation(sent), version=_version(sent))


async def _drop(desk: Desk, sent: Sent) -> c.DropAmendment:
    return c.DropAmendment(**head_of_mou(sent))


async def _review(desk: Desk, sent: Sent) -> c.StartReview:
    return c.StartReview(**head_of_mou(sent), words=sent.text("words"))


async def _renew(desk: Desk, sent: Sent) -> c.RenewMou:
    record = await mou_of(desk, sent)
    review_on = read_mou_day(desk, sent, record.mou.zone, "review_on", needed=True)
    if review_on is None:
        raise Refusal(Reason.EMPTY, at_field="review_on")
    return c.RenewMou(
        **head_of_mou(sent),
        organisation=_organisation(sent),
        version=_version(sent),
        review_on=review_on,
        ends=read_mou_day(desk, sent, record.mou.zone, "ends"),
    )


async def _end(desk: Desk, sent: Sent) -> c.EndMou:
    """A day that was asked for is told by the form as it stands there, also once it is over."""
    record = await mou_of(desk, sent)
    reader = Reader.of(sent.press.who, desk.now())
    asked = None if record.mou.end_asked is None else record.mou.end_asked.on
    as_asked = asked is not None and sent.press.action.version == asked.isoformat()
    if as_asked and sent.text("on") in ("", day_in_full(asked, reader)):
        on = asked
    else:
        on = read_mou_day(desk, sent, record.mou.zone, "on")
    return c.EndMou(**head_of_mou(sent), words=sent.text("words"), on=on)


# --- what they share ----------------------------------------------------------------------------------------------


def read_mou_day(desk: Desk, sent: Sent, zone: str, name: str, *, needed: bool = False) -> date | None:
    """By the days of the memorandum's zone; how far away its last day may be, its rules say. Raises ``Refusal`` at the field that
    cannot be read."""
    said = sent.text(name).strip()
    if not said and not needed:
        return None
    today = local_day(desk.now(), zone)
    furthest = None if name == "ends" else FURTHEST
    return read_day(said, locale=sent.press.who.locale, today=today, at_field=name, furthest=furthest)


def _organisation(sent: Sent) -> OrganisationId:
    return OrganisationId(sent.part_id)


def _version(sent: Sent) -> int:
    """That the form showed. Raises ``Refusal`` where it showed none: nobody signs what they have not seen."""
    told = sent.press.action.version
    if not (told.isascii() and told.isdigit()):
        raise Refusal(Reason.UNKNOWN_ACTION)
    return int(told)


async def mou_of(desk: Desk, sent: Sent) -> MouRecord:
    return await desk.mou(sent.press.who, MouId(sent.about))


def head_of_mou(sent: Sent) -> dict[str, Any]:
    who = sent.press.who
    return {"network_id": who.network_id, "by": who.member_id, "mou_id": MouId(sent.about)}


MOU_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.PROPOSE_MOU: _propose,
    Verb.NAME_SIGNATORY: _name_signatory,
    Verb.SIGN_MOU: _sign,
    Verb.TAKE_BACK_SIGNATURE: _take_back,
    Verb.DROP_AMENDMENT: _drop,
    Verb.REVIEW_MOU: _review,
    Verb.RENEW_MOU: _renew,
    Verb.END_MOU: _end,
}
