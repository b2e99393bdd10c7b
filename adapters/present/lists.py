"""Rounds, agreements and tasks as rows of a list: on Home, in a circle's room."""

from adapters.cards import Action, Button, Item
from adapters.copy import Copy
from adapters.present.coach import coach_line
from adapters.present.reader import Reader
from adapters.present.result import now_key
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.agreements.agreement import Agreement, Standing
from decisions.rounds.record import RoundLine
from decisions.rounds.round import Round, Stage
from decisions.rounds.way import Way

_TITLE = 80


def round_row(line: RoundLine, reader: Reader, *, circle: bool = True) -> Item:
    """Its title, what goes on, and a button that opens it."""
    round = line.round
    said = stage_said(round, reader)
    said = _beside(said, line.circle_name) if circle else said
    row = reader.copy.rich("list.row", title=title_of(round, reader), said=said)
    return Item(row, open_button(round, reader))


def waiting_row(line: RoundLine, reader: Reader) -> Item:
    """A round that asks something of the reader. It opens where the text and the answers are: two taps."""
    w, round = reader.copy, line.round
    key = _waits(line)
    when = reader.when(round.deadline) if round.deadline else ""
    said = _beside(w(key, when=when), line.circle_name)
    row = w.rich("list.row", title=title_of(round, reader), said=said)
    action = Action(Verb.OPEN_ROUND, str(round.id), round.shown)
    return Item(row, Button(w("button.answer_now"), action, spoken=row.plain.replace("\n", ": ")))


def _beside(sentence: str, name: str) -> str:
    """Without its full stop, which would stand in the middle."""
    return f"{sentence.removesuffix('.')} · {name}" if name else sentence


def _waits(line: RoundLine) -> str:
    """The key of what it asks of its reader: what they alone can do comes first, but for their own answer."""
    round, author = line.round, line.seat.member in line.round.authors
    answered = line.seat.heard or not line.seat.asked
    writes = author and round.way is Way.CONSENT
    if round.stage is Stage.AMENDING and author and not round.open_questions:
        return "list.waits_amending"
    if round.stage in _ANSWERED_IN and author and round.open_questions and answered:
        return "list.waits_questions"
    if round.stage is Stage.INTEGRATING and line.asked_about and round.next_text is None:
        return "list.waits_asked_about"
    if round.stage is Stage.INTEGRATING and writes and not round.still_does_the_job:
        return "list.waits_still_does"
    return f"list.waits_{round.stage}" if round.stage in _WAITS else "list.waits_other"


def facilitated_row(line: RoundLine, reader: Reader) -> Item:
    """A round that the reader facilitates, with the coach's next step."""
    said = coach_line(line, reader) or stage_said(line.round, reader)
    row = reader.copy.rich("list.row", title=title_of(line.round, reader), said=said)
    action = Action(Verb.OPEN_ROUND, str(line.round.id), line.round.shown)
    return Item(row, Button(reader.copy("button.next_steps"), action, spoken=row.plain.replace("\n", ": ")))


def agreement_row(agreement: Agreement, reader: Reader) -> Item:
    w = reader.copy
    day = reader.day(agreement.review_day)
    key = "list.under_review" if agreement.standing is Standing.UNDER_REVIEW else "list.review_on"
    row = w.rich("list.row", title=cut(agreement.text.title, _TITLE), said=w(key, day=day))
    action = Action(Verb.OPEN_AGREEMENT, str(agreement.id))
    return Item(row, Button(w("button.open"), action, spoken=row.plain.replace("\n", ": ")))


def stage_said(round: Round, reader: Reader) -> str:
    """Where a round is, in a few words."""
    if round.scheduled is not None and round.terms.opens_at is not None:
        return reader.copy("now.scheduled", when=reader.when(round.terms.opens_at))
    moment = round.closes_early or round.deadline
    return reader.copy(now_key(round), when=reader.when(moment) if moment else "", version=round.version)


def open_button(round: Round, reader: Reader) -> Button:
    w: Copy = reader.copy
    action = Action(Verb.OPEN_ROUND, str(round.id), round.shown)
    return Button(w("button.open"), action, spoken=w("spoken.open", title=title_of(round, reader)))


def title_of(round: Round, reader: Reader) -> str:
    return cut(round.text.title, _TITLE) or reader.copy("list.no_title")


_ANSWERED_IN = frozenset({Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING})
_WAITS = frozenset(
    {
        Stage.EXPLORING,
        Stage.CONSENTING,
        Stage.VOTING,
        Stage.LISTENING,
        Stage.ADVISING,
        Stage.DECIDING,
        Stage.NOMINATING,
        Stage.CHANGING,
        Stage.PROPOSING,
        Stage.ACCEPTING,
        Stage.TESTING,
        Stage.INTEGRATING,
    }
)
