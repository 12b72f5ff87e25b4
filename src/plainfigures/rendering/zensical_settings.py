"""A site's `mkdocs.yml` as Zensical is to read it: the same, but for what is done before and after."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from plainfigures.config import CONFIGURATION
from plainfigures.figures.findings import Finding
from plainfigures.rendering import RenderJob

__all__ = ["BESIDE", "settings_of", "unfit_settings"]

RULE = "configuration"
BESIDE = ("docs", "theme", "site")
"""The folders beside the settings: the pages, the templates, and what is made of them."""

_OURS = frozenset({"macros", "search"})
"""Plugins whose work is done before and after the renderer, whichever it is."""

_ALWAYS = ("toc", "tables", "fenced_code")
"""What MkDocs has of Markdown without being asked."""

_FENCES = "pymdownx.superfences"
"""What Zensical always has for code; where it is named first, what comes after it takes its place."""

_TEXT = "tag:yaml.org,2002:str"


def unfit_settings(job: RenderJob) -> Iterator[Finding]:
    """Yield what a site asks of MkDocs that Zensical does not have, with the line that asks for it."""
    top = yaml.compose(job.config.text, Loader=yaml.CSafeLoader)
    back = "Take it out, or build without “--renderer zensical”."
    for name, line in _named(_part(top, "plugins")):
        if name not in _OURS:
            message = f'The plugin "{name}" is a program for MkDocs, and Zensical does not run it.'
            yield Finding(RULE, message, back, CONFIGURATION, line)
    hooks = _part(top, "hooks")
    if isinstance(hooks, yaml.SequenceNode) and hooks.value:
        message = "“hooks” are programs for MkDocs, and Zensical does not run them."
        yield Finding(RULE, message, back, CONFIGURATION, hooks.start_mark.line + 1)
    for page in job.pages:
        stem, dot, ending = page.place.rpartition(".")
        if f"{dot}{ending}" != ".md":
            message = f'Zensical does not take a file that ends in ".{ending}" for a page.'
            remedy = f'Name it "{stem.rpartition("/")[2]}.md", and mend the links to it.'
            yield Finding("page", message, remedy, f"docs/{page.place}", 1, suggestion=f"{stem}.md")


def settings_of(job: RenderJob) -> str:
    """Return the settings for Zensical, in which all that it needs not be told otherwise is as it was.

    What stands for something else, such as `!ENV` or a name in a library, is left as it is written.
    """
    top = yaml.compose(job.config.text, Loader=yaml.CSafeLoader)
    assert isinstance(top, yaml.MappingNode)  # else there would have been a finding
    docs, theme, site = BESIDE
    _put(top, "docs_dir", docs)
    _put(top, "site_dir", site)
    _put(top, "site_url", job.config.url or None)
    _put(top, "plugins", [])
    _put(top, "strict", False)
    _put(top, "validation", False)  # links are held against the finished pages
    _put(top, "watch", [])
    made = [f"/{page.place}" for page in job.pages if page.made]
    not_in_nav = _part(top, "not_in_nav")
    said = not_in_nav.value if isinstance(not_in_nav, yaml.ScalarNode) else ""
    _put(top, "not_in_nav", "\n".join([said, *made]))
    if job.config.nav:
        _put(top, "nav", [*_left(job.config.nav, job)])
    _put(_mapping(top, "theme"), "custom_dir", theme)
    extra = _mapping(top, "extra")
    for name, value in job.extra.items():
        _put(extra, name, json.loads(json.dumps(value, default=str)))
    _add_extensions(top)
    return str(yaml.serialize(top, Dumper=yaml.CSafeDumper))


def _add_extensions(top: yaml.MappingNode) -> None:
    """Name what MkDocs has of Markdown without being asked, ahead of what the site asks for."""
    given = _part(top, "markdown_extensions")
    names = {name for name, _ in _named(given)}
    first = [
        *([] if _FENCES in names else [_FENCES]),
        *(one for one in _ALWAYS if one not in names),
    ]
    nodes = [_node(one) for one in first]
    if isinstance(given, yaml.SequenceNode):
        nodes += given.value
    elif isinstance(given, yaml.MappingNode):
        nodes += [yaml.MappingNode(given.tag, [pair]) for pair in given.value]
    _put(top, "markdown_extensions", yaml.SequenceNode("tag:yaml.org,2002:seq", nodes))


def _left(nav: Any, job: RenderJob) -> Iterator[Any]:
    """Yield the parts of a navigation that may be seen; a part that is left empty goes too."""
    for item in nav:
        title, part = next(iter(item.items())) if isinstance(item, dict) else (None, item)
        if isinstance(part, list):
            part = [*_left(part, job)]
        elif isinstance(part, str) and job.hides(part):
            continue
        if part:
            yield part if title is None else {title: part}


def _node(value: Any) -> yaml.Node:
    """Return a value as it would stand in the settings."""
    if isinstance(value, yaml.Node):
        return value
    node = yaml.compose(yaml.dump(value, Dumper=yaml.CSafeDumper), Loader=yaml.CSafeLoader)
    assert node is not None
    return node


def _put(within: yaml.MappingNode, name: str, value: Any) -> None:
    """Set a setting, in the place of what stood there."""
    others = [pair for pair in within.value if pair[0].value != name]
    within.value = [*others, (yaml.ScalarNode(_TEXT, name), _node(value))]


def _part(within: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return what stands under a name, the last of several, as MkDocs takes it."""
    pairs = within.value if isinstance(within, yaml.MappingNode) else []
    found = [value for key, value in pairs if key.value == name]
    return found[-1] if found else None


def _mapping(within: yaml.MappingNode, name: str) -> yaml.MappingNode:
    """Return the settings under a name, which may be none yet, or a single word: a theme's name."""
    there = _part(within, name)
    if isinstance(there, yaml.MappingNode):
        return there
    value = {"name": there.value} if isinstance(there, yaml.ScalarNode) and there.value else {}
    node = _node(value)
    assert isinstance(node, yaml.MappingNode)
    _put(within, name, node)
    return node


def _named(node: yaml.Node | None) -> Iterable[tuple[str, int]]:
    """Return the names in a list of plugins or extensions, each with its line."""
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node] if node else []
    found = []
    for one in parts:
        keys = [key for key, _ in one.value] if isinstance(one, yaml.MappingNode) else [one]
        found += [(str(key.value), key.start_mark.line + 1) for key in keys]
    return found
