"""A selection in words: who is proposed for what, what is asked now, and the role as it is described."""

from collections.abc import Iterator

from adapters.cards import Action, Block, Button, Buttons, Facts, Heading, Line, Paragraph, words
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.rounds.round import Stage
from decisions.rounds.selection.vacancy import Selection, Vacancy


def selection_in(scene: Scene) -> Selection:
    """Raises ``ValueError`` for a round of another kind."""
    if scene.round.selection is None:
        raise ValueError(f"round {scene.round.id} follows {scene.round.process} and selects nobody")
    return scene.round.selection


def people_said(scene: Scene) -> str:
    """Who is proposed; at the end, who was chosen."""
    return scene.w.list(scene.name(member) for member in selection_in(scene).proposed)


def role_and_people(scene: Scene) -> str:
    """ "Scribe: Di Lee"; the role alone while nobody is proposed."""
    people = people_said(scene)
    return scene.w("selection.heading", title=scene.title, names=people) if people else scene.title


def ask_said(scene: Scene) -> str:
    """What is asked now; while nothing is asked of everyone, what goes on."""
    match scene.round.stage:
        case Stage.NOMINATING:
            return scene.w("selection.ask")
        case Stage.CHANGING:
            return scene.w("selection.ask_change")
        case Stage.PROPOSING:
            return scene.w("selection.proposing", name=scene.name(scene.round.facilitator))
        case Stage.ACCEPTING:
            return scene.w("selection.accepting", names=_still_to_say_yes(scene))
        case Stage.TESTING:
            return scene.w("ask.testing")
        case Stage.INTEGRATING:
            return scene.w("selection.integrating")
        case _:
            return scene.w("selection.ask_consent", names=people_said(scene))


def _still_to_say_yes(scene: Scene) -> str:
    selection = selection_in(scene)
    waits = [member for member in selection.proposed if member not in selection.accepted]
    return scene.w.list(scene.name(member) for member in waits or selection.proposed)


def term_line(scene: Scene) -> tuple[Line, ...]:
    """For how long and for how many, in small print."""
    said = " · ".join(_in_short(scene, selection_in(scene).vacancy))
    return (Line(words(said)),) if said else ()


def _in_short(scene: Scene, vacancy: Vacancy) -> Iterator[str]:
    if vacancy.term:
        yield vacancy.term
    if vacancy.until is not None:
        yield scene.w("selection.until_day", day=scene.reader.day(vacancy.until))
    if vacancy.places > 1:
        yield scene.w.n("selection.people", vacancy.places)


def role_blocks(scene: Scene) -> list[Block]:
    """The role as it is described, in full; and the way to it, where the circle keeps it."""
    vacancy, facts = selection_in(scene).vacancy, Facts(tuple(role_facts(scene, selection_in(scene).vacancy)))
    return [Heading(scene.title), *role_rows(scene, vacancy), facts, *_to_the_role(scene)]


def _to_the_role(scene: Scene) -> Iterator[Buttons]:
    role, seat = scene.round.role, scene.record.seat
    if role is not None and scene.round.stage is not Stage.DRAFT and not seat.guest:
        open_it = Button(scene.w("button.open_role"), Action(Verb.OPEN_ROLE, str(role)), spoken=scene.title)
        yield Buttons((open_it,))


def role_rows(scene: Scene, vacancy: Vacancy) -> Iterator[Block]:
    """What it is for and what it involves, below their names."""
    for key, text in (("purpose", vacancy.purpose), ("responsibilities", vacancy.responsibilities)):
        if text:
            yield Line(words(scene.w(f"selection.{key}"), bold=True))
            yield Paragraph(written(text))


def role_facts(scene: Scene, vacancy: Vacancy) -> Iterator[tuple[str, str]]:
    w = scene.w
    if vacancy.term:
        yield w("selection.term"), vacancy.term
    if vacancy.until is not None:
        yield w("selection.until"), scene.reader.day(vacancy.until)
    if vacancy.places > 1:
        yield w("selection.places"), str(vacancy.places)
    yield w("vote.asked_by"), scene.name(scene.round.proposer)
