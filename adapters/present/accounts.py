"""One person, one voice: which accounts are mine, one more of them, and two people who turn out to be one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    Field,
    Form,
    Line,
    Listing,
    Paragraph,
    PersonalCard,
    Quote,
    Section,
    TextField,
    words,
)
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.belonging import name_with_organisation
from adapters.present.forms import errors, people_options, typed
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.people.people import AccountSeen, CircleSeat
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import CircleRecord

_CODE = 40
"""Signs that the field takes; a code is 14 long."""
_WAYS = ("account_code.way_slack", "account_code.way_teams", "account_code.way_browser")


@dataclass(frozen=True, slots=True)
class AskedForCode:
    """Who asked for a code that somebody else may now enter."""

    name: str
    network: str
    accounts: tuple[AccountSeen, ...]


def add_account(record: AskedForCode | None, reader: Reader, screen: Screen) -> Form:
    """First the code, or one to enter elsewhere; then whether that is really the same person."""
    return _code_form(reader, screen) if record is None else _is_it_you(record, reader, screen)


def _code_form(reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    body: tuple[Block | Field, ...] = (
        Paragraph(words(w("add_account.lead"))),
        Buttons((Button(w("button.get_code"), Action(Verb.ACCOUNT_CODE)),)),
        TextField("code", w("add_account.code"), typed(screen, "code"), max_length=_CODE),
    )
    return Form(
        w("add_account.title"),
        body,
        Action(Verb.ADD_ACCOUNT),
        submit=w("propose.next"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _is_it_you(asked: AskedForCode, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    accounts = accounts_said(asked.accounts, w)
    asked_by = w.rich("add_account.asked_by", name=asked.name, accounts=accounts, network=asked.network)
    return Form(
        w("add_account.title"),
        (
            Paragraph(asked_by),
            Paragraph(words(w("add_account.then", name=asked.name))),
            Paragraph(words(w("add_account.beware"))),
        ),
        Action(Verb.ADD_ACCOUNT),
        submit=w("add_account.yes"),
        close=w("form.cancel"),
        carried={"code": typed(screen, "code"), "page": "2"},
        errors=errors(screen, reader),
    )


def account_code(record: None, reader: Reader, screen: Screen) -> PersonalCard:
    """The code, shown once: a repeat shows none."""
    w = reader.copy
    code = typed(screen, "code")
    again = Button(w("button.get_code"), Action(Verb.ACCOUNT_CODE))
    if not code:
        said = w("account_code.shown_once")
        return PersonalCard(said, (Paragraph(words(said)), Buttons((again,))))
    return PersonalCard(
        w("account_code.ready"),
        (
            Paragraph(words(w("account_code.ready"), bold=True)),
            Quote(words(code), to_copy=True),
            Paragraph(words(w("account_code.where"))),
            Listing(tuple(w.rich(key, code=code) for key in _WAYS)),
            Line(words(w("account_code.private"))),
        ),
    )


def account_added(record: None, reader: Reader, screen: Screen) -> PersonalCard:
    w = reader.copy
    said = w("account_code.added")
    home = Button(w("button.home"), Action(Verb.HOME))
    return PersonalCard(said, (Paragraph(words(said)), Buttons((home,))))


def same_person(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    options = people_options(
        (str(seat.member), name_with_organisation(record, seat)) for seat in record.circle.seats
    )
    return Form(
        w("same_person.title"),
        (
            Paragraph(words(w("same_person.lead"))),
            ChoiceField("member", w("same_person.member"), options, typed(screen, "member")),
            ChoiceField("other", w("same_person.other"), options, typed(screen, "other")),
            Line(words(w("same_person.for_good"))),
        ),
        Action(Verb.SAME_PERSON, str(record.circle.id)),
        submit=w("same_person.do"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def name_coordinator(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """Of the circle's people who do not coordinate the network yet."""
    w = reader.copy
    others = [seat for seat in record.circle.seats if not _coordinates(record, seat)]
    people = people_options((str(seat.member), name_with_organisation(record, seat)) for seat in others)
    whom = ChoiceField("member", w("coordinator.who"), people, typed(screen, "member"))
    nobody = Paragraph(words(w("coordinator.nobody")))
    return Form(
        w("coordinator.title"),
        (Paragraph(words(w("coordinator.means"))), whom if people else nobody),
        Action(Verb.NAME_COORDINATOR, str(record.circle.id)),
        submit=w("form.save") if people else None,
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _coordinates(record: CircleRecord, seat: CircleSeat) -> bool:
    member = record.members.get(seat.member)
    return member is None or member.is_coordinator


def one_person_card(accounts: Sequence[AccountSeen], reader: Reader) -> PersonalCard:
    """To each account of somebody whose accounts are one from now on: nobody should come to speak as another unnoticed."""
    w = reader.copy
    said = w(f"notice.{NoticeKind.ONE_PERSON}", name=reader.name, accounts=accounts_said(accounts, w))
    return PersonalCard(said, (Paragraph(words(said)), Line(words(w("notice.not_you")))))


def accounts_section(accounts: Iterable[AccountSeen], reader: Reader) -> Section:
    w = reader.copy
    add = Button(w("button.add_account"), Action(Verb.ADD_ACCOUNT))
    mine = Line(words(w("accounts.mine", accounts=accounts_said(accounts, w))))
    return Section(w("accounts.title"), (mine, Buttons((add,))))


def accounts_said(accounts: Iterable[AccountSeen], w: Copy) -> str:
    return w.list([_account_said(account, w) for account in accounts])


def _account_said(account: AccountSeen, w: Copy) -> str:
    platform = w(f"account.{account.platform}")
    return w("account.in", platform=platform, workspace=account.workspace) if account.workspace else platform
