"""From the form that invites a guest into a ballot to the command; the secret of the link stays here."""

from adapters.ids import new_id
from adapters.presses.circles import known_or_named
from adapters.presses.fields import Sent
from adapters.presses.rounds import head
from adapters.presses.secrets import Secret
from decisions.ids import GroupId, InvitationId, OrganisationId
from decisions.rounds.commands import InviteGuest


def guest_invitation(sent: Sent, secret: Secret) -> InviteGuest:
    organisation, organisation_name = known_or_named(sent, "organisation")
    return InviteGuest(
        **head(sent),
        id=InvitationId(new_id()),
        digest=secret.digest,
        group=GroupId(sent.id("group")),
        organisation=OrganisationId(organisation),
        organisation_name=organisation_name,
        name=sent.text("name"),
    )
