"""A meeting that a time poll has found, into people's own calendars: the form that offers it, and what their calendars get."""

from urllib.parse import urlsplit

from adapters.calendar import Meeting, google_link, outlook_link
from adapters.cards import Action, Block, Button, Buttons, Form, Line, Paragraph, words
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.meeting import meetings
from adapters.present.moments import moment_words, zone_lines
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.record import RoundRecord


def calendar(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Raises ``Refusal`` where no meeting was found."""
    scene = Scene(record, reader)
    found = meetings(scene)
    if not found:
        raise Refusal(Reason.NOT_NOW)
    rows: list[Block] = []
    for moment in found:
        rows.append(Paragraph(moment_words(scene, moment).in_bold))
        rows.append(Buttons(_online(scene, moment) + (_file(scene) if len(found) == 1 else ())))
    if len(found) > 1:
        rows += [Line(words(scene.w("calendar.all"))), Buttons(_file(scene, "button.to_calendar"))]
    return Form(
        scene.w("button.calendar"),
        (about_line(scene), *rows, *zone_lines(scene)),
        scene.action(Verb.CALENDAR),
        close=scene.w("form.close"),
    )


def calendar_button(scene: Scene) -> tuple[Button, ...]:
    """On a card or a page, where a meeting was found."""
    return (scene.button("button.calendar", Verb.CALENDAR),) if meetings(scene) else ()


def calendar_links(scene: Scene) -> tuple[Block, ...]:
    """For who reads it where nothing can be pressed: each way of adding the meeting as a link."""
    found = meetings(scene)
    if not found:
        return ()
    online = _online(scene, found[0]) if len(found) == 1 else ()
    caption = Line(words(scene.w("button.calendar"), bold=True))
    return (*zone_lines(scene), caption, Buttons((*online, *_file(scene))))


def meetings_for_calendars(scene: Scene) -> list[Meeting]:
    return [_meeting(scene, moment) for moment in meetings(scene)]


def _online(scene: Scene, moment: Moment) -> tuple[Button, ...]:
    meeting, action = _meeting(scene, moment), scene.action(Verb.CALENDAR)
    links = {"Google": google_link(meeting), "Outlook": outlook_link(meeting)}
    spoken = scene.w("spoken.calendar", title=scene.title)
    return tuple(Button(name, action, url=url, spoken=f"{name}: {spoken}") for name, url in links.items())


def _file(scene: Scene, label: str = "button.calendar_file") -> tuple[Button, ...]:
    address = scene.reader.calendar_link(scene.round.network_id, scene.round.id)
    action: Action = scene.action(Verb.CALENDAR)
    return (Button(scene.w(label), action, url=address),) if address else ()


def _meeting(scene: Scene, moment: Moment) -> Meeting:
    """Known by its round and when it begins: a calendar that has it already does not add it again."""
    round, link = scene.round, scene.reader.link("round", scene.round.id)
    host = urlsplit(scene.reader.base_url).hostname or "rondo"
    return Meeting(
        uid=f"{round.id}-{moment.starts:%Y%m%dT%H%M}@{host}",
        title=scene.title,
        details=scene.w("calendar.details", circle=scene.record.circle.name, link=link),
        link=link,
        starts=moment.starts,
        ends=moment.ends,
        decided_at=round.ended_at or scene.reader.now,
    )
