"""The operator's commands: `kassa --help`."""

import argparse
from importlib import import_module
from pathlib import Path

from cli.numbers import event_number

COMMANDS = {
    "demo": "everything on this machine, with a simulated Telegram: no token needed",
    "run": "the bot and the scheduler in one process",
    "receive": "take what Telegram brings to WEBHOOK_URL; workers answer it",
    "work": "answer what receivers have taken",
    "schedule": "the sweeps alone; the bot runs apart from them",
    "migrate": "bring the database to the newest schema",
    "seed": "fill an empty database with example events",
    "event": "make an event of a YAML or JSON file, check the file, or write an event as one",
    "queue": "check somebody's place in the draw of a queue, from the files that /proof gives",
    "rehearse": "sell a copy of an event to simulated buyers, and say how its on-sale will go",
    "audit": "print the balance of an event, or of all; fail if the books contradict each other",
    "backup": "write everything of one moment into one file",
    "restore": "bring a backup into an empty database, and audit it",
    "doctor": "check the settings and the connections of the bot, and say what is wrong",
}


def main() -> None:
    """Each command is a module of this folder, loaded only when it is asked for."""
    options = vars(build_parser().parse_args())
    import_module(f"cli.{options.pop('command')}").main(**options)


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kassa", description="Sells event tickets inside Telegram.")
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {
        name: choices.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")
        for name, says in COMMANDS.items()
    }
    parsers["migrate"].add_argument("--plan", action="store_true", help="print the SQL of it, and run nothing")
    parsers["audit"].add_argument("event", nargs="?", type=event_number, help="the number of one event; all without it")
    parsers["event"].add_argument("action", choices=["import", "check", "export"])
    parsers["event"].add_argument("of", help="a file as docs/event-file.md describes it; to export, an event's number")
    parsers["queue"].add_argument("action", choices=["verify"])
    parsers["queue"].add_argument("proof", type=Path, help="queue-…-proof.json")
    parsers["queue"].add_argument(
        "entries", metavar="list", type=Path, help="queue-…-list.txt: all entries of the draw"
    )
    parsers["backup"].add_argument(
        "file", type=Path, help="where to write it, never over another file; in a folder it is named by the moment"
    )
    parsers["restore"].add_argument("file", type=Path, help="what kassa backup has written")
    parsers["restore"].add_argument("--rehearse", action="store_true", help="into a database that is dropped at once")
    _add_rehearsal(parsers["rehearse"])
    return parser


def _add_rehearsal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("event", type=event_number, help="the number of the event, which is only read")
    parser.add_argument("--buyers", type=int, required=True, metavar="N", help="how many people come when it opens")
    parser.add_argument("--at-once", type=int, default=500, metavar="N", help="how many act in the same instant (500)")
    parser.add_argument("--unpaid", type=int, default=10, metavar="PERCENT", help="of the holds, never paid for (10)")
    parser.add_argument("--hold", type=int, default=30, metavar="SECONDS", help="longest time of a hold (30)")
    parser.add_argument("--rate", type=int, metavar="N", help="turns a minute, in place of the queue's own rate")
    parser.add_argument("--minutes", type=float, default=15, metavar="N", help="when it ends at the latest (15)")
    parser.add_argument("--json", dest="as_json", action="store_true", help="print the report as JSON")


if __name__ == "__main__":
    main()
