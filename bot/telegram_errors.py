"""Telegram's answer as core understands it: try again, or never."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from core.domain.refusal import Refusal
from core.services.retries import Blocked, RetryLater, Undeliverable

logger = logging.getLogger(__name__)

NEVER = ("chat not found", "user is deactivated", "CHARGE_NOT_FOUND", "USER_ID_INVALID")
"""What of Telegram's refusals no repetition can change."""


@contextmanager
def in_words_of_core() -> Iterator[None]:
    """Around calls of Telegram that core asked for."""
    try:
        yield
    except TelegramRetryAfter as error:
        raise RetryLater(timedelta(seconds=error.retry_after)) from error
    except TelegramForbiddenError as error:
        if any(words in error.message for words in NEVER):
            raise Undeliverable(error.message) from error
        raise Blocked from error
    except TelegramBadRequest as error:
        if not any(words in error.message for words in NEVER):
            raise  # perhaps a passing mood of Telegram's, or a mistake of ours: tried some more
        raise Undeliverable(error.message) from error
    except Refusal as error:  # what the message tells of is not there any more
        raise Undeliverable(error.code) from error
    except (TelegramUnauthorizedError, TelegramNotFound) as error:  # the token is not accepted: a wrong setting
        logger.error("Telegram does not accept BOT_TOKEN: %s", error.message)
        raise RetryLater from error
    except (TelegramNetworkError, TelegramServerError) as error:
        raise RetryLater from error
