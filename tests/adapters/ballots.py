"""What ballots ask and show, as their presenters make it: short, and with as much in it as there may be."""

from collections.abc import Mapping
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Breakdown,
    Chart,
    ChartBar,
    ChoiceField,
    Form,
    Line,
    Link,
    LinkMap,
    ManyField,
    MarksField,
    Option,
    Part,
    SharedCard,
    Step,
    Steps,
    View,
    words,
)
from adapters.copy import Copy, words_for
from adapters.present.charts import breakdown, chart, link_map, steps
from tests.adapters.web.views import ROUND

LONGEST_LABEL: Final = 80
LONGEST_MEANING: Final = 300
OUTINGS: Final = (
    ("beach", "A day at the beach", "By bus, an hour each way. Lunch is ours to bring."),
    ("museum", "The children's museum", "Free for the under-sixes."),
    ("farm", "A farm with animals", ""),
    ("park", "Stay in the park", "With the big slide, and shade."),
)
TIMES: Final = (
    ("tue10", "Tue, Dec 8, 10:00 am – 11:30 am", ""),
    ("wed18", "Wed, Dec 9, 6:00 pm – 7:30 pm", ""),
    ("sat9", "Sat, Dec 12, 9:00 am – 10:30 am", ""),
)
RANKS: Final = ("st", "nd", "rd")


def some_rows(many: int, text: str = "") -> tuple[Option, ...]:
    """The rows of a ballot; with ``text`` all of them are that, as long as they may be."""
    if text:
        label, meaning = (text * 300)[:LONGEST_LABEL], (text * 300)[:LONGEST_MEANING]
        return tuple(Option(f"o{at}", label, meaning) for at in range(many))
    named = [Option(*outing) for outing in OUTINGS]
    return tuple((named + [Option(f"o{at}", f"Outing {at}") for at in range(5, many + 1)])[:many])


def points(most: int, least: int = 0) -> tuple[Option, ...]:
    return tuple(Option(str(at), str(at)) for at in range(least, most + 1))


def ranks(many: int) -> tuple[Option, ...]:
    return tuple(
        Option(str(at), f"{at}{'th' if at > 3 else RANKS[at - 1]} choice") for at in range(1, many + 1)
    )


def scores(many: int = 4, text: str = "", values: Mapping[str, str] | None = None) -> MarksField:
    hint = "0 is the worst, 5 is the best. Leave out what you don't know."
    return MarksField(
        "marks", "How good is each one?", some_rows(many, text), points(5), values or {}, hint=hint
    )


def dots(
    many: int = 4, text: str = "", values: Mapping[str, str] | None = None, budget: int = 10
) -> MarksField:
    return MarksField(
        "marks",
        f"Give out {budget} dots",
        some_rows(many, text),
        points(budget, 1),
        values or {},
        unmarked="0",
        hint="All on one, or some on each.",
        spend=budget,
    )


def ranking(many: int = 4, text: str = "", values: Mapping[str, str] | None = None) -> MarksField:
    hint = "As many as you like. What you leave out counts below all of them."
    return MarksField(
        "marks",
        "Which do you like best?",
        some_rows(many, text),
        ranks(many),
        values or {},
        unmarked="Not ranked",
        hint=hint,
        each_once=True,
    )


def times(many: int = 3, text: str = "", values: Mapping[str, str] | None = None) -> MarksField:
    answers = (Option("2", "Yes"), Option("1", "If need be"), Option("0", "No"))
    rows = some_rows(many, text) if text or many > 3 else tuple(Option(*time) for time in TIMES)
    return MarksField("marks", "When can you come?", rows, answers, values or {})


KINDS: Final = {"scores": scores, "dots": dots, "ranking": ranking, "times": times}


def form_of(field: MarksField | ChoiceField | ManyField, errors: Mapping[str, str] | None = None) -> Form:
    about = Line(words("Where do we go in June? · closes Thursday 8 pm"))
    return Form(
        "Your answer",
        (about, field),
        Action("answer", str(ROUND), "1.1"),
        submit="Send",
        close="Back",
        errors=errors or {},
    )


# --- results --------------------------------------------------------------------------------------------------

EN: Final = words_for("en")
HEARD: Final = 12


def a_chart(many: int = 4, text: str = "", w: Copy = EN) -> Chart:
    """The first is chosen, each has less than the one before, and the last has nothing."""
    rows = some_rows(many, text)
    parts = [
        max(0, HEARD - 1 - 3 * at) if many < 6 else HEARD * (many - 1 - at) // many for at in range(many)
    ]
    bars = [
        ChartBar(row.label, f"{part} of {HEARD} ({100 * part // HEARD}%)", part, HEARD, chosen=at == 0)
        for at, (row, part) in enumerate(zip(rows, parts, strict=True))
    ]
    return chart(text or "What people said yes to", bars, w)


def a_count(many: int = 4, text: str = "", w: Copy = EN) -> Steps:
    """The last goes out in each round, until two are left."""
    options = [row.label for row in some_rows(many, text)]
    rounds = [
        Step(
            f"Round {at + 1}",
            tuple(str(2 * many - place) if place < many - at else "" for place in range(many)),
            f"{options[many - 1 - at]} is out: its {at + 1} answers go to the next choice.",
        )
        for at in range(many - 1)
    ]
    return steps(text or "Round by round", options, rounds, w)


def a_breakdown(many: int = 4, text: str = "", w: Copy = EN) -> Breakdown:
    """As many options as parts; each part has one fewer than the one before."""
    options = [row.label for row in some_rows(many, text)]
    parts = [
        Part(option, f"{many - at + 2} voted", tuple(str(max(0, place - at)) for place in range(many)))
        for at, option in enumerate(options)
    ]
    return breakdown(text or "By group: votes", options, parts, w)


def a_link_map(many: int = 4, text: str = "", w: Copy = EN) -> LinkMap:
    """Each with the next, and the first with all."""
    names = [f"{text}Organisation {n}" for n in range(many + 1)]
    links = [Link(n, n + 1, (f"{text}Rooms",)) for n in range(many)]
    links += [Link(0, n, (f"{text}Data", f"{text}Money")) for n in range(2, many + 1)]
    return link_map(text or "Who is linked", ("Who", "By what"), names, links, w)


RESULTS: Final[Mapping[str, tuple[Block, ...]]] = {
    "chart": (a_chart(),),
    "chart-100": (a_chart(100),),
    "count": (a_count(),),
    "count-12": (a_count(12),),
    "breakdown": (a_breakdown(),),
    "breakdown-12": (a_breakdown(12),),
    "link-map": (a_link_map(),),
    "link-map-12": (a_link_map(12),),
}


def every_ballot_view() -> dict[str, View]:
    """Each way to ask, of a few and of many, and each way to show what came of it."""
    asked = {f"ballot-{kind}": form_of(make()) for kind, make in KINDS.items()}
    many = {f"ballot-{kind}-100": form_of(make(100)) for kind, make in KINDS.items()}
    shown = {
        f"ballot-{name}": SharedCard("Where do we go in June?", blocks) for name, blocks in RESULTS.items()
    }
    return {**asked, **many, **shown}
