"""Makes small sound sites and data packages for tests.

The site in `tests/fire_service` is of a fire service that is nobody's in particular, and can be
opened and read. `make_datasets` puts its data into a folder, `make_site` all of it; both are sound,
so that a test changes the one thing that it is about (`edit`, `append`, `describe`) and looks at
what is said. `write_package` writes a package of a test's own.
"""

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding, sort_findings
from plainfigures.read import Store, read_charts, read_packages, read_pages

__all__ = [
    "FIRE_SERVICE",
    "SOURCE_KEY",
    "Table",
    "append",
    "catalogue_of",
    "check_data",
    "describe",
    "edit",
    "line_of",
    "make_datasets",
    "make_site",
    "number",
    "read_data",
    "write_macros",
    "write_package",
]

FIRE_SERVICE = Path(__file__).parent / "fire_service"
"""A whole small site but for its macros module, which `make_site` adds."""

SOURCE_KEY = {
    "fields": "source",
    "reference": {"package": "sources", "resource": "documents", "fields": "id"},
}
"""The foreign key from a column `source` to the register of documents."""


@dataclass(frozen=True)
class Table:
    """A table of a package: its CSV text, its key columns, and what is said of its fields.

    `fields` gives properties by field name, merged over `{"type": "string"}`; `own` is what stands
    under `plainfigures` of the resource.
    """

    name: str
    text: str
    key: Sequence[str]
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """The text as it goes into the file."""
        return dedent(self.text).lstrip("\n")

    @property
    def descriptor(self) -> dict[str, Any]:
        """The resource as the package's descriptor has it."""
        names = next(csv.reader([self.content.splitlines()[0]]))
        title = self.name.replace("-", " ").capitalize()
        return {
            "name": self.name,
            "type": "table",
            "path": f"{self.name}.csv",
            "title": title,
            "description": f"{title} of the fire service.",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {
                        "name": name,
                        "title": name.replace("_", " ").capitalize(),
                        "description": f"The {name.replace('_', ' ')}.",
                        "type": "string",
                        **self.fields.get(name, {}),
                    }
                    for name in names
                ],
                "primaryKey": list(self.key),
                "missingValues": [""],
            },
            "plainfigures": self.own,
        }


def number(**own: Any) -> dict[str, Any]:
    """Return the properties of a field of numbers; `own` goes under `plainfigures`."""
    return {"type": "number", "groupChar": ",", "plainfigures": {"kind": "number", **own}}


def write_package(root: Path, name: str, tables: Sequence[Table], **own: Any) -> Path:
    """Write a data package under `root`/datasets; `own` is its property `plainfigures`."""
    folder = root / "datasets" / name
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        (folder / f"{table.name}.csv").write_text(table.content, "utf-8", newline="")
    content = {
        "name": name,
        "title": name.capitalize(),
        "description": f"The package {name} of the fire service.",
        "version": "1.0.0",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [{"title": "Papers of the fire authority"}],
        "contributors": [{"title": "The fire service", "roles": ["wrangler"]}],
        "resources": [table.descriptor for table in tables],
        "plainfigures": own,
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, "utf-8")
    return folder


def make_datasets(root: Path) -> Path:
    """Write all data packages of the fire service under `root`/datasets; returns that folder."""
    return shutil.copytree(FIRE_SERVICE / "datasets", root / "datasets")


def make_site(folder: Path) -> Path:
    """Write the whole site of the fire service into `folder`, and return it."""
    shutil.copytree(FIRE_SERVICE, folder, dirs_exist_ok=True)
    write_macros(folder)
    return folder


def write_macros(folder: Path) -> None:
    """Write the macros module that each site has, and nothing of its own in it."""
    macros = folder / "macros" / "__init__.py"
    macros.parent.mkdir(exist_ok=True)
    macros.write_text(dedent(_MACROS).lstrip("\n"), "utf-8")


def edit(file: Path, old: str, new: str) -> None:
    """Replace `old`, which stands in the file once, by `new`."""
    text = file.read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_bytes(text.replace(old, new).encode())


def append(file: Path, line: str) -> int:
    """Add a line at the end of the file; returns its number."""
    text = file.read_bytes().decode()
    file.write_bytes(f"{text}{line}\n".encode())
    return text.count("\n") + 1


def describe(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Let `change` alter the content of a package's descriptor in place."""
    file = folder / "datapackage.json"
    content = json.loads(file.read_text("utf-8"))
    change(content)
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def line_of(file: Path, words: str) -> int:
    """Return the number of the one line that holds `words`."""
    lines = file.read_text("utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if words in line]
    assert len(found) == 1, f"{words!r} stands on {len(found)} lines of {file.name}"
    return found[0]


def read_data(root: Path, store: Store | None = None) -> tuple[Catalogue, list[Finding]]:
    """Read the data packages of a site; returns the catalogue, and what reading found."""
    packages, findings = read_packages(root / "datasets", root, store)
    there = {folder.name for folder in (root / "datasets").iterdir() if folder.is_dir()}
    unreadable = there - {package.name for package in packages}
    return Catalogue(packages, unreadable), findings


def catalogue_of(root: Path) -> Catalogue:
    """Read the data packages of a site, in which nothing may be wrong."""
    catalogue, findings = read_data(root)
    assert findings == []
    return catalogue


def check_data(root: Path) -> list[Finding]:
    """Return what every rule on data, pages and charts finds, as `plainfigures check` sorts it.

    Macros are not written out: that takes the room `write`.
    """
    catalogue, found = read_data(root)
    charts, pages = root / "charts", root / "docs"
    found += read_charts(charts, root)[1] + read_pages(pages, root)[1]
    runs = run_rules(DATA_RULES, Material(catalogue, tuple(found)))
    return sort_findings(finding for run in runs for finding in run.findings)


# Kept here and not as a file, since a second module called `macros` would stand in the way of the
# project's own.
_MACROS = """
    '''This site's own macros, and the door through which MkDocs comes in.'''

    from typing import Any

    from plainfigures.build import connect, finish_preview


    def define_env(env: Any) -> None:
        connect(env)


    def on_post_build(env: Any) -> None:
        finish_preview(env)
    """
