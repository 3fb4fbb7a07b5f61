"""`kassa receive`: takes what Telegram brings; any number of them behind a load balancer."""

from bot.running import run_receiver
from core.app import open_app
from core.exposing import exposed
from core.metrics import Metrics
from core.running import run_until_stopped
from core.settings import load_settings


def main() -> None:
    run_until_stopped(_receive)


async def _receive() -> None:
    settings, metrics = load_settings(), Metrics()
    async with (
        open_app(settings, metrics=metrics) as payments,
        open_app(settings, metrics=metrics) as pre_checkouts,
        open_app(settings, metrics=metrics) as all_else,
        exposed(settings, all_else),
    ):
        await run_receiver(settings, payments, pre_checkouts, all_else)
