"""The operator's commands: `kassa --help`."""

import argparse
from importlib import import_module

COMMANDS = {
    "demo": "everything on this machine, with a simulated Telegram: no token needed",
    "run": "the bot and the scheduler in one process",
    "migrate": "bring the database to the newest schema",
    "seed": "fill an empty database with example events",
    "audit": "print the balance of every event; fail if the books contradict each other",
    "doctor": "check every setting and connection and say what is wrong",
}


def main() -> None:
    """Each command is a module of this folder, loaded only when it is asked for."""
    parser = argparse.ArgumentParser(prog="kassa", description="Sells event tickets inside Telegram.")
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, says in COMMANDS.items():
        choices.add_parser(name, help=says, description=says.capitalize() + ".")
    import_module(f"cli.{parser.parse_args().command}").main()


if __name__ == "__main__":
    main()
