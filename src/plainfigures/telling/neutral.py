"""A stranger's text, made harmless in a comment, and still to be read.

The report comes from a run of a stranger's code, so it may hold anything. It is taken apart into the
few shapes that our reports have, and each is written anew from its plain words. What else there is
(HTML, pictures, links, names of people, numbers of threads) stays as words.
"""

import html
import re

__all__ = ["LONGEST", "fenced", "neutral", "read_text"]

LONGEST = 60_000
"""A code host takes comments of up to 65,536 letters."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$]|:(?=\S)(?!\d))")
_NAMES = re.compile(r":(?=//)|(?<!\w)@(?=\w)|#(?=\w)|\b(www)(?=\.)|\b(GH)(?=-\d)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_FOLD = re.compile(r"<details( open)?><summary><strong>(.*)</strong></summary>")
_FENCE = re.compile(r"(`{3,})([a-z]{0,10})")
_CUT = "… and more, too long to be shown here."
_ROOM = 500


def neutral(text: str) -> str:
    """Return a report with nothing in it but words, tables, headings and folded parts.

    What goes beyond `LONGEST` letters is cut at the end of a line.
    """
    written: list[str] = []
    length, folded, fence, cut = 0, 0, "", False
    for line in text.splitlines():
        if fence:
            closes = line == fence
            shown, fence = (line, "") if closes else (_verbatim(line), fence)
        elif opened := _FENCE.fullmatch(line):
            fence = opened[1]
            # A host draws what other languages say, such as a diagram with links in it.
            shown = f"{fence}csv" if opened[2] == "csv" else f"{fence}text"
        elif _FOLD.fullmatch(line):
            folded += 1
            shown = _line(line)
        elif line == "</details>":
            shown = line if folded else ""
            folded -= bool(folded)
        else:
            shown = _line(line)
        length += len(shown) + 1
        if length > LONGEST - _ROOM:
            cut = True
            break
        written.append(shown)
    written += [fence] if fence else []
    written += ["", "</details>"] * folded
    written += ["", _CUT] if cut else []
    return "\n".join(written).strip() + "\n"


def fenced(text: str) -> str:
    """Return lines as they are, within a fence that none of them can close, cut if too long."""
    lines = [_printable(line) for line in text.splitlines()]
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(kept) + len(line) > LONGEST // 2:
            kept.append(_CUT)
            break
        kept.append(line)
    most = max((len(run) for line in kept for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, most + 1)
    return "\n".join([f"{fence}text", *kept, fence])


def read_text(content: bytes) -> str:
    """Return bytes that should be text as text, whatever they are."""
    return content.decode("utf-8", errors="replace")


def _line(line: str) -> str:
    """Write a line of a report anew."""
    if fold := _FOLD.fullmatch(line):
        opened = " open" if fold[1] else ""
        return f"<details{opened}><summary><strong>{_plain(fold[2])}</strong></summary>"
    if line.startswith("### ") and line[4:].strip():
        return f"### {_plain(line[4:])}"
    if re.fullmatch(r"\|(?: --- \|)+", line):
        return line
    if line.startswith("| ") and line.endswith("|"):
        return "|" + "".join(f" {_plain(cell)} |" for cell in _cells(line))
    if re.fullmatch(r"\*\*.+\*\*", line):
        return f"**{_plain(line[2:-2])}**"
    return _plain(line)


def _cells(row: str) -> list[str]:
    """Return the cells of a row of a table: a bar that is not escaped ends one."""
    return [cell.strip() for cell in re.findall(r"((?:[^\\|]|\\.)*)\|", row[1:])]


def _plain(text: str) -> str:
    """Return words that read as they did, with nothing in them that does anything."""
    text = html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)).replace(_JOINER, "")
    text = " ".join(_printable(text).split())
    text = _SPECIAL.sub(r"\\\1", text.translate(_ENTITIES))
    return _NAMES.sub(lambda found: found[0] + _JOINER, text)


def _verbatim(line: str) -> str:
    """Return a line that stands within a fence; one that might end it becomes empty."""
    shown = _printable(line)
    return "" if re.fullmatch(r" *`{3,} *", shown) else shown


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)
