"""Why the rules said no. A refusal is expected: it is told to the person, in their language, with what they can do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FactValue = str | int


class Reason(StrEnum):
    """One line a reason; its sentence is in the catalogues under ``refused.<value>``."""

    # who
    NOT_IN_CIRCLE = "not_in_circle"
    NOT_ASKED = "not_asked"
    """Not in the electorate of this pass: joined later, or not in the deciding group."""
    ONLY_PROPOSER = "only_proposer"
    ONLY_FACILITATOR = "only_facilitator"
    ONLY_PROPOSER_OR_FACILITATOR = "only_proposer_or_facilitator"
    ONLY_RAISER = "only_raiser"
    ONLY_RAISERS_GROUP = "only_raisers_group"
    NOT_THE_PROPOSER = "not_the_proposer"
    NOT_THE_RAISER = "not_the_raiser"
    ONLY_COORDINATOR = "only_coordinator"
    # when
    NOT_NOW = "not_now"
    """The stage does not take this. facts: stage."""
    ALREADY_OPEN = "already_open"
    """It was about a draft, which has been opened meanwhile. facts: stage."""
    CLOSED = "closed"
    """The asking is over. facts: stage. Late words are kept by KeepLateWords."""
    IT_IS_OVER = "it_is_over"
    """The round has ended. facts: stage."""
    OTHER_VERSION = "other_version"
    """The card showed another version, pass or offered text. facts: version."""
    TOO_SOON = "too_soon"
    """facts: at (ISO 8601, UTC)."""
    TEST_WINDOW_OVER = "test_window_over"
    ALREADY_TESTED = "already_tested"
    ANOTHER_TEST_RUNS = "another_test_runs"
    NO_MORE_EXTENSIONS = "no_more_extensions"
    NOT_YET = "not_yet"
    """facts: why (quorum, voice, problem, open_question)."""
    NOTHING_CHANGED = "nothing_changed"
    NO_MORE_VERSIONS = "no_more_versions"
    NOTHING_TO_CONFIRM = "nothing_to_confirm"
    ALREADY_FACILITATES = "already_facilitates"
    PROPOSER_IS_ACTIVE = "proposer_is_active"
    FACILITATOR_IS_ACTIVE = "facilitator_is_active"
    WOULD_REPLACE = "would_replace"
    """There is another answer already; the person is asked first. facts: before, kind."""
    OPTIONS_ARE_LOCKED = "options_are_locked"
    """Somebody has answered already; or nobody but its authors says what can be chosen."""
    ANSWER_IS_FINAL = "answer_is_final"
    """The ballot takes each answer once."""
    ALREADY_HEARD = "already_heard"
    ALREADY_REMINDED = "already_reminded"
    PROBLEM_IS_HELD = "problem_is_held"
    NOT_AN_AGREEMENT = "not_an_agreement"
    REVIEW_IS_OPEN = "review_is_open"
    """Another open round reviews the agreement."""
    FULL_FORM_ALREADY = "full_form_already"
    NOT_RECORDED = "not_recorded"
    """It waited too long and was taken out: nothing of it will be recorded."""
    STILL_SAVING = "still_saving"
    """It has been picked up and may yet be recorded; the outcome is shown later."""
    # fields
    EMPTY = "empty"
    TOO_LONG = "too_long"
    """facts: limit, length."""
    DATE_NOT_AHEAD = "date_not_ahead"
    DATE_TOO_FAR = "date_too_far"
    REVIEW_TOO_SOON = "review_too_soon"
    """The round may go on until then. facts: day (ISO 8601), on which it is decided at the latest if nobody sees a problem."""
    NOT_A_DATE = "not_a_date"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_NUMBER = "not_a_number"
    MARKED_TWICE = "marked_twice"
    """One option was given two marks."""
    UNKNOWN_ZONE = "unknown_zone"
    NOT_AN_EMAIL = "not_an_email"
    # ballots
    TOO_FEW_OPTIONS = "too_few_options"
    """facts: least."""
    TOO_MANY_OPTIONS = "too_many_options"
    """facts: most, many."""
    READS_THE_SAME = "reads_the_same"
    """Two options have one label."""
    OUT_OF_RANGE = "out_of_range"
    """facts: least, most."""
    TOO_FEW_CHOSEN = "too_few_chosen"
    """facts: least."""
    TOO_MANY_CHOSEN = "too_many_chosen"
    """facts: most."""
    OVER_BUDGET = "over_budget"
    """facts: budget, given."""
    # things
    NOT_FOUND = "not_found"
    """Not there, or not the reader's to know of: the two are never told apart."""
    NO_CIRCLE_HERE = "no_circle_here"
    CIRCLE_TOO_SMALL = "circle_too_small"
    NO_SMALLER_GROUP = "no_smaller_group"
    """The circle is small enough for everyone to decide."""
    TOO_FEW_DECIDE = "too_few_decide"
    VOICES_LEFT_OUT = "voices_left_out"
    """The smaller deciding group could not meet the voice rule."""
    UNKNOWN_ACTION = "unknown_action"
    LINK_USED = "link_used"
    LINK_EXPIRED = "link_expired"
    LINK_REVOKED = "link_revoked"
    NO_LINK_WISHED = "no_link_wished"
    """The member has not asked for a new link, or has an account that needs none."""
    CODE_UNKNOWN = "code_unknown"
    CODE_USED = "code_used"
    CODE_EXPIRED = "code_expired"
    ONE_PERSON_ALREADY = "one_person_already"
    """The two accounts are one member's as it is."""
    ONLY_IN_A_PLACE = "only_in_a_place"
    """It is about a channel or a group chat, and was asked for elsewhere."""
    PLACE_TAKEN = "place_taken"
    """The place is another circle's: it has one."""
    MEETS_HERE_ALREADY = "meets_here_already"


@dataclass(eq=True)
class Refusal(Exception):
    """``at_field`` names the form's field that it is about, when there is one."""

    reason: Reason
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    at_field: str = ""

    __hash__ = Exception.__hash__

    def __str__(self) -> str:
        return f"{self.reason} {dict(self.facts)}" if self.facts else str(self.reason)
