"""Notes are for whoever holds the role; an answer is for whoever asked."""

from dataclasses import replace

import pytest

from adapters.desk import Screen
from adapters.present.role_notes import ask_back
from adapters.present.role_notices import role_notice
from adapters.present.role_page import more_of_role
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles.record import RoleRecord, as_seen_by
from decisions.roles.role import Handover
from decisions.rounds.notices import NoticeKind
from tests.adapters.present import builders as b
from tests.adapters.present import roles as r
from tests.adapters.present.shown import snapshot


def asked_and_gone() -> tuple[RoleRecord, MemberId, Handover]:
    """A role of two: one has written notes, the other has asked about them, left, and been answered. As that other sees it."""
    story = r.with_question(r.with_notes(r.passed_around()))
    first, second = story.known.terms
    id = story.known.handovers[0].questions[0].id
    story.tell(c.StepDown, second.member)
    story.tell(c.AnswerBack, first.member, term=first.number, id=id, words="The blue one.")
    record = story.record(second.member)
    seen = replace(record, role=as_seen_by(record.role, second.member, steers=False))
    return seen, second.member, story.known.handovers[0]


def test_the_answer_reaches_whoever_asked_though_they_hold_the_role_no_more() -> None:
    record, asker, handover = asked_and_gone()
    facts = {"role": "Scribe", "role_id": str(r.ROLE), "circle": "", "circle_id": "", "zone": b.ZONE}
    told = {**facts, "by": ["Rosa"], "term": handover.term}
    card = role_notice(NoticeKind.ROLE_ANSWER, told, record, b.a_reader(asker), handover.questions[0].id)
    assert "Which form?" in snapshot(card)
    assert "The blue one." in snapshot(card)
    page = snapshot(more_of_role(record, b.a_reader(asker), Screen("more_of_role")))
    assert "The blue one." in page
    assert "child-care form" not in page


def test_whoever_holds_it_no_more_is_told_so_before_they_ask() -> None:
    record, asker, handover = asked_and_gone()
    with pytest.raises(Refusal) as refused:
        ask_back(record, b.a_reader(asker), Screen("ask_back", carried={"term": str(handover.term)}))
    assert refused.value.reason is Reason.HOLDS_IT_NOT
