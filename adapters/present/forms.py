"""What every form shares: typed values shown again, errors in words, and the fields that several forms
have."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from adapters.cards import ChoiceField, Field, Form, Option, TextField
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.marks import belongs_to, marked
from adapters.present.reader import Reader
from adapters.present.scene import cut
from decisions.refusals import Reason, Refusal

YES, NO = "yes", "no"
OPTION_LABEL = 75
_NO_LIMIT = 10_000
"""Numbers that nobody needs: a limit from here on is not worth naming."""


Told = tuple[tuple[Option, ...], tuple[Field, ...]]
"""What somebody may have told the facilitator (the values of ``kind``; none where the fields tell it), and the fields for what
more there is to it."""


def typed(screen: Screen, name: str, default: str = "") -> str:
    """What was typed, or travelled with the form; else the default."""
    value = screen.typed.get(name, screen.carried.get(name, default))
    return value if isinstance(value, str) else default


def typed_many(screen: Screen, name: str, default: Iterable[str] = ()) -> tuple[str, ...]:
    value = screen.typed.get(name)
    if value is None:
        return tuple(default)
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))


def typed_marks(
    screen: Screen, name: str, default: Mapping[str, str] = MappingProxyType({})
) -> Mapping[str, str]:
    """What was marked, or travelled with the form; else the default. Of two marks of one row the first is shown again."""
    pairs = marked({**screen.carried, **screen.typed}, name)
    asked = any(belongs_to(each, name) for each in screen.typed)
    return dict(reversed(pairs)) if pairs or asked else default


def typed_date(screen: Screen, name: str, default: date | None = None) -> date | None:
    text = typed(screen, name)
    try:
        return date.fromisoformat(text) if text else default
    except ValueError:
        return default


def error_words(refusal: Refusal, w: Copy) -> str:
    """A refusal in words that fit beside a field."""
    if refusal.reason is Reason.TOO_LONG:
        return w(
            "refused.too_long", limit=refusal.facts.get("limit", 0), length=refusal.facts.get("length", 0)
        )
    if refusal.reason is Reason.REVIEW_TOO_SOON:
        return w("refused.review_too_soon", day=w.day(date.fromisoformat(str(refusal.facts.get("day")))))
    if refusal.reason is Reason.QUIET_TOO_LONG:
        return w("refused.quiet_too_long", day=w.day(date.fromisoformat(str(refusal.facts.get("day")))))
    if refusal.reason is Reason.WRONG_WEEKDAY:
        weekday = w.day_of_the_week(date.fromisoformat(str(refusal.facts.get("day"))))
        return w("refused.wrong_weekday", line=refusal.facts.get("line", ""), weekday=weekday)
    if refusal.reason is Reason.NO_SUCH_DAY:
        last = date.fromisoformat(str(refusal.facts.get("day")))
        day = w("when.weekday_date", weekday=w.day_of_the_week(last), day=w.day(last))
        return w("refused.no_such_day", line=refusal.facts.get("line", ""), day=day)
    if refusal.reason is Reason.NOT_A_NUMBER and "least" in refusal.facts:
        least, most = int(refusal.facts["least"]), int(refusal.facts["most"])
        open_ended = most >= _NO_LIMIT
        return (
            w("number.at_least", least=least) if open_ended else w("number.between", least=least, most=most)
        )
    if refusal.reason is Reason.DATE_TOO_FAR and refusal.at_field == "closes_at":
        return w("refused.closes_too_far")
    return w(f"refused.{refusal.reason}", **refusal.facts)


def errors(screen: Screen, reader: Reader) -> Mapping[str, str]:
    return {name: error_words(refusal, reader.copy) for name, refusal in screen.errors.items()}


def beside_or_above(form: Form, w: Copy) -> Form:
    """The form, with what is wrong with a field of another form of the same draft above its own: by what that is called."""
    known = {"", *(field.name for field in form.fields)}
    elsewhere = [
        w("preview.fault", label=w(f"ballot.{name}_short"), why=why)
        for name, why in form.errors.items()
        if name not in known
    ]
    if not elsewhere:
        return form
    here = {name: why for name, why in form.errors.items() if name in known}
    return replace(form, errors={**here, "": " ".join(elsewhere)})


def yes_no(
    name: str, label: str, value: str, w: Copy, *, yes: str = "", no: str = "", hint: str = ""
) -> ChoiceField:
    options = (Option(YES, yes or w("field.yes")), Option(NO, no or w("field.no")))
    return ChoiceField(name, label, options, value, hint)


def named_field(screen: Screen, w: Copy, *, default: str = YES) -> ChoiceField:
    """May the circle see the name beside the words?"""
    return yes_no(
        "named",
        w("field.named"),
        typed(screen, "named", default),
        w,
        yes=w("field.named_yes"),
        no=w("field.named_no"),
    )


def text_field(
    name: str, label: str, screen: Screen, *, default: str = "", **options: str | bool
) -> TextField:
    """A text, of several lines unless ``multiline`` says otherwise."""
    required = bool(options.get("required", True))
    return TextField(
        name,
        label,
        value=typed(screen, name, default),
        placeholder=str(options.get("placeholder", "")),
        hint=str(options.get("hint", "")),
        multiline=bool(options.get("multiline", True)),
        required=required,
    )


def people_options(members: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """Members by name: pairs of an id and a name."""
    return tuple(
        Option(id, cut(name, OPTION_LABEL)) for id, name in sorted(members, key=lambda m: m[1].casefold())
    )
