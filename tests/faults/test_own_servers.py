"""The servers of these tests are their own, for as long as they run."""

import os
from pathlib import Path

from tests.conftest import remove_abandoned
from tests.faults.servers import valkey_alone


async def test_what_a_server_uses_is_not_taken_for_left_behind(server_base: Path) -> None:
    """A soak runs for an hour, and other tests begin meanwhile."""
    async with valkey_alone(server_base):
        os.utime(server_base, (0, 0))
        remove_abandoned(server_base.parent)
        assert list(server_base.iterdir())
