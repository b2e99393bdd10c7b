"""Words that people type after ``/rondo``: what they ask for, and nothing of them lost."""

import pytest

from adapters.cards import MAX_TEXT, MAX_TITLE, Action
from adapters.copy import LOCALES, words_for
from adapters.mentions import Mention
from adapters.present.first_run import SAID
from adapters.present.verbs import Verb
from adapters.typed import read_words
from decisions.commitments.commitment import WHAT_LIMIT

TOLD = {
    Verb.PROPOSE,
    Verb.BALLOT,
    Verb.COMMIT,
    Verb.COMMITMENTS,
    Verb.MOUS,
    Verb.DIGEST,
    Verb.ROLES,
    Verb.CIRCLE_FORM,
    Verb.ADD_ACCOUNT,
    Verb.NEW_LINK,
    Verb.HOME,
    Verb.REMINDERS,
    Verb.SETTINGS,
}
ID = "11111111-1111-1111-1111-111111111111"
ASKED = {"page": "form", "method": "choose_one", "title": "Where do we meet?"}


@pytest.mark.parametrize(
    "words",
    [
        'vote "Where do we meet?" "The library" "Online"',
        "poll “Where do we meet?” “The library” “Online”",
        "votar «Where do we meet?» «The library» «Online»",
        'encuesta  "Where  do we meet?"   "The library"  "Online" ',
        "vote „Where do we meet?“ „The library“ „Online“",
    ],
)
def test_a_question_and_its_options_in_quotes_are_a_vote_ready_to_be_looked_at(words: str) -> None:
    action, carried = read_words(words)
    assert action.verb == Verb.BALLOT
    assert carried == {**ASKED, "options": "The library\nOnline"}


@pytest.mark.parametrize(
    "words", ['"Where do we meet?"', 'Shall we say "yes" or "no"?', '"Where" "here" or there', '"" "a" "b"']
)
def test_anything_else_is_the_question_as_it_was_typed(words: str) -> None:
    assert read_words(f"vote {words}")[1] == {"title": " ".join(words.split())}


def test_what_would_not_fit_the_form_is_kept_as_text() -> None:
    long = " ".join(f'"{"x" * 90} {number}"' for number in range(MAX_TEXT // 90))
    words = f'"{"Where? " * MAX_TITLE}" {long}'
    assert read_words(f"vote {words}")[1] == {"proposal": words}


@pytest.mark.parametrize(
    ("words", "verb"),
    [("roles", Verb.ROLES), ("Roles!", Verb.ROLES), ("fairness", Verb.FAIRNESS), ("equidad", Verb.FAIRNESS)],
)
def test_roles_and_turns_are_asked_for_by_their_names(words: str, verb: Verb) -> None:
    assert read_words(words) == (Action(verb), {})


@pytest.mark.parametrize(
    ("words", "carried"),
    [
        (
            "commit check the aid rules by next Friday",
            {"what": "check the aid rules", "by_when": "next Friday"},
        ),
        (
            'commitment "check the aid rules" by Friday @Lee @Ana',
            {"what": "check the aid rules", "by_when": "Friday", "named": "Lee\nAna"},
        ),
        (
            "compromiso revisar las reglas para el viernes",
            {"what": "revisar las reglas", "by_when": "el viernes"},
        ),
        ("comprometer revisar las reglas", {"what": "revisar las reglas"}),
        ("commit", {}),
    ],
)
def test_a_commitment_is_taken_apart_for_its_form(words: str, carried: dict[str, str]) -> None:
    assert read_words(words) == (Action(Verb.COMMIT), carried)


def test_whom_a_platform_says_are_mentioned_are_named_by_their_ids() -> None:
    people = (Mention("Sam", ID), Mention("Kim Park"), Mention("Lee", ID.replace("1", "2")))
    _, carried = read_words("commit Sam: ask Lee for the keys by Friday Kim Park", people)
    assert carried == {"what": "ask Lee for the keys", "by_when": "Friday", "named": f"{ID} Sam\nKim Park"}


def test_a_line_that_is_too_long_is_kept_beside_its_beginning() -> None:
    long = "bring-the-tables-" * 20 + " "
    _, carried = read_words(f"commit {long}by Friday")
    assert len(carried["what"]) == WHAT_LIMIT
    assert carried["about"] == f"{long}by Friday"


@pytest.mark.parametrize("words", ["commitments  @Ana  done", "compromisos @Ana done"])
def test_which_commitments_are_asked_for_stays_as_it_was_typed(words: str) -> None:
    assert read_words(words) == (Action(Verb.COMMITMENTS), {"filter": "@Ana done"})


@pytest.mark.parametrize("words", ["commitments", "Compromisos", "commitments  "])
def test_all_commitments_are_asked_for_by_their_name(words: str) -> None:
    assert read_words(words) == (Action(Verb.COMMITMENTS), {})


@pytest.mark.parametrize("words", ["memorandums", "MOU", "convenios"])
def test_memorandums_are_asked_for_by_their_name(words: str) -> None:
    assert read_words(words) == (Action(Verb.MOUS), {})


@pytest.mark.parametrize("locale", LOCALES)
def test_help_tells_every_word_and_each_is_understood(locale: str) -> None:
    w = words_for(locale)
    told = [word for group in SAID.values() for word in group]
    bold = [next(s.text for s in w.rich(f"help.say_{word}").spans if s.bold) for word in told]
    understood = {read_words(word)[0].verb for word in bold if read_words(word)[1] == {}}
    assert understood == TOLD


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("comit bring tables", "commit"), ("remindrs", "reminders"), ("compromizo x", "compromiso")],
)
def test_a_word_that_is_nearly_one_is_asked_back(typed: str, meant: str) -> None:
    assert read_words(typed) == (Action(Verb.HELP), {"typed": typed, "meant": meant})


@pytest.mark.parametrize("words", ["my reminders", "Reminders", "mis recordatorios"])
def test_an_article_before_a_word_is_passed_over(words: str) -> None:
    assert read_words(words) == (Action(Verb.REMINDERS), {})


@pytest.mark.parametrize("address", ["rondo", "@Rondo", "/rondo", "Rondo,"])
def test_rondo_may_be_addressed_where_nobody_else_reads(address: str) -> None:
    assert read_words(f"{address} commitments @Ana") == read_words("commitments @Ana")
    assert read_words(address) == read_words("")
