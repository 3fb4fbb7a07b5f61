"""`kassa run`: the bot and the scheduler in one process."""

import asyncio

from bot.running import run_bot
from core.app import App, open_app
from core.exposing import exposed
from core.running import run_until_stopped
from core.settings import Settings, load_settings
from scheduler.sweeps import run_scheduler


def main() -> None:
    run_until_stopped(_run)


async def run_all(settings: Settings, app: App) -> None:
    """Until cancelled."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run_scheduler(app))
        tasks.create_task(run_bot(settings, app))


async def _run() -> None:
    settings = load_settings()
    async with open_app(settings) as app, exposed(settings, app):
        await run_all(settings, app)
