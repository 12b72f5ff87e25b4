"""Why MkDocs could not make the pages, in an editor's words: from what it raised and what it said."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from pathlib import Path

from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.figures.findings import Finding, nearest

__all__ = ["rendering_findings"]

RULE = "configuration"
_CALLER = "whoever looks after the site"
_SETTING = re.compile(r"Config value '([\w.]+)':? (.*)", re.DOTALL)
_PLUGIN = re.compile(r"The \"([^\"]+)\" plugin is not installed")
_THEME = re.compile(r"Unrecognised theme name: '([^']*)'")
_EXTENSION = re.compile(r"Failed to load extension '([^']+)'")
_OPTION = re.compile(r"Plugin '([^']+)' option '([^']+)'")
_PATH = re.compile(r"(?:path|file|directory)[^'\"]*['\"]([^'\"]+)['\"]", re.IGNORECASE)
_TAG = re.compile(r"constructor for the tag '([^']+)'")


def rendering_findings(
    config: SiteConfig, error: BaseException, said: Iterable[str]
) -> list[Finding]:
    """Return why pages could not be made, with the file and the line to mend where they are known.

    `error` is what MkDocs or a plugin raised, `said` what was logged before.
    """
    messages = [*said, str(error)]
    found = [one for text in messages for one in _of_settings(config, text)]
    found += [one for text in messages for one in _of_tags(config, text)]
    return list(dict.fromkeys(found)) or [_of_template(config, error) or _unknown(messages, error)]


def _of_settings(config: SiteConfig, text: str) -> Iterator[Finding]:
    plugin, theme = _PLUGIN.search(text), _THEME.search(text)
    extension, option = _EXTENSION.search(text), _OPTION.search(text)
    setting = _SETTING.search(text)
    if plugin:
        names = [one.name for one in entry_points(group="mkdocs.plugins")]
        yield _named(config, "plugin", plugin[1], nearest(plugin[1], names))
    elif theme:
        names = [one.name for one in entry_points(group="mkdocs.themes")]
        yield _named(config, "theme", theme[1], nearest(theme[1], names))
    elif extension:
        names = [one.name for one in entry_points(group="markdown.extensions")]
        yield _named(config, "extension", extension[1], nearest(extension[1], names))
    elif option:
        message = f'The plugin "{option[1]}" does not take "{option[2]}" as it is set here.'
        yield _at(config, option[2], message, "Correct it, or take the line out.")
    elif setting:
        name = setting[1].rpartition(".")[2]
        path = _PATH.search(setting[2])
        message = f'The setting "{name}" cannot be used as it is.'
        if "equired" in setting[2]:
            message = f'The setting "{name}" is missing.'
        elif path:
            shown = path[1].removeprefix(f"{config.root}/")
            message = f'The setting "{name}" names "{shown}", which is not there.'
        yield _at(config, name, message, "Correct it, or take the line out.")


def _of_tags(config: SiteConfig, text: str) -> Iterator[Finding]:
    tag = _TAG.search(text)
    if tag:
        message = f'The value that begins with "{tag[1]}" cannot be read.'
        yield _at(config, tag[1], message, "Put the whole value between quotes.")


def _of_template(config: SiteConfig, error: BaseException) -> Finding | None:
    """Return what is wrong with a template of the site's own, or with what templates ask for."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateNotFound):
        message = f'A template asks for "{error.name}", and there is no template of that name.'
        remedy = f"Correct the name in the templates of the site's own, or ask {_CALLER}."
        return Finding(RULE, message, remedy, config.overrides or CONFIGURATION)
    if not isinstance(error, TemplateError):
        return None
    path, line = config.overrides or CONFIGURATION, 0
    if isinstance(error, TemplateSyntaxError):
        path, line = _within(config, error.filename or "") or path, error.lineno
    else:
        trace = error.__traceback__
        while trace is not None:
            inside = _within(config, trace.tb_frame.f_code.co_filename)
            if inside and inside.startswith(f"{config.overrides}/"):
                path, line = inside, trace.tb_lineno
            trace = trace.tb_next
    message = f"A template of the site's own cannot be used: {str(error).rstrip('.')}."
    return Finding(RULE, message, f"Mend the template, or ask {_CALLER}.", path, line)


def _unknown(messages: list[str], error: BaseException) -> Finding:
    kind = type(error).__name__
    words = "; ".join(one.rstrip(".") for one in messages if one) or kind
    message = f"The pages could not be made from what was found: {words}."
    remedy = (
        f"Undo the last change, or pass this on to {_CALLER}. The other findings hold as they are."
    )
    return Finding(RULE, message, remedy, CONFIGURATION)


def _named(config: SiteConfig, kind: str, name: str, near: str) -> Finding:
    message = f'There is no {kind} called "{name}" on this computer.'
    remedy = f"Correct the name, or take the line out. To have one installed, ask {_CALLER}."
    return _at(config, name, message, remedy, near)


def _at(config: SiteConfig, words: str, message: str, remedy: str, near: str = "") -> Finding:
    lines = enumerate(config.text.splitlines(), 1)
    line = next((number for number, text in lines if words in text), 1)
    return Finding(RULE, message, remedy, CONFIGURATION, line, 0, near)


def _within(config: SiteConfig, file: str) -> str:
    path = Path(file)
    return path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else ""
