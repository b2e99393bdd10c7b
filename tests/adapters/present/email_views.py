"""What somebody who tapped in an email confirms or is told, and who hears that messages do not reach somebody."""

from collections.abc import Mapping
from datetime import timedelta

from adapters.cards import Action, View
from adapters.present.commitment_tapped import TAPPED
from adapters.present.unreached import Unreached, mail_away_card, unreached_card
from adapters.present.verbs import Verb
from decisions.commitments import commands as c
from decisions.ids import MemberId
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k
from tests.adapters.present.commitment_views import show

WHY = ("account_inactive", "unreachable", "mail_login_refused", "bug", "busy", "refused")


def email_views(locale: str, long: bool) -> Mapping[str, View]:
    views = _tapped(locale, long)
    lee = b.a_reader(b.LEE, locale)
    name, title = b.World(long).text("Rosa Díaz", 120), b.World(long).text("Check the aid rules", 300)
    opens = Action(Verb.OPEN_COMMITMENT, str(k.OTHER))
    for why in WHY:
        one = Unreached(name, "email", why, title, opens)
        views[f"unreached-{why}"] = unreached_card((one,), lee)
    nowhere, in_chat = Unreached(name, "", "no_account", title, opens), Unreached(name, "slack", "busy")
    views["unreached-no-account"] = unreached_card((nowhere,), lee)
    views["unreached-in-chat"] = unreached_card((in_chat,), lee)
    views["unreached-12"] = unreached_card((nowhere, in_chat) * 6, lee)
    names = [b.World(long).text(f"Rosa {number}", 120) for number in range(12)]
    views["mail_away"] = mail_away_card(b.NOW - timedelta(days=2, hours=3), names[:2], lee)
    views["mail_away-12"] = mail_away_card(b.NOW - timedelta(days=8), names, lee)
    return views


def _tapped(locale: str, long: bool) -> dict[str, View]:
    asked, yes = k.asked(long=long), k.under_way(long=long)
    suggests = k.under_way(long=long).does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER, words="")
    offers = k.under_way(long=long).does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words="")
    done, no = (
        k.under_way(long=long).does(b.ROSA, c.Finish, words=""),
        k.asked(long=long).does(b.ROSA, c.DeclineCommitment, words=""),
    )
    each: dict[Verb, tuple[k.Promised, MemberId, str]] = {
        **dict.fromkeys((Verb.ACCEPT_COMMITMENT, Verb.DECLINE_COMMITMENT), (asked, b.ROSA, "")),
        Verb.TELL_WHAT_CAME: (done, b.ROSA, ""),
        **dict.fromkeys((Verb.SUGGEST_DAY, Verb.FINISH, Verb.SNOOZE, Verb.ASK_TO_HELP), (yes, b.ROSA, "")),
        **dict.fromkeys((Verb.ACCEPT_DAY, Verb.DECLINE_DAY), (suggests, b.LEE, str(k.remark(1)))),
        **dict.fromkeys((Verb.ACCEPT_PASSED, Verb.DECLINE_PASSED), (offers, b.JO, str(k.remark(2)))),
    }
    assert each.keys() == TAPPED.keys()
    late = {
        "over": (done, b.ROSA, Verb.SUGGEST_DAY, ""),
        "you-said-yes": (yes, b.ROSA, Verb.ACCEPT_COMMITMENT, ""),
        "you-said-no": (no, b.ROSA, Verb.DECLINE_COMMITMENT, ""),
        "somebody-elses": (yes, b.JO, Verb.FINISH, ""),
        "meanwhile": (yes, b.LEE, Verb.ACCEPT_DAY, str(k.remark(9))),
    }
    return {
        f"tapped-{verb}": show("tapped", one.for_reader(who), who, locale, verb=verb, part=part)
        for verb, (one, who, part) in each.items()
    } | {
        f"tapped-late-{name}": show("tapped", one.for_reader(who), who, locale, verb=verb, part=part)
        for name, (one, who, verb, part) in late.items()
    }
