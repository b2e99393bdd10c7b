"""A newcomer finds the same thing under the same name in every chat platform's folder, as CONTRIBUTING says."""

import re
from pathlib import Path

import pytest

from adapters.desk import Platform

ROOT = Path(__file__).parents[2]
CHAT = [platform.value for platform in Platform if (ROOT / "adapters" / platform / "connection.py").exists()]
CHAPTER = (ROOT / "CONTRIBUTING.md").read_text().partition("## Add a platform")[2].partition("\n## ")[0]
NAMED = sorted(
    set(re.findall(r"`((?:adapters|bot|storage|tests|docs)/[\w/.<>-]+|<platform>_\w+\.py)`", CHAPTER))
)


def test_there_are_chat_platforms_and_files_that_the_chapter_names() -> None:
    assert {"slack", "teams"} <= set(CHAT)
    assert len(NAMED) > 25


@pytest.mark.parametrize("platform", CHAT)
@pytest.mark.parametrize("path", [path for path in NAMED if path.startswith("adapters/<platform>/")])
def test_each_has_the_files_that_a_platform_has(platform: str, path: str) -> None:
    assert (ROOT / path.replace("<platform>", platform)).is_file()


@pytest.mark.parametrize("platform", CHAT)
@pytest.mark.parametrize(
    "path", [path for path in NAMED if not path.startswith(("adapters/<platform>/", "docs/<platform>"))]
)
def test_what_else_the_chapter_names_is_there(platform: str, path: str) -> None:
    there = path if "/" in path else f"tests/fakes/{path}"
    assert (ROOT / there.replace("<platform>", platform).replace("<locale>", "en")).exists()


@pytest.mark.parametrize("platform", CHAT)
def test_each_has_a_setting_a_field_of_the_house_and_a_place_among_the_layers(platform: str) -> None:
    assert f"def {platform}_configured" in (ROOT / "bot" / "settings.py").read_text()
    assert re.search(rf"^    {platform}: \w+ \| None$", (ROOT / "bot" / "house.py").read_text(), re.MULTILINE)
    assert f"({platform})" in (ROOT / "pyproject.toml").read_text()
