"""How the main cards and forms read, in both languages. ``RONDO_WRITE_SNAPSHOTS=1`` writes them anew: read the difference."""

import os
from pathlib import Path

import pytest

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
)


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("name", SHOWN)
def test_it_reads_as_agreed(name: str, locale: str) -> None:
    shown = snapshot(every_view(locale)[name])
    path = FOLDER / locale / f"{name}.txt"
    if os.environ.get("RONDO_WRITE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown
