"""The catalogues are complete, alike in every language, and hold nothing that nobody says."""

import ast
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

from adapters.copy import LOCALES
from adapters.copy.catalogue import catalogue, placeholders
from adapters.desk import Platform
from adapters.present.ballot_chooser import WAYS, Many, Need, Say
from adapters.present.ballot_figures import Unit
from adapters.present.ballot_settings import SETTINGS
from adapters.present.ballot_words import OWN_ANSWERS
from adapters.present.coach import next_steps
from adapters.present.commitment_do import DO_ROWS
from adapters.present.commitment_file import COLUMNS
from adapters.present.commitment_recorded import PLAIN as PLAIN_OF_COMMITMENTS
from adapters.present.commitment_tapped import FORMS, TAPPED
from adapters.present.commitments import PARTS
from adapters.present.confirmations import OF_OTHER_WAYS, OTHER_VERBS, ROUND_VERBS
from adapters.present.first_run import SAID
from adapters.present.mou_asked import STAGES as PROPOSED_STAGES
from adapters.present.mou_do import GIVE_UP
from adapters.present.mou_forms import FIELDS as FIELDS_OF_MOUS
from adapters.present.mou_recorded import PLAIN as PLAIN_OF_MOUS
from adapters.present.notices import KNOWN_FAILURES, OF_WAYS
from adapters.present.role_notes import PARTS as HANDED_OVER
from adapters.present.role_recorded import PLAIN
from adapters.present.verbs import Begins, Ending, Keep, Repeats, ReviewChoice, Snoozes, Verb
from adapters.presses.advice import NAMED
from adapters.presses.ballots import BALLOT_FIELDS
from adapters.teams.manifest import ACTIONS, COMMANDS
from decisions.agreements.agreement import Standing, WhyReview
from decisions.commitments.board import By, Which
from decisions.commitments.commitment import Standing as Committed
from decisions.commitments.reminded import Heard
from decisions.mous.mou import MouStatus, WhyMouEnded
from decisions.recurring.recurrence import WhyPaused
from decisions.recurring.rhythm import Every
from decisions.refusals import Reason
from decisions.roles.fairness.standing import Why as TurnsWhy
from decisions.roles.role import Filling, OfferKind, RoleKind, WhyLeft
from decisions.rounds.answers import Kind
from decisions.rounds.asks import WaveKind
from decisions.rounds.ballots.ballot import Base, Method, Tie
from decisions.rounds.ballots.shares import AGAINST
from decisions.rounds.ballots.terms import Reasons, Shown
from decisions.rounds.commands import FixKind
from decisions.rounds.notices import NoticeKind
from decisions.rounds.round import ASKING, DECIDING, FINAL, NAMING, ProblemStatus, Stage, Why
from decisions.rounds.settings import Closing, Form
from decisions.rounds.way import Way

ROOT = Path(__file__).parents[3]
KEY = re.compile(r"(?!.*\.(?:html|css|js|po)\Z)[a-z_0-9]+(\.[a-z_0-9]+)+\Z")
IN_A_PLACE = re.compile(r"\.in_(slack|teams|email)\Z")
IN_A_PAGE = re.compile(r"""\(\s*["']([a-z_]+\.[a-z_0-9.]+)["']""")
TEXT_PARTS = ("proposal", "plainly", "outcome", "measure", "affects")
NUMBERS = (
    "quorum_people",
    "max_versions",
    "exploring_days",
    "amending_workdays",
    "consenting_days",
    "testing_workdays",
    "integrating_workdays",
    "extension_workdays",
)
RULE_FIELDS = ("least", "most", "top", "budget", "seats", "limit", "passing", "support")
NTHS = ("1", "2", "3", "4", "last")
OTHER_WAYS = frozenset(Way) - {Way.CONSENT}
COACH = (
    "waited",
    "carry_on",
    "questions",
    "voices",
    "quorum",
    "waiting",
    "not_heard",
    "all_heard",
    "ask_raisers",
    "find_fix",
    "propose",
    "changing",
)


DAYS_OF_MONTH = (Every.LAST_WORKDAY, "month_day", "month_day_or_last", *(f"nth_{n}" for n in NTHS))
ROLE_ROWS = (
    "decline",
    "take_turn",
    "volunteer",
    "volunteer_now",
    "ask_to_hold",
    "select_for_role",
    "swap",
    "hand_on",
    "go_away",
    "come_back",
    "learn_first",
    "step_down",
    "write_handover",
    "set_rota",
    "change_rota",
    "change_role",
    "fairness",
    "end_role",
)
OF_COMMITMENTS = (
    Verb.ACCEPT_COMMITMENT,
    Verb.DECLINE_COMMITMENT,
    Verb.ACCEPT_DAY,
    Verb.DECLINE_DAY,
    Verb.TAKE_BACK_DAY,
    Verb.ACCEPT_PASSED,
    Verb.DECLINE_PASSED,
    Verb.TICK_STEP,
    Verb.UNTICK_STEP,
    Verb.REMOVE_STEP,
)
RECORDED = ("moved", "stays", "skip_once", "reopen_commitment", "yours", "yours_after_no")
TOLD = (
    "asked",
    "asked_again",
    "help_asked",
    "help_asked_own",
    "offered",
    "other_day",
    "answered_yes",
    "answered_no",
    "answered_after_all",
    "nothing_said",
    "help_answered_yes",
    "help_answered_no",
    "moved",
    "moved_yes",
    "moved_nothing",
    "stays",
    "stays_no",
    "stays_nothing",
    "offer_answered_yes",
    "offer_answered_no",
    "offer_answered_nothing",
    "done",
    "dropped",
    "comment",
    "free",
    "free_in_vain",
    "free_in_vain",
    "nobodys",
)
OF_MOUS = (
    Verb.DRAFT_MOU,
    Verb.EDIT_MOU,
    Verb.AMEND_MOU,
    Verb.PROPOSE_MOU,
    Verb.NAME_SIGNATORY,
    Verb.SIGN_MOU,
    Verb.TAKE_BACK_SIGNATURE,
    Verb.DROP_AMENDMENT,
    Verb.REVIEW_MOU,
    Verb.RENEW_MOU,
    Verb.END_MOU,
)
MOU_ROWS = (
    Verb.AMEND_MOU,
    Verb.TAKE_BACK_SIGNATURE,
    Verb.REVIEW_MOU,
    Verb.DROP_AMENDMENT,
    Verb.END_MOU,
    GIVE_UP,
)
MOU_FIELDS = tuple(name for name in FIELDS_OF_MOUS if name != "parties")
MOU_TOLD = (
    "to_sign",
    "no_signatory",
    "signatory_left",
    "signatory",
    "end_asked",
    "signed",
    "in_force",
    "review_near",
    "review_due",
    "review_called",
    "renew",
    "renewed",
    "ends",
    "ends_together",
    "ended",
)
ROLE_FORMS = ("offer_swap", "rest_rule")
ROLE_TEXTS = ("purpose", "responsibilities", "domain")
USUAL_ROLES = frozenset(RoleKind) - {RoleKind.OWN}


def _with(ending: str, values: type[StrEnum] | tuple[StrEnum, ...]) -> tuple[str, ...]:
    return tuple(f"{value}{ending}" for value in values)


CHOSEN_WHILE_RUNNING: Mapping[str, tuple[str, ...] | type[StrEnum] | frozenset[StrEnum]] = {
    "account.{}": Platform,
    "advice.{}": NAMED,
    "advice.{}_hint": NAMED,
    "answer.{}": Kind,
    "answer.{}_means": Kind,
    "ask.row_{}": WaveKind,
    "ask.lead_{}": WaveKind,
    "ask.you_said_{}": Kind,
    "against.{}": tuple(AGAINST),
    "base.{}": Base,
    "ballot.{}": (*BALLOT_FIELDS, *(setting.name for setting in SETTINGS), "times"),
    "ballot.{}_short": (*BALLOT_FIELDS, "title", "thresholds", "least_voters"),
    "ballot.{}_hint": (*RULE_FIELDS, "options", "times"),
    "button.{}": (*ROLE_ROWS, *ROLE_FORMS, *DO_ROWS, *OF_COMMITMENTS, *OF_MOUS, GIVE_UP),
    "by_group.{}": Unit,
    "begins.{}": Begins,
    "begins.{}_purpose": frozenset(Begins) - {Begins.BLANK},
    "begins.{}_shared": (Begins.REFERRALS, Begins.DATA, Begins.MONEY),
    "belongs.{}": ("group", "organisation"),
    "belongs.new_{}": ("organisation",),
    "belongs.or_new_{}": ("group", "organisation"),
    "belongs.name_of_{}": ("new_organisation",),
    "circle_form.{}": NUMBERS,
    "closes.{}": DECIDING,
    "closes.{}_at_once": DECIDING,
    "closing.{}": Closing,
    "coach.{}": COACH,
    "board.by_{}": ("list", *By),
    "board.week_{}": ("this", "next", "last"),
    "commitment_do.{}": DO_ROWS,
    "commitment_recorded.{}": (*PLAIN_OF_COMMITMENTS, *RECORDED),
    "commitments.{}": PARTS,
    "commitments.which_{}": Which,
    "commitments_file.{}": (*COLUMNS, *(f"is_{standing}" for standing in Committed)),
    "commitment_told.{}": (*TOLD, "day_holds", "day_lapses", "dropped_with_mou"),
    "end.{}": FINAL,
    "failed.{}": (*KNOWN_FAILURES, "other"),
    "figure.{}": Unit,
    "final.{}": ("title", "submit", "close"),
    "fairness.why_{}": TurnsWhy,
    "filling.{}": Filling,
    "filling.{}_means": Filling,
    "fix.{}": FixKind,
    "fix.{}_means": FixKind,
    "fix.{}_{}": tuple(f"{kind}_{Way.SELECTION}" for kind in FixKind),
    "form_of.{}": Form,
    "form_of.{}_means": Form,
    "handover.{}": HANDED_OVER,
    "handover.{}_hint": HANDED_OVER,
    "left.{}": WhyLeft,
    "group.{}": ("members", "parents", "providers", "schools", "funders"),
    "every.{}": Every,
    "keep.{}": Keep,
    "keep.{}_means": Keep,
    "late.{}": OTHER_WAYS,
    "list.waits_{}": (
        *ASKING,
        Stage.DECIDING,
        Stage.TESTING,
        Stage.INTEGRATING,
        Stage.PROPOSING,
        Stage.ACCEPTING,
    ),
    "many.{}": Many,
    "method.{}": WAYS,
    "method.{}_good": WAYS,
    "method.{}_not": WAYS,
    "more.read_{}": OTHER_WAYS,
    "mou.{}": (MouStatus.DRAFT, MouStatus.PROPOSED, *MOU_FIELDS, "on"),
    "digest.comes_{}": tuple(map(str, range(7))),
    "mou.ended_{}": WhyMouEnded,
    "mou.proposed_{}": PROPOSED_STAGES,
    "mou.next_{}": (MouStatus.DRAFT, MouStatus.PROPOSED, MouStatus.AGREED),
    "mou.row_{}": MouStatus,
    "mou_do.{}": MOU_ROWS,
    "mou_recorded.{}": PLAIN_OF_MOUS,
    "mou_recorded.way_{}": Form,
    "mou_told.{}": MOU_TOLD,
    "need.{}": Need,
    "heard.{}": tuple(set(Heard) - {Heard.REMINDED}),
    "needs.in_{}": Base,
    "needs.level_{}": Base,
    "needs.most_{}": Base,
    "needs.option_{}": Base,
    "not_yet.{}": ("open_question", "voices", "problem"),
    "notice.{}": tuple(
        kind
        for kind in set(NoticeKind) - {NoticeKind.ASK, NoticeKind.RESULT, NoticeKind.REVIEW}
        if not kind.startswith(("role_", "commitment_", "mou_"))
        and kind
        not in (
            NoticeKind.REMINDER,
            NoticeKind.MAY_NEED_HELP,
            NoticeKind.DIGEST,
            NoticeKind.PERSON_UNREACHED,
            NoticeKind.MAIL_AWAY,
        )
    ),
    "notice.{}_{}": tuple(f"{kind}_{way}" for way, kinds in OF_WAYS.items() for kind in kinds),
    "notify.{}": NAMING,
    "now.{}": Stage,
    "nth.{}": NTHS,
    "option.{}_{}": tuple(f"{method}_{key}" for method, keys in OWN_ANSWERS.items() for key in keys),
    "option.consensus_{}_means": OWN_ANSWERS[Method.CONSENSUS],
    "platform.{}": Platform,
    "problem.{}": ProblemStatus,
    "propose.{}": TEXT_PARTS,
    "propose.{}_hint": TEXT_PARTS,
    "reasons.{}": Reasons,
    "recorded.{}": ROUND_VERBS | OTHER_VERBS,
    "recorded.{}_{}": tuple(
        f"{verb}_{way}" for verb in OF_OTHER_WAYS for way in OTHER_WAYS if f"{verb}_{way}" != "move_on_advice"
    ),
    "recorded.answer_{}": Kind,
    "refused.{}": Reason,
    "replace.{}": ("title", "submit", "close"),
    "replace.change_to_{}": Kind,
    "replace.you_said_{}": Kind,
    "review.{}": ReviewChoice,
    "review.{}_means": ReviewChoice,
    "repeat.{}": WhyPaused,
    "tapped.confirm_{}": tuple(set(TAPPED) - set(FORMS)),
    "role.offer_{}": OfferKind,
    "repeats.{}": Repeats,
    "result.commitment_{}": ("asked", "nobodys", "done"),
    "role.offer_{}_turn": ("swap", "hand_on"),
    "role_ask.{}": ("ask_to_hold", "hand_on", "offer_swap"),
    "role_do.{}": ROLE_ROWS,
    "role_do.offered_{}": OfferKind,
    "role_form.{}": ROLE_TEXTS,
    "role_form.{}_hint": ROLE_TEXTS,
    "role_kind.{}": RoleKind,
    "role_kind.{}_does": RoleKind,
    "role_kind.{}_purpose": USUAL_ROLES,
    "role_kind.{}_responsibilities": USUAL_ROLES,
    "role_recorded.{}": PLAIN,
    "role_recorded.offered_{}": OfferKind,
    "role_told.offered_{}": (*OfferKind, "hand_on_turn"),
    "role_told.offer_{}": ("no", "nothing", *(f"yes_{kind}" for kind in OfferKind)),
    "role_told.vacant_{}": (WhyLeft.STEPPED_DOWN, WhyLeft.LEFT_CIRCLE, WhyLeft.TERM_ENDED),
    "rhythm.{}": (Every.WORKDAY, *DAYS_OF_MONTH),
    "rhythm.months_{}": DAYS_OF_MONTH,
    "say.{}": Say,
    "selection.{}": ("purpose", "responsibilities"),
    "selection.{}_short": ("title", "purpose", "until"),
    "setting.{}_{}": tuple(key for setting in SETTINGS for key in setting.said_by),
    "shown.{}": Shown,
    "standing.{}": Standing,
    "step.{}": (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING, Stage.INTEGRATING, *FINAL),
    "stop.{}": Ending,
    "stop.{}_means": Ending,
    "submit.{}": ("extend", "stop", "withdraw", "write_down", "hand_over", "tell_outcome"),
    "tally.{}": Kind,
    "snooze.{}": Snoozes,
    "teams_action.{}": tuple(ACTIONS),
    "teams_action.{}_does": tuple(ACTIONS),
    "teams_command.{}": COMMANDS["personal"],
    "teams_command.{}_does": COMMANDS["personal"],
    "tie.{}": Tie,
    "times.{}_of_two": ("first", "second"),
    "tie.{}_means": Tie,
    "turned.holds{}": ("", "_facilitator"),
    "unmet.{}": (
        TurnsWhy.AT_LEAST_FROM,
        TurnsWhy.ONE_PER_ORGANISATION,
        TurnsWhy.NOT_TWICE_RUNNING,
        TurnsWhy.HAS_SERVED,
    ),
    "vote.ask_{}": Method,
    "vote.can_{}": ("0", "1", "2"),
    "vote.counts_{}": Method,
    "vote.shown_{}": Shown,
    "vote.tie_{}": Tie,
    "vote.times_{}": ("1", "2"),
    "vote.{}_{}": ("sealed_changeable", "sealed_final", "open_changeable", "open_final"),
    "help.for_{}": tuple(SAID),
    "help.say_{}": tuple(word for group in SAID.values() for word in group),
    "web.way_in_{}": ("slack", "teams"),
    "why.{}": Why,
    "why.withdrawn_{}": OTHER_WAYS,
    "why_review.{}": WhyReview,
    "withdraw.means_{}": OTHER_WAYS,
    "words.read_{}": Shown,
    "words.{}": ("spoke", "had_nothing"),
    "{}.who": (Verb.ASK_ANOTHER, Verb.ASK_TO_HELP, Verb.HAND_TO),
    "{}.words": (
        Verb.DECLINE_COMMITMENT,
        Verb.SUGGEST_DAY,
        Verb.HAND_TO,
        Verb.DROP_COMMITMENT,
        Verb.COMMENT,
        Verb.BLOCK,
    ),
    "{}.foot": ("note", "not_working"),
}
"""Keys that are put together while running: their pattern, and all that it may be filled with."""


def _code() -> Iterator[tuple[Path, ast.AST]]:
    for folder in ("adapters", "bot"):
        for path in (ROOT / folder).rglob("*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


@cache
def said() -> Mapping[str, str]:
    """Every whole key in the code and in the browser's pages, with a place where it stands."""
    starts = {key.split(".")[0] for key in catalogue("en").forms} | {"slack", "web", "teams", "email"}
    found: dict[str, str] = {}
    for path, tree in _code():
        pieces = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in pieces)
        for node in texts:
            if isinstance(node.value, str) and KEY.match(node.value) and node.value.split(".")[0] in starts:
                found[node.value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    for path in (ROOT / "adapters" / "web").rglob("*.html"):
        keys = IN_A_PAGE.findall(path.read_text(encoding="utf-8"))
        for key in (key for key in keys if key.split(".")[0] in starts):
            found[key] = str(path.relative_to(ROOT))
    return found


@cache
def patterns() -> Mapping[str, str]:
    """Keys that the code puts together, as ``prefix.{}``."""
    found: dict[str, str] = {}
    for path, tree in _code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.JoinedStr):
                text = "".join(
                    str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.args[0].values
                )
                if re.fullmatch(r"([a-z_]+|\{\})\.[a-z_{}]+", text) and _is_copy(node.func):
                    found[text] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def _is_copy(function: ast.expr) -> bool:
    """``w(...)``, ``scene.w.n(...)``, ``reader.copy.rich(...)``, ``say(...)``, ``catalogue(locale)(...)``."""
    text = ast.unparse(function)
    return bool(re.search(r"(\bw|copy|say|words|catalogue\([^)]*\))(\.n|\.rich)?$", text))


def _filled() -> set[str]:
    return {
        pattern.replace("{}_{}", "{}").replace("{}", str(value))
        for pattern, values in CHOSEN_WHILE_RUNNING.items()
        for value in values
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_that_is_said_is_in_the_catalogue(locale: str) -> None:
    forms = catalogue(locale).forms
    missing = {key: where for key, where in said().items() if key not in forms}
    missing |= {key: "put together" for key in _filled() if key not in forms}
    assert missing == {}


def test_every_key_that_is_put_together_is_enumerated() -> None:
    unknown = {pattern: where for pattern, where in patterns().items() if pattern not in CHOSEN_WHILE_RUNNING}
    assert unknown == {}


def test_no_sentence_is_left_that_nobody_says() -> None:
    spoken = set(said()) | _filled()
    unused = {key for key in catalogue("en").forms if IN_A_PLACE.sub("", key) not in spoken}
    assert unused == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_the_same_keys_and_no_empty_sentence(locale: str) -> None:
    forms = catalogue(locale).forms
    assert set(forms) == set(catalogue("en").forms)
    assert [key for key, texts in forms.items() if not all(text.strip() for text in texts)] == []
    assert [key for key, texts in forms.items() if len(texts) != len(catalogue("en").forms[key])] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_of_a_sentence_takes_the_same_placeholders(locale: str) -> None:
    for key, texts in catalogue(locale).forms.items():
        wanted = frozenset().union(*(placeholders(text) for text in catalogue("en").forms[key]))
        here = frozenset().union(*(placeholders(text) for text in texts))
        assert here == wanted, key


def test_spanish_says_that_it_is_a_draft() -> None:
    text = (ROOT / "adapters/copy/es/LC_MESSAGES/rondo.po").read_text(encoding="utf-8")
    assert "DRAFT" in text[:400]


@pytest.mark.parametrize("locale", LOCALES)
def test_bold_is_two_asterisks(locale: str) -> None:
    """One alone would be shown."""
    odd = {
        key
        for key, texts in catalogue(locale).forms.items()
        if any("*" in t.replace("**", "") for t in texts)
    }
    assert odd == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_only_sentences_that_are_said_in_styles_hold_markup(locale: str) -> None:
    """A plain sentence would show the asterisks."""
    rich = set()
    for _, tree in _code():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "rich"
            ):
                rich |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    styled = {
        key for key, texts in catalogue(locale).forms.items() if any("**" in t or "]{" in t for t in texts)
    }
    by_variable = {key for key in styled if key.split(".")[0] in ("explain", "help", "closes")}
    by_pattern = {
        key for key in styled if key.startswith(("account_code.way_", "ask.row_", "recorded.answer_"))
    }
    assert styled - rich - by_variable - by_pattern == set()


def test_the_coach_says_no_more_than_is_enumerated() -> None:
    source = Path(next_steps.__code__.co_filename).read_text(encoding="utf-8")
    steps = set(re.findall(r'Step\(\s*"(\w+)"', source)) | {"ask_raisers", "find_fix"}
    assert steps == set(COACH)
