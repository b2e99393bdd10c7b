"""Every screen can be read in the eighth grade, or earlier (English; Flesch-Kincaid, glossary words and people's own
words excepted)."""

import re

import textstat

from adapters.cards import View
from decisions.rounds.ballots.receipt import SIGNS
from tests.adapters.present.builders import HARM, World
from tests.adapters.present.gallery import every_view
from tests.adapters.present.shown import text_of

GRADE = 8.0
GLOSSARY = (
    "facilitator",
    "facilitators",
    "facilitate",
    "facilitates",
    "propose",
    "proposes",
    "proposer",
    "proposal",
    "proposals",
    "agreement",
    "agreements",
    "organisation",
    "organisations",
    "member",
    "members",
    "circle",
    "circles",
    "overdue",
    "version",
    "versions",
    "review",
    "reaction",
    "reactions",
    "recommends",
    "coordinator",
    "practice",
    "workday",
    "workdays",
    "browser",
)
_WORLD = World()
THEIRS = [
    _WORLD.proposal.title,
    *(getattr(_WORLD.proposal, name) for name in ("proposal", "plainly", "outcome", "measure", "affects")),
    HARM,
    "Parents are paid by gift card.",
    "We meet in the evening, with supper",
    "parent partners",
    "providers",
    "Early Years Together",
    "Steering",
    *(member.name for member in _WORLD.members.values()),
    *(body.name for body in _WORLD.organisations.values()),
]


def ours(view: View) -> str:
    """The screen's own words: a line is a sentence, and what people wrote or are called is one short word."""
    text = text_of(view)
    for theirs in sorted(THEIRS, key=len, reverse=True):
        text = text.replace(theirs, "it")
    text = re.sub(r"https?://\S+", "link", text)
    text = re.sub(rf"\b[{SIGNS}]{{4}}(-[{SIGNS}]{{4}}){{3}}\b", "it", text)
    text = re.sub(rf"\b({'|'.join(GLOSSARY)})\b", "word", text, flags=re.IGNORECASE)
    lines = [part.strip() for line in text.split("\n") for part in re.split(r" · |: ", line)]
    return " ".join(line if line[-1] in ".?!" else line + "." for line in lines if line)


def grade(text: str) -> float:
    """Flesch-Kincaid's. Textstat's own takes no answer of one or two words for a sentence: twenty of them were one long one."""
    return float(min(textstat.flesch_kincaid_grade(text), _with_short_sentences(text)))


def _with_short_sentences(text: str) -> float:
    words, sentences = textstat.lexicon_count(text), len(re.findall(r"[.?!](?:\s|$)", text))
    return float(
        0.39 * words / max(sentences, 1) + 11.8 * textstat.syllable_count(text) / max(words, 1) - 15.59
    )


def test_every_screen_is_easy_to_read() -> None:
    grades = {name: grade(ours(view)) for name, view in every_view("en").items()}
    assert {name: grade for name, grade in grades.items() if grade > GRADE} == {}
