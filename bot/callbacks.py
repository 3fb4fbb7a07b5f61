"""Every button's payload, 64 bytes at most. A prefix ends in its version: an old button is then recognised as old.

What arrives here is untrusted: a client can send what no button holds. Core checks each id against the person.
"""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from core.domain.captcha import CHOICES
from core.domain.checkin import Reason
from core.domain.cost import CostKind
from core.domain.event import EventDetail
from core.domain.event_rule import EventRule
from core.domain.queue import Knob, QueueMode
from core.domain.report import FileFormat, Range, ReportKind
from core.domain.team import TeamDetail

Id = Annotated[int, Field(ge=0, lt=2**63)]
SmallId = Annotated[int, Field(ge=0, lt=2**31)]
TinyId = Annotated[int, Field(ge=0, lt=2**15)]
Flag = Annotated[int, Field(ge=0, lt=2)]
"""As wide as the columns they are compared with: what does not fit is no payload of ours."""
Word = Annotated[str, Field(pattern=r"^\P{C}*$")]
"""Without control characters: no button has any, and PostgreSQL does not take all of them."""


class HelpTopic(StrEnum):
    """A page of the help, in the order of their buttons."""

    FIND = "find"
    SEATS = "seats"
    PAY = "pay"
    TICKETS = "tickets"
    WAITING = "waiting"
    SETTINGS = "settings"


class ShowMenu(CallbackData, prefix="menu1"):
    pass


class LeaveHold(CallbackData, prefix="away1"):
    """The menu, in the message that showed the hold."""

    event_id: Id
    order_id: Id


class ShowHelp(CallbackData, prefix="help1"):
    pass


class ShowHelpTopic(CallbackData, prefix="helpt1"):
    topic: HelpTopic


class ShowAllEvents(CallbackData, prefix="all1"):
    pass


class ShowEvents(CallbackData, prefix="events1"):
    """What the person looked for last."""

    page: SmallId  # 0: the page they were on


class ShowSearch(CallbackData, prefix="search1"):
    pass


class ShowFilter(CallbackData, prefix="filter1"):
    which: Word  # a `Filter` of bot/keyboards/finding.py


class SetPeriod(CallbackData, prefix="period1"):
    period: Word


class SetCity(CallbackData, prefix="city1"):
    city_id: SmallId  # 0: any


class SetCategory(CallbackData, prefix="kind1"):
    category: Word


class SetPrice(CallbackData, prefix="price1"):
    currency: Word
    minor: SmallId


class SetOnSale(CallbackData, prefix="onsale1"):
    on: Flag


class ClearFilters(CallbackData, prefix="nofilter1"):
    pass


class ShowEvent(CallbackData, prefix="event1"):
    event_id: Id


class ShowPin(CallbackData, prefix="pin1"):
    event_id: Id


class ShowOrganizer(CallbackData, prefix="whois1"):
    event_id: Id


class SetReminder(CallbackData, prefix="remind1"):
    event_id: Id
    on: Flag


class CloseMessage(CallbackData, prefix="close1"):
    pass


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


class ShowWaitlist(CallbackData, prefix="wait1"):
    event_id: Id


class WaitAs(CallbackData, prefix="waitas1"):
    event_id: Id
    party_size: SmallId


class WaitIn(CallbackData, prefix="waitin1"):
    event_id: Id
    party_size: SmallId
    tier_id: SmallId  # 0: any


class JoinWaitlist(CallbackData, prefix="waitjoin1"):
    event_id: Id
    party_size: SmallId
    tier_id: SmallId
    together: Flag


class LeaveWaitlist(CallbackData, prefix="unwait1"):
    event_id: Id


class ShowQueue(CallbackData, prefix="queue1"):
    event_id: Id


class JoinQueue(CallbackData, prefix="qjoin1"):
    event_id: Id


class GetReady(CallbackData, prefix="qready1"):
    event_id: Id


class AskPlace(CallbackData, prefix="qplace1"):
    event_id: Id


class LeaveQueue(CallbackData, prefix="qleave1"):
    event_id: Id


class ShowWish(CallbackData, prefix="qwish1"):
    event_id: Id


class WishAs(CallbackData, prefix="qas1"):
    event_id: Id
    party_size: SmallId


class WishIn(CallbackData, prefix="qin1"):
    event_id: Id
    party_size: SmallId
    tier_id: SmallId  # 0: any
    price_max_minor: SmallId  # 0: any


class SetWish(CallbackData, prefix="qset1"):
    event_id: Id
    party_size: SmallId  # 0: no wish
    tier_id: SmallId
    price_max_minor: SmallId
    together: Flag


class SendProof(CallbackData, prefix="qproof1"):
    event_id: Id


class SendQueueList(CallbackData, prefix="qlist1"):
    event_id: Id


class ShowQueueDesk(CallbackData, prefix="qdesk1"):
    event_id: Id


class SetQueueMode(CallbackData, prefix="qmode1"):
    event_id: Id
    mode: QueueMode


class TurnKnob(CallbackData, prefix="qknob1"):
    event_id: Id
    knob: Knob
    value: SmallId
    live: Flag  # where the button is: under the live view, or on the desk


class PauseQueue(CallbackData, prefix="qpause1"):
    event_id: Id
    on: Flag
    live: Flag


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


class ChangeQuantity(CallbackData, prefix="changen1"):
    event_id: Id
    order_id: Id
    quantity: SmallId


class SwapSeats(CallbackData, prefix="swap1"):
    event_id: Id
    order_id: Id


class AskPromoCode(CallbackData, prefix="code1"):
    event_id: Id
    order_id: Id


class RemovePromoCode(CallbackData, prefix="nocode1"):
    event_id: Id
    order_id: Id


class SellForCash(CallbackData, prefix="box1"):
    event_id: Id
    order_id: Id
    amount_minor: Id  # as the seller saw it


class GiveAway(CallbackData, prefix="comp1"):
    event_id: Id
    order_id: Id


class BlockSeats(CallbackData, prefix="block1"):
    event_id: Id
    order_id: Id


class ShowBlocked(CallbackData, prefix="blocked1"):
    event_id: Id


class UnblockSeats(CallbackData, prefix="unblock1"):
    event_id: Id
    order_id: Id


class ReleaseOrder(CallbackData, prefix="rel1"):
    event_id: Id
    order_id: Id


class FillDetails(CallbackData, prefix="fill1"):
    """The first question without an answer; the answers, if there is none."""

    event_id: Id
    order_id: Id


class ShowDetails(CallbackData, prefix="details1"):
    event_id: Id
    order_id: Id
    page: SmallId  # counts from 0


class AskDetail(CallbackData, prefix="ask1"):
    event_id: Id
    order_id: Id
    question_id: TinyId
    seat_id: SmallId  # 0: the order itself


class SkipDetail(CallbackData, prefix="skip1"):
    event_id: Id
    order_id: Id
    question_id: TinyId
    seat_id: SmallId


class TakeOffer(CallbackData, prefix="use1"):
    event_id: Id
    order_id: Id
    question_id: TinyId
    seat_id: SmallId
    source: Annotated[int, Field(ge=0, lt=3)]  # a `Source` of core/services/attending.py


class ShowTickets(CallbackData, prefix="tick1"):
    pass


class ShowTicketsOf(CallbackData, prefix="tickof1"):
    event_id: Id


class SendTickets(CallbackData, prefix="send1"):
    event_id: Id


class SendPdf(CallbackData, prefix="pdf1"):
    event_id: Id


class SendCalendar(CallbackData, prefix="ics1"):
    event_id: Id


class ShowReturns(CallbackData, prefix="rets1"):
    event_id: Id


class AskReturn(CallbackData, prefix="askret1"):
    event_id: Id
    ticket_id: Id


class ReturnTicket(CallbackData, prefix="ret1"):
    event_id: Id
    ticket_id: Id
    amount_minor: Id  # as the buyer was told


class ShowGifts(CallbackData, prefix="gifts1"):
    event_id: Id


class GiveTicket(CallbackData, prefix="give1"):
    event_id: Id
    ticket_id: Id


class RevokeGift(CallbackData, prefix="ungive1"):
    event_id: Id
    ticket_id: Id


class TakeGift(CallbackData, prefix="take1"):
    event_id: Id
    secret: str = Field(pattern=r"[A-Za-z0-9_-]{22}")


class ChooseReminders(CallbackData, prefix="reminders1"):
    wanted: bool


class ShowEmail(CallbackData, prefix="email1"):
    pass


class ForgetEmail(CallbackData, prefix="noemail1"):
    pass


class ForgetMe(CallbackData, prefix="forget1"):
    pass


class ShowLanguages(CallbackData, prefix="langs1"):
    pass


class ChooseLanguage(CallbackData, prefix="lang1"):
    language: Word


class ShowDoor(CallbackData, prefix="door1"):
    pass


class ChooseDoorEvent(CallbackData, prefix="doorev1"):
    pass


class TakePost(CallbackData, prefix="post1"):
    event_id: Id


class ChooseGate(CallbackData, prefix="gate1"):
    event_id: Id
    gate_id: TinyId  # 0: any
    out: Flag


class ShowDoorCounts(CallbackData, prefix="counts1"):
    pass


class UndoScan(CallbackData, prefix="undo1"):
    event_id: Id
    scan_id: Id


class AskGuest(CallbackData, prefix="guests1"):
    pass


class ShowGuest(CallbackData, prefix="guest1"):
    event_id: Id
    ticket_id: Id


class AdmitGuest(CallbackData, prefix="admit1"):
    event_id: Id
    ticket_id: Id
    reason: Reason


class ReportScan(CallbackData, prefix="notme1"):
    event_id: Id
    ticket_id: Id


class SendDoorList(CallbackData, prefix="list1"):
    event_id: Id


class ShowRefunds(CallbackData, prefix="refunds1"):
    pass


class ShowRefundsOf(CallbackData, prefix="refundsof1"):
    event_id: Id


class SendRefunds(CallbackData, prefix="refundfile1"):
    event_id: Id
    up_to: Id  # the last refund that was shown; what is owed later is left out


class RefundMade(CallbackData, prefix="refund2"):
    event_id: Id
    refund_id: Id
    of_event: Flag  # in the list of the event, not of all


class AskRefundsMade(CallbackData, prefix="refundsask1"):
    event_id: Id
    up_to: Id


class RefundsMade(CallbackData, prefix="refundsall1"):
    event_id: Id
    up_to: Id
    check: SmallId  # of the refunds that were confirmed


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


class ManageEvents(CallbackData, prefix="manage1"):
    page: SmallId


class ManageEvent(CallbackData, prefix="desk1"):
    event_id: Id


class ShowPrices(CallbackData, prefix="prices1"):
    event_id: Id


class ShowTierPrices(CallbackData, prefix="tierprice1"):
    event_id: Id
    tier_id: SmallId


class ShowLive(CallbackData, prefix="live1"):
    event_id: Id


class ShowPromoCodes(CallbackData, prefix="codes1"):
    event_id: Id


class EndPromoCode(CallbackData, prefix="endcode1"):
    event_id: Id
    number: SmallId  # of the list, from 0: a code may be longer than a payload
    check: SmallId  # of the code itself: the list may have changed


class SendPromoCodes(CallbackData, prefix="codefile1"):
    event_id: Id


class ShowAudiences(CallbackData, prefix="write1"):
    event_id: Id


class ChooseAudience(CallbackData, prefix="audience1"):
    event_id: Id
    tier_id: SmallId  # 0: all
    not_inside: Flag


class ShowBroadcast(CallbackData, prefix="cast1"):
    event_id: Id
    broadcast_id: Id


class ConfirmBroadcast(CallbackData, prefix="sendcast1"):
    event_id: Id
    broadcast_id: Id


class StopBroadcast(CallbackData, prefix="stopcast1"):
    event_id: Id
    broadcast_id: Id


class ShowCosts(CallbackData, prefix="costs1"):
    event_id: Id
    page: SmallId


class AskCost(CallbackData, prefix="addcost1"):
    event_id: Id
    kind: CostKind


class RemoveCost(CallbackData, prefix="uncost1"):
    event_id: Id
    cost_id: Id


class ChooseReports(CallbackData, prefix="repset1"):
    pass


class ShowReports(CallbackData, prefix="reports1"):
    range: Range
    event_id: Id  # 0 unless the report is about one event


class ShowReport(CallbackData, prefix="report1"):
    report: ReportKind
    range: Range
    event_id: Id


class SendReport(CallbackData, prefix="repfile1"):
    report: ReportKind
    range: Range
    event_id: Id
    format: FileFormat


class ShowTicked(CallbackData, prefix="repticks1"):
    page: SmallId


class TickEvent(CallbackData, prefix="reptick1"):
    event_id: Id
    page: SmallId


class FindVisitor(CallbackData, prefix="visitor1"):
    pass


class ShowVisitor(CallbackData, prefix="visits1"):
    person_id: Id


class SendVisitor(CallbackData, prefix="visfile1"):
    person_id: Id
    format: FileFormat


class NewEvent(CallbackData, prefix="newevent1"):
    pass


class StartDraft(CallbackData, prefix="draftnew1"):
    team_id: Id


class ContinueDraft(CallbackData, prefix="draftgo1"):
    pass


class ChooseInDraft(CallbackData, prefix="draft1"):
    step: Word
    choice: Word


class SkipInDraft(CallbackData, prefix="draftskip1"):
    step: Word
    keeps: Flag  # what was said before


class BackInDraft(CallbackData, prefix="draftback1"):
    pass


class CancelDraft(CallbackData, prefix="draftcancel1"):
    sure: Flag


class ShowDraftHall(CallbackData, prefix="drafthall1"):
    pass


class FinishDraft(CallbackData, prefix="draftdone1"):
    publishes: Flag


class CloneEvent(CallbackData, prefix="clone1"):
    event_id: Id


class SendEventFile(CallbackData, prefix="eventfile1"):
    event_id: Id


class PublishEvent(CallbackData, prefix="publish1"):
    event_id: Id


class AnswerCaptcha(CallbackData, prefix="captcha1"):
    """`choice` is a place among those shown: what is right only core knows."""

    event_id: Id
    number: SmallId  # of the question
    choice: Annotated[int, Field(ge=0, lt=CHOICES)]


class AskInWords(CallbackData, prefix="inwords1"):
    event_id: Id


class PauseSale(CallbackData, prefix="pause1"):
    event_id: Id
    on: Flag


class EditEvent(CallbackData, prefix="edit1"):
    event_id: Id


class AskEventDetail(CallbackData, prefix="editask1"):
    event_id: Id
    about: EventDetail


class ShowRules(CallbackData, prefix="rules1"):
    event_id: Id


class AskRule(CallbackData, prefix="rule1"):
    event_id: Id
    rule: EventRule


class ChooseRule(CallbackData, prefix="setrule1"):
    event_id: Id
    rule: EventRule
    choice: Word


class AskSeats(CallbackData, prefix="more1"):
    event_id: Id


class AddSeats(CallbackData, prefix="addmore1"):
    event_id: Id
    growth_id: Id


class MoveEvent(CallbackData, prefix="move1"):
    event_id: Id
    minute: SmallId  # of the new start, since 1970


class AskCancelEvent(CallbackData, prefix="cancelask1"):
    event_id: Id


class ShowCancellation(CallbackData, prefix="cancelled1"):
    event_id: Id


class PreviewEvent(CallbackData, prefix="preview1"):
    event_id: Id


class PreviewHall(CallbackData, prefix="prehall1"):
    event_id: Id


class AskPoster(CallbackData, prefix="poster1"):
    event_id: Id


class ShowTeams(CallbackData, prefix="teams1"):
    pass


class ShowTeam(CallbackData, prefix="team1"):
    team_id: Id


class InviteMember(CallbackData, prefix="invite1"):
    team_id: Id
    as_organizer: Flag


class RevokeInvitation(CallbackData, prefix="uninvite1"):
    team_id: Id
    invitation_id: Id


class AskDismissal(CallbackData, prefix="askdismiss1"):
    team_id: Id
    person_id: Id


class DismissMember(CallbackData, prefix="dismiss2"):
    team_id: Id
    person_id: Id


class ShowTeamSettings(CallbackData, prefix="teamset1"):
    team_id: Id


class AskTeamName(CallbackData, prefix="newteam1"):
    pass


class AskTeamDetail(CallbackData, prefix="teamdet1"):
    team_id: Id
    detail: TeamDetail
