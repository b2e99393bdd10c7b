"""One commitment: who does what by when, and how it stands; as a page, as a card with what matters now, and with all there is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    Button,
    Facts,
    Form,
    Heading,
    Item,
    Line,
    Page,
    Paragraph,
    Quote,
    Section,
    Span,
    Words,
    words,
)
from adapters.desk import Screen
from adapters.present.commitment_do import do_first, do_in_short, do_rows, step_rows
from adapters.present.commitment_words import (
    NAME,
    due_and_was,
    helpers_said,
    how_it_stands,
    name_of,
    own_wish_said,
    repeats_said,
    says_more,
    settled_said,
)
from adapters.present.forms import errors
from adapters.present.own_calendar import calendar_row
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.commitments.commitment import Comment, Commitment, OriginKind, Standing
from decisions.commitments.moving import holds_by_silence
from decisions.commitments.record import CommitmentRecord, MayDo
from decisions.workdays import local_day

_COMMENTS = 5
"""That a chat shows; the browser shows all."""
_OPENS = {
    OriginKind.AGREEMENT: Verb.OPEN_AGREEMENT,
    OriginKind.ROLE: Verb.OPEN_ROLE,
    OriginKind.MOU: Verb.OPEN_MOU,
}


def commitment(record: CommitmentRecord, reader: Reader, screen: Screen) -> Page:
    w, circle, one = reader.copy, record.circle, record.commitment
    first = tuple(do_first(record, reader))
    sections = [Section("", (*_lead(record, reader), *first))]
    sections += _sections(
        (w("commitment.steps"), step_rows(record, reader)),
        (w("commitment.comments"), _comments(record, reader, one.comments)),
        (w("role.do"), (*do_in_short(record, reader, first), *calendar_row(record, reader))),
    )
    return Page(
        cut(one.promise.what, MAX_TITLE),
        tuple(sections),
        live=(f"commitment:{one.id}", f"circle:{circle.id}"),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
            (w("commitments.title"), Action(Verb.COMMITMENTS, str(circle.id))),
        ),
    )


def commitment_card(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    """What matters now; everything else is behind *More…*."""
    w, one = reader.copy, record.commitment
    more = Button(w("button.more"), Action(Verb.MORE_OF_COMMITMENT, str(one.id)))
    lead = Section("", (*_lead(record, reader), *do_first(record, reader, more)))
    following = _sections((w("commitment.steps"), step_rows(record, reader)))
    return _as_form(record, reader, screen, (lead, *following))


def more_of_commitment(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    w, comments = reader.copy, record.commitment.comments[-_COMMENTS:]
    sections = _sections(
        (w("role.do"), (*do_rows(record, reader), *calendar_row(record, reader))),
        (w("commitment.steps"), step_rows(record, reader)),
        (w("commitment.comments"), _comments(record, reader, comments)),
        (w("commitment.about"), _facts(record, reader)),
    )
    form = _as_form(record, reader, screen, tuple(sections))
    return replace(form, close=w("form.back"), behind=form.action)


def _as_form(record: CommitmentRecord, reader: Reader, screen: Screen, sections: tuple[Section, ...]) -> Form:
    w, one = reader.copy, record.commitment
    body: list[Block] = [Heading(cut(one.promise.what, MAX_TITLE))]
    for section in sections:
        body += [Heading(section.heading)] if section.heading else []
        body += section.blocks
    action = Action(Verb.OPEN_COMMITMENT, str(one.id))
    return Form(
        w("commitment.card"),
        tuple(body),
        action,
        close=w("form.close"),
        errors=errors(screen, reader),
    )


def _sections(*parts: tuple[str, Iterable[Block]]) -> list[Section]:
    made = [Section(heading, tuple(blocks)) for heading, blocks in parts]
    return [section for section in made if section.blocks]


# --- its parts ----------------------------------------------------------------------------------------------------


def _lead(record: CommitmentRecord, reader: Reader) -> Iterator[Block]:
    one = record.commitment
    if one.suggestion is None or MayDo.ANSWER_DAY not in record.may:
        yield Paragraph(words(_standing(record, reader), bold=True))
    if len(one.promise.what) > MAX_TITLE:
        yield Paragraph(words(one.promise.what))
    if one.words and one.over:
        yield Quote(written(one.words), name_of(record.members, one.ended_by, reader.copy))
    yield from _last_time(record, reader)
    yield from _asked_for(record, reader)
    yield from _waits(record, reader)
    yield from _facts(record, reader)
    yield from _to_know(record, reader)


def _last_time(record: CommitmentRecord, reader: Reader) -> Iterator[Block]:
    """Of what comes again, when it was done last and what came of it; of what waited for something that was not done, that."""
    w, one, last = reader.copy, record.commitment, record.commitment.last_time
    if one.in_vain is not None and record.waits_for:
        yield Line(words(w("commitment.in_vain", what=cut(record.waits_for, NAME))))
    if last is not None and not one.over:
        name, day = name_of(record.members, last.by, w), reader.day(local_day(last.at, reader.zone))
        yield Line(words(w("commitment.last_time", name=name, day=day)))
        if last.words:
            yield Quote(written(last.words), name)


def _asked_for(record: CommitmentRecord, reader: Reader) -> Iterator[Block]:
    """What the reader asked for and waits for, in their words; and what became of another day."""
    one, members, named = record.commitment, record.members, record.commitment.suggestion
    if named is not None and named.by == reader.member:
        holds = holds_by_silence(one, named, record.circle.settings.zone)
        key = "commitment.wish_holds" if holds else "commitment.wish_lapses"
        yield Line(words(reader.copy(key, when=reader.when(named.answer_by))))
    if settled := settled_said(one, members, reader):
        yield Line(words(settled))
    for mine in (one.suggestion, one.offer):
        if mine is not None and mine.by == reader.member and mine.words:
            yield Quote(written(mine.words), name_of(members, mine.by, reader.copy))


def _to_know(record: CommitmentRecord, reader: Reader) -> Iterator[Block]:
    """Why its day was moved, and what was said with it when it was handed over."""
    w, one = reader.copy, record.commitment
    named, passed = one.other_day, one.passed
    if named is not None and named.held and named.words and not one.over:
        yield Quote(
            written(named.words), w("commitment.why_moved", name=name_of(record.members, named.by, w))
        )
    if passed is not None and not one.over:
        name = name_of(record.members, passed.by, w)
        yield Quote(written(passed.words), w("commitment.said_passing", name=name))


def _standing(record: CommitmentRecord, reader: Reader) -> str:
    """As everybody is told; of what the reader is asked, by whom, and of what it waits for, the name of it."""
    w, one = reader.copy, record.commitment
    if wish := own_wish_said(one, record.members, reader):
        return wish
    if _asked_of(one, reader):
        return w("commitment.asks_you", name=name_of(record.members, one.asked_by, w))
    said = how_it_stands(one, record.members, record.today, reader, coordinates=record.coordinates)
    if record.waits_for and said == w("commitment.waits"):
        return w("commitment.waits_for", what=cut(record.waits_for, NAME))
    return said


def _asked_of(one: Commitment, reader: Reader) -> bool:
    return one.standing is Standing.ASKED and one.accountable == reader.member


def _waits(record: CommitmentRecord, reader: Reader) -> Iterator[Block]:
    blocked = record.commitment.blocked
    if blocked is not None and blocked.words:
        yield Quote(written(blocked.words), name_of(record.members, blocked.by, reader.copy))


def _facts(record: CommitmentRecord, reader: Reader) -> Iterator[Block]:
    w, one = reader.copy, record.commitment
    asked_of = _asked_of(one, reader)
    rows = [] if asked_of else [(w("commit.who"), name_of(record.members, one.accountable, w))]
    rows.append((w("commit.by_when"), due_and_was(one, reader)))
    if helpers := helpers_said(one, record.members, w):
        rows.append((w("commit.helpers"), helpers))
    if one.promise.known_by:
        rows.append((w("commitment.known_by"), one.promise.known_by))
    if one.promise.rhythm is not None:
        rows.append((w("commitment.repeats"), repeats_said(one.promise.rhythm, reader)))
    if one.asked_by != one.accountable and not asked_of:
        rows.append((w("commitment.asked_by"), name_of(record.members, one.asked_by, w)))
    opens = one.origin.about is not None and record.origin and one.origin.kind in _OPENS
    is_message = one.origin.kind is OriginKind.MESSAGE
    source = record.origin or one.origin.words
    if source and not opens and not is_message:
        rows.append((w("commitment.comes_from"), cut(source, MAX_TITLE)))
    yield Facts(tuple(rows))
    if is_message and says_more(one.origin, one.promise.what):
        yield Quote(written(one.origin.words))
    if one.origin.link:
        yield Line(Words((Span(w("commit.from_message"), url=one.origin.link),)))
    if opens:
        action = Action(_OPENS[one.origin.kind], str(one.origin.about))
        of_mou = one.origin.kind is OriginKind.MOU
        said = w("commit.comes_from_mou" if of_mou else "commit.comes_from", name=cut(source, NAME))
        yield Item(words(said), Button(w("button.open"), action, spoken=said))


def _comments(record: CommitmentRecord, reader: Reader, comments: tuple[Comment, ...]) -> Iterator[Block]:
    for comment in comments:
        said = reader.copy(
            "commitment.comment_by",
            name=name_of(record.members, comment.by, reader.copy),
            when=reader.when(comment.at),
        )
        yield Quote(written(comment.words), said)
