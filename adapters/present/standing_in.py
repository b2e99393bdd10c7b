"""Answering a ballot for somebody else: who may, what it says to the one who was answered for, and the form."""

from adapters.cards import Block, Form, Item, Line, Paragraph, words
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_words import answer_said
from adapters.present.forms import errors, typed
from adapters.present.heard import closes
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.vote import beside_the_choice, vote_fields
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage


def for_others_too(scene: Scene) -> list[Block]:
    """For a stand-in: each member for whom they may answer here, with what they have said for them."""
    if scene.round.stage is not Stage.VOTING:
        return []
    rows: list[Block] = []
    for member, answer in scene.record.standing_for.items():
        name = scene.name(member)
        said = (
            scene.w("standing_in.said", name=name, answer=answer_said(scene, answer))
            if answer
            else scene.w("standing_in.for_too", name=name)
        )
        button = scene.button("button.answer_for", Verb.ANSWER_FOR, part=member, spoken=said)
        rows.append(Item(words(said), button))
    return rows


def was_answered_for(scene: Scene) -> list[Block]:
    """For the member: what somebody has said for them, which counts until they answer."""
    answer = scene.record.seat.answer
    if answer is None or answer.stood_in_by is None:
        return []
    said = answer_said(scene, answer)
    name = scene.name(answer.stood_in_by)
    return [Paragraph(words(scene.w("standing_in.for_you", name=name, answer=said)))]


def answer_for(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What they have said for them before is preset."""
    scene = Scene(record, reader)
    w, member = scene.w, typed(screen, "member")
    found = next((each for each in record.standing_for if str(each) == member), None)
    if found is None:
        nobody = (about_line(scene), Paragraph(words(w("refused.not_their_stand_in"))))
        return Form(w("answer.title"), nobody, scene.action(Verb.ANSWER_FOR), close=w("form.close"))
    lead = Paragraph(words(w("standing_in.lead", name=scene.name(found)), bold=True))
    fields = vote_fields(scene, screen, record.standing_for[found])
    until = (Line(words(w("standing_in.counts"))), Line(closes(scene)))
    return Form(
        w("answer.title"),
        (about_line(scene), lead, *fields, *until),
        scene.action(Verb.ANSWER_FOR, found),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=beside_the_choice(errors(screen, reader)),
    )
