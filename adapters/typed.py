"""Words that people type after ``/rondo`` or to the bot: read into the action that a button would carry."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from adapters.cards import MAX_TEXT, MAX_TITLE, Action
from adapters.commitment_line import commitment_in_words, is_typed_long
from adapters.mentions import Mention, mentioned
from adapters.present.verbs import Verb
from adapters.text import cut
from decisions.commitments.commitment import ORIGIN_LIMIT, WHAT_LIMIT
from decisions.rounds.ballots.ballot import Method

LONGEST_CODE: Final = 40
LONGEST_FILTER: Final = 200
LONGEST_LINE: Final = 500
"""Characters of a commitment that is read again."""
_QUOTES: Final = '"“”„«»'
"""As people type them, and as their phones make them."""
_BETWEEN: Final = re.compile(f"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")

_WORDS: Final[Mapping[str, Verb]] = {
    "home": Verb.HOME,
    "inicio": Verb.HOME,
    "help": Verb.HELP,
    "ayuda": Verb.HELP,
    "propose": Verb.PROPOSE,
    "proposal": Verb.PROPOSE,
    "proponer": Verb.PROPOSE,
    "propuesta": Verb.PROPOSE,
    "roles": Verb.ROLES,
    "rol": Verb.ROLES,
    "role": Verb.ROLES,
    "fairness": Verb.FAIRNESS,
    "equidad": Verb.FAIRNESS,
    "vote": Verb.BALLOT,
    "poll": Verb.BALLOT,
    "votar": Verb.BALLOT,
    "encuesta": Verb.BALLOT,
    "commit": Verb.COMMIT,
    "commitment": Verb.COMMIT,
    "compromiso": Verb.COMMIT,
    "comprometer": Verb.COMMIT,
    "commitments": Verb.COMMITMENTS,
    "compromisos": Verb.COMMITMENTS,
    "digest": Verb.DIGEST,
    "resumen": Verb.DIGEST,
    "memorandum": Verb.MOUS,
    "memorandums": Verb.MOUS,
    "mou": Verb.MOUS,
    "convenio": Verb.MOUS,
    "convenios": Verb.MOUS,
    "circle": Verb.CIRCLE_FORM,
    "circulo": Verb.CIRCLE_FORM,
    "reminders": Verb.REMINDERS,
    "reminder": Verb.REMINDERS,
    "remind": Verb.REMINDERS,
    "recordatorios": Verb.REMINDERS,
    "recordatorio": Verb.REMINDERS,
    "settings": Verb.SETTINGS,
    "ajustes": Verb.SETTINGS,
    "language": Verb.LANGUAGE,
    "idioma": Verb.LANGUAGE,
    "account": Verb.ADD_ACCOUNT,
    "cuenta": Verb.ADD_ACCOUNT,
    "connect": Verb.CONNECT,
    "conectar": Verb.CONNECT,
    "web": Verb.NEW_LINK,
    "link": Verb.NEW_LINK,
    "enlace": Verb.NEW_LINK,
}


_ARTICLES: Final = ("my", "the", "mi", "mis", "el", "la", "los", "las")
_CLOSE: Final = 0.75
"""How like one of the words a mistyped one must be (``difflib``'s ratio)."""
_TO_RONDO: Final = ("rondo", "@rondo", "/rondo")
"""Written before the words where they would be needed, by those who have read of them: here they are to Rondo anyhow."""


def read_words(text: str, people: Sequence[Mention] = ()) -> tuple[Action, Mapping[str, str]]:
    """The action, and what it carries (a title, a question with its options, a commitment, which commitments, a code). Nothing
    typed: home. Not understood: help, with what was typed carried as ``typed``. ``people``: whom the text mentions, by their
    names in it."""
    first, rest = (*text.split(maxsplit=1), "", "")[:2]
    if _plain(first) in _TO_RONDO:
        first, rest = (*rest.split(maxsplit=1), "", "")[:2]
    if _plain(first) in _ARTICLES and rest.strip():
        first, rest = (*rest.split(maxsplit=1), "", "")[:2]
    if not first:
        return Action(Verb.HOME), {}
    verb = _WORDS.get(_plain(first))
    if verb is None:
        return Action(Verb.HELP), {"typed": text.strip()[:200], **_meant(_plain(first))}
    if verb is Verb.BALLOT and (quick := _question_and_options(rest)):
        return Action(verb), quick
    if verb in (Verb.PROPOSE, Verb.BALLOT) and rest.strip():
        return Action(verb), _title_or_text(rest.strip())
    if verb is Verb.COMMIT and rest.strip():
        return Action(verb), _commitment(rest, people)
    if verb is Verb.COMMITMENTS and rest.strip():
        return Action(verb), {"filter": " ".join(rest.split())[:LONGEST_FILTER]}
    code = " ".join(rest.split())[:LONGEST_CODE]
    if verb is Verb.ADD_ACCOUNT and code:
        return Action(verb), {"code": code, "page": "2"}
    if verb is Verb.CONNECT and code:
        return Action(verb), {"code": code}
    return Action(verb), {}


def _meant(word: str) -> Mapping[str, str]:
    close = get_close_matches(word, _WORDS, n=1, cutoff=_CLOSE)
    return {"meant": close[0]} if close else {}


def _question_and_options(words: str) -> Mapping[str, str]:
    """``"Where do we meet?" "The library" "Online"``: each in quotes, the question first. Empty where it is not so written, or
    does not fit the form."""
    if _BETWEEN.sub("", words).strip():
        return {}
    parts = [" ".join(part.split()) for part in _BETWEEN.findall(words)]
    question, listed = "".join(parts[:1]), "\n".join(parts[1:])
    if not listed or len(question) > MAX_TITLE or len(listed) > MAX_TEXT:
        return {}
    return {"page": "form", "method": Method.CHOOSE_ONE, "title": question, "options": listed}


def _commitment(words: str, people: Sequence[Mention]) -> Mapping[str, str]:
    """``what``, ``by_when`` (a day in words), whoever was ``named``, each on a line (``adapters/mentions.py``). ``about``: all
    of it, where that is more than ``what`` may be. ``line``, with those who are ``mentioned``: all of it, to be read again where
    it is known who sits in the circle."""
    said = commitment_in_words(words, {str(each): each.name for each in people})
    carried = {"what": cut(said.what, WHAT_LIMIT), "by_when": said.by_when, "named": "\n".join(said.who)}
    if carried["what"] != said.what:
        carried["about"] = cut(" ".join(words.split()), ORIGIN_LIMIT)
    if is_typed_long(words) and len(words) <= LONGEST_LINE:
        carried |= {"line": words, "mentioned": mentioned(people)}
    return {name: value for name, value in carried.items() if value}


def _title_or_text(words: str) -> Mapping[str, str]:
    """What is too long for a title is not cut: it becomes the text, in the lines in which it was typed."""
    title = " ".join(words.split())
    return {"title": title} if len(title) <= MAX_TITLE else {"proposal": words}


def _plain(word: str) -> str:
    """Without accents, in lower case: people type ``circulo`` and ``Círculo``."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip("¡!¿?.,:;")
