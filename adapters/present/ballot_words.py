"""A ballot in words: its options, what it asks, and what somebody has chosen."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final

from adapters.cards import Words, words
from adapters.copy import Copy
from adapters.present.moments import moment_words
from adapters.present.scene import Scene, cut
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.order import can_be_shuffled, own_order
from decisions.rounds.ballots.terms import Shown
from decisions.rounds.ballots.waiting import room
from decisions.rounds.round import Stage
from decisions.rounds.way import Way

SEVERAL: Final = frozenset({Method.CHOOSE_SEVERAL, Method.APPROVAL})
"""Options are marked or not."""
RANKED: Final = frozenset({Method.INSTANT_RUNOFF, Method.SCHULZE, Method.STV})
POINTS: Final = frozenset({Method.SCORE, Method.DOTS})
OWN_ANSWERS: Final[Mapping[Method, tuple[str, ...]]] = {
    Method.SENSE_CHECK: ("good", "unsure", "worried"),
    Method.OPT_IN: ("in", "out"),
    Method.CONSENSUS: ("agree", "aside", "block"),
    Method.GRADIENTS: ("endorse", "minor", "reserve", "abstain", "discuss", "dislike", "serious", "veto"),
}
"""The answers that are a method's own, from the most favourable to the least: their keys."""
LEVELS: Final = frozenset(OWN_ANSWERS)
CAN, IF_NEED_BE, CANNOT = 2, 1, 0
"""In a time poll."""
_NAMED: Final = 5
"""Options that one sentence names."""
_LABEL: Final = 60


def label_of(ballot: Ballot, option: BallotOption, w: Copy) -> str:
    """As it was written; a method's own answers in the reader's language."""
    if option.label != option.key or not _is_own(ballot, option):
        return option.label
    return w(f"option.{ballot.method}_{option.key}")


def option_words(scene: Scene, option: BallotOption) -> Words:
    """What an option is called; a time as its readers are told it."""
    if option.moment is not None:
        return moment_words(scene, option.moment)
    return words(label_of(asked(scene.round), option, scene.w))


def label_said(scene: Scene, option: BallotOption) -> str:
    """The same without styles."""
    return option_words(scene, option).plain


def meaning_of(ballot: Ballot, option: BallotOption, w: Copy) -> str:
    own = ballot.method is Method.CONSENSUS and option.label == option.key and _is_own(ballot, option)
    return w(f"option.consensus_{option.key}_means") if own and not option.meaning else option.meaning


def _is_own(ballot: Ballot, option: BallotOption) -> bool:
    return option.key in OWN_ANSWERS.get(ballot.method, ())


def options_for(scene: Scene) -> tuple[BallotOption, ...]:
    """In the order in which the reader gets them. Where each has an order of their own, what all see has none: empty."""
    ballot = asked(scene.round)
    if not scene.round.terms.shuffled or not can_be_shuffled(ballot):
        return ballot.options
    reader = scene.reader.member
    return () if reader is None else own_order(ballot, scene.round.id, reader)


def option_said(scene: Scene, key: str, limit: int = _LABEL) -> str:
    """An option by its key."""
    ballot = asked(scene.round)
    found = next((option for option in ballot.options if option.key == key), None)
    if found is None:
        return key
    return label_said(scene, found) if found.moment else cut(label_of(ballot, found, scene.w), limit)


def options_said(scene: Scene, keys: Iterable[str]) -> str:
    """ "The clinic, Online, and 3 more", as a sentence has it."""
    named = list(keys)
    said = [option_said(scene, key) for key in named[:_NAMED]]
    if len(named) > _NAMED:
        said.append(scene.w.n("ballot.and_more", len(named) - _NAMED))
    return scene.w.list(said)


def question_said(scene: Scene) -> str:
    """What the method asks: "Which one do you choose?" """
    rules = asked(scene.round).rules
    if places := room(scene.round):
        return scene.w.n("opt_in.ask", places)
    return scene.w(f"vote.ask_{asked(scene.round).method}", top=rules.top, budget=rules.budget)


def how_many_said(scene: Scene) -> str:
    """How many options are to be marked, where that is not free; else empty."""
    ballot = asked(scene.round)
    if ballot.method is not Method.CHOOSE_SEVERAL:
        return ""
    least, most = ballot.rules.least, ballot.rules.most or len(ballot.options)
    if least == most:
        return scene.w.n("vote.exactly", least)
    if most >= len(ballot.options):
        return scene.w.n("vote.at_least", least) if least > 1 else ""
    return scene.w.n("vote.at_most", most) if least <= 1 else scene.w("vote.between", least=least, most=most)


def sealed_said(scene: Scene) -> str:
    """Who sees what, and whether an answer is final: the same for everyone."""
    if scene.round.terms.secret:
        return scene.w("secret.said")
    said = [scene.w(f"vote.shown_{scene.round.terms.shown}")]
    if asked(scene.round).method is Method.TIME_POLL:
        said.append(scene.w("times.who_is_seen"))
    if asked(scene.round).method is Method.OPT_IN and not scene.round.terms.secret:
        said.append(scene.w("opt_in.named"))
    if not scene.round.terms.changeable:
        said.append(scene.w("vote.final"))
    return " ".join(said)


def is_sealed(scene: Scene) -> bool:
    return scene.round.terms.shown is Shown.AT_CLOSE


def answer_said(scene: Scene, answer: Answer) -> str:
    """What somebody has said, in words."""
    if scene.round.way is Way.SELECTION and not scene.asks_consent:
        return _nominated(scene, answer)
    if answer.choice is not None:
        return choice_said(scene, answer.choice)
    if scene.round.way is Way.QUESTION and answer.kind is Kind.STAND_ASIDE:
        return scene.w("button.nothing_to_add")
    return scene.w(f"answer.{answer.kind}")


def _nominated(scene: Scene, answer: Answer) -> str:
    if answer.nominee is not None:
        return scene.name(answer.nominee)
    changing = scene.round.stage is Stage.CHANGING
    return scene.w("button.nothing_to_change" if changing else "button.pass")


def choice_said(scene: Scene, choice: Choice) -> str:
    """What was chosen: "The clinic", "The clinic 3 · Online 2", "1. The clinic 2. Online"."""
    method = asked(scene.round).method
    order = {key: at for at, key in enumerate(asked(scene.round).keys)}
    marks = sorted(choice.marks, key=lambda mark: order.get(mark[0], len(order)))
    if method is Method.TIME_POLL:
        return _times_said(scene, marks)
    marks = [(key, number) for key, number in marks if number]
    if not marks:
        return scene.w("vote.none")
    if method in RANKED:
        return _ranks_said(scene, marks)
    if method in POINTS:
        marks.sort(key=lambda mark: -mark[1])
        return _joined(scene, [f"{option_said(scene, key)} {number}" for key, number in marks])
    return options_said(scene, (key for key, _ in marks))


def _ranks_said(scene: Scene, marks: list[tuple[str, int]]) -> str:
    ranked = sorted(marks, key=lambda mark: mark[1])
    return _joined(
        scene,
        [
            f"{rank}. {' / '.join(option_said(scene, key) for key, _ in equal)}"
            for rank, equal in groupby(ranked, key=lambda mark: mark[1])
        ],
    )


def _times_said(scene: Scene, marks: list[tuple[str, int]]) -> str:
    said = [
        scene.w(f"vote.times_{number}", times=options_said(scene, times))
        for number in (CAN, IF_NEED_BE)
        if (times := [key for key, given in marks if given == number])
    ]
    return " · ".join(said) if said else scene.w("vote.no_time")


def _joined(scene: Scene, parts: list[str]) -> str:
    rest = [scene.w.n("ballot.and_more", len(parts) - _NAMED)] if len(parts) > _NAMED else []
    return " · ".join([*parts[:_NAMED], *rest])


def number_said(figure: Fraction, w: Copy) -> str:
    """Whole where it is; else to two places."""
    return w.number(int(figure)) if figure.denominator == 1 else w.number(round(Decimal(float(figure)), 2))
