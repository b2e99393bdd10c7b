"""Just enough of a page to use it as a person without JavaScript would: find by words, read, fill."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset(
    {"area", "base", "br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "source"}
)
IN_LINE: Final = frozenset({"bdi", "em", "s", "strong"})


@dataclass(eq=False)
class Node:
    """An element. ``children`` are elements and texts in order."""

    tag: str
    attributes: dict[str, str]
    parent: "Node | None" = None
    children: list["Node | str"] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        """Every element below, in the page's order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.all()

    def find(self, *tags: str, **attributes: str) -> list["Node"]:
        return [
            node
            for node in self.all()
            if (not tags or node.tag in tags)
            and all(node.attributes.get(name) == value for name, value in attributes.items())
        ]

    def above(self, *tags: str) -> "Node | None":
        """The nearest element around this one that is one of these."""
        node = self.parent
        while node is not None and node.tag not in tags:
            node = node.parent
        return node

    @property
    def raw(self) -> str:
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """What stands there, with runs of white space as one; between elements there is some, unless they are words of a line."""
        return " ".join("".join(_apart(child) for child in self.children).split())

    @property
    def name(self) -> str:
        """What it is called: what a screen reader says."""
        return self.attributes.get("aria-label") or " ".join(self.raw.split())


def _apart(child: Node | str) -> str:
    if isinstance(child, str):
        return child
    return child.raw if child.tag in IN_LINE else f" {child.text} "


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root", {})
        self.at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Node(tag, {name: value or "" for name, value in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def parse(html: str) -> Node:
    """The page as a tree. Fails on tags that do not nest."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.at is builder.root, f"<{builder.at.tag}> is not closed"
    return builder.root
