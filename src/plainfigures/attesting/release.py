"""What a release hands out: the site as one archive, a bill of materials, and the digest of each.

`python -m plainfigures.attesting.release` is what `nox -s release` calls, step by step. All of it is
the same bytes each time, for the same site and the same environment.
"""

import argparse
import json
import platform
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from plainfigures.errors import BuildProblem, PlainFiguresError
from plainfigures.figures.keys import file_digest
from plainfigures.publish import BUILD_REPORT, confirm_site
from plainfigures.publish.packing import add_file
from plainfigures.publish.reports import read_build_report

__all__ = ["DRAFT", "SUMS", "main", "pack_site", "write_bill", "write_sums"]

SUMS = "SHA256SUMS"
DRAFT = "draft-"
_LEFT_OUT = {"externalReferences", "description"}
_KINDS = (f"{DRAFT}site-*.zip", "site-*.zip")


def pack_site(site: Path, into: Path, *, draft: bool = False) -> Path:
    """Pack a finished site into one archive, named after its moment and its commit; return its path.

    Archives of sites that were there before are removed. Raises BuildProblem where the site is not
    whole, or was not built for a release and is not to be a draft.
    """
    if not confirm_site(site):
        raise BuildProblem(f"The site in {site} is not whole.", "Build it again.")
    record = read_build_report((site / BUILD_REPORT).read_bytes())
    if not record.release and not draft:
        raise BuildProblem(
            f"The site in {site} was not built with --release, so it is no release.",
            "Build it with: plainfigures build --release",
        )
    parts = ["site", record.as_of[:10], record.repository.commit[:12]]
    name = f"{DRAFT if draft else ''}{'-'.join(part for part in parts if part)}"
    into.mkdir(parents=True, exist_ok=True)
    for kind in _KINDS:
        for old in into.glob(kind):
            old.unlink()
    target = into / f"{name}.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(file for file in site.rglob("*") if file.is_file()):
            add_file(archive, f"{name}/{file.relative_to(site).as_posix()}", file.read_bytes())
    return target


def write_bill(drawn_up: Path, target: Path, lock: Path) -> None:
    """Write a bill of materials (CycloneDX) without addresses, and with what lies beneath it.

    `drawn_up` is what `cyclonedx-py environment` made. Addresses are those of other hosts, and they
    and what libraries say of themselves tell nothing of what is installed. The version of Python and
    the digest of the lock file are added.
    """
    bill = _without_addresses(json.loads(drawn_up.read_bytes()))
    properties = bill["metadata"].setdefault("properties", [])
    properties += [
        {"name": "plainfigures:lock", "value": file_digest(lock)},
        {"name": "plainfigures:python", "value": platform.python_version()},
    ]
    target.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", "utf-8")


def write_sums(files: Sequence[Path]) -> Path:
    """Write the SHA-256 of files that lie in one folder beside them; return the list's path."""
    lines = [f"{file_digest(file)}  {file.name}\n" for file in sorted(files)]
    sums = files[0].parent / SUMS
    sums.write_text("".join(lines), "utf-8")
    return sums


def _without_addresses(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            name: _without_addresses(value) for name, value in part.items() if name not in _LEFT_OUT
        }
    return [_without_addresses(one) for one in part] if isinstance(part, list) else part


def main(words: Sequence[str] | None = None) -> None:
    """Run one step of a release, and print the path of what was made."""
    parser = argparse.ArgumentParser(prog="python -m plainfigures.attesting.release")
    steps = parser.add_subparsers(dest="step", required=True)
    pack = steps.add_parser("pack", help="the site as one archive")
    pack.add_argument("site", type=Path)
    pack.add_argument("into", type=Path)
    pack.add_argument("--draft", action="store_true")
    bill = steps.add_parser("bill", help="the bill of materials, from what cyclonedx-py made")
    for name in ("drawn_up", "target", "lock"):
        bill.add_argument(name, type=Path)
    sums = steps.add_parser("sums", help="the digests of files in one folder")
    sums.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args(words)
    try:
        if given.step == "pack":
            print(pack_site(given.site, given.into, draft=given.draft))
        elif given.step == "bill":
            write_bill(given.drawn_up, given.target, given.lock)
            print(given.target)
        else:
            print(write_sums(given.files))
    except PlainFiguresError as error:
        sys.exit(f"{error.message} {error.remedy}")


if __name__ == "__main__":
    main()
