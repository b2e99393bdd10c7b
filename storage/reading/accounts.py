"""A member's accounts, as they are told of."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, select

from decisions.ids import MemberId
from decisions.people.codes import Code, CodePurpose
from decisions.people.commands import AddAccount, UniteMembers
from decisions.people.people import AccountSeen
from storage.codes import find_code
from storage.keys import WEB, AccountKey
from storage.tables import METADATA

_identity: Final = METADATA.tables["identity"]
_workspace: Final = METADATA.tables["workspace"]
_member: Final = METADATA.tables["member"]


def accounts_of(connection: Connection, network_id: UUID, member: UUID) -> tuple[AccountSeen, ...]:
    """Those that are open, the first made first; several links are one. A tenant that has told no name has none."""
    i, w = _identity.c, _workspace.c
    named = and_(w.platform == i.platform, w.tenant == i.tenant)
    rows = connection.execute(
        select(i.platform, i.tenant, w.name)
        .select_from(_identity.outerjoin(_workspace, named))
        .where(i.network_id == network_id, i.member_id == member, i.revoked_at.is_(None))
        .order_by(i.made_at, i.platform, i.user_id)
    )
    named_well = ((row.platform, row.name if row.name not in (None, row.tenant) else "") for row in rows)
    return tuple(dict.fromkeys(AccountSeen(*account) for account in named_well))


def find_account_code(connection: Connection, digest: str) -> Code | None:
    return find_code(connection, CodePurpose.PERSON, digest)


def account_command(
    connection: Connection, account: AccountKey, digest: str
) -> AddAccount | UniteMembers | None:
    """What entering the code with this account asks for; None when there is no such code, or it is of another network than
    a personal link is."""
    code = find_account_code(connection, digest)
    if code is None:
        return None
    mine = _member_with(connection, code.network_id, account)
    if mine is not None:
        return UniteMembers(
            network_id=code.network_id,
            by=mine,
            member=code.made_by,
            other=mine,
            digest=digest,
            through=":".join(account),
        )
    if account.platform == WEB:
        return None
    platform, tenant, user = account
    return AddAccount(
        network_id=code.network_id,
        by=code.made_by,
        member=code.made_by,
        digest=digest,
        platform=platform,
        tenant=tenant,
        user=user,
    )


def _member_with(connection: Connection, network_id: UUID, account: AccountKey) -> MemberId | None:
    """Whose the account is in this network; None when it is nobody's there."""
    i = _identity.c
    own = (i.platform == account.platform, i.tenant == account.tenant, i.user_id == account.user)
    found = select(i.member_id).where(i.network_id == network_id, *own, i.revoked_at.is_(None))
    return connection.execute(found).scalar_one_or_none()
