"""People in a browser, for journeys: they press a button by its words and fill a field by its label.

``WebPerson`` goes through HTTP as a browser without JavaScript does: it posts exactly what the page's forms hold.
``BrowserPerson`` does the same in a real browser. Both are used alike::

    ana = await WebPerson.sample(client, "Ana")
    await ana.press("Answer", near="Pay parent partners")
    await ana.press("I see a problem")
    await ana.fill("What could go wrong?", "Snow days")
    await ana.press("Send")
    assert ana.sees("We have your answer")
"""

from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
from playwright.async_api import Locator, Page

from tests.support.html import Node, parse

MAX_REDIRECTS = 5


class Person(Protocol):
    """What both can do."""

    async def open(self, address: str) -> None: ...

    async def press(self, words: str, *, near: str = "") -> None:
        """Press the button or follow the link of this name; ``near`` is text in the same row or part of the page."""
        ...

    async def fill(self, label: str, value: str) -> None: ...

    async def choose(self, label: str, *options: str) -> None:
        """Choose in a field: one radio button or menu entry, or exactly these check boxes."""
        ...


class WebPerson:
    """One person's window. Give each person a client of their own (its cookies are the browser's)."""

    def __init__(self, client: httpx.AsyncClient, name: str = "") -> None:
        self.client = client
        self.name = name
        self.address = "/"
        self.status = 0
        self.page = parse("")
        self.html = ""
        self._typed: dict[int, list[str]] = {}

    @classmethod
    async def sample(cls, client: httpx.AsyncClient, name: str) -> "WebPerson":
        """A member of the sample network, chosen by name on the front page."""
        person = cls(client, name)
        await person.open("/")
        await person.press(name)
        return person

    @classmethod
    async def by_link(cls, client: httpx.AsyncClient, link: str) -> "WebPerson":
        """Whoever a link (an invitation, or one's own) is for."""
        person = cls(client)
        await person.open(link)
        return person

    # --- doing ------------------------------------------------------------------------------------------------

    async def open(self, address: str) -> None:
        await self._go("GET", address)

    async def reload(self) -> None:
        await self.open(self.address)

    async def press(self, words: str, *, near: str = "") -> None:
        node = self._one(words, near)
        if node.tag == "a":
            await self.open(urljoin(self.address, node.attributes["href"]))
            return
        form = self._form_of(node)
        pairs = self._pairs(form)
        if "name" in node.attributes:
            pairs.append((node.attributes["name"], node.attributes.get("value", "")))
        await self._go("POST", form.attributes.get("action", self.address), urlencode(pairs))

    async def fill(self, label: str, value: str) -> None:
        self._typed[id(self._field(label))] = [value]

    async def choose(self, label: str, *options: str) -> None:
        legend = next((each for each in self.page.find("legend") if _same(each.text, label)), None)
        if legend is None:
            menu = self._field(label)
            found = [each for each in menu.find("option") if each.text in options]
            assert len(found) == len(options), f"{label!r} has no {options}"
            self._typed[id(menu)] = [each.attributes["value"] for each in found]
            return
        group = legend.above("fieldset")
        assert group is not None
        for box in group.find("input"):
            around = box.above("label")
            if around is not None:
                on = any(around.text == each or around.text.startswith(f"{each} ") for each in options)
                self._typed[id(box)] = [box.attributes["value"]] if on else []

    # --- looking ----------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """Everything in the page's main part."""
        return self.page.find("main")[0].text if self.page.find("main") else self.page.text

    @property
    def title(self) -> str:
        return self.page.find("h1")[0].text

    def sees(self, words: str) -> bool:
        return " ".join(words.split()) in self.text

    @property
    def buttons(self) -> list[str]:
        """The names of everything that can be pressed in the main part, in order."""
        return [node.name for node in self.page.find("main")[0].find("a", "button")]

    @property
    def errors(self) -> list[str]:
        return [node.text for node in self.page.find("p", **{"class": "error"})]

    def value(self, label: str) -> str:
        """What a field holds."""
        node = self._field(label)
        return node.raw.removeprefix("\n") if node.tag == "textarea" else node.attributes.get("value", "")

    # --- inside -----------------------------------------------------------------------------------------------

    async def _go(self, method: str, address: str, body: str = "") -> None:
        headers = {}
        if method == "POST":
            base = self.client.base_url
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"{base.scheme}://{base.netloc.decode()}",
            }
        response = await self.client.request(method, address, content=body.encode(), headers=headers)
        for _ in range(MAX_REDIRECTS):
            if response.status_code != 303:
                break
            address = urljoin(address, response.headers["location"])
            response = await self.client.get(address.split("#")[0])
        assert response.status_code != 303, "It leads round in circles."
        assert response.status_code < 500, f"{method} {address}: {response.status_code}"
        parts = urlsplit(address)
        self.address = parts.path + (f"?{parts.query}" if parts.query else "")
        self.status, self.html = response.status_code, response.text
        self.page = parse(self.html)
        self._typed = {}

    def _one(self, words: str, near: str) -> Node:
        nodes = self.page.find("a", "button")
        named = [node for node in nodes if _same(node.name, words) or _same(_label(node), words)]
        named = named or [node for node in nodes if node.name.startswith(words)]
        if near:
            named = [node for node in named if near in _around(node)] or [
                node for node in named if near in _around(node, "section")
            ]
        assert named, (
            f"There is no {words!r}{f' near {near!r}' if near else ''} among {[n.name for n in nodes]}"
        )
        same = {tuple(sorted(node.attributes.items())) for node in named}
        assert len(same) == 1, f"There are {len(same)} of {words!r}: say which, with near="
        return named[0]

    def _form_of(self, node: Node) -> Node:
        form = (
            self.page.find("form", id=node.attributes["form"])[0]
            if "form" in node.attributes
            else node.above("form")
        )
        assert form is not None, f"{node.name!r} is in no form"
        return form

    def _pairs(self, form: Node) -> list[tuple[str, str]]:
        """What a browser would send of a form, without its buttons."""
        pairs: list[tuple[str, str]] = []
        for node in form.find("input", "textarea", "select"):
            name = node.attributes.get("name")
            if name:
                values = self._typed.get(id(node))
                pairs += [(name, value) for value in (_held(node) if values is None else values)]
        return pairs

    def _field(self, label: str) -> Node:
        for node in self.page.find("label"):
            wanted = node.attributes.get("for")
            if wanted and _same(node.text, label):
                return self.page.find(id=wanted)[0]
        raise AssertionError(
            f"No field is called {label!r}: {[n.text for n in self.page.find('label', 'legend')]}"
        )


def _same(text: str, wanted: str) -> bool:
    """The same words, but for what stands in brackets after them (that a field may be left out)."""
    return text == wanted or text.startswith(f"{wanted} (")


def _label(node: Node) -> str:
    """The words that are seen on a button, or the strong ones of a link that is a whole card."""
    strong = node.find("strong")
    return (
        strong[0].text
        if strong
        else " ".join("".join(child if isinstance(child, str) else "" for child in node.children).split())
    )


def _around(node: Node, *tags: str) -> str:
    around = node.above(*(tags or ("li",)))
    return around.text if around is not None else ""


def _held(node: Node) -> list[str]:
    if node.tag == "textarea":
        return [node.raw.removeprefix("\n")]
    if node.tag == "select":
        chosen = [each for each in node.find("option") if "selected" in each.attributes] or node.find(
            "option"
        )[:1]
        return [each.attributes.get("value", each.text) for each in chosen]
    if node.attributes.get("type") in {"radio", "checkbox"}:
        return [node.attributes.get("value", "on")] if "checked" in node.attributes else []
    return [node.attributes.get("value", "")]


class BrowserPerson:
    """One person at a real browser's window."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    async def open(self, address: str) -> None:
        await self.page.goto(urljoin(self.base, address))

    async def press(self, words: str, *, near: str = "") -> None:
        await self._one(words, near).click()

    async def fill(self, label: str, value: str) -> None:
        await self.page.get_by_label(label).fill(value)

    async def choose(self, label: str, *options: str) -> None:
        group = self.page.get_by_role("group", name=label)
        if not await group.count():
            await self.page.get_by_label(label).select_option(label=list(options))
            return
        for box in await group.get_by_role("checkbox").all():
            await box.uncheck()
        for option in options:
            await group.get_by_label(option).check()

    async def sees(self, words: str) -> None:
        """Waits until it is there."""
        await self.page.get_by_text(words).first.wait_for()

    def _one(self, words: str, near: str) -> Locator:
        where = (
            self.page.locator("li, section").filter(has_text=near).last if near else self.page.locator("body")
        )
        button = where.get_by_role("button", name=words, exact=True)
        return button.or_(where.get_by_role("link", name=words, exact=True)).first
