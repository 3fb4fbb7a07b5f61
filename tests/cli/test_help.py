"""What `kassa COMMAND --help` says."""

import pytest

from cli.__main__ import build_parser


def test_a_name_in_a_description_keeps_its_capitals(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["receive", "--help"])
    assert "\nTake what Telegram brings to WEBHOOK_URL; workers answer it.\n" in capsys.readouterr().out
