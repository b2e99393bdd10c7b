"""What of the journal a member may read: for each event the fields that some screen shows to everyone in the circle.

What is not in the table is not read, so that a new event or field stays hidden until somebody decides otherwise.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final

from decisions.agreements import events as a
from decisions.commitments import events as k
from decisions.events import Event
from decisions.mous import events as m
from decisions.recurring import events as r
from decisions.roles import events as o
from decisions.rounds import events as e
from decisions.templates import events as t
from storage.replay import Entry

NOTHING: Final = frozenset[str]()
GIVES_AWAY: Final = frozenset({"by", "raised_by", "raiser", "group", "organisation"})
"""What says who somebody is: left out, at any depth, beside the words of those who did not want to be named."""


def _fields(*names: str) -> frozenset[str]:
    return frozenset(names)


MAY_READ: Final[Mapping[type[Event], frozenset[str]]] = {
    # What a draft said before it was opened is its authors' own: the text as opened stands with RoundOpened.
    e.DraftWritten: _fields(
        "round_id",
        "network_id",
        "circle_id",
        "ref",
        "process",
        "by",
        "about_agreement",
        "drops",
        "recurrence",
        "follows",
        "role",
        "mou",
        "parties",
    ),
    e.DraftEdited: NOTHING,
    e.OpeningScheduled: NOTHING,
    e.OpeningHeldBack: NOTHING,
    e.RoundOpened: _fields("by", "settings", "facilitator", "next_facilitator", "deciding"),
    e.PassOpened: _fields("stage", "pass_no", "version", "seats", "deadline"),
    e.AmendingOpened: _fields("deadline"),
    e.IntegratingOpened: _fields("deadline", "test_window"),
    e.RoundEnded: _fields("stage", "why", "by", "words", "come_back_on", "agreement_id"),
    e.DeadlineMoved: _fields("deadline", "by"),
    e.QuestionAsked: _fields("id", "by", "group", "text", "from_thread"),
    e.ReactionShared: _fields("id", "by", "group", "text", "named"),
    e.PassedOver: _fields("group"),
    e.QuestionAnswered: _fields("question_id", "by", "text"),
    e.TextChanged: _fields("version", "by", "text", "because"),
    e.TextOffered: _fields("by", "deadline", "text", "because"),
    e.OfferedTextTaken: _fields("version", "fixed", "unconfirmed", "text", "because"),
    # Who answered what no screen shows, not even when the pass is unsealed: then worries and problems are told.
    e.AnswerGiven: _fields("version", "pass_no", "group"),
    e.VotedInSecret: _fields("version", "pass_no", "group"),
    e.AnswerTakenBack: NOTHING,
    # Who is in, the card of an opt-in says, as far as it may; that somebody stepped back is their own affair.
    e.MovedUp: NOTHING,
    e.EveryoneHeard: _fields("closes_at"),
    e.CallAsked: NOTHING,
    e.Unsealed: _fields("pass_no", "worries", "problems"),
    e.WordsTold: _fields("by", "group", "words", "named"),
    # Whoever holds a problem may have asked not to be named: what they do about it is told without their name.
    e.BallotChanged: _fields("by", "version", "text", "ballot"),
    e.OptionAdded: _fields("by", "option"),
    e.GuestInvited: _fields("by", "group", "organisation"),
    e.GuestJoined: _fields("group", "organisation", "pass_no"),
    e.BallotReopened: _fields("by", "deadline", "words"),
    e.BallotCounted: _fields("pass_no", "result"),
    e.NominationTold: _fields("by", "group", "nominee", "words"),
    e.ProposingOpened: _fields("deadline"),
    e.PeopleProposed: _fields("version", "by", "people", "words", "vacancy"),
    e.AcceptingOpened: _fields("deadline"),
    e.RoleAccepted: _fields("by"),
    e.RoleDeclined: _fields("by", "words"),
    e.NomineesPassedOver: _fields("people"),
    e.PeopleSelected: _fields("people", "role", "until"),
    e.AdviceGiven: _fields("id", "by", "group", "text"),
    e.DecidingOpened: _fields("deadline"),
    e.DecisionMade: _fields("by", "decision"),
    e.TestAsked: _fields("problem_id"),
    e.TestOpened: _fields("problem_id", "asked", "deadline"),
    e.TestAnswered: _fields("problem_id", "by", "group", "try_anyway", "reason"),
    e.TestClosed: _fields("problem_id", "set_aside"),
    e.ProblemJoined: _fields("problem_id"),
    e.AskedAboutProblem: NOTHING,
    e.HelpOffered: NOTHING,
    e.FixSuggested: _fields("id", "by", "kind", "problem_id", "text"),
    e.FixConfirmed: _fields("problem_id", "by_group"),
    e.FixFellShort: _fields("problem_id", "text"),
    e.ProblemKeptAsWorry: _fields("problem_id"),
    e.ProblemTakenOver: _fields("problem_id"),
    e.RaisersAskedAgain: _fields("problems"),
    e.JobConfirmed: _fields("by"),
    e.Reminded: _fields("by"),
    e.CarryOnInvited: _fields("deadline"),
    e.CarriedOn: _fields("by", "before", "deadline"),
    e.FacilitationPassed: _fields("to", "before", "by", "taken_over"),
    e.MemberLeft: _fields("by", "next_facilitator"),
    e.LateWordsKept: _fields("id", "by", "words"),
    e.OutcomeTold: _fields("by", "version", "words"),
    e.VoicesUnited: _fields("by", "other", "answered_twice"),
    a.AgreementReached: _fields(
        "agreement_id",
        "network_id",
        "circle_id",
        "round_id",
        "ref",
        "version",
        "review_at",
        "replaces",
        "text",
        "criteria",
    ),
    a.WhatWeSeeNoted: _fields("id", "by", "words"),
    a.ReviewStarted: _fields("why", "by", "id", "words"),
    a.ReviewRoundOpened: _fields("round_id"),
    a.AgreementReplaced: _fields("standing", "replaced_by"),
    a.PartsUnited: _fields("member", "other"),
    t.TemplateSaved: _fields("template_id", "network_id", "circle_id", "by", "name", "pattern"),
    t.TemplateRenamed: _fields("by", "name"),
    t.TemplateRemoved: _fields("by"),
    # Not its seed: who knew it would know beforehand how lots are drawn.
    r.RecurrenceSet: _fields(
        "recurrence_id", "network_id", "circle_id", "by", "rhythm", "since", "next_at", "after", "pattern"
    ),
    r.RhythmChanged: _fields("by", "rhythm", "since", "next_at"),
    r.RoundRepeated: _fields("round_id", "due", "missed", "next_at"),
    r.RepeatLeftOut: _fields("due", "next_at"),
    r.RecurrencePaused: _fields("why", "by", "refused"),
    r.RecurrenceResumed: _fields("by", "next_at"),
    r.RecurrenceStopped: _fields("by"),
    r.NextReckoned: _fields("next_at"),
    r.SetterUnited: _fields("member", "other"),
    o.RoleMade: _fields(
        "role_id",
        "network_id",
        "circle_id",
        "by",
        "kind",
        "places",
        "filling",
        "months",
        "description",
    ),
    o.RoleChanged: _fields("by", "places", "filling", "months", "description"),
    o.RoleEnded: _fields("by"),
    # With its seed, which is shown: anybody may draw the order again.
    o.RotaSet: _fields("by", "rhythm", "since", "rules", "seed", "begins_at", "ends_at"),
    o.TurnsReckoned: _fields("begins_at", "ends_at"),
    o.RuleRested: _fields("by", "turn", "rule"),
    o.TurnPlanned: _fields("turn", "vacant", "unmet"),
    o.MemberAsked: _fields("turn", "member", "next_at", "instead_of"),
    o.AskedOnceMore: _fields("turn", "member", "next_at"),
    o.NobodyElseToAsk: _fields("turn", "member", "next_at"),
    o.MemberUnasked: _fields("turn", "member"),
    o.TurnAccepted: _fields("turn", "by"),
    # Why somebody said no, is away or steps down is their own affair.
    o.TurnDeclined: _fields("turn", "by"),
    o.TurnPassedOver: _fields("turn", "member"),
    o.TurnBegan: _fields(
        "turn", "begins_at", "ends_at", "next_ends_at", "counted", "standings", "missed", "end_named"
    ),
    o.WentAway: _fields("by", "turns", "first", "last"),
    o.CameBack: _fields("by"),
    o.LearningBegun: _fields("by", "turns"),
    o.LeftRotation: _fields("member"),
    o.TurnExchanged: _fields("turn", "of", "by", "swap"),
    o.RoleTaken: _fields("term", "member", "how", "until", "turn"),
    o.RoleLeft: _fields("term", "member", "why"),
    o.EndComesNear: _fields("term", "member"),
    o.SelectionOpened: _fields("round_id"),
    o.SelectionPutOff: _fields("terms"),
    # What one person asks another is between the two of them, and so is what they hand over.
    o.OfferMade: NOTHING,
    o.OfferAnswered: NOTHING,
    o.OfferEnded: NOTHING,
    o.HandoverWritten: _fields("by", "term"),
    o.AskedBack: NOTHING,
    o.AnsweredBack: NOTHING,
    o.HoldersUnited: _fields("member", "other"),
    o.WordsErased: _fields("member"),
    k.CommitmentMade: _fields(
        "commitment_id",
        "network_id",
        "circle_id",
        "by",
        "who",
        "helpers",
        "ask_again_at",
        "promise",
        "origin",
        "steps",
    ),
    k.CommitmentAccepted: _fields("by"),
    # Why somebody cannot, is between them and whoever asked.
    k.CommitmentDeclined: _fields("by"),
    k.DoerAskedAgain: NOTHING,
    k.NothingSaid: NOTHING,
    k.AnotherAsked: _fields("by", "who", "ask_again_at"),
    k.HelperAsked: _fields("by", "who"),
    k.HelperAnswered: _fields("by", "accept"),
    k.DaySuggested: _fields("id", "by", "due", "answer_by"),
    k.SuggestionDeclined: _fields("id", "by"),
    k.DayMoved: _fields("id", "by", "due"),
    k.CommitmentChanged: _fields("by", "what", "known_by"),
    k.CommitmentDone: _fields("by", "late", "next_due", "words"),
    k.OutcomeOfDoingTold: _fields("by", "words"),
    k.SkippedOnce: _fields("by", "next_due", "words"),
    k.CommitmentDropped: _fields("by", "words", "mou_over"),
    k.CommitmentReopened: _fields("by"),
    k.HandOverOffered: _fields("id", "by", "to", "lapses_at"),
    k.HandOverAnswered: _fields("id", "by", "accept"),
    k.HandOverEnded: _fields("id", "by"),
    # When somebody wants to be left alone is their own affair.
    k.RemindersSnoozed: NOTHING,
    k.StepAdded: _fields("id", "by", "words"),
    k.StepTicked: _fields("id", "by", "done"),
    k.StepRemoved: _fields("id", "by"),
    k.CommentAdded: _fields("id", "by", "words"),
    k.CommitmentBlocked: _fields("by", "on", "words"),
    k.CommitmentUnblocked: _fields("by", "in_vain"),
    k.DoerLeft: _fields("member"),
    k.HelperLeft: _fields("member"),
    k.DoersUnited: _fields("member", "other"),
    # What a draft says before it is proposed is its authors' own: the terms that people are asked about stand with MouProposed.
    m.MouDrafted: _fields("mou_id", "network_id", "circle_id", "ref", "by", "zone", "parties", "replaces"),
    m.MouEdited: _fields("by", "parties"),
    m.SignatoryNamed: _fields("by", "organisation", "signatory"),
    m.SignatoryLeft: _fields("organisation", "member"),
    m.MouProposed: _fields("by", "version", "round_id", "zone", "terms", "text"),
    m.MouReworded: _fields("by", "version", "terms", "text"),
    m.MouAgreed: _fields("version", "round_id", "wording"),
    m.MouNotAgreed: _fields("version", "round_id"),
    m.AmendmentBegun: _fields("by"),
    m.AmendmentDropped: _fields("by"),
    m.MouSigned: _fields("by", "organisation", "version"),
    m.SignatureTakenBack: _fields("by", "organisation", "version"),
    m.MouCameIntoForce: _fields("version"),
    m.MouReviewCameNear: _fields("review_on"),
    m.MouReviewStarted: _fields("why", "by", "words"),
    m.RenewalApproved: _fields("by", "organisation", "version", "review_on", "ends"),
    m.MouRenewed: _fields("version", "review_on", "ends"),
    m.EndApproved: _fields("by", "organisation", "on", "words"),
    m.NoticeGiven: _fields("by", "on", "words", "together"),
    m.MouEnded: _fields("why", "by", "replaced_by", "words"),
    m.SignatoriesUnited: _fields("member", "other"),
    m.MouWordsErased: _fields("member"),
}
_BY_NAME: Final = {kind.__name__: names for kind, names in MAY_READ.items()}
_DRAFTS: Final = frozenset({e.DraftWritten.__name__, e.DraftEdited.__name__})
_OPENS: Final = e.RoundOpened.__name__
_ASKED: Final = ("text", "ballot", "terms")
"""Of a draft, what stands with its opening."""
_ANSWER: Final = e.AnswerGiven.__name__


@dataclass
class Reading:
    """One reading of the rounds and agreements of a network. What has no name keeps none anywhere: its id, from which its
    author could be told, is read as ``unnamed-1`` and so on, the same wherever it comes up."""

    _instead: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def readable(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries of a stream, each with what a member of the circle may read. Of a draft that was never opened: nothing."""
        drafted: list[Entry] = []
        text: dict[str, Any] = {}
        opened = False
        for entry in entries:
            if entry.event in _DRAFTS:
                asked = {**entry.open, **entry.own} if entry.own else {}
                text = {name: asked[name] for name in _ASKED if asked.get(name) is not None}
                drafted.append(entry)
                continue
            if not opened and drafted and entry.event != _OPENS:
                continue
            if entry.event == _OPENS:
                opened = True
                yield from self._shown(drafted)
                yield from self._shown((entry,), more=text)
                continue
            yield from self._shown((entry,))

    def _shown(self, entries: Iterable[Entry], more: Mapping[str, Any] | None = None) -> Iterator[Entry]:
        for entry in entries:
            names = _BY_NAME.get(entry.event, NOTHING)
            if not names or (entry.event == _ANSWER and not _counts(entry)):
                continue
            said = {**entry.open, **(entry.own or {})}
            found = self._unnamed({name: value for name, value in said.items() if name in names})
            yield replace(entry, open={**found, **(more or {})}, own=None)

    def _unnamed(self, value: Any) -> Any:
        if isinstance(value, dict):
            if value.get("named") is False:
                self._hide(value)
                value = {name: one for name, one in value.items() if name not in GIVES_AWAY}
            return {name: self._unnamed(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._unnamed(one) for one in value]
        return self._instead.get(value, value) if isinstance(value, str) else value

    def _hide(self, said: Mapping[str, Any]) -> None:
        id = said.get("id") or said.get("remark")
        if id is not None and id not in self._instead:
            self._instead[id] = f"unnamed-{next(self._numbers)}"


def _counts(entry: Entry) -> bool:
    """Not what a facilitator wrote down and nobody has confirmed."""
    return entry.own is not None and bool(entry.own["answer"].get("confirmed", True))
