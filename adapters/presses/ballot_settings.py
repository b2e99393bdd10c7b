"""From the form of a draft's settings to the command that changes them, and nothing else of it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Final

from adapters.desk import Desk
from adapters.present.ballot_rules import RARE_RULES
from adapters.present.ballot_settings import TICKED
from adapters.present.electorate import Asked
from adapters.present.forms import YES
from adapters.present.verbs import Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.presses.rounds import head
from decisions.ids import GroupId, MemberId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.ballots.ballot import MAX_OPTIONS, Ballot, Base, Rules, Tie
from decisions.rounds.ballots.shares import Shares, shares_of, thresholds_for
from decisions.rounds.ballots.terms import (
    FEWEST_TO_HIDE_AMONG,
    MOST_TO_HIDE_AMONG,
    Reasons,
    Shown,
    Terms,
)
from decisions.workdays import MORNING, at_local

SETTINGS_FIELDS: Final = frozenset(
    {"thresholds", "passing", "against", "base", "seats", "tie", *(each.name for each in fields(Terms))}
) - {"closes_at", "secret", "group"} | {"asked"}
"""What is asked for among the settings, and not beside the question."""


async def _settings(desk: Desk, sent: Sent) -> c.EditDraft:
    round = await desk.round(sent.press.who, RoundId(sent.about))
    circle = await desk.circle(sent.press.who, round.circle_id)
    if round.ballot is None:
        raise Refusal(Reason.NOT_FOUND)
    ticked = _with_ticks(sent)
    return c.EditDraft(
        **head(sent),
        text=round.text,
        co_authors=round.co_authors,
        ballot=replace(round.ballot, rules=_rules(sent, round.ballot)),
        terms=_terms(ticked, _asked_and_opened(ticked, round.terms, circle.settings.zone)),
    )


def _with_ticks(sent: Sent) -> Sent:
    """What was ticked in one list, each as a field of its own."""
    values = {**dict.fromkeys(sent.many(TICKED), YES), **(sent.press.values or {})}
    return replace(sent, press=replace(sent.press, values=values))


def _terms(sent: Sent, before: Terms) -> Terms:
    if before.secret:
        least, most = FEWEST_TO_HIDE_AMONG, MOST_TO_HIDE_AMONG
        voters = sent.number("least_voters", least=least, most=most)
        return replace(before, least_voters=voters, shuffled=sent.yes("shuffled"))
    return replace(
        before,
        shown=sent.choice(Shown, "shown"),
        reasons=sent.choice(Reasons, "reasons"),
        changeable=sent.yes("changeable"),
        members_add=sent.yes("members_add"),
        shuffled=sent.yes("shuffled"),
        by_group=sent.yes("by_group"),
        stand_ins=sent.yes("stand_ins"),
    )


def _asked_and_opened(sent: Sent, before: Terms, zone: str) -> Terms:
    """It opens at nine in the morning in the circle's zone, on the day that was chosen."""
    asked, day = sent.text("asked") or Asked.CIRCLE, sent.day("opens_at")
    named = tuple(MemberId(member) for member in sent.ids("people")) if asked == Asked.PEOPLE else ()
    if asked == Asked.PEOPLE and not named:
        raise Refusal(Reason.EMPTY, at_field="people")
    group = GroupId(sent.id("asked")) if asked not in (Asked.CIRCLE, Asked.PEOPLE) else None
    opens_at = at_local(day, MORNING, zone) if day is not None else None
    return replace(
        before,
        group=group,
        people=named,
        opens_at=opens_at,
        guests=sent.yes("guests"),
        closes_when_all_answered=sent.yes("closes_when_all_answered"),
    )


def _rules(sent: Sent, ballot: Ballot) -> Rules:
    """Those that are asked for here; the others stay."""
    rules, here = ballot.rules, RARE_RULES[ballot.method]
    if "base" in here:
        rules = replace(rules, thresholds=thresholds_for(ballot, _shares(sent, ballot)))
    if "seats" in here:
        rules = replace(rules, seats=sent.number("seats", 1, least=1, most=MAX_OPTIONS))
    return replace(rules, tie=sent.choice(Tie, "tie")) if "tie" in here else rules


def _shares(sent: Sent, ballot: Ballot) -> Shares:
    here, shares = RARE_RULES[ballot.method], replace(shares_of(ballot), base=sent.choice(Base, "base"))
    if "passing" in here:
        shares = replace(shares, least=sent.number("passing", 0, least=0, most=100))
    if "against" in here:
        against = sent.number("against", least=0, most=100) if sent.text("against").strip() else None
        shares = replace(shares, most=against)
    return shares


SETTINGS_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {Verb.BALLOT_SETTINGS: _settings}
