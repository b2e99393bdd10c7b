"""What a message about a role says that its record alone tells."""

from adapters.present.role_notices import role_notice
from decisions.ids import MemberId
from decisions.roles import commands as c
from decisions.rounds.notices import NoticeKind
from tests.adapters.present import builders as b
from tests.adapters.present import roles as r
from tests.adapters.present.shown import snapshot


def begun(story: r.Story, reader: MemberId) -> str:
    facts = {
        "role": "Scribe",
        "role_id": str(r.ROLE),
        "circle": "Circle",
        "zone": b.ZONE,
        "term": 1,
        "until": (b.NOW + r.DAY).isoformat(),
    }
    return snapshot(role_notice(NoticeKind.ROLE_BEGUN, facts, story.record(reader), b.a_reader(reader)))


def test_whoever_begins_a_turn_hears_who_goes_along_to_learn_in_it_and_not_in_the_next() -> None:
    story = r.Story()
    learner = r.free(story)
    story.until(story.now + r.DAY).tell(c.LearnFirst, learner)
    story.until(b.NOW - 38 * r.DAY)
    holder, *_ = story.known.holders
    later = next(one for one in b.PEOPLE if one not in (*story.known.holders, learner))
    story.tell(c.LearnFirst, later)
    told, names = begun(story, holder), story.world.members
    assert f"Goes along to learn: {names[learner].name}" in told
    assert names[later].name not in told
