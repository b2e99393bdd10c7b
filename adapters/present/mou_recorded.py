"""What somebody sees once something about a memorandum is recorded: what now is so."""

from collections.abc import Iterator

from adapters.cards import Action, Button, Buttons, Line, Paragraph, PersonalCard, words
from adapters.desk import Screen
from adapters.present.commitment_words import name_of
from adapters.present.forms import typed
from adapters.present.mou_words import end_asked_said, how_it_stands, organisation_said
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.mous.mou import MouStatus, Party
from decisions.mous.record import MouRecord
from decisions.rounds.consent.path import path_now
from decisions.rounds.round import Round
from decisions.workdays import local_day

PLAIN = frozenset({Verb.PROPOSE_MOU, Verb.DROP_AMENDMENT, Verb.REVIEW_MOU})


def mou_recorded(record: MouRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """What was pressed travels as ``verb``, with the ``organisation`` for which it was done."""
    w, mou, verb = reader.copy, record.mou, typed(screen, "verb")
    said = _said(verb, record, reader, typed(screen, "organisation"))
    buttons = [Button(w("button.open_mou"), Action(Verb.OPEN_MOU, str(mou.id)))]
    lines: tuple[Line, ...] = ()
    if verb == Verb.PROPOSE_MOU and record.round is not None:
        buttons.insert(0, Button(w("button.see_round"), Action(Verb.OPEN_ROUND, str(record.round.id))))
        lines = tuple(_way(record.round, reader))
    return PersonalCard(said, (Paragraph(words(said, bold=True)), *lines, Buttons(tuple(buttons))))


def _way(round: Round, reader: Reader) -> Iterator[Line]:
    """How it goes on, and by when it is decided."""
    way = path_now(round)
    if way is not None:
        day = reader.day(local_day(way.decided_at, round.settings.zone))
        yield Line(words(reader.copy(f"mou_recorded.way_{round.settings.form}", day=day)))


def _said(verb: str, record: MouRecord, reader: Reader, organisation: str) -> str:
    w, mou = reader.copy, record.mou
    party = next((one for one in mou.parties if str(one.organisation) == organisation), None)
    if verb in PLAIN:
        return w(f"mou_recorded.{verb}")
    if verb == Verb.NAME_SIGNATORY and party is not None:
        return _signs(party, record, reader)
    name = organisation_said(record.organisations, party.organisation if party else None, w)
    stands = how_it_stands(mou, record.organisations, record.members, reader)
    if verb == Verb.SIGN_MOU:
        return f"{w('mou_recorded.sign_mou', organisation=name)} {stands}"
    if verb == Verb.TAKE_BACK_SIGNATURE:
        return w("mou_recorded.take_back_signature", organisation=name)
    if verb == Verb.RENEW_MOU:
        renewed = mou.status is not MouStatus.UNDER_REVIEW
        return w("mou_recorded.renewed" if renewed else "mou_recorded.renew_mou", organisation=name)
    if verb == Verb.END_MOU:
        asked = end_asked_said(mou, record.organisations, record.members, reader)
        return asked or stands
    return w("recorded.done")


def _signs(party: Party, record: MouRecord, reader: Reader) -> str:
    w = reader.copy
    name = organisation_said(record.organisations, party.organisation, w)
    if party.signatory is None:
        return w("mou_recorded.nobody_signs", organisation=name)
    return w(
        "mou_recorded.name_signatory", name=name_of(record.members, party.signatory, w), organisation=name
    )
