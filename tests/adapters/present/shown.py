"""A view as plain text, as somebody reads it from the top: for snapshots and for checking words."""

from collections.abc import Iterator

from adapters.cards import (
    Bar,
    Block,
    Breakdown,
    Button,
    Buttons,
    Changes,
    Chart,
    ChoiceField,
    DateField,
    Divider,
    Facts,
    Field,
    Form,
    Heading,
    Item,
    Line,
    LinkMap,
    Listing,
    ManyField,
    MarksField,
    Page,
    Paragraph,
    Plot,
    Quote,
    Steps,
    Switch,
    TextField,
    View,
)


def parts_of(view: View) -> tuple[Block | Field, ...]:
    if isinstance(view, Form):
        return view.body
    if isinstance(view, Page):
        return tuple(block for section in view.sections for block in section.blocks)
    return view.blocks


def buttons_of(view: View) -> Iterator[Button]:
    for part in parts_of(view):
        if isinstance(part, Buttons):
            yield from part.buttons
        elif isinstance(part, Item) and part.button is not None:
            yield part.button


def lines_of(part: Block | Field) -> Iterator[str]:
    """What is read of a part, a line each; quotes are left out: they are people's own."""
    match part:
        case Heading(text):
            yield text
        case Paragraph(said) | Line(said) | Item(said):
            yield said.plain
        case Listing(items):
            yield from (item.plain for item in items)
        case Bar():
            yield part.words
        case Switch():
            yield part.label
            yield from (button.label for button in part.buttons)
        case Facts(rows):
            yield from (f"{label} {value}" for label, value in rows)
        case Changes(paragraphs):
            yield from (paragraph.plain for paragraph in paragraphs)
        case Chart() | Steps() | LinkMap() | Breakdown() | Plot():
            yield part.title
            yield from _lines_of_picture(part)
        case _:
            yield from _lines_of_field(part)


def _lines_of_picture(part: Chart | Steps | LinkMap | Breakdown | Plot) -> Iterator[str]:
    match part:
        case Chart():
            yield from (f"{bar.named.plain} {bar.words}" for bar in part.bars)
        case Steps():
            yield from (f"{step.title} {step.happened}" for step in part.steps)
        case LinkMap():
            for link in part.links:
                yield f"{part.names[link.one]} – {part.names[link.other]}: {' / '.join(link.by)}"
        case Breakdown():
            yield from (f"{one.title} {one.said}: {' · '.join(one.held)}" for one in part.parts)
        case Plot():
            yield from (f"{point.label}: {_counted(part, point.counts)}" for point in part.points)


def _counted(plot: Plot, counts: tuple[int, ...]) -> str:
    return " · ".join(f"{name} {count}" for name, count in zip(plot.series, counts, strict=True))


def _lines_of_field(part: Block | Field) -> Iterator[str]:
    match part:
        case TextField() | DateField():
            yield part.label
            yield part.hint
        case ChoiceField() | ManyField():
            yield part.label
            yield part.hint
            for option in part.options:
                yield option.label
                yield option.description
        case MarksField():
            yield part.label
            yield part.hint
            for option in (*part.rows, *part.scale):
                yield option.label
                yield option.description
        case _:
            return


def text_of(view: View) -> str:
    return "\n".join(line for part in parts_of(view) for line in lines_of(part) if line)


def snapshot(view: View) -> str:
    """Readable: headings in capitals, quotes with a bar, buttons in brackets."""
    out = [f"({view.notification})"] if not isinstance(view, Form | Page) else [f"== {view.title} =="]
    if isinstance(view, Page):
        for section in view.sections:
            out.append(f"## {section.heading}" if section.heading else "##")
            out += [_drawn(block) for block in section.blocks]
    else:
        out += [_drawn(part) for part in parts_of(view)]
    if isinstance(view, Form) and view.submit:
        out.append(f"<{view.submit}> <{view.close}>")
    return "\n".join(out) + "\n"


def _drawn(part: Block | Field) -> str:
    match part:
        case Heading(text):
            return f"# {text}"
        case Quote(said, by):
            return f"| {said.plain}\n| – {by}" if by else f"| {said.plain}"
        case Listing(items):
            return "\n".join(f"- {item.plain}" for item in items)
        case Buttons(buttons):
            return " ".join(f"[{button.label}]" for button in buttons)
        case Item(said, button):
            return said.plain + (f" [{button.label}]" if button else "")
        case Switch(label, buttons, chosen):
            each = (_option(button.label, n == chosen) for n, button in enumerate(buttons))
            return f"{label}: {' / '.join(each)}"
        case Bar():
            return f"{part.words} {part.part}/{part.whole}"
        case Divider():
            return "---"
        case Changes(paragraphs):
            return "\n".join("".join(_marked(s.text, s.struck, s.bold) for s in p.spans) for p in paragraphs)
        case _:
            return _drawn_field(part)


def _drawn_field(part: Block | Field) -> str:
    match part:
        case TextField():
            return f"{part.label} ____{part.value}"
        case ChoiceField():
            return f"{part.label} " + " / ".join(
                _option(o.label, o.value == part.value) for o in part.options
            )
        case ManyField():
            return f"{part.label} " + " / ".join(
                _option(o.label, o.value in part.values) for o in part.options
            )
        case MarksField():
            named = {mark.value: mark.label for mark in part.scale}
            rows = (f"{row.label} {_mark(named.get(part.values.get(row.value, '')))}" for row in part.rows)
            return "\n".join((part.label, *rows))
        case _:
            return "\n".join(lines_of(part))


def _mark(label: str | None) -> str:
    return f"({label})" if label else "( )"


def _option(label: str, chosen: bool) -> str:
    return f"({label})" if chosen else label


def _marked(text: str, struck: bool, bold: bool) -> str:
    return f"-{text}-" if struck else f"+{text}+" if bold else text
