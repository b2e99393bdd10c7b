"""What a presenter might show: one of each page, form and card, at a believable size."""

from datetime import date
from typing import Final
from uuid import UUID

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
    Span,
    TextField,
    Tone,
    Words,
    words,
)

ROUND: Final = UUID("019f0000-0000-7000-8000-000000000041")
CIRCLE: Final = UUID("019f0000-0000-7000-8000-000000000042")
AGREEMENT: Final = UUID("019f0000-0000-7000-8000-000000000043")
MARKUP: Final = "<script>alert('x')</script> & \"quotes\" <b>bold</b> \u202eright to left"


def press(label: str, verb: str, about: UUID = ROUND, tone: Tone = Tone.PLAIN) -> Button:
    return Button(label, Action(verb, str(about), "2.1"), tone)


def a_page_of(*blocks: Block) -> Page:
    """The round's page with these blocks only, which is live."""
    return Page("A page", (Section("", blocks, anchor="ask"),), live=(f"round:{ROUND}",))


def round_page(text: str = "Parent partners are paid $25 for each hour.", heard: int = 9) -> Page:
    ask = Section(
        "Is it OK to try until we look again?",
        (
            Paragraph(words(text)),
            Quote(
                words(
                    "Parents get paid for their time. Sitters are paid too.\nThe hub pays within two weeks."
                ),
                "Rosa Díaz",
            ),
            Buttons(
                (
                    press("OK to try", "consent"),
                    press("OK, with a worry", "concern"),
                    press("I see a problem", "objection"),
                    press("More…", "more"),
                )
            ),
            Bar(f"{heard} of 15 heard · parents 1 of 2, both needed", heard, 15),
            Line(words("Closes Thursday 8 pm, in 2 days. Talk in the thread is talk; buttons are answers.")),
        ),
        anchor="ask",
    )
    said = Section(
        "What was said",
        (
            Item(
                Words((Span("Bo", bold=True), Span(" asks: who pays the sitters?"))),
                press("Answer", "answer_question"),
            ),
            Item(Words((Span("Cy", bold=True), Span(": it is about time.")))),
            Item(words(MARKUP)),
        ),
    )
    changed = Section(
        "What changed in version 2",
        (
            Changes(
                (
                    Words(
                        (
                            Span("Parent partners are paid "),
                            Span("$20", struck=True),
                            Span("$25", bold=True),
                            Span(" an hour."),
                        )
                    ),
                    words("The fund at Family Hub pays within two weeks."),
                )
            ),
        ),
        folded=True,
    )
    facts = Section(
        "The whole proposal",
        (
            Facts(
                (
                    ("What we want", "Parents who lead are paid like everyone else."),
                    ("How we will know", "Half of our meetings have two parents or more."),
                    ("We look again", "February 22"),
                    ("Who it affects", "Parent partners, Family Hub"),
                )
            ),
            Divider(),
            Listing(
                (
                    words("Written by Rosa Díaz"),
                    Words((Span("In the "), Span("parents' circle", url=f"/circles/{CIRCLE}"))),
                )
            ),
            Heading("The path"),
            Line(words("About 12 days, two asks of you.")),
        ),
        folded=True,
        anchor="proposal",
    )
    return Page(
        "Pay parent partners $25 an hour",
        (ask, said, changed, facts),
        live=(f"round:{ROUND}",),
        crumbs=(("Home", Action("home")), ("Early Years circle", Action("open_circle", str(CIRCLE)))),
    )


def home_page() -> Page:
    waiting = Section(
        "Waiting for you",
        (
            Item(
                Words(
                    (
                        Span("Pay parent partners $25 an hour", bold=True),
                        Span("\nIs it OK to try? Closes Thursday 8 pm"),
                    )
                ),
                Button(
                    "Answer",
                    Action("open_round", str(ROUND)),
                    Tone.PRIMARY,
                    spoken="Answer: Pay parent partners",
                ),
            ),
            Item(
                Words((Span("Meet on Saturdays", bold=True), Span("\nAnything unclear?"))),
                Button("Look", Action("open_round", str(ROUND)), spoken="Meet on Saturdays"),
            ),
        ),
    )
    propose = Section(
        "", (Buttons((press("Propose something", "propose", CIRCLE, Tone.PRIMARY), press("Help", "help"))),)
    )
    forced = Section(
        "In force",
        (
            Item(
                words("Snacks at every meeting"),
                Button("Open", Action("open_agreement", str(AGREEMENT)), spoken="Snacks"),
            ),
            Item(
                words("Two parents on every panel"),
                Button("Open", Action("open_agreement", str(AGREEMENT)), spoken="Panels"),
            ),
        ),
        folded=True,
    )
    return Page("Good morning, Ana", (waiting, propose, forced), live=(f"circle:{CIRCLE}",))


def circle_page() -> Page:
    people = tuple(
        Item(words(f"{name} · Family Hub · parent partner")) for name in ("Ana", "Bo", "Cy Núñez", "Dee")
    )
    rounds = Section(
        "Rounds", (Item(words("Pay parent partners"), Button("Open", Action("open_round", str(ROUND)))),)
    )
    return Page(
        "Early Years circle",
        (rounds, Section("People", people), Section("Agreements", (Line(words("None yet.")),))),
        live=(f"circle:{CIRCLE}",),
        crumbs=(("Home", Action("home")),),
    )


def agreement_page() -> Page:
    now = (
        Paragraph(words("In force. We look again on February 22.", bold=True)),
        Buttons(
            (
                press("Add who does what", "who_does_what", AGREEMENT, Tone.PRIMARY),
                press("This isn't working", "not_working"),
            )
        ),
    )
    return Page(
        "Snacks at every meeting",
        (Section("", now), Section("Worries we watch", (Quote(words(MARKUP), "a parent"),))),
    )


def help_page() -> Page:
    return Page(
        "How it works",
        (Section("Three answers", (Listing((words("OK to try"), words("OK, with a worry"))),)),),
    )


def answer_form(errors: dict[str, str] | None = None, typed: str = "") -> Form:
    kinds = (
        Option("concern", "OK, with a worry", "It goes on, and the worry is kept for the review."),
        Option("objection", "I see a problem", "A harm, a risk, or a clearly better way."),
    )
    return Form(
        "I see a problem",
        (
            Paragraph(words("One line is enough. The facilitator will offer to help.")),
            ChoiceField("kind", "My answer", kinds, "objection"),
            TextField("words", "What could go wrong?", typed, "For whom, and how?", multiline=True),
            TextField("fix", "A way to fix it", "", placeholder="Start with one month", required=False),
            ManyField("tell", "Who should hear of it?", (Option("bo", "Bo"), Option("cy", "Cy")), ("bo",)),
            DateField("by", "By when?", date(2027, 2, 22), required=False),
            ChoiceField(
                "who",
                "Who could help?",
                tuple(Option(str(n), f"Person {n}") for n in range(12)),
                required=False,
            ),
            ManyField("all", "Anyone else?", tuple(Option(str(n), f"Member {n}") for n in range(12))),
        ),
        Action("answer", str(ROUND), "2.1"),
        submit="Send",
        carried={"kind": "objection"},
        errors=errors or {},
    )


def confirmation(text: str = "We have your answer: OK to try.") -> PersonalCard:
    blocks = (Paragraph(words(text)), Buttons((press("Change my answer", "answer"),)))
    return PersonalCard("Your answer is in", blocks)
