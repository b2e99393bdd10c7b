"""A time to meet as people write it on a line, in English or Spanish: read into a moment, and written so that it reads alike.

Days and clock times are read by dateparser. Ours is what it does not know: from when until when, a few ways to say a clock
time, a weekday that contradicts the date, and the hours at which clocks change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time
from dateparser.date import DateDataParser

from adapters.calendar_words import parser, weekdays_in
from adapters.day_forms import next_weeks
from adapters.text import cut
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.moment import LONGEST, SHORTEST, Moment

_TOLD: Final = 60
"""Characters of a line that a refusal repeats."""
LONGEST_LINE: Final = 120
_DAY: Final = timedelta(days=1)
_NOTE: Final = re.compile(r"\s+[-–—]\s+")
"""What stands between a time and what is said about it."""
_CLOCK: Final = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s?(am|pm))?"
_WHOLE_CLOCK: Final = re.compile(_CLOCK)
_HAS_CLOCK: Final = re.compile(r"\d[:.]\d{2}|\d\s?[ap]m\b")
_UNTIL: Final = re.compile(
    rf"(?P<from>\b(?:from|de|desde)\s+(?:las\s+)?)?(?<![\d/.:-])(?P<start>{_CLOCK})"
    rf"(?P<between>\s*[-–—]\s*|\s+(?:to|until|till|a|hasta)\s+(?:las\s+)?)(?P<end>{_CLOCK})(?P<zone>\s+utc)?$"
)
_SAID: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b([ap])\.?\s?m\b\.?", r"\1m"),
        (r"(\d)\s?h(?:oras?|rs?)?\b\.?(?!\d)", r"\1:00"),
        (r"(\d)\s?h\s?(\d{2})\b", r"\1:\2"),
        (r"(:\d{2}):00\b", r"\1"),
        (r"(\d)\s+(?:de|por) la (?:tarde|noche)\b", r"\1 pm"),
        (r"(\d)\s+(?:de|por) la (?:mañana|madrugada)\b", r"\1 am"),
        (r"\b(?:at )?(?:noon|midday)\b|\b(?:al? )?mediod[ií]a\b", "12:00"),
        (r"\bpasado mañana\b", "en 2 días"),
        (r"\b(?:el )?(?:pr[oó]ximo|este) (?=\w)|\bel (?=\w)", ""),
        (r"\bque viene\b", ""),
    )
)
"""Ways to say it that dateparser does not know, and how it knows them."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Reads lines written in ``zone`` (an IANA name) at ``now``, first as ``locale`` writes dates; a time that does not say its
    end lasts ``minutes``."""

    zone: str
    now: datetime
    locale: str
    minutes: int

    def read(self, text: str) -> Iterator[tuple[Moment, str]]:
        """Each line's moment, and the note that stands behind it. A line that is only a clock time is on the day of the one
        above. Raises ``Refusal`` with the words of the first line that is none."""
        day: date | None = None
        for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
            moment, note = self._with_note(line, day)
            day = moment.starts.astimezone(ZoneInfo(self.zone)).date()
            yield moment, note

    def written(self, moment: Moment) -> str:
        """A line that ``read`` reads as this moment, as people of this locale would write it; in UTC where their clock would not
        tell it from another."""
        local, ends = (at.astimezone(ZoneInfo(self.zone)) for at in (moment.starts, moment.ends))
        day = format_skeleton("yMMMEd", local.replace(tzinfo=None), locale=self.locale)
        clocks = [_clock_written(at, self.locale) for at in (local, ends)]
        line = f"{day}, {clocks[0] if moment.minutes == self.minutes else '-'.join(clocks)}"
        if self._moment(line, None) == moment:
            return line
        return f"{moment.starts:%Y-%m-%d %H:%M}-{moment.ends:%H:%M} UTC"

    # --- one line -------------------------------------------------------------------------------------------

    def _with_note(self, line: str, day: date | None) -> tuple[Moment, str]:
        """The longest beginning that is a time; what stands behind it is a note."""
        for at in (len(line), *sorted((found.start() for found in _NOTE.finditer(line)), reverse=True)):
            moment = self._moment(line[:at], day)
            if moment is not None:
                return moment, _NOTE.sub("", line[at:], count=1)
        raise Refusal(Reason.NOT_A_TIME, _facts(line))

    def _moment(self, line: str, day: date | None) -> Moment | None:
        """None for what is no time. Raises ``Refusal`` for one that is, and cannot be."""
        if len(line) > LONGEST_LINE:
            return None
        said = next_weeks(_as_known(line), self.now.astimezone(ZoneInfo(self.zone)).date())
        found = _UNTIL.search(said)
        if found is not None and (span := _span(found)) is not None:
            start, end = span
            begin = f"{said[: found.start()]} {start:%H:%M}{found['zone'] or ''}"
            moment = self._begun(begin, line, day, end)
            if moment is not None:
                return moment
        return self._begun(said, line, day, None)

    def _begun(self, said: str, line: str, day: date | None, end: time | None) -> Moment | None:
        found = self._start(said, line, day)
        if found is None:
            return None
        starts, zone = found
        minutes = self.minutes if end is None else _minutes(starts, end, zone)
        return Moment(starts, minutes) if SHORTEST <= minutes <= LONGEST else None

    def _start(self, said: str, line: str, day: date | None) -> tuple[datetime, tzinfo] | None:
        """In UTC, and the zone in which it was written."""
        if not _HAS_CLOCK.search(said):
            return None
        if _WHOLE_CLOCK.fullmatch(said.strip()):
            if day is None:
                return None
            said = f"{day.isoformat()} {said}"
        local = self._local(said, line)
        if local is None:
            return None
        if local.tzinfo is not None:
            return local.astimezone(UTC), local.tzinfo
        zone = ZoneInfo(self.zone)
        starts = local.replace(tzinfo=zone).astimezone(UTC)
        if starts.astimezone(zone).replace(tzinfo=None) != local:
            raise Refusal(Reason.CLOCK_SKIPS_IT, _facts(line))
        return starts, zone

    def _local(self, said: str, line: str) -> datetime | None:
        """By the clock on the wall; aware where the line names a zone. A day that is not said is not guessed, except by a weekday
        alone: that is the next one."""
        for parts in (["day"], []):
            found = self._parser(parts).get_date_data(said)
            if found.date_obj is None or found.period != "time":
                continue
            local: datetime = found.date_obj.replace(second=0, microsecond=0)
            weekdays = weekdays_in(said, local.month)
            if weekdays - {local.weekday()}:
                raise Refusal(Reason.WRONG_WEEKDAY, _facts(line) | {"day": local.date().isoformat()})
            if parts or weekdays:
                return local
        return None

    def _parser(self, parts: list[str]) -> DateDataParser:
        """A date is looked for from today on, a weekday from now on."""
        local = self.now.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        today = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return parser(
            self.locale, today if parts else local, kinds=("relative-time", "absolute-time"), parts=parts
        )


def _facts(line: str) -> dict[str, str | int]:
    return {"line": cut(line, _TOLD)}


def _as_known(line: str) -> str:
    said = line.lower()
    for pattern, instead in _SAID:
        said = pattern.sub(instead, said)
    return " ".join(said.split())


# --- from when until when ------------------------------------------------------------------------------------


def _span(found: re.Match[str]) -> tuple[time, time] | None:
    """The two clock times; None where there are none. A bare number before a dash that stands apart is a day's, and so is one
    before *a las* without *de* ahead of it: *sábado 12 a las 10* is a day at ten."""
    start, end = (_WHOLE_CLOCK.fullmatch(found[name]) for name in ("start", "end"))
    if start is None or end is None:
        return None
    bare = start[2] is None and start[3] is None
    apart = found["between"] != found["between"].strip() and found["between"].strip() in {"-", "–", "—"}
    day_at = found["from"] is None and found["between"].split()[-1:] == ["las"]
    if (bare and (apart or day_at)) or (bare and end[2] is None and end[3] is None):
        return None
    spans = [
        (begins, ends)
        for begins in _clocks(start, end[3])
        for ends in _clocks(end, start[3])
        if begins is not None and ends is not None
    ]
    return min(spans, key=lambda span: _apart(*span), default=None)


def _clocks(found: re.Match[str], other: str | None) -> list[time | None]:
    """What it can mean: where only the ``other`` end says its half of the day, in either."""
    halves = [found[3]] if found[3] or not other else ["am", "pm"]
    return [_clock(found, half) for half in halves]


def _clock(found: re.Match[str], half: str | None) -> time | None:
    """``half`` is that of the day, where there is one."""
    hour, minute = int(found[1]), int(found[2] or 0)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _apart(start: time, end: time) -> int:
    """Minutes from one to the other: from 4 to 5 pm is one hour, not thirteen."""
    return (60 * (end.hour - start.hour) + end.minute - start.minute) % (24 * 60) or 24 * 60


def _minutes(starts: datetime, end: time, zone: tzinfo) -> int:
    """Until the clock on the wall says ``end``: on the same day, or on the next."""
    local = starts.astimezone(zone)
    day = local.date() + (_DAY if end <= local.time() else timedelta())
    return int((datetime.combine(day, end, zone).astimezone(UTC) - starts).total_seconds()) // 60


def _clock_written(local: datetime, locale: str) -> str:
    return format_time(local.time(), "h:mm a" if locale == "en" else "HH:mm", locale=locale).lower()
