"""All that is done to this site, from a bare machine with Python 3.11 or later.

`python3 noxfile.py -s NAME` runs a session. Where nox is missing, it is put into `.tools/`, a folder
of this site, from the locked versions in `requirements-tools.lock`; nothing is installed anywhere
else.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
TOOLS = HERE / ".tools"


def get_nox() -> None:
    """Put nox into `.tools/` and start again with the Python that has it."""
    if sys.version_info < (3, 11):
        sys.exit("This site needs Python 3.11 or later: run this with a newer python3.")
    python = TOOLS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock = HERE / "requirements-tools.lock"
    stamp = TOOLS / ".installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        print("Getting nox into .tools/ …", flush=True)
        shutil.rmtree(TOOLS, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], check=False)
        if made.returncode:
            sys.exit(
                "Python cannot make a virtual environment: on Debian, apt install python3-venv."
            )
        install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        got = subprocess.run([str(python), *install, "-r", str(lock)], check=False)
        if got.returncode:
            sys.exit("What requirements-tools.lock lists could not be had: see above.")
        stamp.write_text(wanted)
    if Path(sys.prefix).resolve() == TOOLS.resolve():
        sys.exit("nox is in .tools/ but cannot be imported: delete .tools/ and run this again.")
    os.chdir(HERE)
    raise SystemExit(subprocess.call([str(python), str(HERE / "noxfile.py"), *sys.argv[1:]]))


try:
    import nox
except ImportError:
    get_nox()

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["site"]

COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Compiled code is kept, whatever the environment says: builds start sooner with it."""


def install(session: nox.Session, *locks: str) -> None:
    """Install what the lock files list, unless that is done already."""
    wanted = hashlib.sha256(b"".join((HERE / lock).read_bytes() for lock in locks)).hexdigest()
    stamp = Path(session.virtualenv.location) / ".installed"
    if not stamp.is_file() or stamp.read_text() != wanted:
        for lock in locks:
            session.install("--require-hashes", "-r", lock)
        stamp.write_text(wanted)


@nox.session
def site(session: nox.Session) -> None:
    """Check the data and the pages, and build the site into site/."""
    install(session, "requirements.lock")
    session.run("plainfigures", "build", *session.posargs, env=COMPILED)
    session.log(f"The site is in {HERE / 'site'}")
    session.log("See it in a browser: python3 noxfile.py -s show")


@nox.session(venv_backend="none")
def show(session: nox.Session) -> None:
    """Show the site that was built, in a browser."""
    if not (HERE / "site" / "index.html").is_file():
        session.error("There is no site yet: python3 noxfile.py -s site")
    session.log("The site is at http://127.0.0.1:8000/ until you press Ctrl+C.")
    program = "import webbrowser; webbrowser.open('http://127.0.0.1:8000/')"
    session.run(sys.executable, "-c", program)
    session.run(
        sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", "site", "8000"
    )


@nox.session
def check(session: nox.Session) -> None:
    """Hold datasets, charts and pages against every rule, and build nothing."""
    install(session, "requirements.lock")
    session.run("plainfigures", "check", *session.posargs, env=COMPILED)


@nox.session
def serve(session: nox.Session) -> None:
    """Show a live preview that follows changes to pages and datasets."""
    install(session, "requirements.lock")
    session.run("plainfigures", "serve", *session.posargs, env=COMPILED)


@nox.session
def figures(session: nox.Session) -> None:
    """Find figures by words: `python3 noxfile.py -s figures -- WORDS`."""
    install(session, "requirements.lock")
    session.run("plainfigures", "figures", *session.posargs, env=COMPILED)


@nox.session
def plainfigures(session: nox.Session) -> None:
    """Run any command of plainfigures: `python3 noxfile.py -s plainfigures -- --help`."""
    install(session, "requirements.lock")
    session.run("plainfigures", *session.posargs, env=COMPILED)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests of this site."""
    install(session, "requirements.lock", "requirements-tests.lock")
    session.run("python", "-m", "pytest", "-q", *session.posargs, env=COMPILED)


@nox.session
def upgrade(session: nox.Session) -> None:
    """Take in another version of plainfigures: `… -s upgrade -- FILE.whl SHA256-DIGEST`."""
    if len(session.posargs) != 2 or not Path(session.posargs[0]).is_file():
        session.error(
            "Name the wheel, and its digest from SHA256SUMS of the release: "
            "python3 noxfile.py -s upgrade -- FILE.whl DIGEST"
        )
    wheel, digest = Path(session.posargs[0]).absolute(), session.posargs[1].lower()
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != digest:
        session.error(f"{wheel.name} has another digest: it is not that file. Download it again")
    lock = Path(session.create_tmp()) / "requirements.lock"
    with zipfile.ZipFile(wheel) as content:
        lock.write_bytes(content.read("plainfigures/locks/requirements.lock"))
    session.install("--require-hashes", "-r", str(lock))
    session.install("--no-deps", "--force-reinstall", str(wheel))
    upgrading = ("new", "site", str(HERE), "--upgrade", "--wheel", str(wheel))
    session.run("plainfigures", *upgrading, env=COMPILED)


if __name__ == "__main__":
    nox.main()
