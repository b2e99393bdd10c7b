"""The methods of Slack's Web API that Rondo calls, each checking its arguments as Slack does.

A method ``chat.update`` is ``do_chat_update``; what it raises as ``Refused`` becomes Slack's ``{"ok": false, "error": ...}``.
"""

import base64
import itertools
import time
from typing import Any

from tests.fakes.slack_limits import MESSAGE_SIZE, blocks_size, faults, length, view_faults
from tests.fakes.slack_things import Channel, Json, Message, Modal, PrivateWord, Refused


class WebApi:
    rondo = "U0RONDO"
    team = "T0NETWORK"
    team_name = "Early Years Network"

    def __init__(self, page: int) -> None:
        self.page = page
        self.url = ""
        self.people: dict[str, Json] = {}
        self.channels: dict[str, Channel] = {}
        self.private_words: list[PrivateWord] = []
        self.stacks: dict[str, list[Modal]] = {}
        self.homes: dict[str, Modal] = {}
        self.trigger_life = 60.0
        """Seconds. Slack's own live 3; what that does to people is tested where this is set to nothing, so that
        no other test measures how busy its machine is."""
        self.codes: dict[str, Json] = {}
        """OAuth codes to what ``oauth.v2.access`` answers."""
        self._triggers: dict[str, tuple[str, float]] = {}
        self._count = itertools.count(1)

    # --- what only Slack can make ---

    def new_trigger(self, user: str) -> str:
        trigger = f"{next(self._count)}.{self.team}.trigger"
        self._triggers[trigger] = (user, time.monotonic())
        return trigger

    def new_ts(self) -> str:
        at = next(self._count)
        return f"{1_795_000_000 + at}.{at:06d}"

    def put(self, owner: str, view: Json, *, over: Modal | None = None) -> Modal:
        """A view as Slack keeps it; ``over`` keeps its id."""
        number = next(self._count)
        if over is not None:
            over.view, over.hash = view, f"{number}.hash"
            return over
        return Modal(f"V{number:08d}", f"{number}.hash", owner, view)

    def direct(self, user: str) -> Channel:
        """The direct messages between Rondo and somebody."""
        name = f"D{user[1:]}"
        return self.channels.setdefault(name, Channel(name, "directmessage", members=[self.rondo, user]))

    # --- messages ---

    def do_chat_postmessage(
        self,
        channel: str,
        text: str = "",
        blocks: list[Json] | None = None,
        thread_ts: str = "",
        reply_broadcast: bool = False,
        metadata: Json | None = None,
        unfurl_links: bool = True,
        unfurl_media: bool = True,
    ) -> Json:
        where = self._conversation(channel, post=True)
        check_message(text, blocks)
        if thread_ts and not any(each.ts == thread_ts for each in where.messages):
            raise Refused("thread_not_found")
        if metadata is not None and set(metadata) != {"event_type", "event_payload"}:
            raise Refused("invalid_metadata_format")
        posted = Message(
            where.id,
            self.new_ts(),
            text,
            blocks or [],
            thread_ts,
            reply_broadcast,
            self.rondo,
            metadata or {},
        )
        where.messages.append(posted)
        return {"channel": where.id, "ts": posted.ts, "message": {"text": text, "ts": posted.ts}}

    def do_chat_update(self, channel: str, ts: str, text: str = "", blocks: list[Json] | None = None) -> Json:
        where = self._conversation(channel)
        found = next((each for each in where.messages if each.ts == ts), None)
        if found is None:
            raise Refused("message_not_found")
        if found.user != self.rondo:
            raise Refused("cant_update_message")
        check_message(text, blocks)
        found.text, found.blocks, found.versions = text, blocks or [], found.versions + 1
        return {"channel": where.id, "ts": ts, "text": text}

    def do_chat_postephemeral(
        self, channel: str, user: str, text: str = "", blocks: list[Json] | None = None, thread_ts: str = ""
    ) -> Json:
        where = self._conversation(channel, post=True)
        if user not in where.members:
            raise Refused("user_not_in_channel")
        check_message(text, blocks)
        self.private_words.append(
            PrivateWord(where.id, self.new_ts(), text, blocks or [], thread_ts, user=self.rondo, to=user)
        )
        return {"message_ts": self.private_words[-1].ts}

    def do_chat_getpermalink(self, channel: str, message_ts: str) -> Json:
        self._conversation(channel)
        address = f"https://network.slack.com/archives/{channel}/p{message_ts.replace('.', '')}"
        return {"channel": channel, "permalink": address}

    def _conversation(self, channel: str, *, post: bool = False) -> Channel:
        """As Slack tells it to Rondo: a private channel that it is not in does not exist for it."""
        found = self.channels.get(channel)
        if found is None or (found.private and self.rondo not in found.members):
            raise Refused("channel_not_found")
        if post and self.rondo not in found.members:
            raise Refused("not_in_channel")
        if post and found.archived:
            raise Refused("is_archived")
        return found

    # --- conversations and people ---

    def do_conversations_open(self, users: str) -> Json:
        person = self.people.get(users)
        if person is None:
            raise Refused("user_not_found")
        if person["deleted"]:
            raise Refused("user_disabled")
        if person["is_bot"]:
            raise Refused("cannot_dm_bot")
        return {"channel": {"id": self.direct(users).id}}

    def do_conversations_info(self, channel: str) -> Json:
        found = self._conversation(channel)
        return {
            "channel": {
                "id": found.id,
                "name": found.name,
                "is_private": found.private,
                "is_member": self.rondo in found.members,
                "is_archived": found.archived,
            }
        }

    def do_conversations_members(self, channel: str, limit: int | str = 100, cursor: str = "") -> Json:
        return self._paged("members", self._conversation(channel).members, limit, cursor)

    def do_conversations_history(
        self,
        channel: str,
        limit: int | str = 100,
        include_all_metadata: bool | str | int = False,
        cursor: str = "",
    ) -> Json:
        found = self._conversation(channel)
        if self.rondo not in found.members:
            raise Refused("not_in_channel")
        return self._listed(list(reversed(found.cards)), limit, cursor, include_all_metadata)

    def do_conversations_replies(
        self,
        channel: str,
        ts: str,
        limit: int | str = 100,
        include_all_metadata: bool | str | int = False,
        cursor: str = "",
    ) -> Json:
        found = self._conversation(channel)
        if not any(each.ts == ts for each in found.messages):
            raise Refused("thread_not_found")
        within = [each for each in found.messages if ts in (each.ts, each.thread_ts)]
        return self._listed(within, limit, cursor, include_all_metadata)

    def _listed(
        self, messages: list[Message], limit: int | str, cursor: str, metadata: bool | str | int
    ) -> Json:
        shown = metadata in (True, 1, "1", "true", "True")
        rows = [
            {"ts": each.ts, "text": each.text, "user": each.user}
            | ({"metadata": each.metadata} if shown else {})
            for each in messages
        ]
        return self._paged("messages", rows, limit, cursor)

    def do_users_list(self, limit: int | str = 0, cursor: str = "", include_locale: object = False) -> Json:
        rows = [
            self._shown(each, include_locale) for each in self.people.values() if not each.get("is_stranger")
        ]
        return self._paged("members", rows, limit or self.page, cursor)

    def do_users_info(self, user: str, include_locale: object = False) -> Json:
        if user not in self.people:
            raise Refused("user_not_found")
        return {"user": self._shown(self.people[user], include_locale)}

    def _shown(self, person: Json, include_locale: object) -> Json:
        wanted = include_locale in (True, 1, "1", "true", "True")
        return {name: value for name, value in person.items() if name != "locale" or wanted}

    def _paged(self, name: str, rows: list[Any], limit: int | str, cursor: str) -> Json:
        start = int(base64.b64decode(cursor)) if cursor else 0
        end = start + min(int(limit), self.page)
        following = base64.b64encode(str(end).encode()).decode() if end < len(rows) else ""
        return {name: rows[start:end], "response_metadata": {"next_cursor": following}}

    def do_auth_test(self) -> Json:
        return {"user_id": self.rondo, "team_id": self.team, "team": self.team_name, "bot_id": "B0RONDO"}

    def do_oauth_v2_access(
        self, client_id: str, client_secret: str, code: str, redirect_uri: str = "", grant_type: str = ""
    ) -> Json:
        if code not in self.codes:
            raise Refused("invalid_code")
        return self.codes.pop(code)

    # --- modals and the home ---

    def do_views_open(self, trigger_id: str, view: Json) -> Json:
        user = self._trigger(trigger_id)
        check_view(view)
        opened = self.put(user, view)
        self.stacks[user] = [opened]
        return {"view": {**view, "id": opened.id, "hash": opened.hash}}

    def do_views_push(self, trigger_id: str, view: Json) -> Json:
        user = self._trigger(trigger_id, keep=True)
        stack = self.stacks.setdefault(user, [])
        if len(stack) >= 3:
            raise Refused("push_limit_reached")
        self._trigger(trigger_id)
        check_view(view)
        stack.append(self.put(user, view))
        return {"view": {**view, "id": stack[-1].id, "hash": stack[-1].hash}}

    def do_views_update(self, view: Json, view_id: str, hash: str = "") -> Json:
        found = next((each for stack in self.stacks.values() for each in stack if each.id == view_id), None)
        if found is None:
            raise Refused("not_found")
        if hash and hash != found.hash:
            raise Refused("hash_conflict")
        check_view(view)
        self.put(found.owner, view, over=found)
        return {"view": {**view, "id": found.id, "hash": found.hash}}

    def do_views_publish(self, user_id: str, view: Json, hash: str = "") -> Json:
        wrong = view_faults(view, home=True)
        if wrong:
            raise Refused("invalid_arguments", wrong)
        before = self.homes.get(user_id)
        if hash and before is not None and hash != before.hash:
            raise Refused("hash_conflict")
        self.homes[user_id] = self.put(user_id, view, over=before)
        return {"view": {**view, "id": self.homes[user_id].id, "hash": self.homes[user_id].hash}}

    def _trigger(self, trigger: str, *, keep: bool = False) -> str:
        if trigger not in self._triggers:
            raise Refused("invalid_trigger_id")
        user, made = self._triggers[trigger]
        if not user:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - made > self.trigger_life:
            raise Refused("expired_trigger_id")
        if not keep:
            self._triggers[trigger] = ("", made)
        return user

    def do_apps_connections_open(self) -> Json:
        return {"url": f"{self.url.replace('http', 'ws')}/socket"}


def check_message(text: str, blocks: list[Json] | None) -> None:
    if not text and not blocks:
        raise Refused("no_text")
    if length(text) > 40_000:
        raise Refused("msg_too_long")
    if blocks is not None:
        wrong = faults(blocks, "message") if blocks else []
        if wrong:
            raise Refused("invalid_blocks", wrong)
        if blocks_size(blocks) > MESSAGE_SIZE:
            raise Refused("msg_blocks_too_long")


def check_view(view: Json) -> None:
    wrong = view_faults(view)
    if wrong:
        raise Refused("invalid_arguments", wrong)
