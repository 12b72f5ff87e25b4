"""A build asks nothing of the network, starts no program, and writes nothing but its own folders."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.making import make_site

WATCH = """
import json, os, sys, tempfile

_NAMES = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
          "socket.sendto", "urllib.Request", "http.client.connect", "ftplib.connect",
          "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "webbrowser.open"}
_LOG = os.environ["WATCHED"]
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _note(event, given):
    if event in _NAMES:
        _tell([event, repr(given)[:200]])
    elif event == "open" and isinstance(given[0], str) and isinstance(given[2], int):
        if given[2] & _WRITES:
            _tell(["open", os.path.abspath(given[0])])
    elif event in {"os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.symlink", "os.link"}:
        if given[-1] < 0:  # else it is within a folder that is open, and was looked at
            for one in given:
                if isinstance(one, str):
                    _tell([event, os.path.abspath(one)])


def _tell(what):
    line = (json.dumps(what) + "\\n").encode()
    os.write(_FILE, line)


_FILE = os.open(_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(_note)
"""
"""Loaded by every Python process that finds it, workers too, before anything else."""


def test_it_stays_with_itself(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    watched, log = tmp_path / "watched", tmp_path / "log"
    watched.mkdir()
    (watched / "sitecustomize.py").write_text(WATCH, "utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{watched}{os.pathsep}{Path(__file__).parents[2]}",
        "WATCHED": str(log),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(tmp_path / "moment"),
    }
    (tmp_path / "moment").mkdir()
    run = [sys.executable, "-m", "plainfigures", "--site", str(site)]
    run += ["build", "--jobs", "2", "--as-of", "2026-01-01"]
    ended = subprocess.run(run, check=False, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    told = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert any(event == "open" for event, _ in told)  # it was watched
    own = (str(site / ".plainfigures"), str(site / "site"), str(tmp_path / "moment"))
    system = ("/dev/null", "/dev/shm/", str(log))
    beyond = [
        (event, place)
        for event, place in told
        if not (event.startswith(("open", "os.")) and place.startswith((*own, *system)))
        and (event, place) != ("os.mkdir", str(site))  # which is there
        and not _lists_fonts(event, place)
    ]
    assert beyond == []


def _lists_fonts(event: str, place: str) -> bool:
    """Whether what draws lists the machine's fonts, which it does once, in a folder of its own."""
    return "fc-list" in place if event == "subprocess.Popen" else "/matplotlib" in place
