"""Writing a memorandum, in a form of a few pages. Each is kept once it is sent, so that nothing is lost; nobody is asked before
it is proposed (docs/decisions/0056)."""

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
    ManyField,
    Option,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.forms import OPTION_LABEL, typed, typed_many
from adapters.present.mou_clauses import clause_lines
from adapters.present.mou_forms import beside_or_above, day_field, signatory_options
from adapters.present.mou_words import organisation_said, title_of
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Begins, Verb
from decisions.mous.mou import Mou, MouStatus
from decisions.mous.record import CircleMousRecord, MouRecord
from decisions.mous.terms import LINK_LIMIT, MouTerms
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import TITLE_LIMIT
from decisions.workdays import local_day

WRITES: Final = "1"
"""The page of ``draft_mou`` after that of its templates."""
ABOUT, SAYS, DATES = "1", "2", "3"
"""The pages of ``edit_mou``."""
AFTER: Final = {ABOUT: SAYS, SAYS: DATES}
_MARK: Final = "signs_"
NOTHING: Final = "nothing"
"""It takes no other's place."""
_MOST_REPLACED: Final = 99
"""And the answer that it is none: more a list cannot hold."""


def draft_mou(record: CircleMousRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    action = Action(Verb.DRAFT_MOU, str(record.circle.id))
    if typed(screen, "page") != WRITES:
        options = tuple(Option(str(one), w(f"begins.{one}")) for one in Begins)
        field = ChoiceField(
            "begins", w("draft_mou.begins"), options, typed(screen, "begins", Begins.TOGETHER)
        )
        return _form(reader, screen, action, (field,), {})
    begins = begins_of(typed(screen, "begins"))
    title, purpose = ("", "") if begins is Begins.BLANK else (w(f"begins.{begins}"), _purpose(begins, reader))
    carried = {"page": WRITES, "begins": str(begins)}
    body = (*_about(title, purpose, screen, reader), *_parties((), record, screen, reader))
    return _form(reader, screen, action, (*body, *_replaces(record, screen, reader)), carried)


def amend_mou(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    terms = amended(record.mou, local_day(reader.now, record.mou.zone))
    action = Action(Verb.AMEND_MOU, str(record.mou.id))
    holds = record.mou.in_force is not None
    means = Line(words(reader.copy("amend_mou.means" if holds else "amend_mou.void")))
    return _form(reader, screen, action, (means, *_about(terms.title, terms.purpose, screen, reader)), {})


def edit_mou(record: MouRecord, reader: Reader, screen: Screen) -> Form:
    page, terms = typed(screen, "page", ABOUT), written_now(record.mou)
    body: tuple[Block | Field, ...]
    if page == SAYS:
        body = _says(terms, record, reader, screen)
    elif page == DATES:
        body = _dates(terms, record, reader, screen)
    else:
        body = _about(terms.title, terms.purpose, screen, reader)
        if parties_may_change(record.mou):
            chosen = tuple(str(id) for id in record.mou.organisations)
            body = (*body, *_parties(chosen, record, screen, reader))
    return _form(reader, screen, Action(Verb.EDIT_MOU, str(record.mou.id)), body, {"page": page})


def begins_of(told: str) -> Begins:
    try:
        return Begins(told)
    except ValueError:
        return Begins.BLANK


def from_template(begins: Begins, reader: Reader) -> MouTerms:
    """What it begins with beside its title and purpose."""
    shared = {Begins.DATA, Begins.MONEY, Begins.REFERRALS}
    said = reader.copy(f"begins.{begins}_shared") if begins in shared else ""
    return MouTerms("", "", shared=said)


def written_now(mou: Mou) -> MouTerms:
    """What editing begins with: the draft, or what the round about it has asked about last."""
    if mou.coming is None:
        raise Refusal(Reason.MOU_NOT_NOW)
    asked = mou.coming.status is MouStatus.PROPOSED and mou.coming.wordings
    return mou.coming.wordings[-1].terms if asked else mou.coming.terms


def amended(mou: Mou, today: date) -> MouTerms:
    """What an amendment begins with: what is agreed, without the days that are over."""
    terms = mou.terms if mou.to_sign is None else mou.to_sign.terms
    starts = terms.starts if terms.starts is not None and terms.starts >= today else None
    review = terms.review_on if terms.review_on is not None and terms.review_on > today else None
    return replace(terms, starts=starts, review_on=review)


def parties_may_change(mou: Mou) -> bool:
    return mou.in_force is None and mou.status is MouStatus.DRAFT


def signs_field(organisation: object) -> str:
    """The field of who signs for that organisation."""
    return f"{_MARK}{organisation}"


# --- its pages ----------------------------------------------------------------------------------------------------


def _about(title: str, purpose: str, screen: Screen, reader: Reader) -> tuple[Field, ...]:
    w = reader.copy
    return (
        TextField("title", w("mou.title"), typed(screen, "title", title), max_length=TITLE_LIMIT),
        TextField("purpose", w("mou.purpose"), typed(screen, "purpose", purpose), multiline=True),
    )


def _parties(
    chosen: tuple[str, ...], record: MouRecord | CircleMousRecord, screen: Screen, reader: Reader
) -> Iterator[Field]:
    """Those that the network knows; and others, by name, from whoever may bring them in."""
    w = reader.copy
    options = tuple(Option(str(id), cut(one.name, OPTION_LABEL)) for id, one in record.organisations.items())
    values = typed_many(screen, "parties", chosen)
    hint = w("mou.between_hint" if record.steers else "mou.between_hint_known")
    if options:
        yield ManyField("parties", w("mou.between"), options, values, hint, required=not record.steers)
    if record.steers:
        label, hint = w("mou.new_parties"), w("mou.new_parties_hint")
        value = typed(screen, "new_parties")
        yield TextField("new_parties", label, value, hint, multiline=True, required=False)


def _replaces(record: CircleMousRecord, screen: Screen, reader: Reader) -> Iterator[Field]:
    """One of those that hold, whose place it takes."""
    w = reader.copy
    holding = [mou for mou in record.mous if mou.holds][:_MOST_REPLACED]
    if holding:
        none = Option(NOTHING, w("draft_mou.replaces_none"))
        options = (Option(str(mou.id), cut(title_of(mou.terms, w), OPTION_LABEL)) for mou in holding)
        value, hint = typed(screen, "replaces", NOTHING), w("draft_mou.replaces_hint")
        yield ChoiceField("replaces", w("draft_mou.replaces"), (none, *options), value, hint)


def _says(terms: MouTerms, record: MouRecord, reader: Reader, screen: Screen) -> tuple[Block | Field, ...]:
    w = reader.copy
    names = {
        id: record.organisations[id].name for id in record.mou.organisations if id in record.organisations
    }
    example = w("mou.clauses_hint", name=next(iter(names.values()), ""))
    lines = typed(screen, "clauses", clause_lines(terms.clauses, names, reader))
    draft = record.mou.coming is not None and record.mou.coming.status is MouStatus.DRAFT
    return (
        *((Line(words(w("mou.kept"))),) if draft else ()),
        TextField("clauses", w("mou.clauses"), lines, example, multiline=True, required=False),
        _text("shared", terms.shared, screen, reader),
        _text("text", terms.text, screen, reader),
        TextField(
            "link", w("mou.link"), typed(screen, "link", terms.link), required=False, max_length=LINK_LIMIT
        ),
    )


def _text(name: str, value: str, screen: Screen, reader: Reader) -> TextField:
    label = reader.copy(f"mou.{name}")
    return TextField(name, label, typed(screen, name, value), multiline=True, required=False)


def _dates(terms: MouTerms, record: MouRecord, reader: Reader, screen: Screen) -> tuple[Block | Field, ...]:
    w = reader.copy
    starts = day_field("starts", screen, reader, terms.starts)
    later = (("review_on", terms.review_on), ("ends", terms.ends))
    days = [starts, *(replace(day_field(name, screen, reader, day), hint="") for name, day in later)]
    if not parties_may_change(record.mou):
        return tuple(days)
    signs = [
        ChoiceField(
            signs_field(party.organisation),
            w(
                "name_signatory.who",
                organisation=organisation_said(record.organisations, party.organisation, w),
            ),
            options := signatory_options(record, party, reader),
            typed(screen, signs_field(party.organisation), str(party.signatory or options[-1].value)),
        )
        for party in record.mou.parties
    ]
    return (*days, *signs)


def _purpose(begins: Begins, reader: Reader) -> str:
    return reader.copy(f"begins.{begins}_purpose")


def _form(
    reader: Reader,
    screen: Screen,
    action: Action,
    body: tuple[Block | Field, ...],
    carried: dict[str, str],
) -> Form:
    w = reader.copy
    last = carried.get("page") == DATES
    page = carried.get("page", ABOUT)
    title = (
        w("button.draft_mou") if action.verb == Verb.DRAFT_MOU and not carried else w("mou.page", page=page)
    )
    form = Form(
        title,
        body,
        action,
        submit=w("form.save") if last else w("commit.next"),
        close=w("form.cancel"),
        carried=carried,
    )
    return beside_or_above(form, screen, reader)
