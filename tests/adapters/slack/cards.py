"""Cards, forms and pages as presenters make them, and the same with every text as long as people can make it."""

from datetime import date

from adapters.cards import (
    Action,
    Bar,
    Block,
    Button,
    Buttons,
    Changes,
    ChoiceField,
    DateField,
    Divider,
    Facts,
    Form,
    Heading,
    Item,
    Line,
    Listing,
    ManyField,
    Option,
    Page,
    Paragraph,
    PersonalCard,
    Quote,
    Section,
    SharedCard,
    Span,
    TextField,
    Tone,
    Words,
    words,
)

ROUND = "0197f3a0-0000-7000-8000-000000000041"


def act(verb: str) -> Action:
    return Action(verb, ROUND, "2.1")


def consenting() -> SharedCard:
    return SharedCard(
        notification="OK to try? Pay parent partners $25 an hour, by Mon 5 pm",
        blocks=(
            Heading("OK to try? Pay parent partners $25 an hour"),
            Line(words("By Rosa Díaz · version 2 · step 3 of 3")),
            Item(
                words("Parent partners are paid $25 for each hour in meetings, and child care is covered."),
                Button("Read all", act("read_all"), spoken="Read all of Pay parent partners"),
            ),
            Paragraph(words("Is this good enough for now, and safe enough to try?", bold=True)),
            Buttons(
                (
                    Button("OK to try", act("consent")),
                    Button("OK, with a worry", act("concern")),
                    Button("I see a problem", act("objection")),
                    Button("More…", act("more")),
                )
            ),
            Bar("Heard 7 of 12", 7, 12),
            Line(
                Words(
                    (
                        Span("Parents 1 of 2, both needed · closes "),
                        Span("Mon 5 pm", bold=True),
                        Span(" · answers stay sealed until then"),
                    )
                )
            ),
        ),
    )


def testing() -> SharedCard:
    return SharedCard(
        notification="A problem to look at: Pay parent partners",
        blocks=(
            Heading("A problem to look at"),
            Quote(
                words("A paid hour counts as income. Two families could lose their aid."),
                "Tomás Reyes (school)",
            ),
            Listing((words("Fix it in version 3"), Words((Span("Ask "), Span("Lee", italic=True))))),
            Changes(
                (
                    Words(
                        (Span("Paid "), Span("$20", struck=True), Span("$25", bold=True), Span(" an hour."))
                    ),
                    words("Child care is covered."),
                )
            ),
            Divider(),
            Buttons((Button("Fix this first", act("fix_first")), Button("Try it anyway", act("try_anyway")))),
        ),
    )


def confirmation() -> PersonalCard:
    return PersonalCard(
        notification="Recorded: OK to try",
        blocks=(
            Heading("Recorded: OK to try"),
            Facts((("Version", "2"), ("Sealed until", "Mon 5 pm"))),
            Buttons(
                (
                    Button("Change my answer", act("answer")),
                    Button(
                        "Open in browser", act("open_round"), url="https://rondo.example.org/rounds/1?a=1&b=2"
                    ),
                )
            ),
        ),
    )


def answer_form() -> Form:
    return Form(
        title="Your answer",
        body=(
            Line(words("Pay parent partners $25 an hour · version 2")),
            ChoiceField(
                "kind",
                "How should this count?",
                (
                    Option("objection", "I see a problem", "Stop here until this is mended"),
                    Option("concern", "OK, with a worry", "Go ahead, and look at this in the review"),
                ),
                value="objection",
            ),
            TextField("words", "What problem do you see?", placeholder="Who could be hurt?", multiline=True),
            ManyField(
                "also", "Who shares it?", (Option("", "Nobody"), Option("lee", "Lee")), values=("lee",)
            ),
            DateField(
                "by",
                "By when?",
                value=date(2027, 2, 22),
                required=False,
                hint="No agreement without a review.",
            ),
        ),
        action=act("answer"),
        submit="Send",
        close="Back",
        carried={"kind": "objection"},
    )


def home() -> Page:
    propose = Button("Propose something", Action("propose"), tone=Tone.PRIMARY)
    return Page(
        title="Home",
        sections=(
            Section("", (Buttons((propose, Button("Help", Action("help")))),)),
            Section(
                "Waiting for you (1)",
                (
                    Item(
                        Words((Span("Pay parent partners", bold=True), Span("\nBy Mon 5 pm"))),
                        Button("Answer", act("more")),
                    ),
                ),
            ),
            Section("In force (14)", (Paragraph(words("Meet in the evening")),), folded=True),
        ),
    )


# --- as long as it gets -------------------------------------------------------------------------------------------


LONG = "A long word and *stars* <!channel> & 😀 " * 200


def every_block_at_its_longest(text: str = LONG, buttons: int = 4) -> tuple[Block, ...]:
    link = Span(text, url="https://example.org/" + "a" * 500)
    wordy = Words((Span(text), Span(text, bold=True), link, Span(text, struck=True)))
    button = Button(text, Action("v" * 100, "i" * 60, "9.9"), spoken=text, tone=Tone.DANGER)
    return (
        Heading(text),
        Paragraph(wordy),
        Line(wordy),
        Quote(words(text), text),
        Listing((wordy,) * 30),
        Facts(((text, text),) * 30),
        Bar(text, 7, 12),
        Item(wordy, button),
        Item(words(text), button),
        Buttons((button,) * buttons),
        Divider(),
        Changes((wordy,) * 5),
    )


def a_form_at_its_longest() -> Form:
    options = tuple(Option(f"{at}" + "v" * 200, LONG, LONG) for at in range(10))
    crowd = tuple(Option(str(at), LONG) for at in range(250))
    return Form(
        title=LONG,
        body=(
            *every_block_at_its_longest(buttons=30),
            TextField("a", LONG, LONG, LONG, LONG, multiline=True),
            ChoiceField("b", LONG, options, options[3].value, LONG),
            ManyField("c", LONG, options, (options[1].value, options[2].value), LONG),
            ChoiceField("d", LONG, crowd, "249", LONG),
            ManyField("e", LONG, crowd, ("7", "8"), LONG),
            DateField("f", LONG, date(2027, 1, 1), LONG),
        ),
        action=act("answer"),
        submit=LONG,
        close=LONG,
        carried={"words": 'with "quotes"\n' * 140},
        errors={"": LONG, "a": LONG},
    )
