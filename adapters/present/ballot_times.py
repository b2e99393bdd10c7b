"""The options of a time poll as people write them, a time a line, in the zone of their circle."""

from collections import Counter

from adapters.cards import Field, TextField
from adapters.desk import Screen
from adapters.present.forms import typed
from adapters.present.reader import Reader
from adapters.times import LONGEST_LINE, Lines
from decisions.rounds.ballots.ballot import BallotOption, in_time
from decisions.rounds.ballots.moment import USUAL


def read_times(text: str, lines: Lines, before: tuple[BallotOption, ...] = ()) -> tuple[BallotOption, ...]:
    """In their order. A time that stood there before keeps its key; the others get the next numbers. Raises ``Refusal`` for a
    line that is none."""
    kept = {option.moment: option.key for option in before if option.moment}
    number = max((int(option.key) for option in before if option.key.isdecimal()), default=0)
    options: list[BallotOption] = []
    for moment, note in lines.read(text):
        key = kept.pop(moment, "")
        if not key:
            number += 1
            key = str(number)
        options.append(BallotOption(key, "", note, moment))
    return in_time(options)


def written_times(options: tuple[BallotOption, ...], lines: Lines) -> str:
    """A line each, as ``read_times`` reads it. What is no time, from before there were moments, is left to be written anew."""
    timed = [(option.moment, option.meaning) for option in options if option.moment]
    each = (lines.written(moment) + (f" - {note}" if note else "") for moment, note in timed)
    return "\n".join(" ".join(line.split()) for line in each)


def usual_minutes(options: tuple[BallotOption, ...]) -> int:
    """How long most of the times last."""
    lengths = Counter(option.moment.minutes for option in options if option.moment)
    return lengths.most_common(1)[0][0] if lengths else USUAL


def times_fields(
    reader: Reader, screen: Screen, options: tuple[BallotOption, ...], zone: str
) -> tuple[Field, ...]:
    """The times, written in ``zone`` (the circle's) whoever writes them, and how long each lasts that does not say its end."""
    w, minutes = reader.copy, usual_minutes(options)
    written = written_times(options, lines_of(reader, zone, minutes))
    hint, length = w("ballot.times_hint", zone=w.zone(zone)), typed(screen, "minutes", str(minutes))
    return (
        TextField("options", w("ballot.times"), typed(screen, "options", written), hint, multiline=True),
        TextField("minutes", w("ballot.minutes"), length, w("ballot.minutes_hint"), max_length=4),
    )


def time_field(reader: Reader, screen: Screen, zone: str) -> TextField:
    """One more time."""
    w = reader.copy
    hint = w("option.time_hint", zone=w.zone(zone))
    return TextField("label", w("option.time"), typed(screen, "label"), hint, max_length=LONGEST_LINE)


def lines_of(reader: Reader, zone: str, minutes: int) -> Lines:
    """As they are written by this reader, now."""
    return Lines(zone, reader.now, reader.copy.locale, minutes)
