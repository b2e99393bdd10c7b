"""An open ballot's card: what is asked, its options, until when, and the buttons or the way to the form."""

from typing import Final

from adapters.cards import (
    MAX_LABEL,
    Action,
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    SharedCard,
    Span,
    Words,
    words,
)
from adapters.present.ballot_result import standing_blocks
from adapters.present.ballot_words import (
    LEVELS,
    label_said,
    meaning_of,
    option_words,
    options_for,
    question_said,
    sealed_said,
)
from adapters.present.excerpts import beginning, shortly
from adapters.present.heard import closes, deadline, heard_blocks, tally_blocks
from adapters.present.moments import zone_lines
from adapters.present.opt_in import room_lines, room_said
from adapters.present.scene import Scene, count_words, excerpt
from adapters.present.small_print import byline, reopened_lines, way_lines
from adapters.present.verbs import Verb
from decisions.rounds.ballots.ballot import MEANING_LIMIT, ONE_OPTION, Ballot, BallotOption
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.terms import Reasons, Shown

TAPPED: Final = 3
"""Options that are buttons of their own."""
_WORDS: Final = 70
"""Before the buttons."""
_SHOWN: Final = 6


def voting_card(scene: Scene) -> SharedCard:
    head = (Heading(scene.title), Line(words(byline(scene))))
    asks = Paragraph(words(question_said(scene), bold=True))
    question: tuple[Block, ...] = (asks, *room_lines(scene), vote_buttons(scene))
    return SharedCard(
        vote_notification(scene),
        (
            *head,
            *_asked(scene),
            *question,
            *_standing(scene),
            *_until(scene),
            *way_lines(scene),
        ),
    )


def voting_card_of_one_heard(scene: Scene) -> SharedCard:
    """Beside what somebody has chosen: without the options, and with the tally alone below."""
    blocks = (Heading(scene.title), vote_buttons(scene), *_standing(scene), *tally_blocks(scene))
    return SharedCard(vote_notification(scene), blocks)


def ask_blocks(scene: Scene, lead: Line, *, explain: bool) -> tuple[Block, ...]:
    """The ask in a direct message. ``explain``: it is among the person's first."""
    rules = (Line(words(scene.w("vote.rules"))),) if explain else ()
    question = Paragraph(words(question_said(scene), bold=True))
    return (
        Heading(scene.title),
        lead,
        *_asked(scene),
        question,
        *room_lines(scene),
        vote_buttons(scene),
        *rules,
        Line(words(sealed_said(scene))),
        Line(closes(scene)),
    )


def vote_notification(scene: Scene) -> str:
    return scene.w("notify.voting", title=scene.title, when=deadline(scene))


def vote_buttons(scene: Scene) -> Buttons:
    """Each option as a button where one tap can say it all; else *Vote*."""
    if taps_say_it_all(scene):
        return Buttons((*option_buttons(scene), scene.more))
    return Buttons((scene.button("button.vote", Verb.VOTE), scene.read_all, scene.more))


def option_buttons(scene: Scene) -> tuple[Button, ...]:
    subject, shown = scene.round.id, scene.round.shown
    return tuple(
        Button(label_said(scene, option), Action(Verb.CHOOSE, f"{subject}:{option.key}", shown))
        for option in options_for(scene)
    )


def taps_say_it_all(scene: Scene) -> bool:
    """Few and short options, of which one is chosen; no reason that must be given, and nothing final by a slip."""
    ballot, terms = asked(scene.round), scene.round.terms
    options = options_for(scene)
    few = ballot.method in ONE_OPTION and 0 < len(options) <= TAPPED
    short = all(len(label_said(scene, option)) <= MAX_LABEL for option in options)
    return few and short and terms.changeable and terms.reasons is not Reasons.REQUIRED


# --- what is asked ------------------------------------------------------------------------------------------


def all_options(scene: Scene, meaning_limit: int = MEANING_LIMIT) -> Listing:
    """Every option with its meaning, of which so many characters are shown: fewer than there may be, and all is plain."""
    ballot = asked(scene.round)
    return Listing(tuple(_in_full(ballot, option, scene, meaning_limit) for option in options_for(scene)))


def _in_full(ballot: Ballot, option: BallotOption, scene: Scene, limit: int) -> Words:
    label, meaning = option_words(scene, option), meaning_of(ballot, option, scene.w)
    if limit < MEANING_LIMIT:
        return Words((*label.spans, Span(f": {shortly(meaning, limit).plain}"))) if meaning else label
    named = label.in_bold
    return Words((*named.spans, Span(": "), *shortly(meaning, limit).spans)) if meaning else named


def _asked(scene: Scene) -> tuple[Block, ...]:
    """The beginning of the details, and the options: together no more than a card holds."""
    left = _WORDS - count_words(scene.title, byline(scene), question_said(scene), room_said(scene))
    listed = _listed(scene)
    if not scene.summary:
        return _options(scene, listed, left)
    details = beginning(scene.summary, max(5, left // 3) if listed else left)
    body = Item(details, scene.read_all) if taps_say_it_all(scene) else Paragraph(details)
    return (body, *_options(scene, listed, left - count_words(details.plain)))


def _listed(scene: Scene) -> tuple[BallotOption, ...]:
    """The options that must be told: those that are buttons say it themselves, unless something is meant by them."""
    ballot = asked(scene.round)
    if taps_say_it_all(scene) and not any(meaning_of(ballot, one, scene.w) for one in ballot.options):
        return ()
    if ballot.method in LEVELS and not taps_say_it_all(scene):
        return ()
    return options_for(scene)


def _options(scene: Scene, listed: tuple[BallotOption, ...], room: int) -> tuple[Block, ...]:
    ballot = asked(scene.round)
    if not options_for(scene):
        return (Line(words(scene.w.n("vote.shuffled", len(ballot.options)))),)
    if not listed:
        return ()
    zone = zone_lines(scene)
    if zone:
        room -= sum(count_words(line.words.plain) for line in zone)
        most = min(_SHOWN, max(2, (room - 3) // count_words(label_said(scene, listed[0]))))
        shown = listed[:most]
    else:
        most = min(_SHOWN, max(3, room // 5))
        shown = listed[: most if len(listed) > most + 1 else len(listed)]
    each = max(3, (room - 4) // len(shown))
    rows = [_short(ballot, option, scene, each) for option in shown]
    if len(listed) > len(shown):
        rows.append(words(scene.w.n("ballot.and_more", len(listed) - len(shown))))
    return (Listing(tuple(rows)), *zone)


def _short(ballot: Ballot, option: BallotOption, scene: Scene, room: int) -> Words:
    label = option_words(scene, option)
    if option.moment is None:
        label = words(excerpt(label.plain, room, 80))
    left = room - count_words(label.plain)
    meaning = meaning_of(ballot, option, scene.w)
    if not meaning or left < 3:
        return label
    return Words((*label.in_bold.spans, Span(": "), *beginning(meaning, left, 120).spans))


def _standing(scene: Scene) -> tuple[Block, ...]:
    """What everybody may see. What one sees from one's own answer on is in one's own views."""
    return standing_blocks(scene) if scene.round.terms.shown is Shown.ALWAYS else ()


def _until(scene: Scene) -> tuple[Block, ...]:
    return (*reopened_lines(scene), *heard_blocks(scene), Line(words(sealed_said(scene))))
