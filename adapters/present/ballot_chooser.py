"""Which way of asking: three questions at most, the way that they suggest, and all ways to pick from."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

from adapters.cards import (
    Block,
    ChoiceField,
    Field,
    Heading,
    Line,
    Listing,
    Option,
    Paragraph,
    Span,
    Words,
    words,
)
from adapters.copy import Copy
from adapters.present.reader import Reader
from adapters.present.scene import cut
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.way import Way
from decisions.templates.template import Template

Choice = TypeVar("Choice", bound=StrEnum)
SUGGEST: Final = "suggest"
"""What stands for a method until one is picked."""
EXPLAIN: Final = "explain"
"""What is picked to see what each is good for."""
NO_TEMPLATE: Final = "none"


class Need(StrEnum):
    """What a group is asked for."""

    CHOOSE = "choose"
    STAND = "stand"
    TIME = "time"
    JOIN = "join"
    SHARE = "share"
    HEAR = "hear"
    ADVICE = "advice"
    ROLE = "role"


class Many(StrEnum):
    """How many can be chosen in the end."""

    ONE = "one"
    SEVERAL = "several"


class Say(StrEnum):
    """How much each person may say."""

    MARK = "mark"
    ORDER = "order"
    POINTS = "points"


_CHOOSING: Final[Mapping[tuple[Many, Say], Method]] = {
    (Many.ONE, Say.MARK): Method.CHOOSE_ONE,
    (Many.ONE, Say.ORDER): Method.INSTANT_RUNOFF,
    (Many.ONE, Say.POINTS): Method.SCORE,
    (Many.SEVERAL, Say.MARK): Method.CHOOSE_SEVERAL,
    (Many.SEVERAL, Say.ORDER): Method.STV,
    (Many.SEVERAL, Say.POINTS): Method.DOTS,
}
_OTHERWISE: Final[Mapping[Need, Method | Way]] = {
    Need.TIME: Method.TIME_POLL,
    Need.JOIN: Method.OPT_IN,
    Need.SHARE: Method.DOTS,
    Need.HEAR: Way.QUESTION,
    Need.ADVICE: Way.ADVICE,
    Need.ROLE: Way.SELECTION,
}
WAYS: Final[tuple[Method | Way, ...]] = (*Method, Way.QUESTION, Way.ADVICE, Way.SELECTION)
"""All that there is to pick from."""


def fitting(need: str, many: str, say: str) -> Method | Way:
    """The way for what is needed. What cannot be read counts as the simplest."""
    wanted, much = _read(Need, need, Need.CHOOSE), _read(Say, say, Say.MARK)
    if wanted is Need.STAND:
        return Method.SENSE_CHECK if much is Say.MARK else Method.GRADIENTS
    if wanted is Need.CHOOSE:
        return _CHOOSING[_read(Many, many, Many.ONE), much]
    return _OTHERWISE[wanted]


def method_named(text: str) -> Method | None:
    """The method of that name; None when there is none."""
    return next((method for method in Method if method == text), None)


def way_named(text: str) -> Method | Way | None:
    """The way of that name among all that can be picked; None when there is none."""
    return next((way for way in WAYS if way == text), None)


def questions(reader: Reader, picked: Mapping[str, str]) -> tuple[Field, ...]:
    """The first page. ``picked`` is what was answered before, by the field's name."""
    w = reader.copy
    ways = (Option(SUGGEST, w("ballot.suggest")), *_ways(w))
    return (
        ChoiceField(
            "need",
            w("ballot.need"),
            tuple(Option(each, w(f"need.{each}")) for each in Need),
            picked.get("need", Need.CHOOSE),
        ),
        ChoiceField(
            "many",
            w("ballot.many"),
            tuple(Option(each, w(f"many.{each}")) for each in Many),
            picked.get("many", Many.ONE),
            w("ballot.only_choosing"),
        ),
        ChoiceField(
            "say",
            w("ballot.say"),
            tuple(Option(each, w(f"say.{each}")) for each in Say),
            picked.get("say", Say.MARK),
        ),
        ChoiceField("method", w("ballot.or_pick"), ways, picked.get("method", SUGGEST)),
    )


def begin_from(templates: Sequence[Template], reader: Reader) -> tuple[Field, ...]:
    """The circle's templates to pick from, where it has any."""
    if not templates:
        return ()
    w = reader.copy
    named = (
        Option(str(each.id), cut(each.name, 75), w(f"method.{each.pattern.method}")) for each in templates
    )
    options = (Option(NO_TEMPLATE, w("ballot.anew")), *named)
    return (
        ChoiceField("template", w("ballot.start_from"), options, NO_TEMPLATE, w("ballot.start_from_hint")),
    )


def suggestion(reader: Reader, method: Method | Way) -> tuple[Block | Field, ...]:
    """The second page: the way, with when it is good and when not."""
    w = reader.copy
    ways = (*_ways(w), Option(EXPLAIN, w("ballot.explain")))
    return (
        Heading(w("ballot.suggested", method=w(f"method.{method}"))),
        Paragraph(words(w(f"method.{method}_good"))),
        Paragraph(words(w(f"method.{method}_not"))),
        ChoiceField("method", w("ballot.which_way"), ways, method),
    )


def all_ways(reader: Reader, method: Method | Way) -> tuple[Block | Field, ...]:
    """What each is good for, for whoever wants to know."""
    w = reader.copy
    return (
        Line(words(w("ballot.all_ways"))),
        Listing(tuple(_way_said(w, each) for each in WAYS)),
        ChoiceField("method", w("ballot.which_way"), _ways(w), method),
    )


def _way_said(w: Copy, method: Method | Way) -> Words:
    name = Span(w(f"method.{method}"), bold=True)
    return Words((name, Span(f": {w(f'method.{method}_good')}")))


def _ways(w: Copy) -> tuple[Option, ...]:
    return tuple(Option(each, w(f"method.{each}")) for each in WAYS)


def _read(kind: type[Choice], text: str, default: Choice) -> Choice:
    return next((each for each in kind if each == text), default)
