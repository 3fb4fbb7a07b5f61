"""python -m simulator: serves a Telegram with a few people until it is stopped."""

import argparse
import asyncio
import json
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

from simulator.server import serve
from simulator.telegram import Telegram

PEOPLE: list[dict[str, Any]] = [
    {"id": 1001, "first_name": "Олена", "language_code": "uk", "role": "Buyer"},
    {"id": 1002, "first_name": "Max", "language_code": "en", "role": "Buyer"},
    {"id": 2001, "first_name": "Ірина", "language_code": "uk", "role": "Organizer"},
    {"id": 3001, "first_name": "Тарас", "language_code": "uk", "role": "Door staff"},
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--token", default="4242:demo")
    parser.add_argument("--username", default="kassa_demo_bot")
    parser.add_argument("--data", type=Path, help="a folder to keep chats and files in; none: all is forgotten")
    parser.add_argument("--people", type=Path, help="a JSON file: a list of people like those of GET /sim/people")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    people = json.loads(options.people.read_text(encoding="utf-8")) if options.people else PEOPLE
    telegram = Telegram(options.token, options.username, data=options.data)
    with suppress(KeyboardInterrupt):
        asyncio.run(run(telegram, people, options.host, options.port))


async def run(telegram: Telegram, people: list[dict[str, Any]], host: str, port: int) -> None:
    for person in people:
        if telegram.find_chat(person["id"]) is None:
            await telegram.add_person(**person)
    async with serve(telegram, host, port) as url:
        logging.getLogger("simulator").info("Telegram is simulated at %s", url)
        try:
            await asyncio.Event().wait()
        finally:
            await telegram.close()


if __name__ == "__main__":
    main()
