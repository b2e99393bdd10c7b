"""Words that people type after ``/rondo`` or to the bot: read into the action that a button would carry."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from adapters.cards import MAX_TITLE, Action
from adapters.present.verbs import Verb

LONGEST_CODE: Final = 40

_WORDS: Final[Mapping[str, Verb]] = {
    "home": Verb.HOME,
    "inicio": Verb.HOME,
    "help": Verb.HELP,
    "ayuda": Verb.HELP,
    "propose": Verb.PROPOSE,
    "proposal": Verb.PROPOSE,
    "proponer": Verb.PROPOSE,
    "propuesta": Verb.PROPOSE,
    "vote": Verb.BALLOT,
    "poll": Verb.BALLOT,
    "votar": Verb.BALLOT,
    "encuesta": Verb.BALLOT,
    "circle": Verb.CIRCLE_FORM,
    "circulo": Verb.CIRCLE_FORM,
    "account": Verb.ADD_ACCOUNT,
    "cuenta": Verb.ADD_ACCOUNT,
    "connect": Verb.CONNECT,
    "conectar": Verb.CONNECT,
    "web": Verb.NEW_LINK,
    "link": Verb.NEW_LINK,
    "enlace": Verb.NEW_LINK,
}


def read_words(text: str) -> tuple[Action, Mapping[str, str]]:
    """The action, and what it carries (a title, a code). Nothing typed: home. Not understood: help, with what was
    typed carried as ``typed``."""
    first, rest = (*text.split(maxsplit=1), "", "")[:2]
    if not first:
        return Action(Verb.HOME), {}
    verb = _WORDS.get(_plain(first))
    if verb is None:
        return Action(Verb.HELP), {"typed": text.strip()[:200]}
    if verb in (Verb.PROPOSE, Verb.BALLOT) and rest.strip():
        return Action(verb), _title_or_text(rest.strip())
    code = " ".join(rest.split())[:LONGEST_CODE]
    if verb is Verb.ADD_ACCOUNT and code:
        return Action(verb), {"code": code, "page": "2"}
    if verb is Verb.CONNECT and code:
        return Action(verb), {"code": code}
    return Action(verb), {}


def _title_or_text(words: str) -> Mapping[str, str]:
    """What is too long for a title is not cut: it becomes the text, in the lines in which it was typed."""
    title = " ".join(words.split())
    return {"title": title} if len(title) <= MAX_TITLE else {"proposal": words}


def _plain(word: str) -> str:
    """Without accents, in lower case: people type ``circulo`` and ``Círculo``."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip("¡!¿?.,:;")
