"""`python -m tests.soak --minutes 60`: mixed traffic under faults; fails if anything is lost, left over or grows."""

import argparse
import asyncio
import os
import secrets
import time
from pathlib import Path

from tests.conftest import temporary_base
from tests.soak.document import write
from tests.soak.leaking import LEAKS
from tests.soak.reporting import report
from tests.soak.soak import soak


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--leak", choices=LEAKS, help="what one bot leaks on purpose: then the soak must fail")
    parser.add_argument("--publish", action="store_true", help="write docs/soak.md, not build/soak/soak.md")
    options = parser.parse_args()
    began, load = time.monotonic(), os.getloadavg()[0]

    def say(words: str) -> None:
        print(f"{time.monotonic() - began:7.1f} s  {words}", flush=True)

    bot = f"tests.soak.leaking {options.leak} bot" if options.leak else "bot"
    say(f"seed {options.seed}")
    with temporary_base() as base:
        found = asyncio.run(soak(Path(base), options.minutes * 60, options.seed, say, bot))
    done = report(found)
    place = write(done, found.lives, found.seconds, load, publish=options.publish)
    say(f"written: {place}")
    done.hand_over()


if __name__ == "__main__":
    main()
