"""An export holds what a member may read, and nothing that is sealed."""

import json

from decisions.rounds.answers import Kind
from storage.database import Database
from storage.exporting import exported, networks
from storage.writer import Writer
from tests.support.builders import a_community, an_answer, an_open_round, done


def test_an_export_holds_the_round_and_not_the_sealed_answers(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    given = an_answer(round, community.members[2], Kind.OBJECTION, "The stairs are not safe")
    done(writer.submit(given, "").result(30))

    def lines() -> str:
        with database.reading.connect() as connection:
            found = [line for id in networks(connection) for line in exported(connection, id)]
        return "\n".join(json.dumps(line) for line in found)

    text = lines()
    assert '"format": "rondo-export@1"' in text
    assert "RoundOpened" in text
    assert "AnswerGiven" in text, "that somebody answered is told"
    assert "stairs" not in text
    assert str(community.members[2]) not in text.split("AnswerGiven")[1].split("\n")[0]
