"""What is wrong with a site's settings, `mkdocs.yml`, that pages can be made with or not."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

import yaml

from plainfigures.figures.findings import ADVICE, ERROR, Finding, nearest

__all__ = ["making_problems", "setting_findings"]

RULE = "configuration"
_FILE = "mkdocs.yml"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#]|\.\.", re.IGNORECASE)
"""How an entry of the navigation begins that is an address and no page."""

_OWN = (
    "allowed_numbers", "answer_within", "area", "body", "body_name", "contact", "freezes", "inspectorate",
    "largest", "numbers_in_code", "private_packages", "published_by_body", "published_by_inspectorate",
    "publisher", "publishers", "reading", "releases", "repository", "safety", "small_number_threshold",
    "whole_story", "wider_areas",
)  # fmt: skip
"""The settings under `extra: plainfigures:` that have a meaning. A site may have others for its pages."""

_NO_PAGE = "Correct the name, as it stands below docs/, or take the line out."
_NO_TEMPLATE = "It stands for many pages. Name the page that lists them, or one of them."

_GUARDS = ("freezes", "private_packages")
"""The settings that keep something in: one that is misspelt lets it out, so it is an error."""

_OF_MKDOCS = (
    "site_name", "site_url", "site_description", "site_author", "site_dir", "docs_dir", "nav",
    "not_in_nav", "exclude_docs", "draft_docs", "theme", "plugins", "markdown_extensions", "extra",
    "extra_css", "extra_javascript", "extra_templates", "hooks", "validation", "watch", "strict",
    "use_directory_urls", "copyright", "repo_url", "repo_name", "edit_uri", "edit_uri_template",
    "remote_branch", "remote_name", "dev_addr", "INHERIT",
)  # fmt: skip


def making_problems(
    content: dict[str, Any], lines: dict[str, int], *, known: bool
) -> Iterator[Finding]:
    """Yield why pages cannot be made with settings that could be read.

    `lines` are by the name of the setting; `known` says whether those of plainfigures can be read.
    """

    def found(name: str, message: str, remedy: str) -> Finding:
        return Finding(RULE, message, remedy, _FILE, lines.get(name, 1))

    if not known:
        name = "plainfigures" if "plainfigures" in lines else "extra"
        message = "What stands under extra: plainfigures: is not a list of settings."
        yield found(name, message, "Write them below it as “name: value” lines.")
    if not str(content.get("site_name") or "").strip():
        message = "The site has no name."
        yield found("site_name", message, "Write “site_name:” and the name into mkdocs.yml.")
    if str(content.get("docs_dir") or "docs").strip("./") != "docs":
        message = f'"docs_dir" asks for pages in {content["docs_dir"]}, and they lie in docs/.'
        yield found("docs_dir", message, "Take the line out, and keep the pages in docs/.")
    if content.get("use_directory_urls") is False:
        message = '"use_directory_urls: false" would give every page another address.'
        yield found("use_directory_urls", message, "Take the line out.")
    yield from _plugin_problems(content.get("plugins"), found)


def _plugin_problems(plugins: Any, found: Callable[[str, str, str], Finding]) -> Iterator[Finding]:
    """Yield why no page would have its figures: what brings the macros is not asked for."""
    lines = "“- macros:” and, below it and further in, “module_name: macros”"
    parts = plugins if isinstance(plugins, list) else [plugins] if plugins else []
    options: dict[str, Any] = {}
    for one in parts:
        options |= one if isinstance(one, dict) else {str(one): None}
    given = options.get("macros")
    if "macros" not in options:
        message = "The plugin “macros” is not asked for, so no page would have its figures."
        yield found("plugins", message, f"Under “plugins:”, write {lines}.")
    elif not isinstance(given, dict) or given.get("module_name") != "macros":
        message = "The plugin “macros” is not told where the macros are, and would not find them."
        yield found("- macros", message, f"Under “plugins:”, write {lines}.")


def setting_findings(
    text: str, files: Collection[str], written: Collection[str], used: Collection[str]
) -> Iterator[Finding]:
    """Yield what is wrong with settings that pages can be made with.

    `text` is that of the file, `files` are the files below docs/ and `written` the pages among them,
    `used` are the names of settings that pages use.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return  # has a finding of its own
    yield from _twice(root)
    yield from _unknown_names(root, used)
    nav = _part(root, "nav")
    if nav is None:
        return
    named = [one for one in _entries(nav) if not _ELSEWHERE.match(one.value)]
    there = {one.value for one in named}
    for one in named:
        if one.value not in files and f"{one.value.rstrip('/')}/" not in _folders(files):
            near = "" if "[" in one.value else nearest(one.value, written)
            there.add(near)
            yield Finding(
                RULE,
                f'The navigation names "{one.value}", which is no page.',
                _NO_TEMPLATE if "[" in one.value else _NO_PAGE,
                _FILE,
                one.start_mark.line + 1,
                one.start_mark.column + 1,
                near,
            )
    yield from _left_out([page for page in written if page not in there], root, nav)


def _twice(node: yaml.Node | None) -> Iterator[Finding]:
    """Yield the settings that stand twice in one list, of which the later counts without a word."""
    first: dict[str, int] = {}
    for key, value in _pairs(node):
        name, line = str(key.value), key.start_mark.line + 1
        if name in first:
            message = f'"{name}" stands twice, on line {first[name]} too, and only this one counts.'
            remedy = "Make one of the two, with all that both say."
            yield Finding(RULE, message, remedy, _FILE, line, key.start_mark.column + 1)
        first.setdefault(name, line)
        yield from _twice(value)


def _unknown_names(root: yaml.Node | None, used: Collection[str]) -> Iterator[Finding]:
    """Yield the names of settings that are almost one that has a meaning."""
    own = _part(_part(root, "extra"), "plainfigures")
    for node, known, place in (
        (root, _OF_MKDOCS, "a setting of a site"),
        (own, _OWN, "a setting under extra: plainfigures:"),
    ):
        for key, _ in _pairs(node):
            name = str(key.value)
            near = "" if name in known or name in used else nearest(name, known)
            if near:
                yield Finding(
                    RULE,
                    f'"{name}" has no meaning as {place}.',
                    "Correct the name, or take the line out.",
                    _FILE,
                    key.start_mark.line + 1,
                    key.start_mark.column + 1,
                    near,
                    ERROR if near in _GUARDS else ADVICE,
                )


def _left_out(pages: list[str], root: yaml.Node | None, nav: yaml.Node) -> Iterator[Finding]:
    """Yield the pages that stand in no navigation, and of which nobody says that this is meant."""
    if not pages:
        return
    patterns = "\n".join(
        str(node.value)
        for name in ("not_in_nav", "exclude_docs", "draft_docs")
        if (node := _part(root, name)) is not None and isinstance(node, yaml.ScalarNode)
    )
    meant = _matcher(patterns)
    for page in pages:
        if not meant(page):
            yield Finding(
                RULE,
                f'The navigation does not have the page "{page}", so readers may not find it.',
                f"Add it under “nav:” as “- Title: {page}”. If that is meant, write /{page} under "
                "“not_in_nav: |”.",
                _FILE,
                nav.start_mark.line,
                level=ADVICE,
            )


def _matcher(patterns: str) -> Callable[[str], bool]:
    """Return what says whether a page fits patterns written as in a .gitignore."""
    if not patterns.strip():
        return lambda page: False
    from pathspec.gitignore import GitIgnoreSpec  # comes with MkDocs, which takes them so

    spec = GitIgnoreSpec.from_lines(patterns.splitlines())
    return lambda page: bool(spec.match_file(page))


def _folders(files: Collection[str]) -> set[str]:
    return {f"{one.rpartition('/')[0]}/" for one in files if "/" in one}


def _entries(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the entries of a navigation, at whatever depth."""
    if isinstance(node, yaml.ScalarNode):
        if node.value:
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _entries(one)
    else:
        for _, value in _pairs(node):
            yield from _entries(value)


def _part(node: yaml.Node | None, name: str) -> yaml.Node | None:
    return next((value for key, value in _pairs(node) if key.value == name), None)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []
