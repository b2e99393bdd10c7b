"""Names for the ids that commands, events and states carry. All are UUIDs made at the edge, version 7."""

from typing import NewType
from uuid import UUID

NetworkId = NewType("NetworkId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
GroupId = NewType("GroupId", UUID)
"""A stakeholder group: parent partners, providers, funders, ..."""
MemberId = NewType("MemberId", UUID)
CircleId = NewType("CircleId", UUID)
PlaceId = NewType("PlaceId", UUID)
RoundId = NewType("RoundId", UUID)
RemarkId = NewType("RemarkId", UUID)
"""Something said in a round: a question, a reaction, a worry, a problem, a suggestion."""
AgreementId = NewType("AgreementId", UUID)
InvitationId = NewType("InvitationId", UUID)
TemplateId = NewType("TemplateId", UUID)
RecurrenceId = NewType("RecurrenceId", UUID)
RoleId = NewType("RoleId", UUID)
CommitmentId = NewType("CommitmentId", UUID)
MouId = NewType("MouId", UUID)
ClauseId = NewType("ClauseId", UUID)
"""What a party of a MOU commits to."""
