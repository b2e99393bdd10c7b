"""Setting up a ballot: which way, and then the question, the options and the terms on one form."""

from dataclasses import dataclass, replace
from typing import Final

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    ChoiceField,
    DateField,
    Divider,
    Field,
    Form,
    Line,
    Option,
    Paragraph,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.ballot_chooser import method_named, questions, suggestion
from adapters.present.ballot_options import (
    RARE_RULES,
    RULES,
    brought,
    passing_of,
    written_options,
)
from adapters.present.ballot_words import label_of
from adapters.present.forms import NO, YES, error_words, errors, text_field, typed, typed_date, yes_no
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.text import cut as cut_as_typed
from decisions.rounds.ballots.ballot import MAX_OPTIONS, Ballot, Method, Rules, Tie, field_of
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.record import CircleRecord, RoundRecord
from decisions.rounds.text import Text
from decisions.workdays import local_day

PASSES_AT: Final = "reserve"
MAY_BE_EMPTY: Final = frozenset({"most", "passing"})
"""Numbers of which none is the usual one."""
SUPPORT: Final = 75
"""Of the gradients of agreement: support with reservations is support, and three in four must give it."""
_CARRIED: Final = 1_500
"""Characters of a longer text that travel over the pages on which its method is chosen."""
_TYPED_BEFORE: Final = ("title", "proposal", "text")


def ballot(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """What is carried: ``page``, ``method``, and a question that was typed before the form opened."""
    circle, page = record.circle, typed(screen, "page")
    method = method_named(typed(screen, "method"))
    if page == "form" and method is not None:
        text = Text(typed(screen, "title"), typed(screen, "proposal") or typed(screen, "text"))
        action = Action(Verb.BALLOT, str(circle.id))
        return _form(reader, screen, text, _unasked(method), Terms(), circle.settings.zone, action)
    w = reader.copy
    body: tuple[Block | Field, ...] = questions(reader, screen.carried)
    carried = _typed_before(screen)
    if page == "suggested" and method is not None:
        body, carried = suggestion(reader, method), {**carried, "page": "suggested", "method": method}
    return Form(
        w("ballot.title"),
        body,
        Action(Verb.BALLOT, str(circle.id)),
        submit=w("propose.next"),
        close=w("form.cancel"),
        carried=carried,
        errors=errors(screen, reader),
    )


def edit_ballot(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A draft of a ballot as it stands. Its method stays."""
    scene = Scene(record, reader)
    round, zone = scene.round, record.circle.settings.zone
    return _form(reader, screen, round.text, asked(round), round.terms, zone, scene.action(Verb.EDIT_BALLOT))


def ask_again(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A ballot that ended, as a new one in the same circle. A close that is past is left out."""
    round, zone = record.round, record.circle.settings.zone
    closes = round.terms.closes_at
    ahead = closes if closes is not None and closes > reader.now else None
    terms = replace(round.terms, closes_at=ahead)
    action = Action(Verb.BALLOT, str(round.circle_id))
    return _form(reader, screen, round.text, asked(round), terms, zone, action)


def _unasked(method: Method) -> Ballot:
    """As it begins: where seats are shared out, there are two at least to share."""
    return Ballot(method, (), Rules(seats=2 if method is Method.STV else 1))


def _typed_before(screen: Screen) -> dict[str, str]:
    carried = {name: typed(screen, name) for name in _TYPED_BEFORE if typed(screen, name)}
    return {name: cut_as_typed(text, _CARRIED) for name, text in carried.items()}


# --- the form -----------------------------------------------------------------------------------------------


def _form(
    reader: Reader, screen: Screen, text: Text, ballot: Ballot, terms: Terms, zone: str, action: Action
) -> Form:
    w = reader.copy
    rules = _Rules(reader, screen, ballot)
    return Form(
        w("ballot.title"),
        (
            Paragraph(words(w(f"method.{ballot.method}"), bold=True)),
            Line(words(w(f"method.{ballot.method}_good"))),
            *_question(reader, screen, text),
            *_options(reader, screen, ballot),
            *(rules.field(name) for name in RULES[ballot.method]),
            _closes(reader, screen, terms, zone),
            Divider(),
            Line(words(w("ballot.usual"))),
            *_terms(reader, screen, terms),
            *_adding(reader, screen, ballot, terms),
            *(rules.field(name) for name in RARE_RULES[ballot.method]),
        ),
        action,
        submit=w("propose.preview"),
        close=w("form.cancel"),
        carried={"page": "form", "method": ballot.method},
        errors=_errors(reader, screen, ballot),
    )


def _errors(reader: Reader, screen: Screen, ballot: Ballot) -> dict[str, str]:
    """Each at a field of this form: what is wrong with one option is said at all of them, by its label."""
    labels = {field_of(option.key): option.label for option in ballot.options}
    found: dict[str, str] = {}
    for name, refusal in screen.errors.items():
        why = error_words(refusal, reader.copy)
        if name in labels:
            found["options"] = reader.copy("preview.fault", label=labels[name], why=why)
        else:
            level = "support" if "support" in RULES[ballot.method] else "passing"
            found[level if name == "thresholds" else name] = why
    return found


def _question(reader: Reader, screen: Screen, text: Text) -> tuple[Field, ...]:
    w = reader.copy
    return (
        TextField(
            "title",
            w("ballot.question"),
            typed(screen, "title", text.title),
            placeholder=w("ballot.question_hint"),
            max_length=MAX_TITLE,
        ),
        text_field("proposal", w("ballot.more"), screen, default=text.proposal, required=False),
    )


def _options(reader: Reader, screen: Screen, ballot: Ballot) -> tuple[Field, ...]:
    if brought(ballot.method):
        return ()
    w = reader.copy
    what = "times" if ballot.method is Method.TIME_POLL else "options"
    field = TextField(
        "options",
        w(f"ballot.{what}"),
        typed(screen, "options", written_options(ballot.options)),
        w(f"ballot.{what}_hint", most=MAX_OPTIONS),
        multiline=True,
    )
    return (field,)


@dataclass(frozen=True, slots=True)
class _Rules:
    """A method's rules as fields."""

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
                return self._number(name, passing_of(self.ballot))
            case "support":
                return self._number(name, passing_of(self.ballot) or SUPPORT)
        return self._number(name, getattr(self.ballot.rules, name))

    def _number(self, name: str, value: int) -> TextField:
        w = self.reader.copy
        empty = name in MAY_BE_EMPTY
        shown = typed(self.screen, name, str(value) if value or not empty else "")
        hint = w(f"ballot.{name}_hint")
        return TextField(name, w(f"ballot.{name}"), shown, hint, required=not empty, max_length=7)

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


def _closes(reader: Reader, screen: Screen, terms: Terms, zone: str) -> DateField:
    w = reader.copy
    day = local_day(terms.closes_at, zone) if terms.closes_at is not None else None
    emptied = "closes_at" in screen.typed and not typed(screen, "closes_at")
    shown = None if emptied else typed_date(screen, "closes_at", day)
    return DateField("closes_at", w("ballot.closes_at"), shown, w("ballot.closes_at_hint"), required=False)


def _terms(reader: Reader, screen: Screen, terms: Terms) -> tuple[Field, ...]:
    w = reader.copy
    shown = tuple(Option(each, w(f"shown.{each}")) for each in Shown)
    reasons = tuple(Option(each, w(f"reasons.{each}")) for each in Reasons)
    changeable = typed(screen, "changeable", YES if terms.changeable else NO)
    return (
        ChoiceField("shown", w("ballot.shown"), shown, typed(screen, "shown", terms.shown)),
        ChoiceField("reasons", w("ballot.reasons"), reasons, typed(screen, "reasons", terms.reasons)),
        yes_no("changeable", w("ballot.changeable"), changeable, w),
    )


def _adding(reader: Reader, screen: Screen, ballot: Ballot, terms: Terms) -> tuple[Field, ...]:
    """Not where the method brings its options."""
    if brought(ballot.method):
        return ()
    chosen = typed(screen, "members_add", YES if terms.members_add else NO)
    return (yes_no("members_add", reader.copy("ballot.members_add"), chosen, reader.copy),)
