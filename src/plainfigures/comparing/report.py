"""What is told of a change, in its order and its words: text, Markdown and HTML are made of this."""

from plainfigures.comparing.records import (
    ADDED,
    CHANGED,
    FOLLOWS,
    MOVED,
    REMOVED,
    RENAMED,
    RESTATED,
    Changes,
    FindingChange,
    Part,
)
from plainfigures.comparing.report_figures import about_figures, parts_of_figures, urgent_figures
from plainfigures.comparing.report_pages import about_editing, about_words
from plainfigures.comparing.section import Section, count, place
from plainfigures.figures.formats import joined

__all__ = ["sections_of", "summary_of"]


def summary_of(changes: Changes) -> str:
    """Return in a sentence or three what changed, and what needs a person."""
    if changes.nothing:
        return "Nothing differs: no figure, no page, no chart, no finding, no file."
    kinds = [one.what for one in changes.figures]
    passages = sum(len(page.passages) for page in changes.pages)
    moved = [one for one in changes.charts if one.what == CHANGED]
    edited = sum(bool(page.gone or page.new) for page in changes.pages)
    told = [
        count(kinds.count(CHANGED) + kinds.count(RENAMED), "figure changed", "figures changed"),
        count(kinds.count(RESTATED), "figure was restated", "figures were restated"),
        count(kinds.count(FOLLOWS), "figure follows from others", "figures follow from others"),
        count(kinds.count(ADDED), "figure is new", "figures are new"),
        count(kinds.count(REMOVED), "figure is gone", "figures are gone"),
        count(kinds.count(MOVED), "figure is described anew", "figures are described anew"),
        count(
            passages, "sentence or cell reads differently", "sentences and cells read differently"
        ),
        count(len(moved), "chart changes", "charts change"),
        count(
            len(changes.outcomes),
            "claim or check comes out otherwise",
            "claims and checks come out differently",
        ),
        count(len(changes.promises), "promise is overdue now", "promises are overdue now"),
        count(edited, "page was edited", "pages were edited"),
    ]
    said = joined(part for part in told if part) or "No figure, sentence or chart differs"
    if changes.files and not any(told):
        said += f", but {count(len(changes.files), 'other file does', 'other files do')}"
    return f"{said}. {_needed(changes)}"


def _needed(changes: Changes) -> str:
    needs = [
        count(len(changes.unexplained), "change needs its reason", "changes need their reason"),
        count(len(changes.errors), "error is new", "errors are new"),
    ]
    said = joined(part for part in needs if part)
    return (
        f"Before this is published: {said}." if said else "Nothing here needs a reason or a mend."
    )


def sections_of(changes: Changes) -> list[Section]:
    """Return the parts that have something to tell, what needs a person first."""
    sections = [
        *urgent_figures(changes),
        _errors(changes),
        *about_figures(changes),
        *about_words(changes),
        _outcomes(changes),
        _promises(changes),
        parts_of_figures(changes),
        *about_editing(changes),
        _things(changes),
        _files(changes),
        _remarks(changes),
    ]
    return [one for one in sections if one.size]


def _errors(changes: Changes) -> Section:
    note = "These were not there before. They stop the site from being published."
    if changes.mended:
        note += f" {_mended(changes)}"
    rows = tuple(_error(one) for one in changes.errors)
    return Section("New errors", note, ("Where", "What is wrong", "What to do"), rows, urgent=True)


def _error(change: FindingChange) -> tuple[str, str, str]:
    finding = change.finding
    message = finding.message
    if change.words:
        message = f"A word that the figures do not bear out. {message}"
    near = f"Did you mean “{finding.suggestion}”? " if finding.suggestion else ""
    return finding.place, message, f"{near}{finding.remedy}"


def _outcomes(changes: Changes) -> Section:
    kinds = {"claim": "Claim", "relation": "Check between figures"}
    return Section(
        "Claims and checks that come out differently",
        "",
        ("What", "Before", "After", "Where"),
        tuple(
            (f"{kinds[one.kind]}: {one.title}", one.old, one.new, place(one.path, one.line))
            for one in changes.outcomes
        ),
        before=1,
    )


def _promises(changes: Changes) -> Section:
    return Section(
        "Promises that are overdue now",
        "Both versions are looked at as of the same day.",
        ("Promise", "Before", "Now", "Where"),
        tuple((one.title, one.old, one.new, place(one.path, one.line)) for one in changes.promises),
        before=1,
    )


def _things(changes: Changes) -> Section:
    return Section(
        "Data packages, tables and sources that came or went",
        "",
        ("What", "Name", "What became of it"),
        tuple(_came_or_went(one) for one in changes.things),
    )


def _files(changes: Changes) -> Section:
    return Section(
        "Other files that differ",
        "Something in them may look different to readers: settings, a picture, a link, a word of a "
        "table. Look at the pages, or let git show what differs.",
        ("File",),
        tuple((one,) for one in changes.files),
    )


def _came_or_went(part: Part) -> tuple[str, str, str]:
    return part.name, part.new or part.old, "new" if part.new else "gone"


def _remarks(changes: Changes) -> Section:
    rows = [(one,) for one in changes.remarks]
    if changes.mended and not changes.errors:
        rows.append((_mended(changes),))
    return Section("To know", "", ("Remark",), tuple(rows))


def _mended(changes: Changes) -> str:
    return f"{count(changes.mended, 'error of before is', 'errors of before are')} mended."
