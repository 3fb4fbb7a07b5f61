"""The fields of an event file, and what may stand in each. `docs/event-file.md` explains them to organizers."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag
from pydantic_core import PydanticCustomError

from core.domain.category import Category
from core.domain.currency import is_known
from core.domain.event_rule import GATE_MAX, GATES_MAX
from core.domain.pricing import STEPS_MAX
from core.domain.promo_code import SHAPE
from core.domain.protection import Guard
from core.domain.question import QuestionKind, Scope, one_line
from core.domain.queue import STEPS, Knob, QueueMode
from core.domain.reminder import ReminderKind
from core.event_file.problems import Fault

TIME_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M")
LAST = "last"
ROWS_MAX, IN_ROW_MAX, PLACES_MAX, TIERS_MAX, SECTIONS_MAX = 500, 500, 100_000, 50, 500


def wrong(fault: Fault, about: object = "") -> PydanticCustomError:
    return PydanticCustomError(fault.value, "{about}", {"about": str(about)})


def _time(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    for pattern in TIME_FORMATS:
        try:
            return datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007 - the zone is that of the venue
        except ValueError:
            continue
    raise wrong(Fault.TIME, value)


def _price(value: Any) -> Any:
    """`450`, `450.50`, `450,50` or `1 200`."""
    try:
        price = Decimal("".join(str(value).split()).replace(",", "."))
    except InvalidOperation:
        raise wrong(Fault.PRICE, value) from None
    if not price.is_finite() or price < 0 or price >= 10**12:
        raise wrong(Fault.PRICE, value)
    return price


def _zone(value: Any) -> Any:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong(Fault.ZONE, value) from None


def _currency(value: Any) -> Any:
    if not is_known(str(value).upper()):
        raise wrong(Fault.CURRENCY, value)
    return str(value).upper()


def _code(value: Any) -> Any:
    if not SHAPE.fullmatch(str(value)):
        raise wrong(Fault.CODE, value)
    return str(value).upper()


def _hall_of(value: Any) -> Any:
    if value != LAST and not (str(value).isdecimal() and 0 < int(value) < 2**63):
        raise wrong(Fault.HALL, value)
    return str(value)


def _as_one_line(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=16)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Time = Annotated[datetime, BeforeValidator(_time)]
Price = Annotated[Decimal, BeforeValidator(_price)]
Zone = Annotated[str, BeforeValidator(_zone)]
Currency = Annotated[str, BeforeValidator(_currency)]
Code = Annotated[str, BeforeValidator(_code)]
HallOf = Annotated[str, BeforeValidator(_hall_of)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_as_list)]
Guards = Annotated[tuple[Guard, ...], BeforeValidator(_as_list)]
Coordinate = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VenueFields(_Fields):
    """Name and city are enough where the team has been before."""

    name: Line
    city: Line
    address: Line | None = None
    time_zone: Zone | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class SaleFields(_Fields):
    starts_at: Time | None = None
    ends_at: Time | None = None
    limit_per_buyer: Annotated[int, Field(ge=1, le=100)] = 6
    hold_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    offer_minutes: Annotated[int, Field(ge=5, le=1440)] = 30
    refuses_stranding: bool = False
    asks: Guards = ()


class QueueFields(_Fields):
    mode: QueueMode = QueueMode.ON
    per_minute: Annotated[int, Field(ge=STEPS[Knob.RATE][0], le=STEPS[Knob.RATE][-1])] = 300
    inside: Annotated[int, Field(ge=STEPS[Knob.INSIDE][0], le=STEPS[Knob.INSIDE][-1])] = 500
    turn_minutes: Annotated[int, Field(ge=STEPS[Knob.TURN][0], le=STEPS[Knob.TURN][-1])] = 10
    rush_per_minute: Annotated[int, Field(ge=STEPS[Knob.RUSH][0], le=STEPS[Knob.RUSH][-1])] = 600


class TierFields(_Fields):
    name: Line
    price: Price
    steps: Annotated[Lines, Field(max_length=STEPS_MAX)] = ()


class TemplateFields(_Fields):
    name: Line
    rows: Annotated[int, Field(ge=1, le=ROWS_MAX)]
    seats_in_row: Annotated[int, Field(ge=1, le=IN_ROW_MAX)]
    tiers: Lines
    line: Annotated[int, Field(ge=0, le=SECTIONS_MAX)] | None = None
    accessible: Lines = ()


class GeneralFields(_Fields):
    name: Line
    capacity: Annotated[int, Field(ge=1, le=PLACES_MAX)]
    tier: Line


class SeatFields(_Fields):
    row: Label
    seat: Label
    tier: Line
    x: Coordinate | None = None
    y: Coordinate | None = None
    accessible: bool = False


class DrawnFields(_Fields):
    name: Line
    seats: Annotated[tuple[SeatFields, ...], Field(min_length=1, max_length=PLACES_MAX)]


def _kind_of_section(value: Any) -> str:
    named = value if isinstance(value, dict) else vars(value) if isinstance(value, BaseModel) else {}
    if "capacity" in named:
        return "<general>"
    return "<drawn>" if "seats" in named else "<template>"


SectionFields = Annotated[
    Annotated[TemplateFields, Tag("<template>")]
    | Annotated[GeneralFields, Tag("<general>")]
    | Annotated[DrawnFields, Tag("<drawn>")],
    Discriminator(_kind_of_section),
]


class PromoCodeFields(_Fields):
    code: Code
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    amount: Price | None = None
    tiers: Lines = ()
    valid_from: Time | None = None
    valid_until: Time | None = None
    max_uses: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class QuestionFields(_Fields):
    kind: QuestionKind
    scope: Scope = Scope.TICKET
    required: bool = True
    label: Line | None = None


class GateFields(_Fields):
    name: Annotated[str, BeforeValidator(_as_one_line), StringConstraints(min_length=1, max_length=GATE_MAX)]
    tiers: Lines = ()


class ReturnFields(_Fields):
    free_until: Time | None = None
    percent: Annotated[int, Field(ge=0, le=100)] = 0


class HallFields(_Fields):
    tiers: Annotated[tuple[TierFields, ...], Field(max_length=TIERS_MAX)] = ()
    sections: Annotated[tuple[SectionFields, ...], Field(max_length=SECTIONS_MAX)] = ()
    seats_csv: str | None = None


class EventFields(HallFields):
    """`hall_of` is the number of an event, or `last`: the hall as the team sold it at this venue last time."""

    title: Line
    description: Prose = ""
    category: Category = Category.OTHER
    artists: Lines = ()
    team: Line | None = None
    venue: VenueFields
    starts_at: Time
    sale: SaleFields = SaleFields()
    queue: QueueFields | None = None
    currency: Currency | None = None
    hall_of: HallOf | None = None
    promo_codes: Annotated[tuple[PromoCodeFields, ...], Field(max_length=100)] = ()
    questions: Annotated[tuple[QuestionFields, ...], Field(max_length=10)] = ()
    details_until: Time | None = None
    gates: Annotated[tuple[GateFields, ...], Field(max_length=GATES_MAX)] = ()
    reentry: bool = False
    returns: ReturnFields = ReturnFields()
    reminders: tuple[ReminderKind, ...] = tuple(ReminderKind)
    status: Literal["draft", "published"] = "draft"
