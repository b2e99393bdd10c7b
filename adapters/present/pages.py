"""Forms of several pages: which values travel on to which page, once one has been sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.present.answer import answer_next
from adapters.present.ballot_chooser import EXPLAIN, NO_TEMPLATE, SUGGEST, fitting
from adapters.present.mou_writing import WRITES
from adapters.present.rhythm_form import FIRST
from adapters.present.rhythm_form import page_after as page_of_rhythm_after
from adapters.present.role_form import WHICH, page_after_making
from adapters.present.role_rota import HOW_OFTEN, page_after
from adapters.present.verbs import Verb
from decisions.rounds.way import Way

_AFTER_CIRCLE: Mapping[str, str] = {
    Verb.BALLOT: Verb.BALLOT,
    Verb.ROLES: "roles_card",
    Verb.FAIRNESS: "fairness_card",
    Verb.COMMIT: Verb.COMMIT,
    Verb.COMMITMENTS: "commitments_card",
    Verb.DIGEST: "digest_card",
    Verb.MOUS: "mous_card",
    Verb.CIRCLE_FORM: "circle_card",
}
"""What is shown once a circle is chosen, by what it was chosen for."""
_RHYTHMS = frozenset({Verb.REPEAT, Verb.REPEAT_TEMPLATE, Verb.CHANGE_REPEAT})
_ROLES = frozenset({Verb.MAKE_ROLE, Verb.SET_ROTA})
_SHORT = frozenset({Verb.COMMIT, Verb.DRAFT_MOU})
"""Of two pages."""
_SHOWS: Mapping[str, str] = {
    Verb.ALL_BALLOTS: "all_ballots",
    Verb.CHOOSE_COMMITMENTS: "commitments_card",
}
"""What shows those that a form has chosen."""
Values = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NextPage:
    """Another page follows: show this screen with these values carried."""

    screen: str
    carried: Mapping[str, str]


def next_page(verb: str, values: Values, carried: Mapping[str, str]) -> NextPage | None:
    """What follows a form that was sent; None when it was the last page, and acts."""
    if verb == Verb.TRY_IT:
        page = {"1": "2", "2": "3", "3": "4"}.get(carried.get("page", "1"), "4")
        return NextPage("try_it", {**carried, **_texts(values), "page": page})
    if verb == Verb.CIRCLE_FORM and carried.get("page", "1") == "1" and values.get("more") == "yes":
        return NextPage("circle_form", {**carried, **_texts(values), "page": "2"})
    if verb in (Verb.ANSWER, Verb.REPLACE) and answer_next(str(values.get("kind", "")), "words" in values):
        return NextPage("answer", {**carried, "kind": str(values["kind"])})
    if verb == Verb.ADD_ACCOUNT and carried.get("page", "1") == "1":
        return NextPage("add_account", {**carried, **_texts(values), "page": "2"})
    if verb == Verb.CONNECT and "code" in values:
        return NextPage("connect", {**carried, "code": str(values["code"])})
    if verb in _SHOWS:
        return NextPage(_SHOWS[verb], {**carried, **_texts(values)})
    if verb == Verb.CHOOSE_CIRCLE:
        screen = _AFTER_CIRCLE.get(carried.get("then", ""), Verb.PROPOSE)
        return NextPage(screen, {**carried, "circle_id": str(values.get("circle_id", ""))})
    if verb == Verb.BALLOT and carried.get("page") != "form":
        return _after_choosing(values, carried)
    if verb in _RHYTHMS or verb in _ROLES or verb in _SHORT:
        sent = _texts(values)
        following = _page_after(verb, carried, sent)
        return NextPage(verb, {**carried, **sent, "page": following}) if following else None
    if verb == Verb.SHARE_TEMPLATE:
        return NextPage("template", {})
    if verb == Verb.ASK_FROM_THREAD:
        return NextPage("ask_question", {**carried, "from_thread": "yes"})
    return None


def _page_after(verb: str, carried: Mapping[str, str], sent: Mapping[str, str]) -> str | None:
    match verb:
        case Verb.MAKE_ROLE:
            return page_after_making(carried.get("page", WHICH), sent)
        case Verb.SET_ROTA:
            return page_after(carried.get("page", HOW_OFTEN), sent)
        case Verb.DRAFT_MOU:
            return None if carried.get("page") == WRITES else WRITES
        case Verb.COMMIT:
            return None if carried.get("page") == "2" else "2"
    return page_of_rhythm_after(carried.get("page", FIRST), sent)


def _after_choosing(values: Values, carried: Mapping[str, str]) -> NextPage:
    """A template or a way that was picked has its form; else a way is suggested."""
    picked = _texts(values)
    template = picked.get("template", NO_TEMPLATE)
    if template != NO_TEMPLATE:
        return NextPage("ballot", {**carried, "page": "form", "template": template})
    method = picked.get("method", SUGGEST)
    if method == EXPLAIN:
        return NextPage("ballot", {**carried, "page": "all"})
    if method in (Way.QUESTION, Way.ADVICE, Way.SELECTION):
        return NextPage(method, carried)
    if method != SUGGEST:
        return NextPage("ballot", {**carried, "page": "form", "method": method})
    method = fitting(picked.get("need", ""), picked.get("many", ""), picked.get("say", ""))
    return NextPage("ballot", {**carried, "page": "suggested", "method": method})


def _texts(values: Values) -> dict[str, str]:
    return {name: value if isinstance(value, str) else ",".join(value) for name, value in values.items()}
