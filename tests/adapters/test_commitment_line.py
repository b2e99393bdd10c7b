"""A commitment in one line, or in a message: what, by when and who are found, and nothing of it is lost."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.commitment_line import InWords, commitment_in_words, from_message, named_in
from adapters.days_in_text import day_at_end, days_in
from decisions.commitments.commitment import WHAT_LIMIT

TODAY = date(2026, 11, 30)
LEE, ANA = "U1", "U2"
BOTH = {LEE: "Lee", ANA: "Ana Ruiz"}


def of_message(text: str, mentions: dict[str, str] | None = None, locale: str = "en") -> InWords:
    return from_message(text, mentions or {}, "author", locale=locale, today=TODAY)


# --- in one line ----------------------------------------------------------------------------------------------

LINES = {
    "check the aid rules by next Friday": ("check the aid rules", "next Friday"),
    "check the aid rules next Friday": ("check the aid rules", "next Friday"),
    "check the aid rules by Friday at 5pm": ("check the aid rules", "Friday at 5pm"),
    "check the aid rules by Friday!": ("check the aid rules", "Friday"),
    "check the aid rules, by the end of the month.": ("check the aid rules", "the end of the month"),
    "check the aid rules before March 3rd": ("check the aid rules", "March 3rd"),
    "check the aid rules by Mon. Dec. 7": ("check the aid rules", "Mon. Dec. 7"),
    "check the aid rules by 3/12": ("check the aid rules", "3/12"),
    "check the aid rules by 2026-12-03": ("check the aid rules", "2026-12-03"),
    "check the aid rules in two weeks": ("check the aid rules", "in two weeks"),
    "check the aid rules within the next ten days": ("check the aid rules", "within the next ten days"),
    "call the school on the 3rd": ("call the school", "the 3rd"),
    "bring cakes for Monday": ("bring cakes", "Monday"),
    "call the school tomorrow": ("call the school", "tomorrow"),
    "by Friday: check the aid rules": ("check the aid rules", "Friday"),
    "By Friday check the aid rules": ("check the aid rules", "Friday"),
    "Friday, check the aid rules": ("check the aid rules", "Friday"),
    '"check the aid rules" by Friday': ("check the aid rules", "Friday"),
    "“check the aid rules” by Friday": ("check the aid rules", "Friday"),
    '"check by Friday whether it rains" by Monday': ("check by Friday whether it rains", "Monday"),
    "say “yes” to them by Friday": ("say “yes” to them", "Friday"),
    "revisar las reglas para el viernes": ("revisar las reglas", "el viernes"),
    "revisar las reglas el viernes que viene": ("revisar las reglas", "el viernes que viene"),
    "revisar las reglas a más tardar el 3 de marzo": ("revisar las reglas", "el 3 de marzo"),
    "revisar las reglas antes del viernes": ("revisar las reglas", "viernes"),
    "revisar las reglas antes del 15": ("revisar las reglas", "antes del 15"),
    "llamar a la escuela el 15": ("llamar a la escuela", "el 15"),
    "entregar el informe a fin de mes": ("entregar el informe", "a fin de mes"),
    "entregar el informe en dos semanas": ("entregar el informe", "en dos semanas"),
    "entregar el informe dentro de 10 días": ("entregar el informe", "dentro de 10 días"),
    "mandar la lista pasado mañana": ("mandar la lista", "pasado mañana"),
    "para el viernes, revisar las reglas": ("revisar las reglas", "el viernes"),
    "«revisar las reglas» para el viernes": ("revisar las reglas", "el viernes"),
    "Friday": ("", "Friday"),
}
WITHOUT_A_DAY = (
    "check the aid rules",
    "watch the children for two weeks",
    "cuidar a los niños durante dos semanas",
    "plan the end of the month report",
    "paint the 2nd floor",
    "write about the sun",
    "print 15",
    "be there 24/7",
    "check the aid rules by Smarch 3",
    "say what she said yesterday",
    "preparar la comida para los niños",
    "",
)


@pytest.mark.parametrize(("line", "found"), LINES.items())
def test_what_and_by_when(line: str, found: tuple[str, str]) -> None:
    said = commitment_in_words(line)
    assert (said.what, said.by_when, said.who) == (*found, ())


@pytest.mark.parametrize("line", WITHOUT_A_DAY)
def test_what_is_no_day_stays_part_of_what(line: str) -> None:
    assert commitment_in_words(line) == InWords(line)


@pytest.mark.parametrize(
    "day", ["31 February", "Monday 3 March 2027", "3 March 2020", "3 March 2040", "30 de febrero"]
)
def test_a_day_that_will_be_refused_is_still_the_day(day: str) -> None:
    assert commitment_in_words(f"check the rules by {day}") == InWords("check the rules", day)


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("@Lee check the rules by Friday", ("Lee",)),
        ("@Lee: check the rules by Friday", ("Lee",)),
        ("check the rules @Lee by Friday", ("Lee",)),
        ("check the rules by Friday @Lee", ("Lee",)),
        ("check the rules by Friday, @Lee and @ana.ruiz", ("Lee", "ana.ruiz")),
        ("@Ana y @José: check the rules by Friday @Ana", ("Ana", "José")),
        ('"check the rules" by Friday @Lee', ("Lee",)),
        ("check the rules by Friday <@U024BE7LH|lee>", ("U024BE7LH",)),
        ("<at>Lee Miller</at> check the rules by Friday", ("Lee Miller",)),
    ],
)
def test_who_is_named_at_the_beginning_or_the_end_does_it(line: str, who: tuple[str, ...]) -> None:
    assert commitment_in_words(line) == InWords("check the rules", "Friday", who)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("ask @Lee for the keys by Friday", "ask Lee for the keys"),
        ("send the list to @Lee by Friday", "send the list to Lee"),
        ("revisar las reglas con @Lee para el viernes", "revisar las reglas con Lee"),
        ("call <@U024BE7LH|lee> by Friday", "call lee"),
        ("mail lee@example.org by Friday", "mail lee@example.org"),
        ("tell @here about it by Friday", "tell @here about it"),
    ],
)
def test_who_is_named_within_is_part_of_what(line: str, what: str) -> None:
    said = commitment_in_words(line)
    assert (said.what, said.who) == (what, ())


# --- in a message ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what", "by_when"),
    [
        ("I'll send the list by Friday", "I'll send the list", "Friday"),
        ("I can call the school next week.", "I can call the school", "next week"),
        ("By Friday I'll have sent the list", "By Friday I'll have sent the list", "Friday"),
        (
            "Last Friday we met the school. I'll send the notes by Tuesday!",
            "Last Friday we met the school. I'll send the notes",
            "Tuesday",
        ),
        (
            "On Friday we meet, so the notes must be out before March 3rd at noon",
            "On Friday we meet, so the notes must be out",
            "March 3rd at noon",
        ),
        (
            "We met on 3 March 2020, and meet again on Friday",
            "We met on 3 March 2020, and meet again",
            "Friday",
        ),
        ("The list\nby\nFriday", "The list", "Friday"),
        ("Te mando la lista mañana", "Te mando la lista", "mañana"),
        ("Hay que llamar a la escuela antes del viernes", "Hay que llamar a la escuela", "viernes"),
        ("Lo tendré para el 3 de marzo, ¡gracias!", "Lo tendré para el 3 de marzo, ¡gracias!", "el 3 de marzo"),
        ("Thanks all", "Thanks all", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_what_a_message_says_and_by_when(text: str, what: str, by_when: str) -> None:
    assert of_message(text) == InWords(what, by_when, ("author",))


@pytest.mark.parametrize(
    "text",
    [
        "She sat with us on the 2nd floor for two weeks",
        "We are open 24/7, and 2/3 of the parents came",
        "It may rain; the sun was out, I wed him in 2020",
        "Nos vemos la primera vez en la sala 3",
    ],
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert of_message(text).by_when == ""


@pytest.mark.parametrize(
    ("text", "what", "who"),
    [
        ("Lee will send the list by Friday", "send the list", (LEE, ANA)),
        ("Lee will not send the list by Friday", "Lee will not send the list", (LEE, ANA)),
        ("Lee, can you send the list by Friday?", "send the list", (LEE, ANA)),
        ("Lee and Ana Ruiz can you send the list by Friday?", "send the list", (LEE, ANA)),
        ("Hi @Lee! Could you please send the list by Friday?", "send the list", (LEE, ANA)),
        ("@Lee y @Ana Ruiz ¿podéis mandar la lista para el viernes?", "mandar la lista", (LEE, ANA)),
        ("Lee, ¿puedes mandar la lista el viernes, por favor?", "mandar la lista", (LEE, ANA)),
        ("Lee and Ana Ruiz: please send the list by Friday", "please send the list", (LEE, ANA)),
        ("Lee and Ana Ruiz please send the list by Friday", "send the list", (LEE, ANA)),
        ("Could you send the list by Friday, @Lee @Ana Ruiz?", "send the list", (LEE, ANA)),
        ("Can you? I'd need the list by Friday", "Can you? I'd need the list", (LEE, ANA)),
        ("<@U1> <@U2>, please send the list by Friday", "please send the list", (LEE, ANA)),
        ("Please get the list from <at>Lee</at> by Friday", "Please get the list from Lee", (LEE, ANA)),
        ("I'll get the list from Lee by Friday", "I'll get the list from Lee", ("author",)),
        ("Llamaré a Lee el viernes", "Llamaré a Lee", ("author",)),
    ],
)
def test_who_is_mentioned_does_it_unless_somebody_speaks_of_themselves(
    text: str, what: str, who: tuple[str, ...]
) -> None:
    said = of_message(text, BOTH)
    assert (said.what, said.who) == (what, who)
    assert said.by_when.split(",")[0] in ("Friday", "el viernes")


def test_of_a_long_message_it_is_the_sentence_with_the_day_or_the_first() -> None:
    long = "We talked about many things. " * 20
    assert of_message(f"{long}I'll send the list by Friday. {long}").what == "I'll send the list"
    assert of_message(long).what == "We talked about many things."
    assert len(of_message("so " * 300).what) <= WHAT_LIMIT


# --- whatever is typed ----------------------------------------------------------------------------------------

words = st.sampled_from(
    sorted({word for line in (*LINES, *WITHOUT_A_DAY, "@Lee <@U1> <at>Lee</at> Lee . : \ue000") for word in line.split()})
)  # fmt: skip
typed = st.text(max_size=60) | st.lists(words, max_size=14).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(typed)
def test_a_day_is_found_where_it_stands(text: str) -> None:
    for found in days_in(text):
        assert text[found.start : found.end].endswith(found.words.split()[-1])
    end = day_at_end(text)
    assert end is None or text[end.start :].startswith(text[end.start : end.end])


@settings(max_examples=100, deadline=None)
@given(typed)
def test_no_word_of_a_line_is_lost(text: str) -> None:
    said = commitment_in_words(text)
    kept = " ".join((said.what, said.by_when, *said.who)).casefold()
    written = {word.casefold() for word in text.split() if word.isalpha() and len(word) > 3}
    assert {word for word in written if word not in kept} <= {"before", "antes", "para", "tardar"}


@settings(max_examples=60, deadline=None)
@given(typed, st.dictionaries(st.sampled_from((LEE, ANA)), st.text(max_size=8), max_size=2))
def test_any_message_makes_a_commitment_that_fits(text: str, mentions: dict[str, str]) -> None:
    said = of_message(text, mentions)
    assert len(said.what) <= WHAT_LIMIT
    assert said.who in (("author",), tuple(mentions))


# --- names of several words -----------------------------------------------------------------------------------

HERE = ("Adele Vance", "Adele Stone", "Rosa María Díaz", "Lee Wong")


@pytest.mark.parametrize(
    ("line", "what", "by_when", "who"),
    [
        ("buy soap by Friday @Adele Vance", "buy soap", "Friday", ("Adele Vance",)),
        ("buy soap @adele  vance by Friday", "buy soap", "Friday", ("Adele Vance",)),
        ("@Adele Vance buy soap in two weeks", "buy soap", "in two weeks", ("Adele Vance",)),
        ("buy soap @Adele Vance", "buy soap", "", ("Adele Vance",)),
        ("buy soap for @Adele Vance by Friday", "buy soap for Adele Vance", "Friday", ()),
        ("buy soap by Friday @Rosa Maria", "buy soap", "Friday", ("Rosa María Díaz",)),
        ("buy soap by Friday @Rosa Maria Diaz and @Lee", "buy soap", "Friday", ("Rosa María Díaz", "Lee")),
        ("buy soap by Friday @Adele", "buy soap", "Friday", ("Adele",)),
    ],
)
def test_a_name_of_several_words_is_one_persons(
    line: str, what: str, by_when: str, who: tuple[str, ...]
) -> None:
    assert commitment_in_words(line, people=HERE) == InWords(what, by_when, who)


def test_of_a_message_in_which_somebody_is_only_typed_nobody_is_said_to_do_it() -> None:
    said = of_message("@Adele Vance, can you buy soap by Friday?")
    assert said.who == ()
    assert named_in("@Adele Vance, can you buy soap with @Lee?", HERE) == ("Adele Vance", "Lee")
    assert of_message("I will buy soap with @Adele by Friday").who == ("author",)
