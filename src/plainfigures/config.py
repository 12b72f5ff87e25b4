"""A site's configuration, as far as plainfigures needs it: read from its `mkdocs.yml`."""

import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.entrance import unfit_entries
from plainfigures.errors import BoundsProblem, BuildProblem
from plainfigures.figures.declarations import About, names_in
from plainfigures.figures.embargoes import PrivateSource
from plainfigures.figures.findings import Finding
from plainfigures.figures.placeholders import filled_in
from plainfigures.figures.readability import ReadingLimits
from plainfigures.figures.releases import ReleaseSource
from plainfigures.figures.yaml_bounds import hold_within_bounds
from plainfigures.figures.yaml_words import yaml_fault
from plainfigures.setting_dangers import PACKAGE_NAME, setting_dangers
from plainfigures.setting_problems import making_problems

__all__ = ["CONFIGURATION", "PRIVATE", "SiteConfig", "find_site", "open_config", "read_config"]

RULE = "configuration"
_TOLD = ("publisher", "contact", "answer_within")
"""Settings that pages show as they are."""

CONFIGURATION = "mkdocs.yml"
PRIVATE = "PLAINFIGURES_PRIVATE"
"""The variable of the environment that names the folder of private data packages."""
RELEASES_VARIABLE = re.compile(r"PLAINFIGURES_[A-Z_]{1,40}")
"""The variables that can name the folder of releases: no other one of the machine is looked at."""
_OF_STRANGERS = {
    "pull_request",
    "pull_request_target",
    "merge_request_event",
    "external_pull_request_event",
}
"""What GitHub and GitLab call a job for a change that somebody proposes."""
_PARTS = ("docs", "datasets", "charts")
"""The folders that others than programmers fill: what lies in them is looked at before it is opened."""


class SiteConfig(Struct, frozen=True):
    """Where a site's parts lie, and what it says of itself under `extra.plainfigures`.

    `overrides` names a folder of templates of the site's own, where it has one, and `own_scripts`
    says whether its pages load scripts of its own. `text` is that of
    the file, `nav` the navigation as it stands there. In `settings`, what still holds a placeholder
    is empty; `given` has it as it is written. `kept` is where builds keep what the next one need not do
    again, if it is not beside the site. `problems` say why pages cannot be made with it, `known`
    whether its settings could be read at all. `environment` are the variables of the environment
    that it asks for with `!ENV`, and their values. `unfit` says which of the site's files may not be
    opened; with any, nothing of the site is read. `tell_held` says that what is found about things
    that may not be seen yet is told in words. `renderer` names what makes pages of Markdown.
    """

    root: Path
    name: str
    url: str = ""
    description: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    overrides: str = ""
    own_scripts: bool = False
    text: str = ""
    nav: Any = None
    given: dict[str, Any] = field(default_factory=dict)
    kept: Path | None = None
    problems: tuple[Finding, ...] = ()
    known: bool = True
    environment: dict[str, str] = field(default_factory=dict)
    unfit: tuple[Finding, ...] = ()
    tell_held: bool = False
    renderer: str = "mkdocs"

    def stated(self) -> dict[str, tuple[str, int]]:
        """Return what the site states for its rules, each with its line in the configuration."""
        if not self.known:
            return {}
        found = {name: str(self.given.get(name) or "") for name in ("publisher", "contact")}
        found["site_url"] = self.url
        if "answer_within" in self.given:
            found["answer_within"] = str(self.given["answer_within"] or "")
        threshold = self.given.get("small_number_threshold")
        found["small_number_threshold"] = "" if threshold is None else str(threshold)
        return {name: (value, self.lines.get(name, 0)) for name, value in found.items()}

    def about(self) -> About:
        """Return whom and where the site is about, and whose figures of it may stand anywhere."""
        return About(
            body=str(self.settings.get("body") or ""),
            area=str(self.settings.get("area") or ""),
            publishers=names_in(self.settings.get("publishers")),
            wider_areas=names_in(self.settings.get("wider_areas")),
            lines=self.lines,
        )

    def reading(self) -> ReadingLimits:
        """Return how hard residents' pages may be; what cannot be used is as if it was not set."""
        usual, line = ReadingLimits(), self.lines.get("reading", 0)
        given = self.settings.get("reading")
        if not isinstance(given, dict):
            no_list = 'The setting "reading" is no list of settings.'
            return ReadingLimits(problems=() if given is None else (no_list,), line=line)
        numbers: dict[str, Decimal] = {}
        wrong = [
            f'The setting "{name}" under "reading" is not known.'
            for name in given
            if name not in {"grade", "sentence", "leave_out"}
        ]
        for name in ("grade", "sentence"):
            text = str(given.get(name, getattr(usual, name)))
            if re.fullmatch(r"\d{1,3}(?:\.\d)?", text):
                numbers[name] = Decimal(text)
            else:
                wrong.append(f'The setting "{name}" under "reading" is no number.')
        return ReadingLimits(
            grade=numbers.get("grade", usual.grade),
            sentence=int(numbers.get("sentence", usual.sentence)),
            leave_out=names_in(given.get("leave_out")),
            problems=tuple(wrong),
            line=line,
        )

    def private(self) -> PrivateSource:
        """Return which data packages lie in no public place, and where they lie here."""
        folder = "" if self.private_refused() else os.environ.get(PRIVATE, "")
        given = names_in(self.settings.get("private_packages"))
        names = tuple(one for one in given if PACKAGE_NAME.fullmatch(one))
        return PrivateSource(names, (self.root / folder).resolve() if folder else None)

    def private_refused(self) -> bool:
        """Return whether private data are at hand where others can take away what is made of them."""
        events = {os.environ.get(name, "") for name in ("GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE")}
        return bool(os.environ.get(PRIVATE)) and not events.isdisjoint(_OF_STRANGERS)

    def releases(self) -> ReleaseSource:
        """Return where releases lie here, which tables are drawn from: in a folder that a variable names."""
        variable, _, below = str(self.settings.get("releases") or "").partition("/")
        named = RELEASES_VARIABLE.fullmatch(variable)
        set_to = os.environ.get(variable, "") if named else ""
        largest = str(self.given.get("small_number_threshold") or "")
        return ReleaseSource(
            line=self.lines.get("releases", 0),
            folder=(self.root / set_to / below).resolve() if set_to else None,
            variable=variable if named else "",
            below=below.strip("/"),
            kept=self.work / "releases",
            largest=max(5, int(largest)) if re.fullmatch(r"[0-9]{1,6}", largest) else 5,
        )

    def contact_lines(self) -> list[str]:
        """Say whose data these are and whom to ask about them, as far as the site names them."""
        publisher, contact = (str(self.settings.get(one) or "") for one in ("publisher", "contact"))
        lines = [f"From the site “{self.name}”{f', {self.url}' if self.url else ''}."]
        lines += [f"Published by {publisher}."] if publisher else []
        return lines + ([f"Contact: {contact}"] if contact else [])

    @property
    def file(self) -> Path:
        """The configuration file."""
        return self.root / CONFIGURATION

    @property
    def docs(self) -> Path:
        """The folder of pages."""
        return self.root / "docs"

    @property
    def datasets(self) -> Path:
        """The folder of data packages."""
        return self.root / "datasets"

    @property
    def charts(self) -> Path:
        """The folder of chart declarations."""
        return self.root / "charts"

    @property
    def macros(self) -> Path:
        """The folder of the site's own macros."""
        return self.root / "macros"

    @property
    def work(self) -> Path:
        """The folder that holds what builds keep: records, drawings, the site being made."""
        return self.kept or self.root / ".plainfigures"

    @property
    def site(self) -> Path:
        """The folder of the finished site, unless a build is told another."""
        return self.root / "site"


class _Loader(yaml.CSafeLoader):
    """Reads plain YAML; tags that only MkDocs understands become empty values, but for !ENV.

    `asked` are the variables of the environment that the text asks for.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.asked: dict[str, str] = {}


def _from_environment(loader: _Loader, node: yaml.Node) -> Any:
    """Return the value of a variable of the environment, as MkDocs takes it: `!ENV NAME` or
    `!ENV [NAME, OTHER, value if none is set]`.
    """
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = [one for one in parts if isinstance(one, yaml.ScalarNode)]
    default = names.pop() if len(names) > 1 else None
    for one in names:
        value = os.environ.get(one.value)
        loader.asked[one.value] = value or ""
        if value is not None:
            try:
                return yaml.load(value, Loader=yaml.CSafeLoader)
            except yaml.YAMLError:
                return value
    return loader.construct_object(default) if default is not None else None


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)
_Loader.add_constructor("!ENV", _from_environment)


def find_site(start: Path) -> Path:
    """Return the folder of the site that `start` is in; raises BuildProblem where there is none."""
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder
    raise BuildProblem(
        f"There is no {CONFIGURATION} here or in a folder above.",
        "Go into the folder of a site, or make one with: plainfigures new site DIR",
    )


def read_config(root: Path) -> SiteConfig:
    """Read a site's configuration; raises BuildProblem where nothing of it can be read."""
    config = open_config(root)
    if config.unfit or not config.known:
        problem = [*config.unfit, *config.problems][0]
        raise BuildProblem(f"{problem.place}: {problem.message}", problem.remedy)
    return config


def open_config(root: Path) -> SiteConfig:
    """Read a site's configuration as far as it can be; what is wrong with it is in `problems`.

    Raises BuildProblem where the file cannot be opened.
    """
    file = root / CONFIGURATION
    unfit = tuple(unfit_entries(root, (CONFIGURATION, *_PARTS)))
    if unfit:
        return SiteConfig(root, "", unfit=unfit)
    try:
        text = file.read_bytes().decode("utf-8-sig")
        hold_within_bounds(text)
        loader = _Loader(text)
        content = loader.get_single_data()
    except OSError as error:
        raise BuildProblem(
            f"{CONFIGURATION} cannot be opened.", "Check that it is there."
        ) from error
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        message = "This line holds letters that are not saved as UTF-8."
        problem = Finding(RULE, message, "Save the file as UTF-8.", CONFIGURATION, line)
        return SiteConfig(root, "", problems=(problem,), known=False)
    except BoundsProblem as error:
        message = f"The site's settings cannot be read: {error.message}."
        problem = Finding(RULE, message, error.remedy, CONFIGURATION, error.line)
        return SiteConfig(root, "", problems=(problem,), known=False)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line, why, remedy = yaml_fault(error, text)
        message = f"The site's settings cannot be read: {why}."
        problem = Finding(RULE, message, remedy, CONFIGURATION, line or 1)
        return SiteConfig(root, "", problems=(problem,), known=False)
    if not isinstance(content, dict):
        message = "The site's settings are empty." if not text.strip() else "These are no settings."
        remedy = "Write “name: value” lines, with a site_name at least."
        problem = Finding(RULE, message, remedy, CONFIGURATION, 1)
        return SiteConfig(root, "", problems=(problem,), known=False)
    config = _read(root, text, content, loader.asked)
    return replace(config, unfit=tuple(_unfit_private(config.private())))


def _unfit_private(private: PrivateSource) -> Iterator[Finding]:
    """Yield what may not be opened among the private data packages."""
    if private.folder:
        for one in unfit_entries(private.folder, private.names):
            yield replace(one, path=f"{private.folder.name}/{one.path}")


def _read(
    root: Path, text: str, content: dict[str, Any], environment: dict[str, str]
) -> SiteConfig:
    lines = {
        line.strip().partition(":")[0]: number
        for number, line in reversed(list(enumerate(text.splitlines(), 1)))
    }
    extra = content.get("extra") or {}
    settings = extra.get("plainfigures") or {} if isinstance(extra, dict) else None
    known = isinstance(settings, dict)
    theme = content.get("theme")
    overrides = str(theme.get("custom_dir") or "") if isinstance(theme, dict) else ""
    given = settings if isinstance(settings, dict) else {}
    return SiteConfig(
        root=root,
        overrides=overrides,
        own_scripts=bool(content.get("extra_javascript") or overrides),
        name=str(content.get("site_name") or ""),
        url=str(content.get("site_url") or ""),
        description=str(content.get("site_description") or ""),
        settings=_shown(given),
        given=given,
        lines=lines,
        text=text,
        nav=content.get("nav"),
        problems=(
            *making_problems(content, lines, known=known),
            *setting_dangers(root, text, content, lines, environment),
        ),
        known=known,
        environment=environment,
    )


def _shown(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings without the placeholders that readers would take for the real thing."""
    told = {name: filled_in(str(settings.get(name) or "")) for name in _TOLD if name in settings}
    return settings | told
