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
REPORT = HERE / "report"


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

COMPILED: dict[str, str | None] = {"PYTHONDONTWRITEBYTECODE": ""}
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
def report(session: nox.Session) -> None:
    """Write what a change does into report/changes.md, for those who read it: `… -- HEAD^1`."""
    install(session, "requirements.lock")
    command = ("plainfigures", "changes", *(session.posargs or ["HEAD^1"]), "--format", "markdown")
    code = keep(session, "changes.md", *command)
    hand_over("GITHUB_STEP_SUMMARY", (REPORT / "changes.md").read_text("utf-8"))
    if code == 1:
        session.error("Something here needs its reason, or a mistake is new: see the report above.")
    if code:
        session.error("There is no report: see what is said above.")


@nox.session
def publish(session: nox.Session) -> None:
    """Build the site that is to be published, and hold every byte of it against the repository."""
    install(session, "requirements.lock")
    given = list(session.posargs)
    if (HERE / "published").is_dir() and "--published" not in given:
        given += ["--published", "published"]
    if keep(session, "findings.txt", "plainfigures", "build", "--release", *given):
        if os.environ.get("GITHUB_ACTIONS"):
            keep(session, "annotations.txt", "plainfigures", "check", "--format", "github")
        session.error("The site was not built. What is published stays as it is.")
    if keep(session, "findings.txt", "plainfigures", "verify", "site"):
        session.error("The finished site is not what the repository says: it is not published.")


@nox.session
def fetch(session: nox.Session) -> None:
    """Get a copy of the data of the published site into published/: `… -- ADDRESS`."""
    if len(session.posargs) != 1:
        session.error("Name the address of the site: python3 noxfile.py -s fetch -- ADDRESS")
    own = own_code()
    if not own:
        install(session, "requirements.lock")
    where = {"PYTHONPATH": own} if own else {}
    session.run(
        "python", "-m", "plainfigures.waking", "fetch", *session.posargs, "published", env=where
    )


@nox.session
def due(session: nox.Session) -> None:
    """Say whether anything has come due since the site was published: `… -- --published FILE`."""
    own = own_code()
    looking = ("python", "-m", "plainfigures.waking", "due", *session.posargs)
    if not own or keep(session, "due.txt", *looking, env={"PYTHONPATH": own}):
        install(session, "requirements.lock")
        came = bool(keep(session, "due.txt", "plainfigures", "due", *session.posargs))
    else:
        came = False
    answer = f"due={'true' if came else 'false'}\n"
    (REPORT / "due.env").write_text(answer, "utf-8")
    hand_over("GITHUB_OUTPUT", answer)


@nox.session
def tell(session: nox.Session) -> None:
    """Tell people on the code host: `… -- comment FOLDER`, or `… -- outcome FOLDER`."""
    own = own_code()
    if not own:
        install(session, "requirements.lock")
    where = {"PYTHONPATH": own} if own else {}
    session.run("python", "-m", "plainfigures.telling", *session.posargs, env=where)


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


def own_code() -> str:
    """Return where Python finds plainfigures with nothing installed; "" where it must be."""
    found = sorted((HERE / "wheels").glob("plainfigures-*.whl"))
    return str(found[-1]) if found else ""


def keep(
    session: nox.Session, name: str, *command: str, env: dict[str, str | None] | None = None
) -> int:
    """Run a command, show what it says, keep that in report/, and return its exit code."""
    REPORT.mkdir(exist_ok=True)
    code = 0
    with (REPORT / name).open("w", encoding="utf-8") as into:
        try:
            session.run(*command, stdout=into, env=COMPILED | (env or {}))
        except nox.command.CommandFailed as failed:
            code = failed.return_code or 1
    print((REPORT / name).read_text("utf-8", errors="replace"), flush=True)
    return code


def hand_over(name: str, text: str) -> None:
    """Add a text to the file that a code host names in its environment, if it does."""
    if os.environ.get(name):
        with Path(os.environ[name]).open("a", encoding="utf-8") as into:
            into.write(text)


if __name__ == "__main__":
    nox.main()
