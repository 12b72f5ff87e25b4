"""Where a run of plainfigures spends its time: samples of what it is at, by stage and by function.

Run as a program, with what the command line would be given: `python sampling.py OUT.json build …`.
It imports nothing of plainfigures itself, so that it measures any version of it that Python finds.

A timer that counts processor time fires every few milliseconds. Each sample weighs the processor
time since the last one, and counts for the stage of the innermost frame that has one, so that what
a library does counts for what called it.
"""

import importlib.metadata
import json
import resource
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

__all__ = ["STAGES", "Sampler", "stage_of"]

INTERVAL = 0.002
IMPORTS = "imports"
REST = "the rest"

STAGES: tuple[tuple[str, str], ...] = (
    ("plainfigures/figures/keys.py", "digests"),
    ("plainfigures/publish/checksums.py", "digests"),
    ("plainfigures/publish/names.py", "digests"),
    ("plainfigures/attesting/", "digests"),
    ("plainfigures/state.py", "digests"),
    ("/hashlib.py", "digests"),
    ("plainfigures/figures/catalogue", "catalogue"),
    ("plainfigures/draw/", "drawing"),
    ("plainfigures/drawings.py", "drawing"),
    ("plainfigures/read/documents", "reading"),
    ("plainfigures/read/", "reading"),
    ("plainfigures/config.py", "reading"),
    ("plainfigures/entrance.py", "reading"),
    ("plainfigures/setting_", "reading"),
    ("plainfigures/carried_files.py", "reading"),
    ("plainfigures/expanding/", "page templates"),
    ("plainfigures/check/", "rules"),
    ("plainfigures/seen.py", "rules"),
    ("plainfigures/proofing/", "proof"),
    ("plainfigures/searching.py", "search index"),
    ("plainfigures/publish/search", "search index"),
    ("plainfigures/exchanging/", "copying"),
    ("plainfigures/publish/exchange.py", "copying"),
    ("plainfigures/tidying.py", "copying"),
    ("/shutil.py", "copying"),
    ("plainfigures/downloads.py", "downloads"),
    ("plainfigures/publish/packages.py", "downloads"),
    ("plainfigures/publish/packing.py", "downloads"),
    ("plainfigures/publish/spreadsheets.py", "downloads"),
    ("plainfigures/publish/", "data files"),
    ("plainfigures/write/notes.py", "finishing"),
    ("plainfigures/write/places.py", "finishing"),
    ("plainfigures/write/captions.py", "finishing"),
    ("plainfigures/write/", "macros"),
    ("plainfigures/own_macros.py", "macros"),
    ("plainfigures/finder/", "finishing"),
    ("plainfigures/finishing.py", "finishing"),
    ("plainfigures/placing.py", "finishing"),
    ("plainfigures/joining.py", "finishing"),
    ("plainfigures/describing.py", "finishing"),
    ("plainfigures/sharing.py", "finishing"),
    ("plainfigures/figure_lists.py", "finishing"),
    ("plainfigures/hosting/", "finishing"),
    ("plainfigures/theme/", "templates"),
    ("plainfigures/rendering/texts.py", "finishing"),
    ("plainfigures/rendering/zensical", "Zensical"),
    ("plainfigures/rendering/", "MkDocs"),
    ("plainfigures/renderer.py", "MkDocs"),
    ("material/templates/", "templates"),
    ("mkdocs/structure/pages.py", "MkDocs"),
    ("/pymdownx/", "Markdown"),
    ("/markdown/", "Markdown"),
    ("/mkdocs_macros/", "MkDocs"),
    ("/mkdocs/", "MkDocs"),
    ("/zensical/", "Zensical"),
)
"""Parts of the paths of files, and the stage that they belong to; the first that fits counts."""

_WITHIN_TEMPLATES = ("/jinja2/", "/markupsafe/")


def stage_of(frame: FrameType | None) -> str:
    """Return the stage that a frame, or the nearest one around it that has any, belongs to."""
    found, in_templates = "", False
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return IMPORTS
        if not found:
            in_templates = in_templates or any(one in file for one in _WITHIN_TEMPLATES)
            found = next((stage for part, stage in STAGES if part in file), "")
            if found == "MkDocs" and in_templates:
                found = "templates"
        frame = frame.f_back
    return found or REST


class Sampler:
    """Counts the processor seconds of this process, by stage and by functions of plainfigures.

    `own` has the seconds of each function and of the libraries that it called, `whole` those of the
    functions of plainfigures that it called too.
    """

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)
        self.own: dict[str, float] = defaultdict(float)
        self.whole: dict[str, float] = defaultdict(float)
        self._last = time.process_time()

    def begin(self) -> None:
        """Start the timer."""
        self.stages["Python starts"] += time.process_time()
        self._last = time.process_time()
        signal.signal(signal.SIGPROF, self._sample)
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)

    def end(self) -> None:
        """Stop the timer."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        self.stages[REST] += time.process_time() - self._last

    def _sample(self, number: int, frame: FrameType | None) -> None:
        now = time.process_time()
        weight, self._last = now - self._last, now
        self.stages[stage_of(frame)] += weight
        seen: set[str] = set()
        while frame is not None:
            name = _name_of(frame)
            if name and name not in seen:
                if not seen:
                    self.own[name] += weight
                seen.add(name)
                self.whole[name] += weight
            frame = frame.f_back
        self._last = time.process_time()


def _name_of(frame: FrameType) -> str:
    """Return a function of plainfigures as `room/module.py:function`; "" for another's."""
    file = frame.f_code.co_filename
    if "/plainfigures/" not in file or "/site-packages/" in file.rpartition("/plainfigures/")[2]:
        return ""
    return f"{file.rpartition('/plainfigures/')[2]}:{frame.f_code.co_qualname}"


def _most(found: dict[str, float]) -> dict[str, float]:
    return dict(sorted(found.items(), key=lambda item: -item[1])[:80])


def _main() -> None:
    out, *words = sys.argv[1:]
    sampler = Sampler()
    sampler.begin()
    sys.argv = ["plainfigures", *words]
    code: object = 0
    try:
        from plainfigures.cli import main

        main()
    except SystemExit as end:
        code = end.code
    sampler.end()
    used = resource.getrusage(resource.RUSAGE_SELF)
    said = {
        "version": importlib.metadata.version("plainfigures"),
        "cpu": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
        "stages": dict(sampler.stages),
        "own": _most(sampler.own),
        "whole": _most(sampler.whole),
    }
    Path(out).write_text(json.dumps(said), "utf-8")
    raise SystemExit(code)


if __name__ == "__main__":
    _main()
