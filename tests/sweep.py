"""Looks at every page of the finished site in a real browser, in every state: `nox -s accessible`.

Every page × light and dark × three widths, closed and with its menu, its folded parts, the card of
a figure and the search dialog open: axe-core with best practices, and measures of our own. What axe
leaves for review fails, too, unless `tests/looking/explained.py` says why it is fine. So does what
the policy of the site stops.
"""

import argparse
import datetime
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.conftest import ROOT
from tests.looking.browsing import open_browser, pages_of, serve
from tests.looking.measures import Problem, look, prepare
from tests.looking.record import Tally, write_record
from tests.looking.states import LOW, NARROWEST, PARTS, STATES, State, open_part
from tests.looking.violations import heard

__all__ = ["main", "report"]

CHUNK = 16
ENLARGED = "enlarged to 400%"
# Milliseconds for anything to open.
PATIENCE = 10_000


@dataclass
class Swept:
    """What one part of the sweep found: problems by page, state and part."""

    problems: dict[tuple[str, str, str], list[Problem]] = field(default_factory=dict)
    explained: Counter[str] = field(default_factory=Counter)
    looked: Counter[str] = field(default_factory=Counter)
    titles: dict[str, str] = field(default_factory=dict)
    browser: str = ""


def main(words: Sequence[str] | None = None) -> int:
    """Sweep a finished site and print the report; 1 where anything is wrong or unexplained."""
    parser = argparse.ArgumentParser(prog="accessible", description=__doc__)
    parser.add_argument("--built", type=Path, default=ROOT / "site", help="a finished site")
    parser.add_argument("--only", default="", help="pages whose address holds this")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument(
        "--record", action="store_true", help="write what was found into datasets/accessibility"
    )
    asked = parser.parse_args(words)
    pages = [one for one in pages_of(asked.built) if asked.only in one]
    if not pages:
        print(f"There are no such pages in {asked.built}: build the site first.")
        return 2
    shares = [
        (state, pages[start : start + CHUNK])
        for state in (State(NARROWEST, "light", LOW), *STATES)
        for start in range(0, len(pages), CHUNK)
    ]
    whole = Swept()
    with (
        serve(asked.built) as address,
        ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool,
    ):
        for one in pool.map(partial(_sweep, address), shares):
            _add(whole, one)
            for state, problems in one.problems.items():
                for problem in dict.fromkeys(problems):
                    print(*state, *astuple(problem), sep=" | ", file=sys.stderr, flush=True)
    for title, count in Counter(whole.titles.values()).items():
        if count > 1:
            same = [page for page, its in whole.titles.items() if its == title]
            whole.problems[same[0], "any", "closed"] = [
                Problem("one-title", "head > title", f"also on {', '.join(same[1:])}: {title}")
            ]
    print("\n".join(report(whole, len(pages))))
    if asked.record:
        tally = Tally(
            day=datetime.datetime.now(datetime.UTC).date().isoformat(),
            pages=len(pages),
            windows=len({state.width for state in STATES}),
            states=len(pages) * len(STATES),
            looks=sum(whole.looked[part] for part in PARTS),
            enlarged=whole.looked[ENLARGED],
            failures=sum(map(len, whole.problems.values())),
            explained=whole.explained,
            browser=whole.browser,
        )
        for file in write_record(ROOT, tally):
            print(f"Written: {file.relative_to(ROOT)}")
    return int(bool(whole.problems))


def report(swept: Swept, pages: int) -> Iterator[str]:
    """Yield the lines of the report: problems by rule and place, then the counts."""
    places: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    words: dict[tuple[str, str], str] = {}
    for state, problems in swept.problems.items():
        for one in problems:
            places[one.rule, one.where].append(state)
            words.setdefault((one.rule, one.where), one.words)
    for key, states in sorted(places.items()):
        yield f"{key[0]} | {key[1]} | {words[key]}"
        on = list(dict.fromkeys(page or "home" for page, _, _ in states))
        more = f" and {len(on) - 6} more" if len(on) > 6 else ""
        yield f"    on {', '.join(on[:6])}{more}"
        yield f"    {', '.join(sorted({f'{state} {part}' for _, state, part in states}))}"
    yield ""
    yield f"{pages} pages × {len(STATES)} widths and colours = {pages * len(STATES)} states."
    for part, count in swept.looked.items():
        yield f"  looked at {part}: {count}"
    for name, count in swept.explained.most_common():
        yield f"  reviews explained, {name}: {count}"
    total = sum(map(len, swept.problems.values()))
    yield f"{total} violations and unexplained reviews, of {len(places)} kinds and places."


def _add(whole: Swept, one: Swept) -> None:
    whole.problems |= one.problems
    whole.explained += one.explained
    whole.looked += one.looked
    whole.titles |= one.titles
    whole.browser = one.browser


def _sweep(address: str, share: tuple[State, list[str]]) -> Swept:
    """Look at some pages in one state, with a browser of this process's own."""
    state, names = share
    found = Swept()
    with open_browser() as browser:
        found.browser = browser.version
        context = browser.new_context(
            viewport={"width": state.width, "height": state.height}, color_scheme=state.scheme
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        for name in names:
            page.goto(f"{address}{name}/" if name else address, wait_until="load")
            prepare(page)
            found.titles[name] = page.title()
            if state.height == LOW:
                _look_low(page, name, found)
            else:
                _look_all(page, state, name, found)
            stopped = [Problem("policy", "page", words) for words in heard(browser)]
            if stopped:
                found.problems[name, state.name, "any"] = stopped
    return found


def _look_low(page: Page, name: str, found: Swept) -> None:
    """At 400%: nothing moves sideways, nothing is cut off, and there is room to read."""
    seen = look(page, "sideways", "cut", "room", axe=False)
    found.looked[ENLARGED] += 1
    if seen.problems:
        found.problems[name, "400%", "closed"] = seen.problems


def _look_all(page: Page, state: State, name: str, found: Swept) -> None:
    for part in PARTS:
        try:
            opened = open_part(page, part)
        except Error as error:
            words = str(error).partition("\n")[0]
            found.problems[name, state.name, part] = [Problem("opens", part, words)]
            continue
        if not opened:
            continue
        measures = ["sideways", "targets", "cut"]
        if part == "closed":
            measures += ["structure", "cutInDrawings"]
        if part == "open":
            measures.append("spaced")
        seen = look(page, *measures, within=opened)
        found.looked[part] += 1
        found.explained += seen.explained
        if seen.problems:
            found.problems[name, state.name, part] = seen.problems


if __name__ == "__main__":
    sys.exit(main())
