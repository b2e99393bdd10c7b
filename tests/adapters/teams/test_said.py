"""What somebody said in Teams, as they would have typed it for us."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.present.written import unmarked
from adapters.teams.said import of_message, to_rondo

RONDO = {"id": "28:rondo", "name": "Rondo"}


def typed(content: str) -> str:
    return of_message({"contentType": "html", "content": content})


@pytest.mark.parametrize(
    ("html", "ours"),
    [
        ("<p><b>Pay</b> each <em>parent</em>, <s>not</s></p>", "*Pay* each _parent_, ~not~"),
        ('<at id="0">Ana</at>&nbsp;<at id="1">Ruiz</at>: go', "Ana Ruiz: go"),
        ('<a href="https://x.example/a?b=1&amp;c">the list</a>', "[the list](https://x.example/a?b=1&c)"),
        ('<a href="https://x.example/">https://x.example/</a>', "https://x.example/"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<p>a</p><p>b<br>c</p><div>d</div>", "a\nb\nc\nd"),
        ("a &lt;b&gt;&nbsp;&amp;amp;\n  c", "a <b> &amp; c"),
        ('<emoji id="smile" alt="🙂" title="Smile"></emoji>', "🙂"),
        ('<img itemtype="http://schema.skype.com/Emoji" alt="👍"><img alt="image" src="x">', "👍"),
        ('<attachment id="1"></attachment><p>See</p><attachment id="2"/>', "See"),
        ("<script>alert(1)</script><style>p{}</style>ok", "ok"),
        ("<blockquote><p>said</p><p>twice</p></blockquote><p>yes</p>", "> said\n> twice\nyes"),
        ("<![if !supportLists]>a<![endif]> <![new]> <![ b]>", "a <![new]> <![ b]>"),
        ("<pre>x  y\n  z</pre>", "x  y\n  z"),
        ("<b>open <i>tags</p></u></b>", "*open* *_tags_*"),
    ],
)
def test_html_becomes_what_somebody_would_have_typed(html: str, ours: str) -> None:
    assert typed(html) == ours


def test_lists_are_lines() -> None:
    html = '<p>We need:</p><ul><li><b>bread</b></li><li><p>milk</p><ol start="3"><li>a</li><li>b</li></ol></li></ul>'
    assert typed(html) == "We need:\n- *bread*\n- milk\n  3. a\n  4. b"


def test_a_message_of_text_is_as_it_was_typed() -> None:
    assert of_message({"contentType": "text", "content": "a <b> &amp; *c*"}) == "a <b> &amp; *c*"


def test_a_long_message_is_cut_with_its_marks_whole() -> None:
    ours = typed("<b>word</b> and " * 1_000)
    assert 2_800 < len(ours) <= 3_000
    assert "*" not in unmarked(ours)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<b>",
                "</b>",
                "<p>",
                "</li>",
                "<ul>",
                "<li>",
                "<a",
                "a&lt;",
                "<",
                "</ul>",
                "<pre>",
                "x",
                "\n",
                "&#0;",
                "<at>",
                "<![",
                "if",
                "]>",
            ]
        )
    )
)
def test_broken_html_says_something_and_no_tag(html: str) -> None:
    ours = typed(html)
    assert "<b>" not in ours
    assert "<at>" not in ours


# --- words to Rondo ---------------------------------------------------------------------------------------------


def words(text: str, *mentions: dict[str, Any]) -> str:
    return to_rondo({"text": text, "recipient": RONDO, "entities": [*mentions]})


def test_only_rondos_own_mention_goes() -> None:
    ana = {"type": "mention", "mentioned": {"id": "29:ana", "name": "Ana"}, "text": "<at>Ana</at>"}
    own = {"type": "mention", "mentioned": RONDO, "text": "<at>Rondo</at>"}
    said = "<at>Rondo</at> propose Pay <at>Ana</at>&nbsp;&amp; Bo"
    assert words(said, own, ana) == "propose Pay Ana & Bo"


def test_a_bot_that_goes_by_another_name_there_is_known_by_its_id() -> None:
    own = {"type": "mention", "mentioned": RONDO | {"name": "Rondo (test)"}, "text": "<at>Rondo (test)</at>"}
    assert words("<at>Rondo (test)</at> help", own) == "help"


@pytest.mark.parametrize(
    "entities", [None, "x", [None], [{"mentioned": "x"}], [{"mentioned": RONDO, "text": 1}]]
)
def test_mentions_that_teams_does_not_send_do_no_harm(entities: object) -> None:
    assert to_rondo({"text": "<at>Rondo</at> help", "recipient": RONDO, "entities": entities}) == "help"
