"""The digest by email: short, and with the way to another day or none."""

from adapters.cards import Item, PersonalCard
from adapters.copy import words_for
from adapters.email.render import Drawing
from adapters.present.verbs import Verb
from tests.adapters.present.digest_views import digest_views


def test_only_an_email_says_when_it_comes_and_leads_to_where_that_is_changed() -> None:
    views = digest_views("en", long=False)
    by_email, elsewhere = views["digest-notice-by_email"], views["digest-notice-full"]
    assert isinstance(by_email, PersonalCard)
    assert isinstance(elsewhere, PersonalCard)
    (row,) = [block for block in by_email.blocks if isinstance(block, Item)]
    assert row.words.plain == "The week in short comes on Mondays at 9 am, Chicago time."
    assert row.button is not None
    assert row.button.action.verb == Verb.CIRCLE_DIGEST
    assert not any(isinstance(block, Item) for block in elsewhere.blocks)


def test_its_text_says_its_title_in_the_subject_alone() -> None:
    card = digest_views("en", long=False)["digest-notice-by_email"]
    assert isinstance(card, PersonalCard)
    letter = Drawing(lambda action: f"https://rondo.example/{action.verb}").letter(
        card, language="en", footer=words_for("en")("mail.only_yours")
    )
    assert letter.subject.endswith("the week in short")
    assert letter.subject not in letter.text
    assert "More…:\nhttps://rondo.example/digest\n" in letter.text
