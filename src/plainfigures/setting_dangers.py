"""What `mkdocs.yml` may not ask for: code that nobody reviews, files from elsewhere, secrets.

Python below `macros/` is code and is reviewed as such. Nothing else in the settings may start a
program, read a file outside the site or fetch one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from plainfigures.figures.findings import Finding

__all__ = ["PACKAGE_NAME", "setting_dangers"]

RULE = "configuration"
_FILE = "mkdocs.yml"
PACKAGE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a folder of a data package may be called: it leads nowhere else."""
_PYTHON = "tag:yaml.org,2002:python/"
_OF_LIBRARIES = re.compile(r"name:(?:material|materialx|pymdownx|markdown)\.[A-Za-z0-9_.]+")
"""What may be named with `!!python/name:`: parts of the libraries that render."""
_SECRET = re.compile(
    r"TOKEN|SECRET|PASS|CREDENTIAL|PRIVATE|KEY|AUTH(?!OR)|COOKIE|SESSION|JWT"
    r"|DATABASE|WEBHOOK|CONNECTION|(?:^|_)(?:PAT|PWD|DSN|DB)(?:_|$)"
)
_SNIPPETS = ("pymdownx.snippets", "markdown_include.include", "mdx_include.mdx_include")
_ENDING = "Take the line out."
_NO_CODE = ("docs", "datasets", "charts")
"""Folders in which nothing is a program, so that whoever looks a change through need not fear one."""


def setting_dangers(
    root: Path,
    text: str,
    content: Mapping[str, Any],
    lines: Mapping[str, int],
    asked: Iterable[str],
) -> Iterator[Finding]:
    """Yield what the settings of the site in `root` ask for that could do harm.

    `content` is that of the file without what tags stand for, `lines` are by the name of the setting,
    `asked` are the variables of the environment that the file asks for.
    """

    def found(name: str, message: str, remedy: str = _ENDING) -> Finding:
        return Finding(RULE, message, remedy, _FILE, lines.get(name, 1))

    yield from _tags(text)
    for name in asked:
        if _SECRET.search(name.upper()):
            message = (
                f'The settings ask for "{name}", and pages could show what is kept secret there.'
            )
            place = next((at for at, line in enumerate(text.splitlines(), 1) if name in line), 1)
            yield Finding(RULE, message, "Take it out, or give it another name.", _FILE, place)
    if "INHERIT" in content:
        message = "“INHERIT” takes settings from another file, at which nobody looks."
        yield found("INHERIT", message, "Write them into mkdocs.yml.")
    for hook in _texts(content.get("hooks")):
        if not _is_within(root, hook, "macros"):
            message = f'“hooks” runs the program "{hook}".'
            remedy = "Put it below macros/, where programs are looked for, or take the line out."
            yield found("hooks", message, remedy)
    yield from _of_folders(root, content, found)
    yield from _of_private(content, found)
    yield from _of_macros(root, _options(content.get("plugins"), "macros"), found)
    for name in _SNIPPETS:
        yield from _of_snippets(root, name, content.get("markdown_extensions"), found)


def _of_folders(
    root: Path, content: Mapping[str, Any], found: Callable[[str, str, str], Finding]
) -> Iterator[Finding]:
    """Yield folders outside of the site, and pages and data that would be run as templates."""
    theme = content.get("theme")
    places = {
        "custom_dir": theme.get("custom_dir") if isinstance(theme, Mapping) else None,
        "site_dir": content.get("site_dir"),
        "docs_dir": content.get("docs_dir"),
    }
    for name, folder in places.items():
        if isinstance(folder, str) and not _is_within(root, folder):
            message = f'"{name}" leads to {folder}, outside of the site.'
            yield found(name, message, "Name a folder of the site.")
    folder = places["custom_dir"]
    if isinstance(folder, str) and any(_is_within(root, folder, one) for one in _NO_CODE):
        message = (
            f'"custom_dir" makes programs of the files in {folder}, where nobody looks for them.'
        )
        yield found("custom_dir", message, "Move the templates to a folder of their own.")
    if content.get("extra_templates"):
        message = "“extra_templates” runs files of docs/ as programs."
        yield found("extra_templates", message, _ENDING)


def _of_private(
    content: Mapping[str, Any], found: Callable[[str, str, str], Finding]
) -> Iterator[Finding]:
    """Yield names of private packages that lead to other folders."""
    extra = content.get("extra")
    own = extra.get("plainfigures") if isinstance(extra, Mapping) else None
    for one in _texts(own.get("private_packages")) if isinstance(own, Mapping) else ():
        if not PACKAGE_NAME.fullmatch(one):
            message = f'"{one[:60]}" under "private_packages" is no name of a data package.'
            remedy = (
                "Write the name of its folder alone: lower case letters, digits, single hyphens."
            )
            yield found("private_packages", message, remedy)


def _tags(text: str) -> Iterator[Finding]:
    try:
        top = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return  # has a finding of its own
    waiting = [top] if top else []
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        tag = str(node.tag)
        if tag.startswith(_PYTHON) and not _OF_LIBRARIES.fullmatch(tag.removeprefix(_PYTHON)):
            name = tag.removeprefix("tag:yaml.org,2002:")[:60]
            message = f'"!!{name}" would run a program while the settings are read.'
            line = node.start_mark.line + 1
            yield Finding(RULE, message, "Take it out.", _FILE, line)
        if isinstance(node, yaml.MappingNode):
            waiting += [one for pair in node.value for one in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _of_macros(
    root: Path, options: Mapping[str, Any], found: Callable[[str, str, str], Finding]
) -> Iterator[Finding]:
    """Yield options of the macros plugin that read files or fetch programs."""
    if options.get("modules"):
        message = "“modules” of the macros plugin fetches programs and runs them."
        yield found("modules", message, "Take it out; a site's own macros stand below macros/.")
    files = options.get("include_yaml")
    listed = files.values() if isinstance(files, Mapping) else files
    named = [
        *(("include_dir", one) for one in _texts(options.get("include_dir"))),
        *(("include_yaml", text) for one in _listed(listed) for text in _paths(one)),
    ]
    for name, place in named:
        if not _is_within(root, place, "docs"):
            message = f"“{name}” of the macros plugin reads {place}, which is no part of the pages."
            yield found(name, message, "Name a place below docs/, or take the line out.")


def _of_snippets(
    root: Path, name: str, extensions: Any, found: Callable[[str, str, str], Finding]
) -> Iterator[Finding]:
    """Yield what would put any file of the machine, or of the network, into a page."""
    names = [
        one
        for part in _listed(extensions)
        for one in (part if isinstance(part, Mapping) else [part])
    ]
    if isinstance(extensions, Mapping):
        names = [*extensions]
    if name not in names:
        return
    options = _options(extensions, name)
    places = [text for one in _listed(options.get("base_path")) for text in _texts(one)]
    below = all(_is_within(root, one, "docs") for one in places)
    if not places or not below:
        message = f"“{name}” lets a page show any file of the machine that builds the site."
        yield found(f"- {name}", message, "Write “base_path: [docs]” below it, or take it out.")
    if options.get("url_download"):
        message = f"“{name}” fetches files from the network."
        yield found("url_download", message, _ENDING)
    if options.get("restrict_base_path") is False:
        message = f"“{name}” lets a page show files outside of its folder."
        yield found("restrict_base_path", message, _ENDING)


def _options(parts: Any, name: str) -> Mapping[str, Any]:
    """Return the options of a plugin or an extension; none where it has none."""
    for one in [parts] if isinstance(parts, Mapping) else _listed(parts):
        given = one.get(name) if isinstance(one, Mapping) else None
        if isinstance(given, Mapping):
            return given
    return {}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return (
        [value]
        if isinstance(value, str | Mapping)
        else [*value]
        if isinstance(value, Iterable)
        else []
    )


def _texts(value: Any) -> list[str]:
    return [one for one in _listed(value) if isinstance(one, str)]


def _paths(value: Any) -> list[str]:
    """Return the paths of an entry of `include_yaml`, which may have a name."""
    return [str(one) for one in value.values()] if isinstance(value, Mapping) else _texts(value)


def _is_within(root: Path, place: str, folder: str = "") -> bool:
    """Return whether a path stays within the site, or a folder of it, wherever links lead."""
    try:
        return (root / place).resolve().is_relative_to((root / folder).resolve())
    except (OSError, ValueError, RuntimeError):
        return False
