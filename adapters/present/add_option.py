"""The form in which a member adds an option to an open ballot, and the row that leads to it."""

from adapters.cards import Block, Form, Item, TextField, words
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_times import time_field
from adapters.present.forms import errors, typed
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.rounds.ballots.ballot import LABEL_LIMIT, MAX_OPTIONS, MEANING_LIMIT, Method
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.opening import asked
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage


def add_option(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    if asked(scene.round).method is Method.TIME_POLL:
        label = time_field(reader, screen, record.circle.settings.zone)
    else:
        label = TextField("label", w("option.label"), typed(screen, "label"), max_length=LABEL_LIMIT)
    meaning = TextField(
        "meaning",
        w("option.meaning"),
        typed(screen, "meaning"),
        multiline=True,
        required=False,
        max_length=MEANING_LIMIT,
    )
    return Form(
        w("option.title"),
        (about_line(scene), label, meaning),
        scene.action(Verb.ADD_OPTION),
        submit=w("option.add"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def may_add(scene: Scene) -> list[Block]:
    """For members, where the ballot takes options of theirs and has room."""
    round, ballot = scene.round, scene.round.ballot
    if ballot is None or round.stage is not Stage.VOTING or not scene.record.seat.in_circle:
        return []
    if not round.terms.members_add or METHODS[ballot.method].options or len(ballot.options) >= MAX_OPTIONS:
        return []
    return [Item(words(scene.w("option.missing")), scene.button("option.add", Verb.ADD_OPTION))]
