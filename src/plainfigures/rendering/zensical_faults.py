"""Why Zensical could not make the pages, in an editor's words: from what it printed before it ended."""

import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.figures.findings import Finding, nearest
from plainfigures.rendering import PageToRender, RenderJob

__all__ = ["faults_of", "left_out"]

RULE = "configuration"
_CALLER = "whoever looks after the site"
_WITHOUT = "Build without “--renderer zensical”"
_EXTENSION = re.compile(r"No module named '([^']+)'|Failed (?:loading|to load) extension '([^']+)'")
_THEME = re.compile(r"Theme '([^']*)' is not installed")
_OPTION = re.compile(r"\bKeyError: ['\"]+([\w.-]+)")
_TEMPLATE = re.compile(r"([^\n]*?) \(in ([^\s()]+\.html):(\d+)\)")
_KIND = re.compile(r"^(?:(?:caused by|\w+(?:Error|Exception)|syntax error|template not found): )+")
"""What stands before the words that say what is wrong."""

_REASON = re.compile(r"^(?:  caused by: |[\w.]+(?:Error|Exception): )(.+)$", re.MULTILINE)


def faults_of(job: RenderJob, project: Path, said: str, code: int) -> list[Finding]:
    """Return why pages could not be made, with the file and the line to mend where they are known.

    `said` is what Zensical printed, and `code` how it ended: below 0 by a signal.
    """
    text = said.replace(f"{project}/", "")
    found = list(dict.fromkeys(_of_settings(job.config, text)))
    return found or [*_of_templates(job, text)][:1] or [_unknown(text, code)]


def left_out(page: PageToRender) -> Finding:
    """Return a finding for a page that Zensical passed over without a word."""
    message = "Zensical has made no page of this file, and does not say why."
    remedy = f"{_WITHOUT}, and pass this on to {_CALLER}."
    return Finding("page", message, remedy, f"docs/{page.place}", 1)


def _of_settings(config: SiteConfig, text: str) -> Iterator[Finding]:
    for match in _EXTENSION.finditer(text):
        name = match[1] or match[2]
        names = [one.name for one in entry_points(group="markdown.extensions")]
        yield _named(config, "extension", name, nearest(name, names))
    for match in _THEME.finditer(text):
        names = [one.name for one in entry_points(group="mkdocs.themes")]
        yield _named(config, "theme", match[1], nearest(match[1], names))
    for match in _OPTION.finditer(text):
        if match[1] in config.text:
            message = f'An extension does not take "{match[1]}" as it is set here.'
            remedy = "Correct it, or take the line out."
            yield Finding(RULE, message, remedy, CONFIGURATION, _line(config, match[1]))


def _of_templates(job: RenderJob, text: str) -> Iterator[Finding]:
    """Yield what is wrong with templates, first with the innermost, which is named last."""
    for what, name, line in reversed(_TEMPLATE.findall(text)):
        said = _KIND.sub("", what.strip(" :")).rstrip(".")
        message = f"Zensical cannot use the template {name}: {said}."
        remedy = f"Mend the template, or ask {_CALLER}. Zensical reads templates with MiniJinja."
        if _is_own(job.config, name):
            yield Finding(RULE, message, remedy, f"{job.config.overrides}/{name}", int(line))
        else:
            yield Finding(RULE, message, remedy, job.config.overrides or CONFIGURATION)


def _is_own(config: SiteConfig, name: str) -> bool:
    return bool(config.overrides) and (config.root / config.overrides / name).is_file()


def _unknown(text: str, code: int) -> Finding:
    reasons = _REASON.findall(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = (reasons or lines or [f"it ended with {code} and said nothing"])[-1].rstrip(".")[:300]
    if code < 0:
        words = "it was ended from outside, as when memory runs out"
    message = f"Zensical could not make the pages: {words}."
    return Finding(RULE, message, f"{_WITHOUT}, and pass this on to {_CALLER}.", CONFIGURATION)


def _named(config: SiteConfig, kind: str, name: str, near: str) -> Finding:
    message = f'There is no {kind} called "{name}" on this computer.'
    remedy = f"Correct the name, or take the line out. To have one installed, ask {_CALLER}."
    return Finding(RULE, message, remedy, CONFIGURATION, _line(config, name), 0, near)


def _line(config: SiteConfig, words: str) -> int:
    lines = enumerate(config.text.splitlines(), 1)
    return next((number for number, text in lines if words in text), 1)
