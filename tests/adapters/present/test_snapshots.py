"""How the main cards and forms read, in both languages. ``RONDO_WRITE_SNAPSHOTS=1`` writes them anew: read the difference."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from adapters.cards import View
from tests.adapters.present.gallery import every_view
from tests.adapters.present.shown import snapshot

FOLDER = Path(__file__).parent / "snapshots"
SHOWN = (
    "card-exploring",
    "card-consenting",
    "card-testing",
    "card-integrating",
    "card-agreed",
    "card-not_heard_enough",
    "posting-bump-now",
    "ask-first",
    "ask-again-consent",
    "recorded-consent",
    "notice-problems",
    "notice-is_it_fixed",
    "notice-written_down",
    "form-answer-objection",
    "form-replace-consent",
    "more-consenting-facilitator",
    "more-integrating-raiser",
    "form-preview",
    "ballot",
    "setup-suggested-choose_one",
    "setup-form-choose_one",
    "setup-form-gradients",
    "setup-preview-choose_one",
    "setup-preview-unfinished",
    "setup-edit-refused",
    "circle_form",
    "home_card",
    "home_card-beside",
    "refused-other_version",
    "ballot-card-choose_one",
    "ballot-card-gradients",
    "ballot-card-of-100",
    "ballot-card-always",
    "ballot-ask-dots",
    "ballot-form-choose_several",
    "ballot-form-again-instant_runoff",
    "ballot-form-final-before",
    "ballot-replace",
    "ballot-recorded-time_poll",
    "ballot-own-choose_one",
    "ballot-more-facilitator",
    "ballot-result-choose_one",
    "ballot-result-consensus",
    "ballot-result-tie",
    "ballot-result-told-again",
    "ballot-tell_outcome",
    "ballot-notice-outcome",
    "ballot-result-by-group-choose_one",
    "ballot-result-lot",
    "ballot-read_all-stv",
    "ballot-round-schulze",
    "ballot-write_down-approval",
    "question-suggested",
    "question-setup",
    "question-preview",
    "question-card",
    "question-ask",
    "question-form-again",
    "question-recorded",
    "question-take_back",
    "question-more-facilitator",
    "question-answered",
    "question-answered-round",
    "advice-setup",
    "advice-preview",
    "advice-card",
    "advice-ask",
    "advice-form",
    "advice-decide",
    "advice-more-owner",
    "advice-more-facilitator",
    "advice-decided",
    "advice-decided-stands-round",
    "advice-end-not_heard_enough",
    "advice-notice-decide",
    "selection-suggested",
    "selection-setup",
    "selection-preview",
    "selection-card-nominating",
    "selection-card-changing",
    "selection-ask-nominating",
    "selection-form-changing",
    "selection-recorded-nominating",
    "selection-take_back-changing",
    "selection-card-declined",
    "selection-propose-own",
    "selection-propose-another",
    "selection-card-consenting",
    "selection-ask-consent",
    "selection-card-integrating",
    "selection-more-integrating-facilitator",
    "selection-card-accepting",
    "selection-notice-accept",
    "selection-notice-propose-another",
    "selection-selected",
    "selection-selected-round",
    "selection-end-no_one_left",
    "roles-roles_card",
    "roles-roles-none",
    "roles-fairness",
    "role-role-asked",
    "role-role_card-asked",
    "role-role_card-offered",
    "role-role_card-vacant",
    "role-more_of_role-steers",
    "role-make-which",
    "role-make-often",
    "role-make-sure",
    "role-make-unmet",
    "role-make-own",
    "role-rota-sure",
    "role-form-offer_swap",
    "role-form-go_away",
    "role-form-write_handover",
    "role-recorded-make_role",
    "role-recorded-accepted",
    "role-recorded-decline_turn-by-asked",
    "role-notice-role_asked",
    "role-notice-role_asked_again",
    "role-notice-role_begun",
    "role-notice-role_offered-swap",
    "role-notice-role_vacant",
    "posting-role-facilitator-two",
    "home-roles-only",
)


@cache
def views(locale: str) -> Mapping[str, View]:
    return every_view(locale)


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("name", SHOWN)
def test_it_reads_as_agreed(name: str, locale: str) -> None:
    shown = snapshot(views(locale)[name])
    path = FOLDER / locale / f"{name}.txt"
    if os.environ.get("RONDO_WRITE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown
