"""`kassa work`: answers what receivers have taken; any number of them share the work."""

from bot.running import run_worker
from core.app import open_app
from core.exposing import exposed
from core.running import run_until_stopped
from core.settings import load_settings


def main() -> None:
    run_until_stopped(_work)


async def _work() -> None:
    settings = load_settings()
    async with open_app(settings) as app, exposed(settings, app):
        await run_worker(settings, app)
