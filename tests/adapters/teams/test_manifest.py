"""The Teams app package: Teams takes it, it asks for little, and it says in each language what Rondo understands."""

import hashlib
import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from jsonschema import Draft4Validator
from matplotlib.image import imread
from numpy.typing import NDArray

from adapters.copy import LOCALES
from adapters.present.verbs import Verb
from adapters.teams.icons import colour_icon, outline_icon
from adapters.teams.manifest import PERMISSIONS, VERSION, manifest, package, translation
from adapters.typed import read_words

APP = "12345678-ABCD-1234-abcd-1234567890ab"
ADDRESS = "https://rondo.example/"
Schemas = tuple[dict[str, Any], dict[str, Any]]
VERBS = {
    "home": Verb.HOME,
    "propose": Verb.PROPOSE,
    "vote": Verb.BALLOT,
    "commit": Verb.COMMIT,
    "commitments": Verb.COMMITMENTS,
    "roles": Verb.ROLES,
    "circle": Verb.CIRCLE_FORM,
    "reminders": Verb.REMINDERS,
    "web": Verb.NEW_LINK,
    "help": Verb.HELP,
}


def opened(app_id: str = APP, base_url: str = ADDRESS) -> dict[str, bytes]:
    with ZipFile(BytesIO(package(app_id, base_url))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def whole_manifest() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(opened()["manifest.json"])
    return content


def wrong(schema: dict[str, Any], content: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft4Validator(schema).iter_errors(content)]


# --- Teams takes it -----------------------------------------------------------------------------------------------


def test_the_package_is_as_microsofts_schema_wants_it(teams_schemas: Schemas) -> None:
    of_manifest, of_language = teams_schemas
    files = opened()
    assert wrong(of_manifest, json.loads(files["manifest.json"])) == []
    assert wrong(of_language, json.loads(files["es.json"])) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_keeps_the_lengths(locale: str, teams_schemas: Schemas) -> None:
    """Microsoft's schema for a language's file does not hold all of them; that for the manifest does."""
    assert wrong(teams_schemas[0], manifest(APP, ADDRESS, locale=locale)) == []


def test_what_the_schema_forbids_is_seen(teams_schemas: Schemas) -> None:
    content = manifest(APP, ADDRESS)
    content["bots"][0]["scopes"] = ["groupchat"]
    content["name"]["short"] = "R" * 31
    content["unheardOf"] = True
    assert len(wrong(teams_schemas[0], content)) == 3
    assert wrong(teams_schemas[1], {"composeExtensions[0].commands[0].title": "T" * 33}) != []


def test_the_package_holds_every_file_that_it_names_and_no_other() -> None:
    content = whole_manifest()
    languages = [language["file"] for language in content["localizationInfo"]["additionalLanguages"]]
    assert set(opened()) == {"manifest.json", *content["icons"].values(), *languages}
    assert languages == ["es.json"]


def test_name_and_description_are_as_the_documentation_wants_them() -> None:
    """learn.microsoft.com, *App manifest*: the short ones differ from the full ones and are not repeated in them."""
    for locale in LOCALES:
        content = manifest(APP, ADDRESS, locale=locale)
        assert content["name"]["short"] != content["name"]["full"]
        assert content["description"]["short"] not in content["description"]["full"]
    assert re.fullmatch(r"[1-9]\d*\.\d+\.\d+", VERSION), "Teams takes three numbers, and no pre-release"


# --- what it says and asks ----------------------------------------------------------------------------------------


def test_it_is_the_bots_app_at_the_address_that_was_given() -> None:
    content = whole_manifest()
    ids = {content["id"], content["bots"][0]["botId"], content["composeExtensions"][0]["botId"]}
    assert ids == {APP.lower()}
    assert content["validDomains"] == ["rondo.example"]
    assert {content["developer"][key] for key in ("websiteUrl", "privacyUrl", "termsOfUseUrl")} == {
        "https://rondo.example"
    }


def test_the_same_arguments_make_the_same_bytes() -> None:
    assert package(APP, ADDRESS) == package(APP.lower(), "https://rondo.example")
    assert package(APP, ADDRESS) != package(APP, "https://other.example")
    with ZipFile(BytesIO(package(APP, ADDRESS))) as archive:
        assert {(file.date_time[0], file.create_system) for file in archive.infolist()} == {(1980, 3)}


def test_it_asks_for_nothing_but_what_is_explained() -> None:
    content = whole_manifest()
    assert content["permissions"] == ["identity", "messageTeamMembers"] == list(PERMISSIONS)
    assert all(PERMISSIONS.values())
    more = {"authorization", "webApplicationInfo", "devicePermissions", "supportsChannelFeatures"}
    assert not more & set(content)
    bot = content["bots"][0]
    assert not any(
        bot[can] for can in ("supportsFiles", "supportsCalling", "supportsVideo", "isNotificationOnly")
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_the_suggested_words_are_understood(locale: str) -> None:
    lists = manifest(APP, ADDRESS, locale=locale)["bots"][0]["commandLists"]
    assert [each["scopes"] for each in lists] == [["personal"], ["team"], ["groupChat"]]
    for each in lists:
        actions = [read_words(command["title"])[0].verb for command in each["commands"]]
        assert sorted(actions) == sorted(VERBS.values())
        assert all(read_words(command["title"])[1] == {} for command in each["commands"])


def test_the_english_words_are_those_of_every_platform() -> None:
    lists = whole_manifest()["bots"][0]["commandLists"]
    assert all(read_words(word)[0].verb == verb for word, verb in VERBS.items())
    for word in VERBS:
        assert all(word in [command["title"] for command in each["commands"]] for each in lists)


def test_what_opens_a_dialog_is_offered_where_it_is_of_use() -> None:
    (extension,) = whole_manifest()["composeExtensions"]
    assert {command["id"]: command["context"] for command in extension["commands"]} == {
        "propose": ["compose", "commandBox"],
        "propose_from_message": ["message"],
        "ask_in_round": ["message"],
        "note_commitment": ["message"],
    }
    assert all(command["type"] == "action" and command["fetchTask"] for command in extension["commands"])


def at(content: Any, path: str) -> Any:
    """What stands at a path such as ``bots[0].commandLists[1]``."""
    for name, number in re.findall(r"(\w+)|\[(\d+)\]", path):
        content = content[name] if name else content[int(number)]
    return content


def readable(content: Any, path: str = "") -> Iterator[str]:
    """The paths of all that people read."""
    if isinstance(content, dict):
        for key, value in content.items():
            here = f"{path}.{key}".lstrip(".")
            if isinstance(value, str) and key in ("title", "description", "short", "full"):
                yield here
            else:
                yield from readable(value, here)
    elif isinstance(content, list):
        for n, value in enumerate(content):
            yield from readable(value, f"{path}[{n}]")


def test_every_sentence_is_translated_at_its_place() -> None:
    english, spanish = whole_manifest(), json.loads(opened()["es.json"])
    assert set(spanish) - {"$schema"} == set(readable(english))
    same = {path for path in readable(english) if spanish[path] == at(english, path)}
    assert {at(english, path) for path in same} == {"Rondo", "web", "roles"}


def test_a_package_that_changed_has_a_higher_version() -> None:
    """Teams takes up a changed package only then: raise ``VERSION``, and note here what it stands for."""
    content = [manifest(APP, ADDRESS) | {"version": ""}, translation("es")]
    known = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]
    assert (VERSION, known) == ("1.4.0", "b98a27108c40")


@pytest.mark.parametrize(
    ("app_id", "base_url", "said"),
    [
        ("rondo", ADDRESS, "TEAMS_APP_ID must look like"),
        (APP, "http://rondo.example", "https:// address"),
        (APP, "rondo.example", "https:// address"),
        (APP, "https://", "https:// address"),
    ],
)
def test_what_teams_could_not_use_is_refused(app_id: str, base_url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        package(app_id, base_url)


# --- the icons ----------------------------------------------------------------------------------------------------


def pixels(png: bytes) -> NDArray[np.float32]:
    """Rows of red, green, blue and opacity, each from 0 to 1, as another program reads them."""
    read: NDArray[np.float32] = imread(BytesIO(png), format="png")
    return read


def test_the_colour_icon_fills_its_square_and_keeps_the_mark_in_the_middle() -> None:
    """learn.microsoft.com, *Teams app icon for Teams Store and app bar*: 192 pixels, the mark within 120."""
    image = pixels(colour_icon())
    assert image.shape == (192, 192, 4)
    assert (image[..., 3] == 1).all()
    ground = (image == image[0, 0]).all(axis=2)
    rows, columns = np.nonzero(~ground)
    assert (rows.min(), rows.max()) == (36, 155), "as tall as the middle is"
    assert columns.min() >= 36
    assert columns.max() <= 155


def test_the_outline_icon_is_white_on_nothing() -> None:
    image = pixels(outline_icon())
    assert image.shape == (32, 32, 4)
    assert (image[..., :3] == 1).all()
    seen = image[..., 3]
    assert not seen[[0, 0, -1, -1], [0, -1, 0, -1]].any(), "nothing in the corners"
    assert seen[16, 16] == 0, "nor in the ring"
    assert 0.15 < seen.mean() < 0.4
