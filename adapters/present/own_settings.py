"""What somebody has set for themselves: how they are reminded, and in which language they read."""

from adapters.cards import Action, Button, ChoiceField, Form, Heading, Item, Option, PersonalCard, words
from adapters.copy import LOCALES
from adapters.desk import Screen
from adapters.present.forms import errors, typed
from adapters.present.reader import Reader
from adapters.present.reminder_settings import reminders_row
from adapters.present.verbs import Verb
from decisions.rounds.record import HomeRecord


def own_settings(record: HomeRecord, reader: Reader, screen: Screen) -> PersonalCard:
    title = reader.copy("settings.title")
    return PersonalCard(
        title, (Heading(title), *address_rows(record, reader), *settings_rows(record, reader))
    )


def settings_rows(record: HomeRecord, reader: Reader) -> tuple[Item, ...]:
    """Each with the way to change it."""
    return (reminders_row(record.reminders, reader), _language_row(reader))


def address_rows(record: HomeRecord, reader: Reader) -> tuple[Item, ...]:
    """That what we write does not arrive at their address, and where another one is written."""
    if not record.email_fails:
        return ()
    w = reader.copy
    said = w("settings.email_fails", email=record.email)
    other = Button(w("button.other_address"), Action(Verb.OWN_REMINDERS), spoken=said)
    return (Item(words(said), other),)


def _language_row(reader: Reader) -> Item:
    w = reader.copy
    said = w("settings.reads_in", language=LOCALES[w.locale])
    return Item(words(said), Button(w("button.change"), Action(Verb.LANGUAGE), spoken=said))


def language(record: HomeRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    options = tuple(Option(locale, name) for locale, name in LOCALES.items())
    return Form(
        w("settings.language"),
        (ChoiceField("locale", w("settings.language"), options, typed(screen, "locale", w.locale)),),
        Action(Verb.LANGUAGE),
        submit=w("form.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )
