"""Draft and amending: the proposer writes, shows and changes the text."""

from dataclasses import replace
from datetime import datetime

from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.consent.asking import heard_first, open_consenting, open_exploring
from decisions.rounds.consent.deciding import check_deciding
from decisions.rounds.consent.facilitation import SILENT_WORKDAYS, invite_to_carry_on, passed_on, successor
from decisions.rounds.consent.path import path
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Because, Case, RosterSeat, Round, RoundEvents, Stage, Why
from decisions.rounds.selection.vacancy import Vacancy
from decisions.rounds.settings import Form
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from decisions.workdays import add_workdays, deadline_after_workdays, local_day


def write_draft(
    command: c.WriteDraft, roster: tuple[RosterSeat, ...], ref: int, process: str, now: datetime
) -> e.DraftWritten:
    """The first event of a round, by people of the circle. A draft may be unfinished; it is checked when it opens."""
    if all(seat.member != command.by for seat in roster):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    return e.DraftWritten(
        round_id=command.round_id,
        network_id=command.network_id,
        circle_id=command.circle_id,
        ref=ref,
        process=process,
        by=command.by,
        text=_text(command),
        co_authors=_co_authors(command.by, command.co_authors, roster),
        about_agreement=command.about_agreement,
        drops=command.drops and command.about_agreement is not None,
        ballot=command.ballot,
        terms=command.terms.consistent(),
        recurrence=command.recurrence,
        follows=command.follows,
        advisers=_advisers(command.by, command.advisers, roster),
        vacancy=_vacancy(command),
        role=command.role if command.way is Way.SELECTION else None,
        mou=command.mou,
        parties=command.parties,
        at=now,
    )


def edit_draft(case: Case, command: c.EditDraft, now: datetime) -> RoundEvents:
    round = case.round
    others = (command.ballot is None, command.vacancy is None)
    if others != (round.ballot is None, round.selection is None):
        raise Refusal(Reason.NOT_NOW, {"stage": round.stage.value})
    command = _under_the_roles_name(round, command)
    edited = e.DraftEdited(
        by=command.by,
        text=_text(command),
        co_authors=_co_authors(round.proposer, command.co_authors, case.roster),
        ballot=command.ballot,
        terms=command.terms.consistent(),
        advisers=_advisers(round.proposer, command.advisers, case.roster),
        vacancy=_vacancy(command),
        at=now,
    )
    as_before = (round.text, round.co_authors, round.ballot, round.terms, round.advisers, vacancy_of(round))
    now_is = (edited.text, edited.co_authors, edited.ballot, edited.terms, edited.advisers, edited.vacancy)
    if now_is == as_before:
        return ()
    return (edited,)


def discard_draft(case: Case, command: c.DiscardDraft, now: datetime) -> RoundEvents:
    return (e.RoundEnded(stage=Stage.DISCARDED, why=Why.DISCARDED, by=command.by, at=now),)


def open_round(case: Case, command: c.OpenRound, now: datetime) -> tuple[Event, ...]:
    """Shows it to the circle. In the full form everyone is heard first; in the short form everyone is asked at once."""
    text = case.round.text.checked(local_day(now, command.settings.zone))
    _co_authors(case.round.proposer, case.round.co_authors, case.roster)
    _reviewed_after(text, command, now)
    opened = opening(case, command, now)
    events: tuple[Event, ...] = (opened,)
    if text != case.round.text:
        edited = e.DraftEdited(by=command.by, text=text, co_authors=case.round.co_authors, at=now)
        events = (edited, opened)
    round = evolve_all(case.round, events)
    if command.form is Form.FULL and heard_first(case.roster, round):
        return (*events, open_exploring(round, case.roster, now))
    return events + passed_on(round, now) + (open_consenting(round, case.roster, now),)


def opening(case: Case, command: c.OpenRound, now: datetime) -> e.RoundOpened:
    """Of a proposal or a ballot. Refuses a circle of one, and a smaller deciding group that may not be."""
    if len(case.roster) < 2:
        raise Refusal(Reason.CIRCLE_TOO_SMALL)
    if command.deciding:
        check_deciding(command.deciding, case.roster, command.settings)
    return e.RoundOpened(
        by=command.by,
        settings=command.settings_with_form,
        facilitator=command.facilitator,
        next_facilitator=command.next_facilitator or successor(case.round, case.roster),
        deciding=command.deciding,
        seed=command.seed,
        at=now,
    )


def _reviewed_after(text: Text, command: c.OpenRound, now: datetime) -> None:
    """A review looks at what was tried: it cannot come before the round ends."""
    decided = local_day(path(command.settings, command.form, now).decided_at, command.settings.zone)
    if text.review_on is not None and text.review_on <= decided:
        raise Refusal(Reason.REVIEW_TOO_SOON, {"day": decided.isoformat()}, at_field="review_on")


def change_text(case: Case, command: c.ChangeText, now: datetime) -> RoundEvents:
    """A new version. Changes before it is asked about share its number."""
    round = case.round
    _of_its_mou(round, command)
    text = _changed(command.text, round.text, round, now)
    changed = e.TextChanged(
        version=round.version_asked + 1,
        by=command.by,
        text=text,
        because=because(case, command),
        at=now,
    )
    return (changed,)


def ask_everyone(case: Case, command: c.AskEveryone, now: datetime) -> RoundEvents:
    return (open_consenting(case.round, case.roster, now),)


def offer_text(case: Case, command: c.ChangeText, now: datetime) -> RoundEvents:
    """In integrating: what could be the next version. The first offer gives its readers time; later ones do not."""
    round = case.round
    _of_its_mou(round, command)
    if round.versions_asked >= round.settings.max_versions:
        raise Refusal(Reason.NO_MORE_VERSIONS, {"limit": round.settings.max_versions})
    text = _changed(command.text, round.next_text or round.text, round, now)
    _must_differ(text, round.text)
    deadline = round.deadline or now
    if round.next_text_at is None:
        length = round.settings.lengths.integrating_workdays
        deadline = max(deadline, deadline_after_workdays(now, length, round.settings))
    offered = e.TextOffered(
        by=command.by, deadline=deadline, text=text, because=because(case, command), at=now
    )
    if command.by != round.proposer:
        return (offered,)
    return (offered, e.JobConfirmed(by=command.by, at=now))


def because(case: Case, command: c.ChangeText) -> tuple[Because, ...]:
    """Whose words the change answers: of those named, the ones that were said in this round."""
    said = {one.remark: one for one in case.about}
    for problem in case.round.problems:
        said[problem.id] = Because(problem.id, problem.raised_by, problem.harm, problem.named)
    for worry in case.round.criteria:
        said[worry.id] = Because(worry.id, worry.by, worry.words, worry.named)
    return tuple(said[remark] for remark in command.because if remark in said)


def turn_amending(case: Case, now: datetime) -> RoundEvents:
    """At the deadline everyone is asked; if questions are open and the authors silent, any member may carry it on, and when
    nobody does in as long again, it is deferred."""
    round = case.round
    if round.deadline is None or round.deadline > now:
        return ()
    if round.open_questions and not author_acted(round):
        return (silent_proposer(round, now),)
    return (open_consenting(round, case.roster, now),)


def open_amending(round: Round, now: datetime) -> e.AmendingOpened:
    """Three workdays; with questions open, the five after which a silent proposer can be replaced."""
    length = round.settings.lengths.amending_workdays
    if round.open_questions:
        length = max(length, SILENT_WORKDAYS)
    return e.AmendingOpened(deadline=deadline_after_workdays(now, length, round.settings), at=now)


def author_acted(round: Round) -> bool:
    """Whether an author has done something in this stage."""
    acted, since = round.proposer_acted, round.stage_since
    return acted is not None and since is not None and acted > since


def silent_proposer(round: Round, now: datetime) -> Event:
    """Any member may carry it on; once they have had their time and nobody has, it is deferred."""
    since = round.carry_on_since
    if since is not None and add_workdays(since, SILENT_WORKDAYS, round.settings) <= now:
        return e.RoundEnded(stage=Stage.DEFERRED, why=Why.PROPOSER_SILENT, at=now)
    return invite_to_carry_on(round, now)


def _advisers(owner: MemberId, named: Advisers | None, roster: tuple[RosterSeat, ...]) -> Advisers | None:
    """Each once, the one who decides left out. They all sit in the circle."""
    if named is None:
        return None
    advisers = named.without(owner)
    for field, members in (("affected", advisers.affected), ("knowing", advisers.knowing)):
        if not {seat.member for seat in roster}.issuperset(members):
            raise Refusal(Reason.NOT_IN_CIRCLE, at_field=field)
    return advisers


def _under_the_roles_name(round: Round, command: c.EditDraft) -> c.EditDraft:
    """Where it is about a role that is kept: that is called as it is."""
    before = vacancy_of(round)
    if round.role is None or before is None or command.vacancy is None:
        return command
    return replace(command, vacancy=replace(command.vacancy, name=before.name))


def vacancy_of(round: Round) -> Vacancy | None:
    return None if round.selection is None else round.selection.vacancy


def _vacancy(command: c.WriteDraft | c.EditDraft) -> Vacancy | None:
    """Of a selection that is not described yet, its title is its name."""
    if command.vacancy is not None:
        return command.vacancy.bounded()
    selects = isinstance(command, c.WriteDraft) and command.way is Way.SELECTION
    return Vacancy(command.text.title).bounded() if selects else None


def _text(command: c.WriteDraft | c.EditDraft) -> Text:
    vacancy = _vacancy(command)
    return command.text.bounded() if vacancy is None else vacancy.as_text


def _changed(text: Text, before: Text, round: Round, now: datetime) -> Text:
    text = text.checked(local_day(now, round.settings.zone))
    _must_differ(text, before)
    return text


def _of_its_mou(round: Round, command: c.ChangeText) -> None:
    """What everybody agrees to is what is signed: the text of a memorandum's round is always one of its wordings."""
    if round.mou is not None and not command.of_mou:
        raise Refusal(Reason.CHANGED_IN_ITS_MOU)


def _must_differ(text: Text, before: Text) -> None:
    if text == before:
        raise Refusal(Reason.NOTHING_CHANGED, at_field="proposal")


def _co_authors(
    author: MemberId, named: tuple[MemberId, ...], roster: tuple[RosterSeat, ...]
) -> tuple[MemberId, ...]:
    """Each once, the author left out. They all sit in the circle."""
    co_authors = tuple(dict.fromkeys(member for member in named if member != author))
    if not {seat.member for seat in roster}.issuperset(co_authors):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="co_authors")
    return co_authors
