"""A team organizes events: who is in it, with which rights, and what it says of itself."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.currency import is_known
from core.domain.ids import InvitationId, PersonId, TeamId
from core.domain.person import Person, Role
from core.domain.refusal import InvalidTeamDetail

HOUSE = TeamId(1)
"""The team of the owners themselves, which is there from the beginning."""
INVITATION_TTL = timedelta(days=2)
NAME_MAX, CONTACT_MAX, TERMS_MAX = 60, 100, 1500
PROVIDER_TOKEN = re.compile(r"\d+:[A-Za-z]+:[A-Za-z0-9_-]+")
"""As BotFather gives it: `123456:TEST:…`."""


class TeamDetail(StrEnum):
    """What a team says of itself, by the names of its columns."""

    NAME = "name"
    CURRENCY = "currency"
    SUPPORT_CONTACT = "support_contact"
    TERMS = "terms"
    PROVIDER_TOKEN = "provider_token"  # noqa: S105 - the name of a column


@dataclass(frozen=True, slots=True)
class Team:
    """The provider token itself is shown to nobody."""

    id: TeamId
    name: str
    currency: str | None = None
    support_contact: str | None = None
    terms: str | None = None
    has_provider_token: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    role: Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes the first who opens it a member, until it expires."""

    id: InvitationId
    team_id: TeamId
    role: Role
    secret: str
    invited_by: PersonId
    expires_at: datetime


def typed_detail(detail: TeamDetail, text: str) -> str | None:
    """What a detail becomes by what was typed; None clears it. Refused if it cannot be that."""
    value = text.strip()
    if value == "-" and detail is not TeamDetail.NAME:
        return None
    match detail:
        case TeamDetail.NAME:
            is_right = 1 <= len(value) <= NAME_MAX and value.isprintable()
        case TeamDetail.CURRENCY:
            value = value.upper()
            is_right = is_known(value)
        case TeamDetail.SUPPORT_CONTACT:
            is_right = 1 <= len(value) <= CONTACT_MAX and value.isprintable()
        case TeamDetail.TERMS:
            is_right = 1 <= len(value) <= TERMS_MAX
        case TeamDetail.PROVIDER_TOKEN:
            is_right = PROVIDER_TOKEN.fullmatch(value) is not None
    if not is_right:
        raise InvalidTeamDetail(detail)
    return value
