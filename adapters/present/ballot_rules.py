"""A method's own rules: as fields of a form, and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from adapters.cards import ChoiceField, Field, Option, TextField
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.ballot_options import brought
from adapters.present.ballot_words import label_of
from adapters.present.forms import typed
from adapters.present.reader import Reader
from decisions.rounds.ballots.ballot import Ballot, Base, Method, Tie
from decisions.rounds.ballots.shares import shares_of

RULES: Final[Mapping[Method, tuple[str, ...]]] = {
    Method.SENSE_CHECK: (),
    Method.OPT_IN: ("limit",),
    Method.CONSENSUS: (),
    Method.GRADIENTS: ("passes_at", "support"),
    Method.CHOOSE_ONE: (),
    Method.CHOOSE_SEVERAL: ("least", "most", "seats"),
    Method.APPROVAL: ("seats",),
    Method.SCORE: ("top", "seats"),
    Method.DOTS: ("budget", "seats"),
    Method.INSTANT_RUNOFF: (),
    Method.SCHULZE: (),
    Method.STV: ("seats",),
    Method.TIME_POLL: (),
}
"""What is asked beside the options, in the order in which it is asked."""
RARE_RULES: Final[Mapping[Method, tuple[str, ...]]] = {
    Method.SENSE_CHECK: (),
    Method.OPT_IN: ("passing", "base"),
    Method.CONSENSUS: ("against", "base"),
    Method.GRADIENTS: ("against", "base"),
    Method.CHOOSE_ONE: ("passing", "base", "tie"),
    Method.CHOOSE_SEVERAL: ("passing", "base", "tie"),
    Method.APPROVAL: ("passing", "base", "tie"),
    Method.SCORE: ("tie",),
    Method.DOTS: ("tie",),
    Method.INSTANT_RUNOFF: ("tie",),
    Method.SCHULZE: ("tie",),
    Method.STV: ("tie",),
    Method.TIME_POLL: ("seats", "passing", "base", "tie"),
}
"""What hardly anybody changes: asked among the settings."""
MAY_BE_EMPTY: Final = frozenset({"most", "passing", "limit"})
"""Numbers of which none is the usual one."""
PASSES_AT: Final = "reserve"
SUPPORT: Final = 75
"""Of the gradients of agreement: support with reservations is support, and three in four must give it."""


@dataclass(frozen=True, slots=True)
class RuleFields:
    reader: Reader
    screen: Screen
    ballot: Ballot

    def field(self, name: str) -> Field:
        match name:
            case "passes_at":
                return self._passes_at()
            case "tie":
                return self._tie()
            case "passing":
                return self._number(name, shares_of(self.ballot).least)
            case "support":
                return self._number(name, shares_of(self.ballot).least or SUPPORT)
            case "against":
                return self._against()
            case "base":
                return self._base()
        return self._number(name, getattr(self.ballot.rules, name))

    def _number(self, name: str, value: int) -> TextField:
        w = self.reader.copy
        empty = name in MAY_BE_EMPTY
        shown = typed(self.screen, name, str(value) if value or not empty else "")
        hint = w(f"ballot.{name}_hint")
        return TextField(name, w(f"ballot.{name}"), shown, hint, required=not empty, max_length=7)

    def _against(self) -> TextField:
        """Nobody is a number here, too: empty is something else."""
        w, most, method = self.reader.copy, shares_of(self.ballot).most, self.ballot.method
        shown = typed(self.screen, "against", "" if most is None else str(most))
        hint = w(f"against.{method}")
        return TextField("against", w("ballot.against"), shown, hint, required=False, max_length=7)

    def _base(self) -> ChoiceField:
        w = self.reader.copy
        options = tuple(Option(each, w(f"base.{each}")) for each in Base)
        chosen = typed(self.screen, "base", shares_of(self.ballot).base)
        return ChoiceField("base", w("ballot.base"), options, chosen)

    def _passes_at(self) -> ChoiceField:
        w = self.reader.copy
        options = tuple(
            Option(each.key, label_of(self.ballot, each, w)) for each in brought(self.ballot.method)
        )
        chosen = typed(self.screen, "passes_at", self.ballot.rules.passes_at or PASSES_AT)
        return ChoiceField("passes_at", w("ballot.passes_at"), options, chosen, w("ballot.passes_at_hint"))

    def _tie(self) -> ChoiceField:
        w = self.reader.copy
        options = tuple(Option(each, w(f"tie.{each}"), w(f"tie.{each}_means")) for each in Tie)
        chosen = typed(self.screen, "tie", self.ballot.rules.tie)
        return ChoiceField("tie", w("ballot.tie"), options, chosen)


def rule_said(ballot: Ballot, name: str, w: Copy) -> str:
    """What a rule of ``RULES`` is set to; empty for a number that is not set."""
    match name:
        case "passes_at":
            at = (each for each in ballot.options if each.key == ballot.rules.passes_at)
            return next((label_of(ballot, each, w) for each in at), "")
        case "support":
            percent = shares_of(ballot).least
            return w("circle_form.percent", n=percent) if percent else ""
    return str(getattr(ballot.rules, name) or "")
