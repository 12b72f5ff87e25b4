"""The container for those who may install nothing: it does what the README does."""

import json
from pathlib import Path

from click.testing import CliRunner

from plainfigures.cli import main

ROOT = Path(__file__).parent.parent
HOME = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))


def test_it_makes_the_site_with_the_readme_s_command() -> None:
    assert f"{HOME['postCreateCommand']}\n" in (ROOT / "README.md").read_text("utf-8")


def test_it_puts_the_commands_of_that_session_within_reach() -> None:
    session = HOME["postCreateCommand"].split()[-1]
    assert HOME["remoteEnv"]["PATH"].startswith(
        f"${{containerWorkspaceFolder}}/.nox/{session}/bin:"
    )


def test_it_opens_the_port_at_which_the_preview_listens() -> None:
    said = CliRunner().invoke(main, ["serve", "--help"]).output
    (port,) = HOME["forwardPorts"]
    assert f":{port}" in said
    assert str(port) in HOME["portsAttributes"]


def test_its_image_names_a_version_that_the_project_runs_on() -> None:
    name, _, tag = HOME["image"].partition(":")
    assert name == "python"
    assert tuple(int(part) for part in tag.partition("-")[0].split(".")) >= (3, 11)
