"""How somebody can be reached: addresses and numbers as they are typed, in their normal form."""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from core.domain.refusal import InvalidEmail, InvalidPhone

INTERNATIONAL = re.compile(r"\+\d{7,15}")


def email_address(typed: str) -> str:
    """Whether somebody reads it nobody asks."""
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise InvalidEmail from error


def phone_number(typed: str, country: str | None = None) -> str:
    """`+380671234567`. Without a plus it is a number of that country, and none at all where we do not know one."""
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shared_number(number: str) -> str:
    """As Telegram knows it, with a plus or without: it has called there, so that no plan of numbers is asked."""
    digits = "+" + re.sub(r"\D", "", number)
    if not INTERNATIONAL.fullmatch(digits):
        raise InvalidPhone
    return digits


def readable_number(number: str) -> str:
    """`+380 67 123 4567`"""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
