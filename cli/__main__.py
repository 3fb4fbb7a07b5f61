"""The operator's commands: `kassa --help`."""

import argparse

from cli import demo, doctor, migrate, run, seed

COMMANDS = {
    "demo": (demo.main, "everything on this machine, with a simulated Telegram: no token needed"),
    "run": (run.main, "the bot and the scheduler in one process"),
    "migrate": (migrate.main, "bring the database to the newest schema"),
    "seed": (seed.main, "fill an empty database with example events"),
    "doctor": (doctor.main, "check every setting and connection and say what is wrong"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="kassa", description="Sells event tickets inside Telegram.")
    choices = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (command, says) in COMMANDS.items():
        choices.add_parser(name, help=says, description=says.capitalize()).set_defaults(command=command)
    parser.parse_args().command()


if __name__ == "__main__":
    main()
