"""A commitment that is begun with a message: its form is filled in from what the message says."""

from dataclasses import replace
from datetime import UTC, date, datetime

from adapters.cards import Action
from adapters.commitment_line import from_message
from adapters.days import day_written, read_day
from adapters.desk import Press
from adapters.mentions import mentions
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from adapters.present.written import unmarked
from adapters.text import cut
from adapters.typed import LONGEST_LINE
from decisions.commitments.commitment import ORIGIN_LIMIT, OriginKind
from decisions.refusals import Refusal


def begun_in_message(press: Press, now: datetime) -> Press:
    """Carries what, by_when, named and where it comes from; ``about`` is what the message says, and ``line`` too where people are
    named in it who are not mentioned."""
    text, locale = press.carried.get("text", ""), press.who.locale
    today = Reader.of(press.who, now).today
    day = Reader.of(press.who, _moment(press.carried.get("written", ""), now)).today
    called = {str(each): each.name for each in mentions(press.carried.get("mentioned", ""))}
    author = press.carried.get("author", "")
    said = from_message(unmarked(text), called, author, locale=locale, today=today, written=day)
    carried = {
        "origin": OriginKind.MESSAGE.value,
        "about": cut(text, ORIGIN_LIMIT),
        "link": press.carried.get("link", ""),
        "what": said.what,
        "by_when": _seen_from(today, said.by_when, locale, day),
        "named": "\n".join(filter(None, said.who or (author,))),
        "line": "" if said.who else cut(text, LONGEST_LINE),
    }
    found = {name: value for name, value in carried.items() if value}
    return replace(press, action=Action(Verb.COMMIT), carried=found)


def _moment(written: str, now: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return now
    return min(found if found.tzinfo else found.replace(tzinfo=UTC), now)


def _seen_from(today: date, words: str, locale: str, day: date) -> str:
    """*Friday*, written on that day, as people say it today."""
    if day == today:
        return words
    try:
        meant = read_day(words, locale=locale, today=day)
    except Refusal:
        return words
    return day_written(meant, locale, today)
