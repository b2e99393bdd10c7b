"""What was chosen is read from a tap, from each kind of field, and from what travels with a form."""

from collections.abc import Mapping

import pytest

from adapters.cards import Action
from adapters.desk import Press, Who
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.presses.votes import marked, tapped
from decisions.ids import MemberId, NetworkId
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.choice import Choice
from tests.adapters.present.builders import uid

WHO = Who(NetworkId(uid(1)), MemberId(uid(2)), "Jo Pine", "en", "UTC")


def sent(
    values: Mapping[str, str | tuple[str, ...]] | None = None,
    carried: Mapping[str, str] | None = None,
    part: str = "",
) -> Sent:
    subject = f"{uid(3)}:{part}" if part else str(uid(3))
    press = Press(WHO, Action(Verb.VOTE, subject, "1.1"), "key", values, carried or {})
    return Sent.of(press, Verb.VOTE)


def test_a_tap_chooses_its_option() -> None:
    assert tapped(sent(part="o1")) == Choice.of({"o1": 1})


@pytest.mark.parametrize(
    ("values", "choice"),
    [
        ({"choice": "o1"}, {"o1": 1}),
        ({"choice": ("o1", "o2")}, {"o1": 1, "o2": 1}),
        ({"choice": ()}, {}),
        ({"choice.o1": "3", "choice.o2": "", "choice.o3": "1"}, {"o1": 3, "o3": 1}),
        ({"choice:1": "o2", "choice:2": "o1"}, {"o2": 1, "o1": 2}),
    ],
)
def test_each_kind_of_field_is_read(values: Mapping[str, str], choice: Mapping[str, int]) -> None:
    assert marked(sent(values)) == Choice.of(choice)


def test_what_travels_with_a_form_is_read_as_it_was_written() -> None:
    choice = Choice.of({"o1": 2, "o2": 1})
    assert marked(sent({}, {"choice": str(choice)})) == choice


@pytest.mark.parametrize("mark", ["-1", "1.5", "many", "²", "1" * 10])
def test_a_mark_that_is_no_number_is_refused(mark: str) -> None:
    with pytest.raises(Refusal) as refused:
        marked(sent({"choice.o1": mark}))
    assert (refused.value.reason, refused.value.at_field) == (Reason.NOT_A_CHOICE, "choice")
