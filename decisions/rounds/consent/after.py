"""After a pass has closed: late words are not an answer, and not lost."""

from datetime import datetime

from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.round import Case, RoundEvents
from decisions.rounds.text import checked_words


def keep_late_words(case: Case, command: c.KeepLateWords, now: datetime) -> RoundEvents:
    words = checked_words(command.words, "words")
    return (e.LateWordsKept(id=command.id, by=command.by, words=words, at=now),)
