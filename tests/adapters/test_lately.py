"""What may be a moment old is read once in a moment, and at once when more is known."""

from dataclasses import dataclass, field

from adapters.lately import A_MOMENT, MOST, Lately


@dataclass
class Book:
    """Counts how often it is read, at a time that only the test moves."""

    seconds: float = 0.0
    read: list[str] = field(default_factory=list)

    async def page(self, name: str) -> str:
        self.read.append(name)
        return f"{name} {len(self.read)}"

    def lately(self) -> Lately[str, str]:
        return Lately(self.page, now=lambda: self.seconds)


async def test_within_a_moment_it_is_read_once() -> None:
    book = Book()
    lately = book.lately()
    assert [await lately.get("a"), await lately.get("b"), await lately.get("a")] == ["a 1", "b 2", "a 1"]


async def test_after_a_moment_it_is_read_again() -> None:
    book = Book()
    lately = book.lately()
    await lately.get("a")
    book.seconds += A_MOMENT
    assert await lately.get("a") == "a 2"


async def test_what_does_not_fit_is_read_at_once_and_kept_instead() -> None:
    book = Book()
    lately = book.lately()
    await lately.get("a")
    assert await lately.get("a", lambda found: found != "a 1") == "a 2"
    assert await lately.get("a") == "a 2"


async def test_it_keeps_no_more_than_it_says() -> None:
    book = Book()
    lately = book.lately()
    for number in range(MOST + 1):
        await lately.get(str(number))
    await lately.get("0")
    assert book.read.count("0") == 2
