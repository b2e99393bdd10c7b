"""The rules of cards, forms and pages, over every view in every language, short and at its longest."""

import re

import pytest

from adapters.cards import (
    MAX_BUTTONS_IN_SIGHT,
    MAX_EXCERPT,
    MAX_LABEL,
    Action,
    Buttons,
    ChoiceField,
    Form,
    Item,
    Page,
    PersonalCard,
    Quote,
    SharedCard,
    Size,
    Tone,
)
from adapters.copy import LOCALES
from adapters.present.screens import SCREENS
from adapters.present.verbs import ACTS_WHEN_PRESSED, PART, SCREEN, Verb
from tests.adapters.present.builders import World, a_vacancy
from tests.adapters.present.gallery import every_view
from tests.adapters.present.shown import buttons_of, lines_of, parts_of, text_of

FORM_TITLE = 24
"""What Slack shows of a modal's title."""
ANSWERS = {
    Verb.CONSENT,
    Verb.CONCERN,
    Verb.OBJECTION,
    Verb.STILL_OK,
    Verb.FIX_FIRST,
    Verb.TRY_ANYWAY,
    Verb.CHOOSE,
}
cases = pytest.mark.parametrize(
    ("locale", "long"), [(locale, long) for locale in LOCALES for long in (False, True)]
)


@cases
def test_labels_fit_on_a_button(locale: str, long: bool) -> None:
    found = {button.label for view in every_view(locale, long=long).values() for button in buttons_of(view)}
    forms = [view for view in every_view(locale, long=long).values() if isinstance(view, Form)]
    found |= {label for form in forms for label in (form.submit or "", form.close)}
    assert {label for label in found if len(label) > MAX_LABEL} == set()


@cases
def test_titles_of_forms_fit(locale: str, long: bool) -> None:
    titles = {view.title for view in every_view(locale, long=long).values() if isinstance(view, Form)}
    assert {title for title in titles if len(title) > FORM_TITLE} == set()


@cases
def test_every_button_leads_somewhere(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        actions = [button.action for button in buttons_of(view)]
        actions += [view.action] if isinstance(view, Form) else []
        for action in actions:
            assert Action.parse(str(action)) == action, name
            verb = Verb(action.verb)
            assert (
                verb in ACTS_WHEN_PRESSED or verb in SCREEN or verb.value in SCREENS or verb is Verb.NEW_LINK
            )
            assert (":" in action.id) <= (verb in PART or verb is Verb.NEW_LINK), (name, action)


@cases
def test_a_card_has_at_most_three_answers_and_more_and_they_are_equal(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        for part in parts_of(view):
            if isinstance(part, Buttons):
                assert len(part.buttons) <= MAX_BUTTONS_IN_SIGHT, name
                tones = {button.tone for button in part.buttons if button.action.verb in ANSWERS}
                assert tones <= {Tone.PLAIN}, name


@cases
def test_at_most_75_words_stand_before_a_shared_cards_buttons(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        if not isinstance(view, SharedCard) or not any(isinstance(part, Buttons) for part in view.blocks):
            continue
        if any(word in name for word in ("agreed", "recommended", "result", "over")):
            continue
        before = []
        for part in view.blocks:
            if isinstance(part, Buttons):
                break
            before += [part.words.plain] if isinstance(part, Quote) else list(lines_of(part))
        assert len(" ".join(before).split()) <= 75, (name, before)


@cases
def test_an_excerpt_is_short(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        if isinstance(view, SharedCard):
            texts = [part.words.plain for part in view.blocks if isinstance(part, Item)]
            assert all(len(text) <= MAX_EXCERPT for text in texts), name


@cases
def test_nothing_is_left_unfilled_or_unparsed(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        assert not re.search(r"\{\w+\}|\*\*|None\b|<bound|Stage\.|  +\.", text_of(view)), name


@cases
def test_a_notification_carries_the_ask_and_the_title(locale: str, long: bool) -> None:
    world = World(long)
    titles = (world.proposal.title, world.question.title, a_vacancy(world).name)
    for name, view in every_view(locale, long=long).items():
        if isinstance(view, SharedCard | PersonalCard):
            assert view.notification.strip(), name
        if isinstance(view, SharedCard) and not name.startswith("posting"):
            assert any(title[:60] in view.notification for title in titles), name


@cases
def test_forms_carry_little_and_name_each_field_once(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        if isinstance(view, Form):
            assert sum(len(key) + len(value) for key, value in view.carried.items()) <= 2_000, name
            names = [field.name for field in view.fields]
            assert len(names) == len(set(names)), name
            assert set(view.errors) <= {*names, ""}, name
            assert bool(view.fields) <= (view.submit is not None), name


@cases
def test_what_is_preset_is_among_the_choices(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        for part in parts_of(view):
            if isinstance(part, ChoiceField) and part.value:
                assert part.value in {option.value for option in part.options}, (name, part.name)


@cases
def test_a_page_has_a_way_back_and_headings_that_differ(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        if isinstance(view, Page):
            headings = [section.heading for section in view.sections if section.heading]
            assert len(headings) == len(set(headings)), name
            assert view.crumbs or name.startswith("home"), name


@cases
def test_small_cards_are_small(locale: str, long: bool) -> None:
    for name, view in every_view(locale, long=long).items():
        if isinstance(view, SharedCard | PersonalCard) and view.size is Size.LINE:
            assert len(view.blocks) <= 2, name
            assert not list(buttons_of(view)), name


def test_every_field_that_a_form_has_is_told_in_the_verbs() -> None:
    from pathlib import Path

    from adapters.present import verbs

    source = Path(verbs.__file__).read_text(encoding="utf-8")
    for name, view in every_view("en").items():
        if isinstance(view, Form) and view.action.verb not in (Verb.OPEN_CIRCLE, Verb.OPEN_AGREEMENT):
            for field in view.fields:
                kind = field.name.partition("_")[0]
                told = {"voice": "voice_<group id>", "signs": "signs_<organisation"}.get(kind, field.name)
                assert re.search(rf"\b{re.escape(told)}", source), (name, field.name)
