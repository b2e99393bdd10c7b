"""What a reader can do about a memorandum: what waits for them first, then the rest, each with when one would want it."""

from collections.abc import Iterator
from typing import Final

from adapters.cards import Action, Button, Buttons, Item, Tone, words
from adapters.present.mou_words import organisation_said
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.ids import OrganisationId
from decisions.mous.mou import Mou, MouStatus, Party
from decisions.mous.record import MayMou, MouRecord
from decisions.mous.writing import may_name

NEAREST: Final = (
    (MayMou.PROPOSE, Verb.PROPOSE_MOU),
    (MayMou.EDIT, Verb.EDIT_MOU),
    (MayMou.AMEND, Verb.AMEND_MOU),
    (MayMou.START_REVIEW, Verb.REVIEW_MOU),
    (MayMou.DROP_AMENDMENT, Verb.DROP_AMENDMENT),
    (MayMou.END, Verb.END_MOU),
)
GIVE_UP: Final = "give_up_mou"
"""What ending one is that never was in force."""
ROWS: Final = tuple(verb for _, verb in NEAREST)
_IN_SIGHT: Final = (Verb.PROPOSE_MOU, Verb.EDIT_MOU)
"""Not only among the rows."""


def do_first(record: MouRecord, reader: Reader) -> Iterator[Buttons]:
    """Signing and renewing, for each organisation for which they do it; else the nearest thing, where that is not about the next
    version."""
    buttons = [*_as_who_signs(record, reader)]
    if record.mou.in_force is None:
        buttons += _nearest(record, reader, first=not buttons)
    if buttons:
        yield Buttons(tuple(buttons))


def do_next(record: MouRecord, reader: Reader) -> Iterator[Buttons]:
    """About the next version of what holds."""
    buttons = [*_nearest(record, reader, first=True)]
    if buttons:
        yield Buttons(tuple(buttons))


def _nearest(record: MouRecord, reader: Reader, *, first: bool) -> Iterator[Button]:
    for may, verb in NEAREST:
        if may in record.may and verb in _IN_SIGHT:
            tone = Tone.PRIMARY if first and verb is Verb.PROPOSE_MOU else Tone.PLAIN
            yield Button(reader.copy(f"button.{verb}"), Action(verb, str(record.mou.id)), tone)


def do_rows(record: MouRecord, reader: Reader) -> Iterator[Item]:
    w, mou = reader.copy, record.mou
    version = mou.to_sign
    if MayMou.TAKE_BACK_SIGNATURE in record.may and version is not None:
        for organisation in record.signs_for:
            if version.signature_of(organisation) is not None:
                said = w("mou_do.take_back_signature", organisation=_name(record, organisation, reader))
                action = Action(Verb.TAKE_BACK_SIGNATURE, f"{mou.id}:{organisation}", str(version.number))
                yield Item(words(said), Button(w("button.take_back_signature"), action, spoken=said))
    for may, verb in NEAREST:
        if (
            may in record.may
            and verb not in _IN_SIGHT
            and not (verb is Verb.END_MOU and _is_asked_to_end(record))
        ):
            never_held = verb is Verb.END_MOU and mou.in_force is None and not mou.signed_by_all
            what = GIVE_UP if never_held else verb
            said = w(f"mou_do.{what}")
            tone = Tone.DANGER if what is Verb.END_MOU else Tone.PLAIN
            yield Item(words(said), Button(w(f"button.{what}"), Action(verb, str(mou.id)), tone, spoken=said))


def sign_button(record: MouRecord, organisation: OrganisationId, reader: Reader) -> Button:
    return _of_organisation(Verb.SIGN_MOU, record, organisation, reader, Tone.PRIMARY)


def renew_button(record: MouRecord, organisation: OrganisationId, reader: Reader) -> Button:
    return _of_organisation(Verb.RENEW_MOU, record, organisation, reader, Tone.PRIMARY)


def agree_to_end_button(record: MouRecord, reader: Reader) -> Button:
    return Button(reader.copy("button.agree_to_end"), Action(Verb.END_MOU, str(record.mou.id)), Tone.PRIMARY)


def who_signs_button(record: MouRecord, party: Party, reader: Reader) -> Button | None:
    """For those who may say it."""
    mou = record.mou
    if MayMou.NAME_SIGNATORY not in record.may or not may_name(
        mou, party, record.circle, record.reader.id, steers=record.steers
    ):
        return None
    return _of_organisation(
        Verb.NAME_SIGNATORY, record, party.organisation, reader, key=_who_signs_label(mou, party)
    )


def _who_signs_label(mou: Mou, party: Party) -> str:
    if party.signatory is None:
        return "button.name_signatory"
    return "button.change" if mou.status is MouStatus.DRAFT else "button.hand_on_signing"


def _as_who_signs(record: MouRecord, reader: Reader) -> Iterator[Button]:
    mou = record.mou
    unsigned = {party.organisation for party in mou.unsigned}
    yeses = () if mou.renewal is None else mou.renewal.yeses
    said_yes = {yes.organisation for yes in yeses}
    for organisation in record.signs_for:
        if MayMou.SIGN in record.may and organisation in unsigned:
            yield sign_button(record, organisation, reader)
        if MayMou.RENEW in record.may and organisation not in said_yes:
            yield renew_button(record, organisation, reader)
    if _is_asked_to_end(record):
        yield agree_to_end_button(record, reader)


def _is_asked_to_end(record: MouRecord) -> bool:
    return any(party.signatory == record.reader.id for party in record.mou.to_end)


def _of_organisation(
    verb: Verb,
    record: MouRecord,
    organisation: OrganisationId,
    reader: Reader,
    tone: Tone = Tone.PLAIN,
    key: str = "",
) -> Button:
    label = reader.copy(key or f"button.{verb}")
    spoken = f"{label}: {_name(record, organisation, reader)}"
    return Button(label, Action(verb, f"{record.mou.id}:{organisation}"), tone, spoken=spoken)


def _name(record: MouRecord, organisation: OrganisationId, reader: Reader) -> str:
    return organisation_said(record.organisations, organisation, reader.copy)
