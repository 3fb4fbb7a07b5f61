"""Ids as distinct types, so that the type checker tells a seat from an order."""

from typing import NewType

EventId = NewType("EventId", int)
VenueId = NewType("VenueId", int)
CityId = NewType("CityId", int)
SectionId = NewType("SectionId", int)  # unique within its event
TierId = NewType("TierId", int)  # unique within its event
SeatId = NewType("SeatId", int)  # unique within its event
TeamId = NewType("TeamId", int)
InvitationId = NewType("InvitationId", int)
GateId = NewType("GateId", int)  # unique within its event
ScanId = NewType("ScanId", int)
GrowthId = NewType("GrowthId", int)  # places that were typed to be added
BroadcastId = NewType("BroadcastId", int)
OrderId = NewType("OrderId", int)
WaitlistEntryId = NewType("WaitlistEntryId", int)
QueueEntryId = NewType("QueueEntryId", int)
PaymentId = NewType("PaymentId", int)
RefundId = NewType("RefundId", int)
CostId = NewType("CostId", int)  # unique within its event
TicketId = NewType("TicketId", int)
QuestionId = NewType("QuestionId", int)  # unique within its event
PersonId = NewType("PersonId", int)  # the Telegram user id, which is also the id of the private chat
