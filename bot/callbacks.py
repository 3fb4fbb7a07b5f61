"""Every button's payload, 64 bytes at most. A prefix ends in its version: an old button is then recognised as old.

What arrives here is untrusted: a client can send what no button holds. Core checks each id against the person.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Id = Annotated[int, Field(ge=0, lt=2**63)]
SmallId = Annotated[int, Field(ge=0, lt=2**31)]
"""As wide as the columns they are compared with: what does not fit is no payload of ours."""


class ShowMenu(CallbackData, prefix="menu1"):
    pass


class ShowHelp(CallbackData, prefix="help1"):
    pass


class ShowEvents(CallbackData, prefix="events1"):
    page: SmallId


class ShowEvent(CallbackData, prefix="event1"):
    event_id: Id


class ShowHall(CallbackData, prefix="hall1"):
    event_id: Id


class ShowSection(CallbackData, prefix="sec1"):
    event_id: Id
    section_id: SmallId


class ShowRow(CallbackData, prefix="row1"):
    event_id: Id
    section_id: SmallId
    row: SmallId  # counts from 0 within the section


class ShowSectionsPage(CallbackData, prefix="hallp1"):
    event_id: Id
    page: SmallId  # counts from 0, as those below


class ShowRowsPage(CallbackData, prefix="secp1"):
    event_id: Id
    section_id: SmallId
    page: SmallId


class ShowSeatsPage(CallbackData, prefix="rowp1"):
    event_id: Id
    section_id: SmallId
    row: SmallId
    page: SmallId


class PickSeat(CallbackData, prefix="seat1"):
    event_id: Id
    section_id: SmallId
    row: SmallId
    seat_id: SmallId


class ClearSeats(CallbackData, prefix="clear1"):
    event_id: Id


class HoldSeats(CallbackData, prefix="hold1"):
    event_id: Id


class HoldBest(CallbackData, prefix="best1"):
    event_id: Id
    section_id: SmallId
    quantity: SmallId


class HoldBestInRow(CallbackData, prefix="bestrow1"):
    event_id: Id
    section_id: SmallId
    row: SmallId
    quantity: SmallId


class HoldSplit(CallbackData, prefix="split1"):
    event_id: Id
    section_id: SmallId
    quantity: SmallId


class OfferAccessible(CallbackData, prefix="acc1"):
    event_id: Id
    section_id: SmallId


class OfferOrdinary(CallbackData, prefix="noacc1"):
    event_id: Id
    section_id: SmallId


class HoldQuantity(CallbackData, prefix="holdn1"):
    event_id: Id
    section_id: SmallId
    quantity: SmallId


class ShowOrder(CallbackData, prefix="order1"):
    event_id: Id
    order_id: Id


class PayOrder(CallbackData, prefix="pay1"):
    event_id: Id
    order_id: Id


class ConfirmOrder(CallbackData, prefix="free1"):
    event_id: Id
    order_id: Id


class ChangeSeats(CallbackData, prefix="change1"):
    event_id: Id
    order_id: Id


class SwapSeats(CallbackData, prefix="swap1"):
    event_id: Id
    order_id: Id


class ReleaseOrder(CallbackData, prefix="rel1"):
    event_id: Id
    order_id: Id


class ShowTickets(CallbackData, prefix="tick1"):
    pass


class ShowTicketsOf(CallbackData, prefix="tickof1"):
    event_id: Id


class ShowEmail(CallbackData, prefix="email1"):
    pass


class ForgetEmail(CallbackData, prefix="noemail1"):
    pass


class ShowLanguages(CallbackData, prefix="langs1"):
    pass


class ChooseLanguage(CallbackData, prefix="lang1"):
    language: str


class ShowDoor(CallbackData, prefix="door1"):
    pass


class ChooseDoorEvent(CallbackData, prefix="doorev1"):
    pass


class TakePost(CallbackData, prefix="post1"):
    event_id: Id


class RefundMade(CallbackData, prefix="refund1"):
    event_id: Id
    refund_id: Id


class PaymentCame(CallbackData, prefix="came1"):
    event_id: Id
    order_id: Id


class PaymentNeverCame(CallbackData, prefix="nevercame1"):
    event_id: Id
    order_id: Id


class ShowSoldOrder(CallbackData, prefix="sold1"):
    event_id: Id
    order_id: Id


class AskTakeBack(CallbackData, prefix="askback1"):
    event_id: Id
    ticket_id: Id


class AskTakeBackAll(CallbackData, prefix="askall1"):
    event_id: Id
    order_id: Id


class TakeBack(CallbackData, prefix="back1"):
    event_id: Id
    ticket_id: Id


class TakeBackAll(CallbackData, prefix="backall1"):
    event_id: Id
    order_id: Id


class DismissStaff(CallbackData, prefix="staff1"):
    person_id: Id
