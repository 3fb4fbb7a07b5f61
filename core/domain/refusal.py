"""Why Kassa says no.

    Refusal
    ├── EventNotFound, OrderNotFound, TicketNotFound, NumberNotFound, RefundNotFound
    ├── PaymentNotOpen, RefundsChanged
    ├── InvalidName, InvalidPhone, InvalidEmail, ForeignContact, AnswerTooLong, AnswerMissing    no such answer
    ├── DetailsMissing, DetailsClosed, QuestionNotFound
    ├── SaleClosed                        not yet, no longer, cancelled, past
    ├── SeatsTaken, NotEnoughFree, NotTogether        somebody was faster
    ├── AccessibleSeat, StrandsSeats      free, but not to be taken so
    ├── CaptchaNeeded, CaptchaClosed      is it a person?
    ├── ContactNeeded, NotOwnContact, PhoneTaken, HoldPause        is it one buyer, who means to pay?
    ├── LimitReached, InvalidQuantity, NothingSelected, OpenOrderExists
    ├── HoldGone, PaymentUnderWay, AlreadyPaid, MoneyComesBack, PaymentMismatch
    ├── PaymentsNotSetUp, AmountNotTaken, NoCash      nobody takes this money
    ├── SeatsAreFree, PartyNeverFits      nothing to wait for
    ├── TurnNeeded, NoQueue, NoDraw       of the queue before the hall
    ├── TicketUsed, WholeOrderOnly, NotReturnable
    ├── PromoCodeNotFound, PromoCodeClosed, PromoCodeUsedUp, PromoCodeNotForThese
    ├── InvalidPromoCode, PromoCodeExists
    ├── GiftGone, OwnGift
    ├── TooManyGuesses                    of codes and links that there are not
    ├── BroadcastGone, TextTooLong
    ├── CannotUndo, ForeignList
    ├── InvitationGone, InvalidTeamDetail
    ├── InvalidPrice, InvalidCost, CostNotFound
    ├── NoEventsChosen, VisitorNotFound, FileTooLarge    there is no such report
    ├── NotEditable                       it has begun, or is cancelled
    ├── NotADraft, TooLateToPublish       it is out already, or was to be
    ├── NotUnderstood, DraftGone          of the dialogue that makes an event
    └── NotAllowed, NoPost                the door, the organizers and the owner

A refusal raised inside a transaction undoes it. `code` names the phrase `error-<code>`, the fields are its variables;
whoever catches it shows that phrase and a way on.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from core.domain.ids import EventId, OrderId

QUOTED_MAX = 60
"""Of what somebody typed."""


@dataclass(eq=False)
class Refusal(Exception):
    """A rule said no. Nothing was changed."""

    code: ClassVar[str]


@dataclass(eq=False)
class EventNotFound(Refusal):
    code = "event-not-found"


@dataclass(eq=False)
class OrderNotFound(Refusal):
    """There is no such order, or it is somebody else's: the answer is the same."""

    code = "order-not-found"


@dataclass(eq=False)
class TicketNotFound(Refusal):
    code = "ticket-not-found"


@dataclass(eq=False)
class InvalidEmail(Refusal):
    """What was typed is no e-mail address."""

    code = "invalid-email"


@dataclass(eq=False)
class InvalidPhone(Refusal):
    """What was typed is no telephone number, or one of a country that it does not name."""

    code = "invalid-phone"


@dataclass(eq=False)
class InvalidName(Refusal):
    """No letter in it: nobody is called so."""

    code = "invalid-name"


@dataclass(eq=False)
class ForeignContact(Refusal):
    """Somebody else's contact was sent in place of the own one."""

    code = "foreign-contact"


@dataclass(eq=False)
class AnswerTooLong(Refusal):
    code = "answer-too-long"
    limit: int


@dataclass(eq=False)
class AnswerMissing(Refusal):
    """Nothing was said to a question that wants an answer."""

    code = "answer-missing"


NO_ANSWER = (InvalidName, InvalidPhone, InvalidEmail, ForeignContact, AnswerTooLong, AnswerMissing)
"""Said of an answer: another one may do."""


@dataclass(eq=False)
class DetailsMissing(Refusal):
    """There are no tickets before the event knows who comes."""

    code = "details-missing"
    event_id: EventId
    order_id: OrderId
    missing: int


@dataclass(eq=False)
class DetailsClosed(Refusal):
    """The organizer works with the answers now. `until` is in the time zone of the venue."""

    code = "details-closed"
    until: datetime


@dataclass(eq=False)
class QuestionNotFound(Refusal):
    """It is not asked for this ticket, or not any more: the seat was given back."""

    code = "question-not-found"


@dataclass(eq=False)
class NumberNotFound(Refusal):
    """What was typed is the number of no ticket."""

    code = "number-not-found"


@dataclass(eq=False)
class RefundNotFound(Refusal):
    """There is no such refund, or it is done."""

    code = "refund-not-found"


@dataclass(eq=False)
class RefundsChanged(Refusal):
    """They are not the refunds any more that were to be confirmed together."""

    code = "refunds-changed"


@dataclass(eq=False)
class PaymentNotOpen(Refusal):
    """A payment that was to be looked up: somebody did, or it came after all."""

    code = "payment-not-open"


class ClosedBecause(StrEnum):
    NOT_YET = "not-yet"
    OVER = "over"
    PAUSED = "paused"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class SaleClosed(Refusal):
    """`opens_at` is in the time zone of the venue."""

    code = "sale-closed"
    because: ClosedBecause
    opens_at: datetime


@dataclass(eq=False)
class SeatsTaken(Refusal):
    code = "seats-taken"
    event_id: EventId
    seats: str


@dataclass(eq=False)
class NotEnoughFree(Refusal):
    code = "not-enough-free"
    event_id: EventId
    free: int


@dataclass(eq=False)
class NotTogether(Refusal):
    """So many seats next to each other are not free there."""

    code = "not-together"
    event_id: EventId
    count: int


@dataclass(eq=False)
class AccessibleSeat(Refusal):
    """It is for who needs an accessible seat, and the buyer has not said so."""

    code = "accessible-seat"
    seats: str


@dataclass(eq=False)
class StrandsSeats(Refusal):
    """These would stay free with nobody beside them, and the event asks to leave none."""

    code = "strands-seats"
    event_id: EventId
    seats: str


@dataclass(eq=False)
class CaptchaNeeded(Refusal):
    """The event asks every buyer one question before the first hold; `while_waiting`: they are in its queue already."""

    code = "captcha-needed"
    event_id: EventId
    while_waiting: bool = False


@dataclass(eq=False)
class CaptchaClosed(Refusal):
    """Too many wrong answers. `until` is in the time zone of the venue."""

    code = "captcha-closed"
    until: datetime


@dataclass(eq=False)
class ContactNeeded(Refusal):
    """The event asks every buyer for the own telephone number before the first hold; `while_waiting` as above."""

    code = "contact-needed"
    event_id: EventId
    while_waiting: bool = False


@dataclass(eq=False)
class NotOwnContact(Refusal):
    """Somebody else's contact was sent where only the own one will do."""

    code = "not-own-contact"


@dataclass(eq=False)
class PhoneTaken(Refusal):
    """Another account has held seats of this event with the same telephone number."""

    code = "phone-taken"


@dataclass(eq=False)
class HoldPause(Refusal):
    """Too many holds ended unpaid. `until` is in the time zone of the venue."""

    code = "hold-pause"
    until: datetime


@dataclass(eq=False)
class LimitReached(Refusal):
    code = "limit-reached"
    limit: int


@dataclass(eq=False)
class InvalidQuantity(Refusal):
    code = "invalid-quantity"
    limit: int


@dataclass(eq=False)
class NothingSelected(Refusal):
    code = "nothing-selected"


@dataclass(eq=False)
class OpenOrderExists(Refusal):
    """The buyer holds seats of this event already; those come first."""

    code = "open-order-exists"
    event_id: EventId
    order_id: OrderId


@dataclass(eq=False)
class HoldGone(Refusal):
    code = "hold-gone"
    event_id: EventId


@dataclass(eq=False)
class PaymentUnderWay(Refusal):
    code = "payment-under-way"


@dataclass(eq=False)
class AlreadyPaid(Refusal):
    code = "already-paid"


@dataclass(eq=False)
class MoneyComesBack(Refusal):
    """What was paid for the order is owed back, or is back: it came too late, or bought tickets that ended."""

    code = "money-comes-back"


@dataclass(eq=False)
class PaymentMismatch(Refusal):
    """The amount or the currency to be paid is not the order's."""

    code = "payment-mismatch"


@dataclass(eq=False)
class PaymentsNotSetUp(Refusal):
    code = "payments-not-set-up"
    currency: str


@dataclass(eq=False)
class AmountNotTaken(Refusal):
    """Telegram or its provider takes no single payment of this size."""

    code = "amount-not-taken"


@dataclass(eq=False)
class NoCash(Refusal):
    """Telegram Stars are no coins, and for what is free none are counted."""

    code = "no-cash"


@dataclass(eq=False)
class PromoCodeNotFound(Refusal):
    """The event has no such code."""

    code = "promo-code-not-found"


@dataclass(eq=False)
class InvalidPromoCode(Refusal):
    """What an organizer typed is no new code."""

    code = "invalid-promo-code"


@dataclass(eq=False)
class PromoCodeExists(Refusal):
    code = "promo-code-exists"
    promo_code: str


@dataclass(eq=False)
class PromoCodeClosed(Refusal):
    """It is not good yet, or no longer. `moment` is when that changes or changed."""

    code = "promo-code-closed"
    because: ClosedBecause
    moment: datetime


@dataclass(eq=False)
class PromoCodeUsedUp(Refusal):
    code = "promo-code-used-up"
    promo_code: str


@dataclass(eq=False)
class PromoCodeNotForThese(Refusal):
    """None of these tickets becomes cheaper by it."""

    code = "promo-code-not-for-these"
    promo_code: str


@dataclass(eq=False)
class SeatsAreFree(Refusal):
    """Nobody needs to wait for what can be bought now."""

    code = "seats-are-free"
    event_id: EventId


@dataclass(eq=False)
class PartyNeverFits(Refusal):
    """Even in the empty hall there are no such seats."""

    code = "party-never-fits"
    event_id: EventId


@dataclass(eq=False)
class TurnNeeded(Refusal):
    """There is a queue for this event, and it is not this person's turn."""

    code = "turn-needed"
    event_id: EventId


@dataclass(eq=False)
class NoQueue(Refusal):
    """Nobody needs to queue for this event now."""

    code = "no-queue"
    event_id: EventId


@dataclass(eq=False)
class NoDraw(Refusal):
    """There is no draw for this event that this person takes part in, or it has not been held yet."""

    code = "no-draw"


@dataclass(eq=False)
class TicketUsed(Refusal):
    """Its holder is inside: it cannot be taken back."""

    code = "ticket-used"


@dataclass(eq=False)
class GiftGone(Refusal):
    """The link was used, or taken back, or its ticket is not valid any more."""

    code = "gift-gone"


@dataclass(eq=False)
class OwnGift(Refusal):
    """Who gives a ticket away does not take it."""

    code = "own-gift"


@dataclass(eq=False)
class TooManyGuesses(Refusal):
    """Nobody is wrong about codes and links so often who was given one."""

    code = "too-many-guesses"


NO_PROMO_CODE = (PromoCodeNotFound, PromoCodeClosed, PromoCodeUsedUp, PromoCodeNotForThese, TooManyGuesses)
"""Said of a promo code: another one may do, or the same one later."""


@dataclass(eq=False)
class NotReturnable(Refusal):
    """The policy of the event takes this ticket back no more, or it was a gift: who paid may return, nobody else."""

    code = "not-returnable"


@dataclass(eq=False)
class WholeOrderOnly(Refusal):
    """Stars go back for a whole order or not at all."""

    code = "whole-order-only"


@dataclass(eq=False)
class InvitationGone(Refusal):
    """The link was used or taken back, or has expired."""

    code = "invitation-gone"


@dataclass(eq=False)
class InvalidTeamDetail(Refusal):
    code = "invalid-team-detail"
    detail: str


@dataclass(eq=False)
class InvalidPrice(Refusal):
    """What was typed is no price, or no step of one."""

    code = "invalid-price"


@dataclass(eq=False)
class InvalidCost(Refusal):
    """No amount that the currency knows, or no words what it was for."""

    code = "invalid-cost"


@dataclass(eq=False)
class CostNotFound(Refusal):
    """It was removed already."""

    code = "cost-not-found"


@dataclass(eq=False)
class NoEventsChosen(Refusal):
    """A report needs events, and there are none in the period or among those ticked."""

    code = "no-events-chosen"


@dataclass(eq=False)
class VisitorNotFound(Refusal):
    """Nobody like that has bought or held a ticket of one's own events."""

    code = "visitor-not-found"


@dataclass(eq=False)
class FileTooLarge(Refusal):
    """Telegram takes no file of this size."""

    code = "file-too-large"


@dataclass(eq=False)
class NotEditable(Refusal):
    """The event has begun, or is cancelled."""

    code = "not-editable"


@dataclass(eq=False)
class NotADraft(Refusal):
    """It is published already, or cancelled."""

    code = "not-a-draft"


@dataclass(eq=False)
class TooLateToPublish(Refusal):
    """The sale of the draft would be over."""

    code = "too-late-to-publish"


@dataclass(eq=False)
class NotUnderstood(Refusal):
    """What was typed is no answer to what was asked; `what` is the piece that was not understood."""

    code = "not-understood"
    step: str
    what: str = ""

    def __post_init__(self) -> None:
        self.what = self.what if len(self.what) <= QUOTED_MAX else self.what[:QUOTED_MAX] + "…"


@dataclass(eq=False)
class DraftGone(Refusal):
    """There is no dialogue under way: it was cancelled, or has become an event."""

    code = "draft-gone"


@dataclass(eq=False)
class NotAllowed(Refusal):
    code = "not-allowed"


@dataclass(eq=False)
class BroadcastGone(Refusal):
    """It was sent or stopped already, or never was."""

    code = "broadcast-gone"


@dataclass(eq=False)
class TextTooLong(Refusal):
    code = "text-too-long"
    limit: int


@dataclass(eq=False)
class CannotUndo(Refusal):
    """The scan was taken back, or something has happened to the ticket since."""

    code = "cannot-undo"


@dataclass(eq=False)
class ForeignList(Refusal):
    """The file is no list that was made for this event, or what must not change in it was changed."""

    code = "foreign-list"


@dataclass(eq=False)
class NoPost(Refusal):
    """Door staff must say first which event they are scanning for."""

    code = "no-post"
