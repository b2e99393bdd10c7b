"""How a ballot is held, on a form of its own, and in one line what of it is not as usual.

A further setting is a line in ``SETTINGS`` and one in ``presses/ballot_settings.py``. Its words are ``ballot.<name>``, which
asks for it (or says what is so when it is ticked), those of its values, and ``setting.<name>_<value>``, which says in a few words
each value that is not the usual one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from adapters.cards import ChoiceField, DateField, Field, Form, Line, ManyField, Option, TextField, words
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.ballot_options import brought
from adapters.present.ballot_rules import RARE_RULES, RuleFields
from adapters.present.electorate import asked_field, people_field
from adapters.present.forms import NO, YES, beside_or_above, error_words, typed, typed_date, typed_many
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.rounds.ballots.ballot import Ballot, Base, Method, Tie
from decisions.rounds.ballots.disagreement import can_disagree
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.order import can_be_shuffled
from decisions.rounds.ballots.shares import shares_of
from decisions.rounds.ballots.terms import FEWEST_TO_HIDE_AMONG, Reasons, Shown, Terms, usual_terms
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Round
from decisions.workdays import local_day

TICKED: Final = "ticked"
"""The field in which all that is so or not is ticked, by its name."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    """Of its field."""
    field: Callable[[Scene, Screen], Field] | None
    """None: it is ticked or not, in one list with all others that are."""
    said: Callable[[Round, Copy], str]
    """In a few words; empty when it is as usual."""
    offered: Callable[[Ballot], bool]
    said_by: tuple[str, ...] = ()
    """The keys that ``said`` puts together, without ``setting.``"""


def settings(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Of a ballot's draft: what its question, options and close are stays as it is."""
    scene = Scene(record, reader)
    w = scene.w
    offered = tuple(_offered(scene.round))
    fields = (setting.field(scene, screen) for setting in offered if setting.field is not None)
    ticks = tuple(setting for setting in offered if setting.field is None)
    found = screen.errors.items()
    form = Form(
        w("settings.title"),
        (Line(words(w("settings.lead"))), *fields, *_to_tick(scene, screen, ticks)),
        scene.action(Verb.BALLOT_SETTINGS),
        submit=w("settings.save"),
        close=w("form.cancel"),
        errors={("passing" if at == "thresholds" else at): error_words(why, w) for at, why in found},
    )
    return beside_or_above(form, w)


def _to_tick(scene: Scene, screen: Screen, ticks: Sequence[Setting]) -> tuple[Field, ...]:
    if not ticks:
        return ()
    w, held = scene.w, scene.round.terms
    options = tuple(Option(tick.name, w(f"ballot.{tick.name}")) for tick in ticks)
    before = tuple(tick.name for tick in ticks if getattr(held, tick.name))
    ticked = typed_many(screen, TICKED) if screen.typed else before
    return (ManyField(TICKED, w("settings.ticked"), options, ticked),)


def settings_said(round: Round, w: Copy) -> str:
    """ "Everyone says why · Answers are final"; empty when all is as usual."""
    said = (setting.said(round, w) for setting in _offered(round))
    return " · ".join(filter(None, said))


def _offered(round: Round) -> Iterator[Setting]:
    not_here = NOT_IN_SECRET if round.terms.secret else ONLY_IN_SECRET
    found = (setting for setting in SETTINGS if setting.name not in not_here)
    return (setting for setting in found if setting.offered(asked(round)))


# --- kinds of settings --------------------------------------------------------------------------------------


def _always(_: Ballot) -> bool:
    return True


def _takes_options(ballot: Ballot) -> bool:
    """Not where the method brings them."""
    return not brought(ballot.method)


def _any(ballot: Ballot, value: StrEnum) -> bool:
    return True


def _makes_sense(ballot: Ballot, reasons: Reasons) -> bool:
    return reasons is not Reasons.FOR_DISAGREEMENT or can_disagree(ballot.method)


def _picked(
    name: str,
    kind: type[StrEnum],
    offered: Callable[[Ballot], bool] = _always,
    fits: Callable[..., bool] = _any,
) -> Setting:
    """One of the values of a term: those that fit the ballot. Each is called ``<name>.<value>``."""
    called = {each: f"{name}.{each}" for each in kind}

    def field(scene: Scene, screen: Screen) -> Field:
        fitting = (each for each in kind if fits(asked(scene.round), each))
        options = tuple(Option(each, scene.w(called[each])) for each in fitting)
        chosen = typed(screen, name, getattr(scene.round.terms, name))
        return ChoiceField(name, scene.w(f"ballot.{name}"), options, chosen)

    def said(round: Round, w: Copy) -> str:
        value = getattr(round.terms, name)
        return "" if value == _usual(round, name) else w(f"setting.{name}_{value}")

    unusual = (each for each in kind if any(getattr(usual_terms(method), name) != each for method in Method))
    return Setting(name, field, said, offered, tuple(f"{name}_{each}" for each in unusual))


def _usual(round: Round, name: str) -> object:
    return getattr(usual_terms(asked(round).method), name)


def _yes_or_no(name: str, offered: Callable[[Ballot], bool] = _always) -> Setting:
    """A term that is so or not: ``ballot.<name>`` says what is so when it is ticked."""
    usual = getattr(Terms(), name)

    def said(round: Round, w: Copy) -> str:
        value = getattr(round.terms, name)
        return "" if value == usual else w(f"setting.{name}_{YES if value else NO}")

    return Setting(name, None, said, offered, (f"{name}_{NO if usual else YES}",))


def _rule(name: str, said: Callable[[Round, Copy], str]) -> Setting:
    """A rule by which it is counted that hardly anybody changes."""

    def field(scene: Scene, screen: Screen) -> Field:
        return RuleFields(scene.reader, screen, asked(scene.round)).field(name)

    def offered(ballot: Ballot) -> bool:
        return name in RARE_RULES[ballot.method]

    return Setting(name, field, said, offered)


def _passing_said(round: Round, w: Copy) -> str:
    percent = shares_of(asked(round)).least
    return w("setting.passing", percent=percent) if percent else ""


def _seats_said(round: Round, w: Copy) -> str:
    seats = asked(round).rules.seats
    return w.n("setting.seats", seats) if seats > 1 else ""


def _against_said(round: Round, w: Copy) -> str:
    percent = shares_of(asked(round)).most
    return "" if percent is None else w("setting.against", percent=percent)


def _base_said(round: Round, w: Copy) -> str:
    return w("setting.base_eligible") if shares_of(asked(round)).base is Base.ELIGIBLE else ""


def _tie_said(round: Round, w: Copy) -> str:
    return w("setting.tie_lot") if asked(round).rules.tie is Tie.LOT else ""


def _least_voters_field(scene: Scene, screen: Screen) -> Field:
    w = scene.w
    chosen = typed(screen, "least_voters", str(scene.round.terms.least_voters))
    hint = w("ballot.least_voters_hint", least=FEWEST_TO_HIDE_AMONG)
    return TextField("least_voters", w("ballot.least_voters"), chosen, hint, max_length=4)


def _least_voters_said(round: Round, w: Copy) -> str:
    terms = round.terms
    return w.n("setting.least_voters", terms.least_voters) if terms.secret else ""


def _opens_at(scene: Scene, screen: Screen) -> Field:
    w, opens_at = scene.w, scene.round.terms.opens_at
    day = local_day(opens_at, scene.record.circle.settings.zone) if opens_at is not None else None
    emptied = "opens_at" in screen.typed and not typed(screen, "opens_at")
    shown = None if emptied else typed_date(screen, "opens_at", day)
    return DateField("opens_at", w("ballot.opens_at"), shown, w("settings.opens_at_hint"), required=False)


def _in_a_row_of_its_own(_: Round, __: Copy) -> str:
    """The preview says it anyway."""
    return ""


SETTINGS: Final = (
    Setting("asked", asked_field, _in_a_row_of_its_own, _always),
    Setting("people", people_field, _in_a_row_of_its_own, _always),
    Setting("opens_at", _opens_at, _in_a_row_of_its_own, _always),
    _yes_or_no("guests"),
    _yes_or_no("closes_when_all_answered"),
    Setting("least_voters", _least_voters_field, _least_voters_said, _always),
    _picked("shown", Shown),
    _picked("reasons", Reasons, fits=_makes_sense),
    _yes_or_no("changeable"),
    _yes_or_no("stand_ins"),
    _yes_or_no("members_add", _takes_options),
    _yes_or_no("shuffled", can_be_shuffled),
    _yes_or_no("by_group"),
    _rule("seats", _seats_said),
    _rule("passing", _passing_said),
    _rule("against", _against_said),
    _rule("base", _base_said),
    _rule("tie", _tie_said),
)
"""In the order in which they are asked."""
NOT_IN_SECRET: Final = frozenset({"shown", "reasons", "changeable", "members_add", "by_group", "stand_ins"})
"""There nothing of them is free (``Terms.consistent``)."""
ONLY_IN_SECRET: Final = frozenset({"least_voters"})
