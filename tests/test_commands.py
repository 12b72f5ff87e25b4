"""The commands are all there, though each is loaded only when it is called for."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from plainfigures.cli import main


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_each_command_is_called_what_it_is_listed_as(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str()


def test_for_a_command_that_is_none_the_nearest_of_all_is_proposed() -> None:
    # In a program of its own, since here all commands are loaded by now.
    command = [sys.executable, "-m", "plainfigures", "verifi"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Did you mean 'verify'?" in done.stderr


def test_help_lists_each_command_with_what_it_does() -> None:
    told = CliRunner().invoke(main, ["--help"]).output
    for name, does in (("build", "Check, build and verify"), ("due", "Say whether anything")):
        assert any(line.split()[:1] == [name] and does in line for line in told.splitlines())


def test_no_command_loads_what_only_others_need() -> None:
    program = (
        "import sys, plainfigures.cli\n"
        "others = ('intake', 'serving', 'waking', 'comparing', 'finder', 'publish.feed')\n"
        "assert not {f'plainfigures.{one}' for one in others} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
