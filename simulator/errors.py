"""What can go wrong, and who is told.

Refusal        the bot is told: an error envelope of the Bot API
CannotDo       the person is told: this cannot be done in the chat
└ NoSuchPerson
Dropped        nobody is told: the connection breaks (a fault that was switched on)
NoAnswer       nobody is told: the answer never comes (likewise)
"""

REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
}


class Refusal(Exception):
    def __init__(self, code: int, sentence: str = "", *, retry_after: int | None = None) -> None:
        reason = REASONS.get(code, "Error")
        self.code = code
        self.description = f"{reason}: {sentence}" if sentence else reason
        self.retry_after = retry_after
        super().__init__(self.description)


class CannotDo(Exception):
    pass


class NoSuchPerson(CannotDo):
    pass


class Dropped(Exception):
    pass


class NoAnswer(Exception):
    pass


def bad_request(sentence: str) -> Refusal:
    return Refusal(400, sentence)


def forbidden(sentence: str) -> Refusal:
    return Refusal(403, sentence)


def unknown(what: str) -> Refusal:
    return Refusal(501, f"the simulator does not know {what}")


def too_old_query() -> Refusal:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
