"""The acts of the rehearsal: each changes the repository, or lets time pass, and looks at the site."""

import csv
import datetime
import io
import json
from collections.abc import Callable

from tests.rehearsing.playing import START, Editor
from tests.rehearsing.running import Run, trigger

__all__ = ["ACTS", "Act"]

Act = Callable[[Editor], str]

DAY = 24 * 3600
QUARTER = 15 * 60
RESPONSE = "response/"
TIMES = "datasets/response/times.csv"
INCIDENTS = "datasets/response/incidents.csv"
REVISIONS = "datasets/sources/revisions.csv"
DOCUMENTS = "datasets/sources/documents.csv"
EMBARGO = datetime.datetime(2025, 9, 25, 8, 30, tzinfo=datetime.UTC)
RARE = "6.37"
"""An embargoed figure that stands nowhere else."""


def first_site(editor: Editor) -> str:
    """The first commit goes live."""
    runs = editor.push("Start")
    assert ended(runs) == {"build": "success", "deploy": "success", "tell": "success"}
    assert "8.3 minutes" in editor.host.get(RESPONSE)
    assert not editor.host.records.issues
    return "the site answers, with 8.3 minutes on the page response/"


def good_commit(editor: Editor) -> str:
    """A good data commit goes live."""
    editor.host.now += DAY
    correct_the_time(editor, "8.3", "8.1")
    runs = editor.push("Correct the time to the first engine")
    assert ended(runs)["deploy"] == "success", told(editor)
    assert "8.1 minutes" in editor.host.get(RESPONSE)
    return "the page says 8.1 minutes"


def bad_commit(editor: Editor) -> str:
    """A bad one does not, and is explained; taken back, the site is published again."""
    editor.host.now += DAY
    before = editor.host.get("data/build.json")
    editor.edit(INCIDENTS, '"5,259","5,259"', '"5,295","5,259"')
    runs = editor.push("Correct the total")
    results = ended(runs)
    assert (results["build"], results["deploy"]) == ("failure", "skipped")
    assert editor.host.get("data/build.json") == before
    (issue,) = editor.host.records.issues
    assert f"{INCIDENTS}:6" in issue["body"]
    annotation = next(
        line for one in editor.host.said for line in one.text.splitlines() if "::error" in line
    )
    assert f"file={INCIDENTS},line=6" in annotation
    again = trigger(editor.host, "schedule", file="publish.yml")
    assert ended(again)["build"] == "failure"
    assert len(editor.host.records.issues) == 1
    editor.git("revert", "--no-edit", "HEAD")
    runs = editor.push("")
    assert ended(runs)["deploy"] == "success", told(editor)
    assert issue["state"] == "closed"
    assert json.loads(editor.host.get("data/build.json"))["as_of"] != json.loads(before)["as_of"]
    return f"the site stayed; issue {issue['number']} said why, and closed when it was taken back"


def embargo(editor: Editor) -> str:
    """An embargoed figure is nowhere before its moment, and appears at it with no commit."""
    editor.host.now = START + 15 * DAY
    put_embargo(editor)
    runs = editor.push("Take in the release of 25 September")
    assert ended(runs)["deploy"] == "success", told(editor)
    commit = editor.host.head()
    assert_nowhere(editor)
    moment = int(EMBARGO.timestamp())
    editor.host.now = moment - QUARTER
    runs = trigger(editor.host, "schedule", file="wake.yml")
    assert [one.workflow["name"] for one in runs] == ["Wake"]
    assert_nowhere(editor)
    editor.host.now = moment + QUARTER // 2
    runs = trigger(editor.host, "schedule", file="wake.yml")
    assert [one.workflow["name"] for one in runs] == ["Wake", "Publish"], told(editor)
    assert RARE in editor.host.get(RESPONSE)
    editor.host.now += QUARTER
    runs = trigger(editor.host, "schedule", file="wake.yml")
    assert [one.workflow["name"] for one in runs] == ["Wake"]
    assert editor.host.head() == commit
    return f"{RARE} appeared at the first wake after the moment; nothing was committed"


def freeze(editor: Editor) -> str:
    """In a freeze, only what is marked as a correction goes out."""
    editor.host.now = START + 40 * DAY
    days = [
        datetime.datetime.fromtimestamp(START + count * DAY, datetime.UTC) for count in (45, 60)
    ]
    lines = f"- from: {days[0]:%Y-%m-%d}\n        to: {days[1]:%Y-%m-%d}\n        why: an election"
    settings = "  plainfigures:\n"
    editor.edit("mkdocs.yml", settings, f"{settings}    freezes:\n      {lines}\n")
    assert ended(editor.push("Set the freeze"))["deploy"] == "success", told(editor)
    editor.host.now = START + 50 * DAY
    before = editor.host.get("data/build.json")
    editor.edit("docs/response/index.md", "How fast does help come?", "How soon does help come?")
    assert ended(editor.push("Say it in another way"))["build"] == "failure"
    assert editor.host.get("data/build.json") == before
    said = editor.host.records.issues[-1]["body"]
    assert "docs/response/index.md" in said
    assert "freeze" in said
    editor.git("revert", "--no-edit", "HEAD")
    assert ended(editor.push(""))["deploy"] == "success", told(editor)
    correct_the_time(editor, "8.1", "8.2", name="response-third", day="2025-10-21")
    assert ended(editor.push("Correct a figure in the freeze"))["deploy"] == "success", told(editor)
    return "a change of words was refused, and named; a marked correction went out"


def stranger(editor: Editor) -> str:
    """A stranger's pull request gets a report, with no token in its reach."""
    editor.host.now += DAY
    editor.git("switch", "--quiet", "main")
    correct_the_time(editor, "9.6", "9.7", name="response-fourth", year="2021-22")
    number, runs = editor.propose("A better figure", "better", "stranger")
    names = [one.workflow["name"] for one in runs]
    assert names == ["Check", "Comment"], names
    (comment,) = editor.host.records.comments[number]
    assert "9.7" in comment["body"], comment["body"]
    report = "".join(one.text for one in editor.host.said if one.run.startswith("Check"))
    assert "token-of" not in report
    put_hostile(editor)
    number, runs = editor.propose("Another", "hostile", "stranger")
    assert [one.workflow["name"] for one in runs] == ["Check", "Comment"]
    (comment,) = editor.host.records.comments[number]
    text = comment["body"]
    assert "GITHUB" in text, "the stranger's code did not write what it found"
    assert "token-of" not in text, "a token was in the environment of a stranger's code"
    assert "<img" not in text
    assert "@somebody" not in text
    assert "https://tracker" not in text
    assert len(text) <= 61_000
    return "both have one comment; what the stranger's code wrote into it is words only"


ACTS: tuple[Act, ...] = (first_site, good_commit, bad_commit, embargo, freeze, stranger)


def correct_the_time(
    editor: Editor,
    old: str,
    new: str,
    *,
    name: str = "response-second",
    day: str = "2025-09-02",
    year: str = "2023-24",
) -> None:
    """Correct the time to the first engine, with its record."""
    row = f'fy{year},"Time to the first engine, Westwater",'
    editor.edit(TIMES, f"{row}{old},{old}", f"{row}{new},{new}")
    reference = f"response/times/first-engine.westwater@fy{year}"
    reason = "It was taken down wrongly from the release."
    line = f"{name},{day},response,{reference},{old},{new},correction-by-us,{reason}"
    editor.add(REVISIONS, line)


def put_embargo(editor: Editor) -> None:
    """Put in a release that may not be seen yet: its document, and a row for each area."""
    document = (
        "statistics-2025,Response times to March 2025,Fire Statistics Office,fire-statistics-office,"
        "release,,2025-09-25,,Printed on the cover,,Licence not stated,"
        '"Fire Statistics Office, response times of 2025",'
    )
    editor.add(DOCUMENTS, document)
    file = editor.place / TIMES
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8"))))
    rows[0].append("embargo")
    moment = EMBARGO.isoformat()
    for area, said, value in (("westwater", "Westwater", RARE), ("country", "the country", "9.24")):
        label = f"Time to the first engine, {said}"
        place = f"first engine, {said}, 2024/25"
        rows.append(
            ["first-engine", area, "fy2024-25", label, value, value, "", "statistics-2025", place]
        )
        rows[-1].append(moment)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([*row, *[""] * (len(rows[0]) - len(row))] for row in rows)
    file.write_text(text.getvalue(), "utf-8")
    package = editor.place / "datasets" / "response" / "datapackage.json"
    content = json.loads(package.read_text("utf-8"))
    (times,) = [one for one in content["resources"] if one["name"] == "times"]
    described = {"name": "embargo", "title": "Embargo", "type": "string"}
    described["description"] = "The moment before which the row may not be seen."
    times["schema"]["fields"].append(described)
    package.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def put_hostile(editor: Editor) -> None:
    """Let the stranger's own code write what it finds, and more, into the report."""
    planted = (
        "    (REPORT / 'changes.md').write_text(repr(dict(os.environ)) + "
        "'\\n<img src=https://tracker.example/x.png>\\n![x](https://tracker.example/y.png)\\n"
        "@somebody #1 [click](https://tracker.example/)\\n' * 2000)\n"
    )
    before = '    hand_over("GITHUB_STEP_SUMMARY"'
    editor.edit("noxfile.py", before, planted + before)


def assert_nowhere(editor: Editor) -> None:
    """Look for the embargoed figure in every byte that is served, and in all that was said."""
    raw = RARE.encode()
    files = [file for file in editor.host.served.resolve().rglob("*") if file.is_file()]
    assert files
    assert [file.name for file in files if raw in file.read_bytes()] == []
    assert [one.step for one in editor.host.said if RARE in one.text] == []


def ended(runs: list[Run]) -> dict[str, str]:
    """Return how each job of the last run that publishes ended."""
    return next(one.results for one in reversed(runs) if one.workflow["name"] == "Publish")


def told(editor: Editor) -> str:
    """Return what the last step that failed said."""
    failed = [one for one in editor.host.said if one.code and "fetch" not in one.step]
    return failed[-1].text if failed else ""
