"""Every screen on which a ballot is set up, for each method that there is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.ballot_options import brought
from adapters.present.screens import SCREENS
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import MAX_OPTIONS, Ballot, BallotOption, Method, Rules, Tie
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from decisions.rounds.tally import Tally
from decisions.rounds.text import Text
from tests.adapters.present import builders as b

PLACES = (
    BallotOption("1", "The library", "free, with a ramp"),
    BallotOption("2", "The clinic"),
    BallotOption("3", "Online"),
)


NOBODY: Mapping[str, Any] = {"tally": Tally()}
"""Has answered yet."""


def some_options(long: bool) -> tuple[BallotOption, ...]:
    """As many, and some of them as long, as one field holds."""
    if not long:
        return PLACES
    world = b.World(long=True)
    longest = [
        BallotOption(str(n), f"{n} {world.text('library', 75)}", world.text("free", 300)) for n in range(1, 6)
    ]
    return (*longest, *(BallotOption(str(n), f"Park {n}") for n in range(6, MAX_OPTIONS + 1)))


def a_ballot(method: Method = Method.CHOOSE_ONE, *, long: bool = False) -> Ballot:
    if method is Method.TIME_POLL:
        times = b.some_times(b.World(long))
        return Ballot(method, tuple(replace(time, meaning=time.meaning[:20]) for time in times[:60]))
    passes_at = "reserve" if method is Method.GRADIENTS else ""
    return Ballot(method, brought(method) or some_options(long), Rules(passes_at=passes_at))


def a_ballot_record(
    stage: Stage = Stage.DRAFT, *, ballot: Ballot | None = None, long: bool = False, **changes: Any
) -> RoundRecord:
    world = b.World(long)
    text = Text(world.text("Where do we meet from January on?", 80), world.text("We need a ramp."))
    facts = {"process": "ballot@1", "ballot": ballot or a_ballot(long=long), "text": text, **changes}
    return b.a_record(stage, reader=b.ROSA, long=long, **facts)


def show(name: str, record: object, locale: str, screen: Screen | None = None) -> View:
    return SCREENS[name].present(record, b.a_reader(b.ROSA, locale), screen or Screen(name))


def ballot_setup_views(locale: str, long: bool) -> Mapping[str, View]:
    views: dict[str, View] = {}
    circle = b.a_circle_record(long=long)
    title = b.World(long).text("Where do we meet?", 80)
    asked = {"title": title, "proposal": b.World(long).text("We need a ramp.")}
    views["setup-asked"] = show("ballot", circle, locale, Screen("ballot", carried=asked))
    every = Screen("ballot", carried={**asked, "page": "all", "method": Method.DOTS})
    views["setup-all-ways"] = show("ballot", circle, locale, every)
    for method in METHODS:
        suggested = Screen("ballot", carried={**asked, "page": "suggested", "method": method})
        form = Screen("ballot", carried={"title": title, "page": "form", "method": method})
        draft = a_ballot_record(ballot=a_ballot(method, long=long), long=long)
        views[f"setup-suggested-{method}"] = show("ballot", circle, locale, suggested)
        views[f"setup-form-{method}"] = show("ballot", circle, locale, form)
        views[f"setup-edit-{method}"] = show("edit_ballot", draft, locale)
        views[f"setup-settings-{method}"] = show("ballot_settings", draft, locale)
        views[f"setup-preview-{method}"] = show("preview", draft, locale)
    views["setup-change"] = show("change_ballot", a_ballot_record(Stage.VOTING, long=long, **NOBODY), locale)
    views["setup-change-locked"] = show("change_ballot", a_ballot_record(Stage.VOTING, long=long), locale)
    views["setup-again"] = show("propose_again", a_ballot_record(Stage.WITHDRAWN, long=long), locale)
    views["setup-preview-other-terms"] = show("preview", _other_terms(long), locale)
    views["setup-settings-other"] = show("ballot_settings", _other_terms(long), locale)
    views["setup-settings-refused"] = show("ballot_settings", _other_terms(long), locale, _not_a_number())
    views["setup-preview-unfinished"] = show("preview", _unfinished(long), locale)
    views["setup-edit-refused"] = show("edit_ballot", a_ballot_record(long=long), locale, _refused())
    begins = Screen("choose_circle", carried={"then": "ballot"})
    views["setup-choose_circle"] = show("choose_circle", b.a_home(long=long), locale, begins)
    return views


def _other_terms(long: bool) -> RoundRecord:
    ballot = replace(a_ballot(long=long), rules=Rules(tie=Tie.LOT))
    closes = b.NOW + timedelta(days=9)
    return a_ballot_record(
        ballot=ballot, long=long, terms=Terms(closes, Shown.ALWAYS, Reasons.REQUIRED, changeable=False)
    )


def _unfinished(long: bool) -> RoundRecord:
    ballot = Ballot(Method.CHOOSE_ONE, some_options(long)[:1])
    return a_ballot_record(ballot=ballot, text=Text("", ""), terms=Terms(b.NOW - timedelta(days=1)))


def _not_a_number() -> Screen:
    wrong = Refusal(Reason.NOT_A_NUMBER, {"least": 0, "most": 100}, at_field="passing")
    return Screen("ballot_settings", typed={"passing": "most of us"}, errors={"passing": wrong})


def _refused() -> Screen:
    same = Refusal(Reason.READS_THE_SAME, at_field="option.2")
    far = Refusal(Reason.DATE_TOO_FAR, at_field="closes_at")
    return Screen(
        "edit_ballot",
        typed={"title": "Where?", "options": "Here\nhere", "closes_at": "2031-01-01"},
        errors={"option.2": same, "closes_at": far},
    )
