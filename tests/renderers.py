"""The whole site made by both renderers, and compared page by page: `nox -s renderers`.

The site is built with MkDocs and with Zensical, and everything in which the two differ is held
against the table in `tests/rendering/judged.py`. The site that Zensical made is then verified
against the repository, opened page by page with axe, and weighed. `-- --quick` only compares.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests import sweep, weigh
from tests.conftest import PARTS, ROOT
from tests.rendering.judged import WHOLE, hold
from tests.rendering.sides import ASPECTS, differences, pages_of

AS_OF = "2026-11-22"


def main(words: Sequence[str] | None = None) -> int:
    """Build the site twice and compare; 1 where anything differs that nobody judged, or is wrong."""
    parser = argparse.ArgumentParser(prog="renderers", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT, help="another site than this one")
    parser.add_argument("--only", default="", help="look at pages whose address holds this")
    parser.add_argument("--quick", action="store_true", help="compare, and look at no page")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="renderers-") as folder:
        sides = {name: Path(folder).resolve() / name for name in ("mkdocs", "zensical")}
        for name, side in sides.items():
            if _build(asked.site.resolve(), side, name):
                return 1
        first, second = (side / "site" for side in sides.values())
        wrong = compare(first, second)
        if not asked.quick:
            wrong += _verify(sides["zensical"])
            given = ["--built", str(second), "--only", asked.only]
            wrong += sweep.main(given) + weigh.main(given)
    return min(wrong, 1)


def compare(first: Path, second: Path) -> int:
    """Print in what two finished sites differ, aspect by aspect; return how much is not judged."""
    found = [*differences(first, second)]
    names = {one.file for one in found}
    pages = pages_of(first)
    print(f"{len(pages)} pages with MkDocs, {len(pages_of(second))} with Zensical.")
    print(f"The same, byte for byte: {sum(page not in names for page in pages)} pages.")
    counted = Counter(one.aspect for one in found if one.file.endswith(".html"))
    for aspect in (*ASPECTS, "markup", "spaces"):
        print(f"  {aspect:10} {counted[aspect] or 'no'} differences")
    others = sorted(name for name in names if not name.endswith(".html"))
    print(f"Other files that differ: {', '.join(others) or 'none'}")
    for judged in WHOLE:
        number = sum(judged.is_of(one) for one in found)
        print(f"{number:5} × {judged.files} ({judged.verdict}): {judged.why}")
    wrong = hold(found, WHOLE)
    print("\n".join(wrong[:50]) or "Nothing differs that nobody judged.", flush=True)
    return len(wrong)


def _build(site: Path, side: Path, renderer: str) -> int:
    side.mkdir()
    for part in PARTS:
        if (site / part).is_dir():
            shutil.copytree(site / part, side / part)
        elif (site / part).is_file():
            shutil.copy(site / part, side / part)
    began = time.monotonic()
    words = ("build", "--as-of", AS_OF, "--no-pictures", "--renderer", renderer)
    done = _run(side, *words)
    print(f"{time.monotonic() - began:5.1f} s  {renderer}", flush=True)
    if done.returncode:
        print(done.stdout)
    return done.returncode


def _verify(side: Path) -> int:
    done = _run(side, "verify", "site")
    print(re.split(r"\n\n", done.stdout)[0], flush=True)
    return done.returncode


def _run(site: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "plainfigures", "--site", str(site), *words]
    return subprocess.run(
        command,
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
