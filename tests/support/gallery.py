"""Writes every card and form as Slack and Teams would get it, to look at: ``python -m tests.support.gallery OUTDIR [PART...]``.

One folder a language, short and long; with PARTs only the views whose names begin with one of them. What Teams gets is called
``<view>.teams.json``; pages are Slack's alone.
"""

import json
import sys
from pathlib import Path
from typing import Any

from adapters.cards import Form, Page, View
from adapters.slack.render import form_view, home_view, message
from adapters.teams import render as teams
from tests.adapters.ballots import every_ballot_view
from tests.adapters.present.gallery import every_view


def drawn(view: View) -> dict[str, Any]:
    if isinstance(view, Form):
        return form_view(view)
    return home_view(view) if isinstance(view, Page) else message(view)


def drawn_in_teams(view: View) -> dict[str, Any] | None:
    if isinstance(view, Page):
        return None
    if not isinstance(view, Form):
        return teams.card(view)
    task = teams.dialog(view, key="key", required_words="Please fill this in.")
    content: dict[str, Any] = task["card"]["content"]
    return content


def write(folder: Path, parts: tuple[str, ...] = ()) -> int:
    """How many were written."""
    count = 0
    for locale in ("en", "es"):
        for size in ("short", "long"):
            here = folder / f"{locale}-{size}"
            here.mkdir(parents=True, exist_ok=True)
            views = {**every_view(locale, long=size == "long"), **every_ballot_view()}
            for name, view in views.items():
                if parts and not name.startswith(parts):
                    continue
                for platform, card in (("", drawn(view)), (".teams", drawn_in_teams(view))):
                    if card is not None:
                        text = json.dumps(card, ensure_ascii=False, indent=1)
                        (here / f"{name}{platform}.json").write_text(text, encoding="utf-8")
                        count += 1
    return count


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]), tuple(sys.argv[2:]))} written below {sys.argv[1]}")
