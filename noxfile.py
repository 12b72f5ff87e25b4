"""All that is done to this project, from a bare machine with Python 3.11 or later.

`python3 noxfile.py -s NAME` runs a session. Where nox is missing, it is put into `.tools/`, a folder
of this checkout, from the locked versions in `requirements-tools.lock`; nothing is installed
anywhere else.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TOOLS = HERE / ".tools"
REPORT = HERE / "report"


def get_nox() -> None:
    """Put nox into `.tools/` and start again with the Python that has it."""
    if sys.version_info < (3, 11):
        sys.exit("plainfigures needs Python 3.11 or later: run this with a newer python3.")
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
        subprocess.run([str(python), *install, "-r", str(lock)], check=True)
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
"""Compiled code is kept, whatever the environment says: hundreds of short runs need it."""


def install(session: nox.Session, lock: str) -> None:
    """Install the locked dependencies and this project, unless that is done already."""
    wanted = hashlib.sha256((HERE / lock).read_bytes() + (HERE / "pyproject.toml").read_bytes())
    stamp = Path(session.virtualenv.location) / ".installed"
    if not stamp.is_file() or stamp.read_text() != wanted.hexdigest():
        session.install("--require-hashes", "-r", lock)
        session.install("--no-deps", "--no-build-isolation", "-e", ".")
        stamp.write_text(wanted.hexdigest())


@nox.session
def site(session: nox.Session) -> None:
    """Check the data and the pages, and build the site into site/."""
    install(session, "requirements.lock")
    session.run("plainfigures", "build", *session.posargs)
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
    session.run("plainfigures", "check", *session.posargs)


@nox.session
def england(session: nox.Session) -> None:
    """Build examples/england, a page for each council, from the releases where they lie."""
    install(session, "requirements.lock")
    shared = Path(os.environ.get("PLAINFIGURES_SHARED", HERE.parent / "shared")).resolve()
    if not (shared / "data" / "national").is_dir():
        session.error("Set PLAINFIGURES_SHARED to the folder that has data/national/ in it.")
    session.chdir("examples/england")
    given = session.posargs or ["build"]
    session.run("plainfigures", *given, env=COMPILED | {"PLAINFIGURES_SHARED": str(shared)})
    session.log(f"The site is in {HERE / 'examples' / 'england' / 'site'}")


@nox.session
def serve(session: nox.Session) -> None:
    """Show a live preview that follows changes to pages and datasets."""
    install(session, "requirements.lock")
    session.run("plainfigures", "serve", *session.posargs)


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
def workflows(session: nox.Session) -> None:
    """Hold the files by which code hosts check and publish a site against the hosts' rules."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.workflows", *session.posargs, env=COMPILED)


@nox.session
def rehearse(session: nox.Session) -> None:
    """Go the whole way from a commit to a served site, and back, with no code host."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.rehearse", *session.posargs, env=COMPILED)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel that a release attaches into dist/, with its digest in SHA256SUMS."""
    install(session, "requirements.lock")
    session.log(f"The wheel is {build_wheel(session)}; SHA256SUMS beside it has its digest.")


@nox.session
def release(session: nox.Session) -> None:
    """Put all that a release hands out into dist/: `… -- --as-of DATE`, or `… -- --draft`."""
    install(session, "requirements.lock")
    draft = "--draft" in session.posargs
    given = [word for word in session.posargs if word != "--draft"]
    place = Path(session.create_tmp())
    site, bill = place / "site", place / "bill"
    kind = [] if draft else ["--release"]
    try:
        session.run("plainfigures", "build", "--site-dir", str(site), *kind, *given)
    except nox.command.CommandFailed:
        how = "" if draft else " To go through all steps without one: add -- --draft."
        session.error(f"There is no release while this is wrong.{how}")
    step = ("python", "-m", "plainfigures.attesting.release")
    words = ["--draft"] if draft else []
    packed = session.run(*step, "pack", str(site), "dist", *words, silent=True)
    archive = str(packed).strip().splitlines()[-1]
    session.run("plainfigures", "verify", archive)
    file = build_wheel(session)
    set_apart(session, bill, "requirements-release.lock")
    made = place / "bill.json"
    session.run(
        str(bill / "bin" / "cyclonedx-py"),
        "environment",
        str(Path(session.virtualenv.location) / "bin" / "python"),
        *("--pyproject", "pyproject.toml", "--output-reproducible", "-o", str(made)),
        external=True,
        silent=True,
        env={"SOURCE_DATE_EPOCH": None},
    )
    session.run(*step, "bill", str(made), "dist/sbom.cdx.json", "requirements.lock")
    session.run(*step, "sums", archive, str(file), "dist/sbom.cdx.json")
    session.log("dist/SHA256SUMS lists what to attach to the release.")


def set_apart(session: nox.Session, folder: Path, name: str) -> None:
    """Put what a lock file pins into an environment of its own, unless it is there."""
    lock = HERE / name
    stamp, wanted = folder / ".installed", hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    session.run("python", "-m", "venv", "--clear", str(folder))
    install = ("-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes")
    session.run(str(folder / "bin" / "python"), *install, "-r", str(lock), external=True)
    stamp.write_text(wanted)


@nox.session
def reproduce(session: nox.Session) -> None:
    """Build the same commit in many surroundings, and compare every byte: `… -- --working`."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.reproduce", *session.posargs, env=COMPILED)


@nox.session
def newsite(session: nox.Session) -> None:
    """Make a new site from the wheel alone, and run both commands of its README there."""
    session.install("--require-hashes", "-r", "requirements.lock")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    file = build_wheel(session)
    # From here on there is the wheel alone, as on any other machine.
    session.install("--no-deps", "--force-reinstall", str(file))
    place = Path(session.create_tmp()) / "site"
    shutil.rmtree(place, ignore_errors=True)
    session.run("plainfigures", "new", "site", str(place), "--defaults", "--wheel", str(file))
    session.chdir(place)
    for name in ("site", "tests"):
        session.run("python", "noxfile.py", "-s", name, env=COMPILED)


def build_wheel(session: nox.Session) -> Path:
    """Build the wheel into dist/ and write its digest beside it; return its path."""
    program = (
        "from pathlib import Path\n"
        "from plainfigures.starting.wheels import build_wheel\n"
        "print(build_wheel(Path.cwd(), Path('dist')).name)"
    )
    (HERE / "dist").mkdir(exist_ok=True)
    name = str(session.run("python", "-c", program, silent=True)).strip().splitlines()[-1]
    file = HERE / "dist" / name
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (HERE / "dist" / "SHA256SUMS").write_text(f"{digest}  {name}\n", "utf-8")
    return file


@nox.session
def lint(session: nox.Session) -> None:
    """Hold the code against the house style."""
    install(session, "requirements-dev.lock")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, strictly."""
    install(session, "requirements-dev.lock")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test, those in a real browser too."""
    install(session, "requirements-dev.lock")
    browser = {"PLAINFIGURES_BROWSER": find_browser(session)}
    several = [] if session.posargs else ["-n", "2", "--dist", "worksteal"]
    session.run("pytest", *several, *session.posargs, env=browser | COMPILED)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run every test and measure which lines they reach: slower than the tests alone."""
    install(session, "requirements-dev.lock")
    browser = {"PLAINFIGURES_BROWSER": find_browser(session)}
    session.run("coverage", "erase")
    session.run(
        "coverage",
        "run",
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "worksteal",
        *session.posargs,
        env=browser | COMPILED,
    )
    session.run("coverage", "combine", "-q")
    session.run("coverage", "report")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure this project and others side by side, and write BENCHMARKS.md: `… -- --quick`."""
    install(session, "requirements-dev.lock")
    others = Path(session.virtualenv.location) / "others"
    set_apart(session, others, "requirements-bench.lock")
    there: dict[str, str | None] = {"PLAINFIGURES_RIVALS": str(others / "bin" / "python")}
    session.run("python", "-m", "tests.bench", *session.posargs, env=there | COMPILED)


@nox.session
def latency(session: nox.Session) -> None:
    """Measure how long an editor waits from saving to seeing, and try edits: `… -- --edits 5`."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.latency", *session.posargs, env=COMPILED)
    many: dict[str, str | None] = {"PLAINFIGURES_EDITS": "40"}
    session.run(
        "pytest", "-p", "no:xdist", "tests/rendering/test_kept_pages.py", env=many | COMPILED
    )


@nox.session
def growth(session: nox.Session) -> None:
    """Measure how builds grow with the bodies of a site: `… -- --bodies 10 40 153`."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.bench", "growth", *session.posargs, env=COMPILED)


@nox.session
def weigh(session: nox.Session) -> None:
    """Weigh the first view of every page of the built site in a browser, and report the heaviest."""
    install(session, "requirements-dev.lock")
    browser = {"PLAINFIGURES_BROWSER": find_browser(session)}
    session.run("python", "-m", "tests.weigh", *session.posargs, env=browser | COMPILED)


@nox.session
def renderers(session: nox.Session) -> None:
    """Make the whole site with MkDocs and with Zensical, and compare every page: `… -- --quick`."""
    install(session, "requirements-dev.lock")
    browser = {"PLAINFIGURES_BROWSER": find_browser(session)}
    session.run("python", "-m", "tests.renderers", *session.posargs, env=browser | COMPILED)


@nox.session
def kill(session: nox.Session) -> None:
    """End whole builds at random moments, and look whether what is published is whole."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.kill", *session.posargs, env=COMPILED)


@nox.session
def distributed(session: nox.Session) -> None:
    """Build with a Dask cluster of several processes, and try all that can go wrong with it."""
    install(session, "requirements-dev.lock")
    session.run("pytest", "tests/executing/thorough.py", *session.posargs, env=COMPILED)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Try data and pages made at random, ten minutes each: `… -- data --minutes 60`."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.fuzz", *(session.posargs or ["all"]), env=COMPILED)


@nox.session
def mutate(session: nox.Session) -> None:
    """Corrupt the data, one cell at a time, and count what the rules catch."""
    install(session, "requirements-dev.lock")
    session.run("python", "-m", "tests.mutate", *session.posargs, env=COMPILED)


@nox.session
def accessible(session: nox.Session) -> None:
    """Look at every page of the finished site in a real browser, in every state."""
    install(session, "requirements-dev.lock")
    browser = {"PLAINFIGURES_BROWSER": find_browser(session)}
    session.run("python", "-m", "tests.sweep", *session.posargs, env=browser | COMPILED)


@nox.session(venv_backend="none")
def html(session: nox.Session) -> None:
    """Hold every page of site/ against the HTML standard, with the Nu checker (Java)."""
    jar, java = Path(os.environ.get("PLAINFIGURES_VNU", "")), shutil.which("java")
    if not java or not jar.is_file():
        session.skip(
            "Install Java, and name the file vnu.jar of the Nu checker: PLAINFIGURES_VNU=…"
        )
    if not (HERE / "site" / "index.html").is_file():
        session.error("There is no site yet: python3 noxfile.py -s site")
    # For a file on a disk it takes nothing for the site's own; browsers hold pages to their policy.
    policy = ("--filterpattern", ".*violates Content Security Policy.*")
    session.run(
        java, "-jar", str(jar), *policy, "--skip-non-html", str(HERE / "site"), external=True
    )


def own_code() -> str:
    """Return where Python finds plainfigures with nothing installed; "" where it must be."""
    return str(HERE / "src")


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


def find_browser(session: nox.Session) -> str:
    """Return the path of a Chromium: one that is there, or one that can be got now."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    own = os.environ.get("PLAINFIGURES_BROWSER")
    found = own or next((path for name in names if (path := shutil.which(name))), None)
    if found:
        return found
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    path = str(session.run("python", "-c", ask, silent=True)).strip()
    if not Path(path).is_file():
        session.log("Getting a Chromium for the browser tests …")
        session.run("playwright", "install", "chromium", success_codes=range(256), silent=True)
    if (
        not Path(path).is_file()
        and shutil.which("apt-get")
        and hasattr(os, "geteuid")
        and not os.geteuid()
    ):
        session.run(
            "apt-get", "-qq", "update", external=True, success_codes=range(256), silent=True
        )
        session.run(
            "apt-get",
            "-qq",
            "-y",
            "install",
            "chromium",
            external=True,
            success_codes=range(256),
            silent=True,
        )
        path = shutil.which("chromium") or path
    if not Path(path).is_file():
        session.error(
            "The browser tests need Chromium: install it, for example with apt install chromium."
        )
    return path


if __name__ == "__main__":
    nox.main()
