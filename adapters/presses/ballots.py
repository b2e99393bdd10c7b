"""From a form to the command that writes or changes the draft of a ballot, or adds an option to an open one."""

from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from adapters.cards import MAX_TEXT
from adapters.desk import Desk
from adapters.present.ballot_chooser import method_named
from adapters.present.ballot_options import brought, read_options
from adapters.present.ballot_rules import RARE_RULES, RULES
from adapters.present.ballot_times import lines_of, read_times, usual_minutes
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from adapters.presses.asked import evening_of, question_text
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.presses.rounds import head, new_round
from adapters.times import Lines
from decisions.ids import CircleId, RoundId, TemplateId
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.ballots.ballot import (
    HIGHEST_TOP,
    LABEL_LIMIT,
    LARGEST_BUDGET,
    LARGEST_LIMIT,
    MAX_OPTIONS,
    MEANING_LIMIT,
    MIN_OPTIONS,
    Ballot,
    BallotOption,
    Method,
    Rules,
)
from decisions.rounds.ballots.moment import LONGEST, SHORTEST, USUAL
from decisions.rounds.ballots.shares import Shares, shares_of, thresholds_for
from decisions.rounds.ballots.terms import Terms, usual_terms

_NUMBERS: Final[Mapping[str, tuple[int, int]]] = {
    "least": (0, MAX_OPTIONS),
    "most": (0, MAX_OPTIONS),
    "top": (1, HIGHEST_TOP),
    "budget": (1, LARGEST_BUDGET),
    "seats": (1, MAX_OPTIONS),
    "limit": (0, LARGEST_LIMIT),
}
"""The least and the most that can be typed; what fits the options is checked when the ballot opens."""
BALLOT_FIELDS: Final = frozenset(
    {"options", "minutes", "passes_at", "support", "closes_at", "secret", *_NUMBERS}
)
"""What a ballot's form holds beside its text."""


async def _write_ballot(desk: Desk, sent: Sent) -> c.WriteDraft:
    who = sent.press.who
    circle = await desk.circle(who, CircleId(sent.about))
    method = method_named(sent.text("method"))
    if method is None:
        raise Refusal(Reason.NOT_A_CHOICE)
    ballot, terms = await _asked_before(desk, sent, method)
    return c.WriteDraft(
        **new_round(sent),
        text=question_text(sent),
        ballot=await _ballot(sent, ballot, _lines(desk, sent, circle, ballot)),
        terms=_terms(sent, terms, circle.settings.zone),
    )


async def _edit_ballot(desk: Desk, sent: Sent) -> c.EditDraft:
    who = sent.press.who
    round = await desk.round(who, RoundId(sent.about))
    circle = await desk.circle(who, round.circle_id)
    if round.ballot is None:
        raise Refusal(Reason.NOT_FOUND)
    return c.EditDraft(
        **head(sent),
        text=question_text(sent),
        co_authors=round.co_authors,
        ballot=await _ballot(sent, round.ballot, _lines(desk, sent, circle, round.ballot)),
        terms=_terms(sent, round.terms, circle.settings.zone),
    )


async def _change_ballot(desk: Desk, sent: Sent) -> c.ChangeBallot:
    round = await desk.round(sent.press.who, RoundId(sent.about))
    circle = await desk.circle(sent.press.who, round.circle_id)
    if round.ballot is None:
        raise Refusal(Reason.NOT_FOUND)
    lines = _lines(desk, sent, circle, round.ballot)
    return c.ChangeBallot(
        **head(sent), text=question_text(sent), ballot=await _ballot(sent, round.ballot, lines)
    )


async def _asked_before(desk: Desk, sent: Sent, method: Method) -> tuple[Ballot, Terms]:
    """The ballot that is asked anew, or the template from which it is begun, and how it is held, but for when it opened; of a new
    one, nothing yet, and all as usual."""
    if sent.text("again"):
        round = await desk.round(sent.press.who, RoundId(sent.id("again")))
        if round.ballot is not None and round.ballot.method is method:
            return round.ballot, replace(round.terms, opens_at=None)
    if sent.text("template"):
        template = await desk.template(sent.press.who, TemplateId(sent.id("template")))
        if template.pattern.method is method:
            return template.pattern.begun, template.pattern.terms
    return Ballot(method, ()), usual_terms(method)


def _terms(sent: Sent, before: Terms, zone: str) -> Terms:
    """A vote that is no longer secret is held as usual again: what a secret one could not be is not known."""
    secret = sent.yes("secret")
    open_again = before.secret and not secret
    return replace(Terms() if open_again else before, closes_at=evening_of(sent, zone), secret=secret)


async def _ballot(sent: Sent, before: Ballot, lines: Lines | None) -> Ballot:
    """Beside the event loop: a hundred times take half a second to read."""
    method = before.method
    written = "" if brought(method) else _as_fits(sent.text("options"))
    options = brought(method) or _bounded(await to_thread(_options, written, before, lines))
    ballot = Ballot(method, options, _rules(sent, before))
    thresholds = thresholds_for(ballot, _shares(sent, before))
    return _fitting(replace(ballot, rules=replace(ballot.rules, thresholds=thresholds)))


def _fitting(ballot: Ballot) -> Ballot:
    """A draft may be unfinished; but a number that cannot be is said where it was typed, like one that is none."""
    if len(ballot.options) >= MIN_OPTIONS:
        for fault in ballot.faults():
            if fault.at_field in _NUMBERS:
                raise fault
    return ballot


def _options(text: str, before: Ballot, lines: Lines | None) -> tuple[BallotOption, ...]:
    if lines is None:
        return read_options(text, before.options)
    _check_number(sum(bool(line.strip()) for line in text.splitlines()))
    try:
        return read_times(text, lines, before.options)
    except Refusal as refusal:
        raise Refusal(refusal.reason, refusal.facts, at_field="options") from refusal


def _lines(desk: Desk, sent: Sent, circle: Circle, ballot: Ballot) -> Lines | None:
    """How the times of a time poll are written; None for other options."""
    if ballot.method is not Method.TIME_POLL:
        return None
    minutes = sent.number("minutes", USUAL, least=SHORTEST, most=LONGEST)
    return lines_of(Reader.of(sent.press.who, desk.now()), circle.settings.zone, minutes)


def _as_fits(text: str) -> str:
    """No more than fits in the form's field, where it is to be edited later."""
    if len(text) > MAX_TEXT:
        raise Refusal(Reason.TOO_LONG, {"limit": MAX_TEXT, "length": len(text)}, at_field="options")
    return text


def _check_number(many: int) -> None:
    if many > MAX_OPTIONS:
        facts = {"most": MAX_OPTIONS, "many": many}
        raise Refusal(Reason.TOO_MANY_OPTIONS, facts, at_field="options")


def _bounded(options: tuple[BallotOption, ...]) -> tuple[BallotOption, ...]:
    """A draft may be unfinished, but is not without end."""
    _check_number(len(options))
    for option in options:
        for text, limit in ((option.label, LABEL_LIMIT), (option.meaning, MEANING_LIMIT)):
            if len(text) > limit:
                raise Refusal(Reason.TOO_LONG, {"limit": limit, "length": len(text)}, at_field="options")
    return options


def _rules(sent: Sent, before: Ballot) -> Rules:
    """What the method asks for beside its options; what is asked for among the settings stays; the rest is as usual."""
    here, usual, rules = RULES[before.method], Rules(), before.rules
    numbers: dict[str, Any] = {
        name: sent.number(name, getattr(usual, name), least=least, most=most)
        for name, (least, most) in _NUMBERS.items()
        if name in here
    }
    passes_at = sent.text("passes_at") if "passes_at" in here else ""
    if "seats" in RARE_RULES[before.method]:
        numbers["seats"] = rules.seats
    return Rules(**numbers, passes_at=passes_at, tie=rules.tie)


def _shares(sent: Sent, before: Ballot) -> Shares:
    """A level of support is asked for beside the question; other shares are among the settings, and stay."""
    shares = shares_of(before)
    if "support" not in RULES[before.method]:
        return shares
    return replace(shares, least=sent.number("support", least=1, most=100))


async def _add_option(desk: Desk, sent: Sent) -> c.AddOption:
    """In a time poll a time, written as those that are there already."""
    round = await desk.round(sent.press.who, RoundId(sent.about))
    label, meaning, ballot = sent.text("label"), sent.text("meaning"), round.ballot
    if ballot is None or ballot.method is not Method.TIME_POLL or not label.strip():
        return c.AddOption(**head(sent), label=label, meaning=meaning)
    circle = await desk.circle(sent.press.who, round.circle_id)
    lines = lines_of(
        Reader.of(sent.press.who, desk.now()), circle.settings.zone, usual_minutes(ballot.options)
    )
    try:
        moment, note = next(lines.read(" ".join(label.split())))
    except Refusal as refusal:
        raise Refusal(refusal.reason, refusal.facts, at_field="label") from refusal
    return c.AddOption(**head(sent), label="", meaning=meaning or note, moment=moment)


async def _reopen(desk: Desk, sent: Sent) -> c.Reopen:
    round = await desk.round(sent.press.who, RoundId(sent.about))
    closes_at = evening_of(sent, round.settings.zone)
    return c.Reopen(**head(sent), closes_at=closes_at, words=sent.text("words"))


BALLOT_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.REOPEN: _reopen,
    Verb.BALLOT: _write_ballot,
    Verb.EDIT_BALLOT: _edit_ballot,
    Verb.ADD_OPTION: _add_option,
    Verb.CHANGE_BALLOT: _change_ballot,
}
