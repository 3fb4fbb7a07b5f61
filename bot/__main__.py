"""`python -m bot`: the bot alone; the scheduler runs apart from it."""

from bot.running import run_bot
from core.app import open_app
from core.exposing import exposed
from core.running import run_until_stopped
from core.settings import load_settings


async def main() -> None:
    settings = load_settings()
    async with open_app(settings) as app, exposed(settings, app):
        await run_bot(settings, app)


if __name__ == "__main__":
    run_until_stopped(main)
