"""The first minutes: hello, how it works, and a practice round that leaves nothing behind."""

from collections.abc import Mapping
from typing import Final

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    Field,
    Form,
    Heading,
    Line,
    Listing,
    Option,
    Page,
    Paragraph,
    PersonalCard,
    Quote,
    Section,
    TextField,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present.excerpts import shortly
from adapters.present.forms import errors, text_field, typed
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.rounds.answers import Kind

SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "daily": ("home", "commit", "commitments"),
    "decide": ("propose", "vote"),
    "circle": ("circle", "roles", "memorandums", "digest"),
    "you": ("reminders", "settings", "web", "account"),
}
"""The words that a chat understands, by what they are for; first what one does most."""
_START = ("help.start_1", "help.start_2", "help.start_3")
_IDEAS = ("help.propose", "help.questions", "help.answers", "help.problems", "help.review")
_HERE = ("help.here_home", "help.here_commit", "help.here_circle", "help.here_mous", "help.here_settings")


def welcome(record: None, reader: Reader, screen: Screen) -> PersonalCard:
    """To who installed it."""
    w = reader.copy
    hello = w("welcome.hello", name=reader.name)
    return PersonalCard(
        hello,
        (
            Paragraph(words(hello, bold=True)),
            Paragraph(words(w("welcome.how"))),
            Buttons(
                (
                    Button(w("button.try_it"), Action(Verb.TRY_IT), Tone.PRIMARY),
                    start_button(reader),
                    Button(w("button.help"), Action(Verb.HELP)),
                )
            ),
            Line(words(w("welcome.where"))),
        ),
    )


def help_page(record: None, reader: Reader, screen: Screen) -> Page:
    """In the browser, where many came by a link and have no chat: it speaks of what is here."""
    w = reader.copy
    crumbs = ((w("home.crumb"), Action(Verb.HOME)),)
    sections = (
        Section("", (Paragraph(words(w("welcome.how"))), *_buttons(reader))),
        Section(w("help.here"), (Listing(tuple(w.rich(key) for key in _HERE)),)),
        Section(w("help.steps"), (_steps(reader),)),
        Section(w("help.words"), (_answers(reader),)),
    )
    return Page(w("help.title"), sections, crumbs=crumbs)


def help_card(record: None, reader: Reader, screen: Screen) -> PersonalCard:
    """For a chat: the words that it understands. What somebody typed and was not understood is said back, and no more."""
    if typed(screen, "typed"):
        return _not_understood(reader, screen)
    if typed(screen, "start"):
        return _start_in_channel(reader)
    if typed(screen, "how"):
        return _how_it_works(reader)
    w = reader.copy
    blocks: list[Block] = [Paragraph(words(w("help.say"), bold=True))]
    for group, said in SAID.items():
        blocks.append(Line(words(w(f"help.for_{group}"))))
        blocks.append(Listing(tuple(w.rich(f"help.say_{word}") for word in said)))
    how = Button(w("button.how_it_works"), Action(Verb.HOW_IT_WORKS))
    home = Button(w("button.home"), Action(Verb.HOME))
    return PersonalCard(w("help.say"), (*blocks, Buttons((_try_it(reader), how, home))))


def _not_understood(reader: Reader, screen: Screen) -> PersonalCard:
    """With the word that was meant, where one is close."""
    w, wrote, meant = reader.copy, typed(screen, "typed"), typed(screen, "meant")
    buttons = [Button(w("button.help"), Action(Verb.HELP)), Button(w("button.home"), Action(Verb.HOME))]
    said = w("help.not_understood", typed=cut(wrote, 80))
    blocks: list[Block] = [Paragraph(words(said))]
    if meant:
        rest = wrote.partition(" ")[2]
        blocks.append(Paragraph(w.rich("help.meant", said=cut(f"{meant} {rest}".strip(), 80))))
    return PersonalCard(said, (*blocks, Buttons(tuple(buttons))))


def _how_it_works(reader: Reader) -> PersonalCard:
    w = reader.copy
    start = start_button(reader)
    more = Paragraph(words(w("help.start_how")))
    title = w("help.title")
    how = Paragraph(words(w("welcome.how")))
    return PersonalCard(title, (Heading(title), how, _steps(reader), more, Buttons((_try_it(reader), start))))


def _start_in_channel(reader: Reader) -> PersonalCard:
    w = reader.copy
    steps = Listing(tuple(w.rich(key) for key in _START))
    helps = Buttons((Button(w("button.help"), Action(Verb.HELP)),))
    return PersonalCard(w("help.start"), (Heading(w("help.start")), steps, helps))


def _buttons(reader: Reader) -> tuple[Buttons, Buttons]:
    """What to begin with, and the way on."""
    w = reader.copy
    begins = (
        _try_it(reader),
        Button(w("button.propose"), Action(Verb.PROPOSE)),
        Button(w("button.ask_the_group"), Action(Verb.BALLOT)),
    )
    leads = (
        Button(w("button.home"), Action(Verb.HOME)),
        Button(w("button.add_account"), Action(Verb.ADD_ACCOUNT)),
    )
    return Buttons(begins), Buttons(leads)


def start_button(reader: Reader) -> Button:
    """Shows how a circle is begun."""
    return Button(reader.copy("button.start_in_channel"), Action(Verb.START_IN_CHANNEL))


def _try_it(reader: Reader) -> Button:
    return Button(reader.copy("button.try_it"), Action(Verb.TRY_IT), Tone.PRIMARY)


def _steps(reader: Reader) -> Listing:
    return Listing(tuple(reader.copy.rich(key) for key in _IDEAS))


def _answers(reader: Reader) -> Listing:
    keys = ("explain.consent", "explain.concern", "explain.objection")
    return Listing(tuple(reader.copy.rich(key) for key in keys))


# --- the practice round -------------------------------------------------------------------------------------


def try_it(record: None, reader: Reader, screen: Screen) -> Form:
    """Four small pages. Everything travels with the form, and nothing of it is kept anywhere."""
    w = reader.copy
    page = typed(screen, "page", "1")
    title = cut(typed(screen, "title") or w("try.title_example"), MAX_TITLE)
    pages = {"1": _propose, "2": _answer, "3": _fix}
    body = pages[page](reader, screen, title) if page in pages else _agreed(reader, screen, title)
    return Form(
        w("try.title"),
        (Line(words(w("try.practice"))), *body),
        Action(Verb.TRY_IT),
        submit=w("propose.next") if page in pages else None,
        close=w("form.close"),
        carried={name: value[:300] for name, value in screen.carried.items()} | {"page": page},
        errors=errors(screen, reader),
    )


def _propose(reader: Reader, screen: Screen, title: str) -> tuple[Block | Field, ...]:
    w = reader.copy
    field = TextField("title", w("propose.line"), title, w("try.title_hint"), max_length=MAX_TITLE)
    return (Paragraph(words(w("try.you_propose"))), field)


def _answer(reader: Reader, screen: Screen, title: str) -> tuple[Block | Field, ...]:
    w = reader.copy
    options = tuple(
        Option(str(kind), w(f"answer.{kind}"), w(f"answer.{kind}_means"))
        for kind in (Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION)
    )
    return (
        Heading(w("card.consenting", title=title)),
        Paragraph(words(w("try.everyone_answers"))),
        ChoiceField("kind", w("answer.kind"), options, typed(screen, "kind")),
    )


def _fix(reader: Reader, screen: Screen, title: str) -> tuple[Block | Field, ...]:
    w = reader.copy
    return (
        Heading(w("card.integrating", title=title)),
        Paragraph(words(w("try.somebody_sees"))),
        Quote(words(w("try.problem")), w("try.problem_by")),
        text_field("fix", w("try.your_fix"), screen, placeholder=w("fix.text_hint")),
    )


def _agreed(reader: Reader, screen: Screen, title: str) -> tuple[Block | Field, ...]:
    w = reader.copy
    fix = typed(screen, "fix")
    said: tuple[Block, ...] = (Quote(shortly(fix, 280), w("changes.you_said")),) if fix else ()
    return (
        Heading(w("end.agreed", title=title)),
        Paragraph(words(w("try.agreed"))),
        *said,
        Paragraph(words(w("try.leaves_nothing"))),
        Buttons((Button(w("button.propose"), Action(Verb.PROPOSE), Tone.PRIMARY),)),
    )
