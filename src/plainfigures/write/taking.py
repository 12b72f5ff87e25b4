"""What readers can take with them: the downloads of a package, and the licences of its sources."""

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import capitalise, counted
from plainfigures.figures.licences import NOT_STATED, by_licence, known_licence, sources_used
from plainfigures.figures.records import Package, Source
from plainfigures.write.markup import element, inline, join

__all__ = ["licence_words", "list_downloads"]


_NO_SPREADSHEET = (
    "There are too many rows for one spreadsheet of them all. "
    "Each table opens in a spreadsheet program."
)


def list_downloads(catalogue: Catalogue, package: Package) -> Markup:
    """Return what can be had of a package: a spreadsheet, its tables, a zip, and its licences."""
    name = package.name
    spreadsheet = _file(f"{name}/{name}.xlsx", "All its tables in one spreadsheet", "XLSX")
    files = [
        spreadsheet if package.has_spreadsheet else Markup("<li>{}</li>").format(_NO_SPREADSHEET),
        _file(f"{name}/{name}.zip", "All its files in one zip", "zip"),
        _file(f"{name}/README.txt", "What each column means, with units and sources", "text"),
        _file(f"{name}/datapackage.json", "The same for programs", "JSON"),
    ]
    tables = [
        _file(
            f"{name}/{one.path.rpartition('/')[2]}",
            one.title,
            f"CSV, {counted(len(one.rows), 'row', 'rows')}",
        )
        for one in package.resources
    ]
    return Markup(
        '<section class="pf-entry" id="package-{}"><h3>{}</h3><p>{}</p><ul>{}</ul>'
        "<p>Its tables, one by one:</p><ul>{}</ul>{}</section>\n"
    ).format(
        name,
        inline(package.title),
        inline(package.description),
        Markup("").join(files),
        Markup("").join(tables),
        _licences(catalogue, package),
    )


def _licences(catalogue: Catalogue, package: Package) -> Markup:
    """Return under which licence each publisher's figures in a package may be used again."""
    used = sources_used(package, catalogue.sources.values())
    parts = []
    for title, publishers in by_licence(used).items():
        words = join(publishers or ["others"]) + inline(": ") + _licence_link(title)
        parts.append(Markup("<li>{}</li>").format(words))
    if not parts:
        return Markup("")
    return Markup("<p>Licences of its sources:</p><ul>{}</ul>").format(Markup("").join(parts))


def _file(path: str, words: str, kind: str) -> Markup:
    """Return an item of a list of downloads; its size is put in when the files are there."""
    link = element("a", words, href=f"pf:/data/{path}", download="download")
    return Markup("<li>{} <span>({}<!--pf-size {}-->)</span></li>").format(link, inline(kind), path)


def licence_words(source: Source) -> Markup:
    """Return the licence of a source, with the statement that must go with it."""
    licence = known_licence(source.licence)
    if licence is None:
        return inline(capitalise(source.licence) or NOT_STATED)
    said = [source.attribution] if source.attribution else []
    if licence.statement not in source.attribution:
        said.insert(0, licence.statement)
    return _licence_link(licence.title) + inline(f". {' '.join(said)}" if said else "")


def _licence_link(title: str) -> Markup:
    licence = known_licence(title)
    return element("a", title, href=licence.address) if licence else inline(title)
