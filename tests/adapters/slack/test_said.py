"""What a Slack message says, as its writer would have typed it for us."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.present.written import unmarked
from adapters.slack.said import Names, mentioned, said

Json = dict[str, Any]
NAMES = Names("@someone", "#channel", {"U1": "Ana Ruiz"})


def typed(text: str) -> str:
    return said({"text": text}, NAMES)


def leaf(kind: str, **values: object) -> Json:
    return {"type": kind, **values}


def text(words: str, **style: bool) -> Json:
    return leaf("text", text=words, **({"style": style} if style else {}))


def section(*leaves: Json) -> Json:
    return {"type": "rich_text_section", "elements": [*leaves]}


def rich(*parts: Json, mrkdwn: str = "") -> Json:
    return {"text": mrkdwn, "blocks": [{"type": "rich_text", "elements": [*parts]}]}


# --- mrkdwn -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mrkdwn", "ours"),
    [
        ("*Pay* each _parent_, ~not~", "*Pay* each _parent_, ~not~"),
        ("<@U1> and <@U2|bo> and <@U3>", "Ana Ruiz and bo and @someone"),
        ("in <#C1|general> or <#C2>", "in #general or #channel"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@parents> <!subteam^S2>", "@parents @someone"),
        ("by <!date^1700000000^{date}|Tuesday>", "by Tuesday"),
        ("<https://x.example/?a=1&amp;b=2>", "https://x.example/?a=1&b=2"),
        ("*<https://x.example|our &amp; page>*", "*[our & page](https://x.example)*"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("<javascript:alert(1)|x>", "x"),
        ("<|x>", "x"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("• one\n• two", "• one\n• two"),
        (":tada: `code`", ":tada: `code`"),
    ],
)
def test_mrkdwn_becomes_what_somebody_would_have_typed(mrkdwn: str, ours: str) -> None:
    assert typed(mrkdwn) == ours


# --- rich text --------------------------------------------------------------------------------------------------


def test_rich_text_says_its_styles_its_people_and_its_signs() -> None:
    message = rich(
        section(
            text("Pay", bold=True),
            text(" each "),
            text("parent", italic=True),
            text(", "),
            text("not", strike=True),
            text(" "),
            leaf("user", user_id="U1"),
            text(" "),
            leaf("emoji", name="wave", unicode="1f44b-1f3fd"),
            leaf("emoji", name="ours"),
            text(" see "),
            leaf("link", url="https://x.example/a", text="the list"),
        )
    )
    assert said(message, NAMES) == (
        "*Pay* each _parent_, ~not~ Ana Ruiz 👋🏽:ours: see [the list](https://x.example/a)"
    )


def test_what_rich_text_names_by_an_id_alone_is_labelled_in_the_text() -> None:
    leaves = (
        leaf("channel", channel_id="C1"),
        text(" "),
        leaf("usergroup", usergroup_id="S1"),
        text(" "),
        leaf("user", user_id="U2"),
        text(" "),
        leaf("broadcast", range="here"),
    )
    mrkdwn = "<#C1|general> <!subteam^S1|@parents> <@U2|bo> <!here>"
    assert said(rich(section(*leaves), mrkdwn=mrkdwn), NAMES) == "#general @parents bo @here"
    assert said(rich(section(*leaves)), NAMES) == "#channel @someone @someone @here"


def test_lists_and_quotes_are_lines() -> None:
    items = [section(text("bread", bold=True)), section(text("milk"))]
    message = rich(
        section(text("We need:\n")),
        {"type": "rich_text_list", "style": "bullet", "elements": items},
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "elements": items},
        {"type": "rich_text_quote", "elements": [text("So we said\nlast year")]},
        section(text("Yes")),
    )
    assert said(message, NAMES) == (
        "We need:\n- *bread*\n- milk\n  3. *bread*\n  4. milk\n> So we said\n> last year\nYes"
    )


# --- whatever comes ---------------------------------------------------------------------------------------------


def test_the_people_whom_a_message_mentions_are_each_found_once() -> None:
    message = rich(section(leaf("user", user_id="U1"), leaf("user", user_id="U2")), mrkdwn="<@U2|bo> <@U3>")
    assert mentioned(message) == ("U1", "U2", "U3")


def test_a_long_message_is_cut_with_its_marks_whole() -> None:
    message = rich(section(*[text("word ", bold=bool(n % 2)) for n in range(2_000)]))
    ours = said(message, NAMES)
    assert 2_800 < len(ours) <= 3_000
    assert "*" not in unmarked(ours)


JUNK = st.recursive(
    st.none() | st.text(max_size=4) | st.integers() | st.sampled_from(["rich_text", "user", "<@U1", "|>"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "elements", "text", "style", "url", "blocks", "unicode"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(JUNK, JUNK)
def test_a_shape_that_slack_does_not_send_says_nothing_wrong(text: object, blocks: object) -> None:
    ours = said({"text": text, "blocks": [{"type": "rich_text", "elements": blocks}]}, NAMES)
    assert len(ours) <= 3_000
    assert "<@U1" not in ours or isinstance(text, str)
