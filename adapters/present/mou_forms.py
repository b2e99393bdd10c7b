"""The forms about a memorandum as it is: proposing it, signing it, who signs, its review, renewing and ending it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from adapters.cards import (
    Action,
    Block,
    ChoiceField,
    Field,
    Form,
    Line,
    Option,
    Paragraph,
    Quote,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.commitment_words import name_of
from adapters.present.forms import error_words, errors, people_options, typed
from adapters.present.mou_do import GIVE_UP
from adapters.present.mou_page import terms_blocks
from adapters.present.mou_words import day_in_full, end_asked_said, organisation_said, title_of
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.mous.ending import first_day_alone, takes_all
from decisions.mous.mou import Party, Version
from decisions.mous.record import MouRecord
from decisions.mous.terms import MouTerms
from decisions.refusals import Reason, Refusal
from decisions.rounds.consent.path import path
from decisions.rounds.settings import Form as Asking
from decisions.workdays import local_day

DAY: Final = 120
_WORDS: Final = 500
NOBODY: Final = "nobody"
"""Where nobody signs for an organisation yet."""
FIELDS: Final = (
    "title",
    "purpose",
    "parties",
    "new_parties",
    "clauses",
    "shared",
    "text",
    "link",
    "starts",
    "review_on",
    "ends",
)


def propose_mou(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    """The whole of it, shown before anybody is asked, and by when that is decided. What is missing is named above it."""
    w, version = reader.copy, _of(record.mou.coming)
    people = w.list([name_of(record.members, member, w) for member in record.people])
    form = Form(
        w("button.propose_mou"),
        (
            Line(words(w("propose_mou.means", people=people))),
            Paragraph(words(title_of(version.terms, w), bold=True)),
            *terms_blocks(version.terms, record, reader),
            *_how(version.terms, record, reader, screen),
        ),
        Action(Verb.PROPOSE_MOU, str(record.mou.id)),
        submit=w("propose_mou.ask"),
        close=w("form.cancel"),
    )
    return beside_or_above(form, screen, reader)


def _how(terms: MouTerms, record: MouRecord, reader: Reader, screen: Screen) -> Iterator[Field]:
    """How long the two ways of asking take; and another first day, where the draft's may come before all have agreed."""
    w, settings = reader.copy, record.circle.settings
    decided = {form: local_day(path(settings, form, reader.now).decided_at, settings.zone) for form in Asking}
    options = tuple(
        Option(form, w("propose_mou.way", form=w(f"form_of.{form}"), day=reader.day(day)))
        for form, day in decided.items()
    )
    yield ChoiceField("form", w("preview.how"), options, typed(screen, "form", settings.form))
    if terms.starts is not None and terms.starts <= max(decided.values()):
        value = typed(screen, "starts", day_in_full(terms.starts, reader))
        yield TextField("starts", w("mou.starts"), value, w("propose_mou.too_early"), max_length=DAY)


def sign_mou(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    """The very version that is signed, whole, and the question once more."""
    w, version = reader.copy, _of(record.mou.to_sign)
    party = _own_party(record, screen, reader)
    name = organisation_said(record.organisations, party.organisation, w)
    return Form(
        w("button.sign_mou"),
        (
            Line(words(w("sign_mou.version", day=_agreed_on(version, record, reader)))),
            Paragraph(words(title_of(version.terms, w), bold=True)),
            *terms_blocks(version.terms, record, reader),
            Paragraph(words(w("sign_mou.means", organisation=name), bold=True)),
        ),
        Action(Verb.SIGN_MOU, f"{record.mou.id}:{party.organisation}", str(version.number)),
        submit=w("sign_mou.sign"),
        close=w("form.cancel"),
        errors=_above(screen, reader),
    )


def _agreed_on(version: Version, record: MouRecord, reader: Reader) -> str:
    return "–" if version.agreed_at is None else reader.day(local_day(version.agreed_at, record.mou.zone))


def take_back_signature(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    version, party = _of(record.mou.to_sign), _party(record, screen)
    name = organisation_said(record.organisations, party.organisation, reader.copy)
    means = Line(words(reader.copy("take_back_signature.means", organisation=name)))
    action = Action(Verb.TAKE_BACK_SIGNATURE, f"{record.mou.id}:{party.organisation}", str(version.number))
    return _form(record, reader, screen, action, means, submit="button.take_back_signature")


def name_signatory(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    """People of that organisation in the circle; and whoever signs for it so far."""
    w, party = reader.copy, _party(record, screen)
    name = organisation_said(record.organisations, party.organisation, w)
    options = signatory_options(record, party, reader)
    now = typed(screen, "signatory", str(party.signatory or NOBODY))
    field = ChoiceField("signatory", w("name_signatory.who", organisation=name), options, now)
    action = Action(Verb.NAME_SIGNATORY, f"{record.mou.id}:{party.organisation}")
    return _form(record, reader, screen, action, field, Line(words(w("name_signatory.means"))))


def signatory_options(record: MouRecord, party: Party, reader: Reader) -> tuple[Option, ...]:
    here = {seat.member for seat in record.circle.seats if seat.organisation == party.organisation}
    found = here | ({party.signatory} if party.signatory is not None else set())
    people = ((str(id), record.members[id].name) for id in found if id in record.members)
    return (*people_options(people), Option(NOBODY, reader.copy("mou.nobody_signs")))


def drop_amendment(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    means = Line(words(reader.copy("drop_amendment.means")))
    action = Action(Verb.DROP_AMENDMENT, str(record.mou.id))
    return _form(record, reader, screen, action, means, submit="button.drop_amendment")


def review_mou(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    means = Line(words(w("review_mou.means")))
    action = Action(Verb.REVIEW_MOU, str(record.mou.id))
    return _form(record, reader, screen, action, _words(w("review_mou.words"), screen), means)


def renew_mou(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    """With the dates that are proposed, where some are; else with the review and the last day that it has, as far as they
    are still ahead."""
    w, version, party = reader.copy, _of(record.mou.in_force), _own_party(record, screen, reader)
    renewal = record.mou.renewal
    today, ends = local_day(reader.now, record.mou.zone), version.terms.ends
    goes_on = ends if ends is not None and ends > today else None
    day = version.terms.review_on
    still_ahead = day if day is not None and day > today else None
    review, ends = (still_ahead, goes_on) if renewal is None else (renewal.review_on, renewal.ends)
    return _form(
        record,
        reader,
        screen,
        Action(Verb.RENEW_MOU, f"{record.mou.id}:{party.organisation}", str(version.number)),
        day_field("review_on", screen, reader, review, required=True),
        replace(day_field("ends", screen, reader, ends), hint=w("renew_mou.ends_hint")),
        Line(words(w("renew_mou.means"))),
        submit="renew_mou.yes",
    )


def end_mou(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    """Of what was never signed by all, that it is given up. Of what holds, from the first day that one alone can name; where
    another has asked for a day, that one, for a yes."""
    w, mou = reader.copy, record.mou
    if mou.in_force is None and not takes_all(mou):
        why = _words(w("give_up_mou.words"), screen)
        form = _form(
            record, reader, screen, Action(Verb.END_MOU, str(mou.id)), why, submit=f"button.{GIVE_UP}"
        )
        return replace(form, title=w(f"button.{GIVE_UP}"))
    asked = mou.end_asked if any(party.signatory == record.reader.id for party in mou.to_end) else None
    fields: list[Block | Field] = []
    if asked is not None:
        said = end_asked_said(mou, record.organisations, record.members, reader)
        fields.append(Line(words(said)))
        if asked.words:
            fields.append(Quote(written(asked.words), name_of(record.members, asked.by, w)))
    day = local_day(reader.now, mou.zone)
    if mou.in_force is not None:
        alone = first_day_alone(day)
        fields.append(day_field("on", screen, reader, alone if asked is None else asked.on, required=True))
        fields.append(Line(words(w("end_mou.means", day=reader.day(alone)))))
    else:
        fields.append(Line(words(w("end_mou.takes_all"))))
    if asked is None or mou.in_force is not None:
        fields.append(_words(w("end_mou.words"), screen, required=asked is None))
    action = Action(Verb.END_MOU, str(mou.id), "" if asked is None else asked.on.isoformat())
    submit = "button.end_mou" if asked is None else "button.agree_to_end"
    return _form(record, reader, screen, action, *fields, submit=submit)


# --- what they share ----------------------------------------------------------------------------------------------


def day_field(
    name: str, screen: Screen, reader: Reader, day: date | None = None, *, required: bool = False
) -> TextField:
    """A day, as people write it."""
    w = reader.copy
    value = "" if day is None else day_in_full(day, reader)
    return TextField(
        name,
        w(f"mou.{name}"),
        typed(screen, name, value),
        w("commit.by_when_hint"),
        required=required,
        max_length=DAY,
    )


def _words(label: str, screen: Screen, *, required: bool = True) -> TextField:
    value = typed(screen, "words")
    return TextField("words", label, value, required=required, multiline=True, max_length=_WORDS)


def _party(record: MouRecord, screen: Screen) -> Party:
    """Raises ``Refusal`` where the organisation that travels with the form is none of its parties."""
    told = typed(screen, "organisation")
    party = next((one for one in record.mou.parties if str(one.organisation) == told), None)
    if party is None:
        raise Refusal(Reason.NOT_FOUND)
    return party


def _own_party(record: MouRecord, screen: Screen, reader: Reader) -> Party:
    """Raises ``Refusal`` for whoever does not sign for it."""
    party = _party(record, screen)
    if party.signatory != record.reader.id:
        name = organisation_said(record.organisations, party.organisation, reader.copy)
        raise Refusal(Reason.ONLY_SIGNATORY, {"organisation": name})
    return party


def _of(version: Version | None) -> Version:
    if version is None:
        raise Refusal(Reason.MOU_NOT_NOW)
    return version


def beside_or_above(form: Form, screen: Screen, reader: Reader) -> Form:
    """The form, with what is wrong with a field of another page above its own."""
    known = {field.name for field in form.fields}
    beside = {name: why for name, why in errors(screen, reader).items() if name in known}
    elsewhere = replace(
        screen, errors={name: why for name, why in screen.errors.items() if name not in known}
    )
    return replace(form, errors={**beside, **_above(elsewhere, reader)})


def _above(screen: Screen, reader: Reader) -> dict[str, str]:
    """What is wrong, with the name of the field of another form that it is about."""
    w = reader.copy
    said = []
    for field, refusal in screen.errors.items():
        why = error_words(refusal, w)
        said.append(w("preview.fault", label=w(f"mou.{field}"), why=why) if field in FIELDS else why)
    return {"": " ".join(said)} if said else {}


def _form(
    record: MouRecord,
    reader: Reader,
    screen: Screen,
    action: Action,
    *body: Block | Field,
    submit: str = "form.save",
) -> Form:
    w = reader.copy
    return Form(
        w(f"button.{action.verb}"),
        (Line(words(title_of(record.mou.terms, w), bold=True)), *body),
        action,
        submit=w(submit),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )
