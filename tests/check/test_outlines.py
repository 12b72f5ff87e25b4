"""What rules need of a finished page is read from it once, and anew when the page is another one."""

from plainfigures.check import SITE_RULES, FinishedPage, FinishedSite, Seen, run_rules
from plainfigures.figures.catalogue import Catalogue


class Remembered(Seen):
    """Keeps what it is given, as a build does for the next."""

    def __init__(self) -> None:
        self.kept: dict[str, list[str]] = {}

    def load(self, key: str) -> list[str] | None:
        return self.kept.get(key)

    def save(self, key: str, used: list[str]) -> None:
        self.kept[key] = used


def found(html: str, seen: Seen, files: str = "money/index.html", url: str = "") -> list[str]:
    """Return what rules find on a site of a page with links, and a page about money."""
    money = FinishedPage("money/", '<body><h1 id="money">Money</h1></body>')
    site = FinishedSite(
        (FinishedPage("", html), money), frozenset(["index.html", *files.split()]), Catalogue([]), url,
        seen=seen,
    )  # fmt: skip
    runs = run_rules(SITE_RULES, site)
    return [one.message for run in runs for one in run.findings]


def test_a_page_that_stays_is_held_against_files_and_addresses_as_they_are_now() -> None:
    seen = Remembered()
    page = '<body><a href="money/#money">Money</a> <a href="https://fire.example/a/">A</a></body>'
    assert found(page, seen) == []
    assert found(page, seen) == []
    assert len(found(page, seen, files="")) == 1
    # The site moves to the address that a link names: now it leads within it.
    (told,) = found(page, seen, url="https://fire.example/")
    assert '"/a/"' in told


def test_a_page_that_changes_is_read_anew() -> None:
    seen = Remembered()
    assert found('<body><a href="money/">Money</a></body>', seen) == []
    (nowhere,) = found('<body><a href="money/#costs">Money</a></body>', seen)
    assert "not on that page" in nowhere
    (loaded,) = found('<body><img src="https://elsewhere.example/a.png"></body>', seen)
    assert "from another host" in loaded
