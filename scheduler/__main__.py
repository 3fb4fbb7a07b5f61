"""`python -m scheduler`: the sweeps alone; the bot runs apart from them."""

from core.app import open_app
from core.exposing import exposed
from core.running import run_until_stopped
from core.settings import load_settings
from scheduler.sweeps import run_scheduler


async def main() -> None:
    settings = load_settings()
    async with open_app(settings) as app, exposed(settings, app):
        await run_scheduler(app)


if __name__ == "__main__":
    run_until_stopped(main)
