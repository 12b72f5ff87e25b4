"""A hundred edits at random, most of them harmful: the preview outlives them, and shows what is right."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making import make_site
from tests.serving.showing import Shown, show

EDITS = 100
TOGETHER = 3
"""How many edits come in quick succession, as when a branch is checked out."""

GARBAGE = (
    "{{",
    "{% for x in %}",
    "{{ figure('no/such/figure') }}",
    "{{ 1 / 0 }}",
    "\x00\ufffd",
    '"',
    ",,,,,,\n",
    "- [",
    "}",
    "<div><p>",
    "12,345 people",
    "---\ntitle: [\n---\n",
    "\t: :",
)
PYTHON = (
    "raise SystemExit(1)\n",
    "import os\nos._exit(5)\n",
    "def define_env(env:\n",
    "raise MemoryError\n",
    "import nothing_of_this_name\n",
    "x = 1 / 0\n",
    "import sys\nsys.modules.clear()\n",
    "import os\nos.kill(os.getpid(), 9)\n",
    "def f(): f()\nf()\n",
    "bytearray(2**60)\n",
    "print('x' * 100000)\n",
)


class Editor:
    """Edits a site at random; `calm` brings it back as it was."""

    def __init__(self, site: Path, seed: int) -> None:
        self.site = site
        self.random = random.Random(seed)
        self.sound = {
            file.relative_to(site): file.read_bytes()
            for file in sorted(site.rglob("*"))
            if file.is_file()
        }
        self.kinds: list[Callable[[], None]] = [
            self.spoil,
            self.spoil,
            self.spoil,
            self.cut,
            self.write_bytes,
            self.delete,
            self.rename,
            self.rename_folder,
            self.delete_folder,
            self.break_python,
            self.save_by_way_of_another,
            self.calm_some,
            self.calm_some,
        ]

    def edit(self) -> None:
        """Make one edit."""
        self.random.choice(self.kinds)()

    def calm(self) -> None:
        """Bring everything back, and take away what is new."""
        for file in sorted(self.site.rglob("*"), reverse=True):
            inner = file.relative_to(self.site)
            if inner.parts[0] == ".plainfigures" or inner in self.sound:
                continue
            if file.is_file():
                file.unlink()
            elif not any(file.iterdir()):
                file.rmdir()
        for inner, content in self.sound.items():
            self.put(inner, content)

    def put(self, inner: Path, content: bytes) -> None:
        """Write a file, in a folder that may have gone."""
        file = self.site / inner
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def one(self) -> Path:
        """Return a file of the site."""
        there = [self.site / inner for inner in self.sound if (self.site / inner).is_file()]
        return self.random.choice(there) if there else self.site / "docs" / "index.md"

    def spoil(self) -> None:
        """Put garbage somewhere into a file."""
        file = self.one()
        content = file.read_bytes() if file.is_file() else b""
        place = self.random.randint(0, len(content))
        self.put(
            file.relative_to(self.site),
            content[:place] + self.random.choice(GARBAGE).encode() + content[place:],
        )

    def cut(self) -> None:
        """Leave only the beginning of a file."""
        file = self.one()
        content = file.read_bytes() if file.is_file() else b""
        self.put(file.relative_to(self.site), content[: self.random.randint(0, len(content))])

    def write_bytes(self) -> None:
        """Write what is no text."""
        self.put(self.one().relative_to(self.site), self.random.randbytes(300))

    def delete(self) -> None:
        """Delete a file."""
        self.one().unlink(missing_ok=True)

    def rename(self) -> None:
        """Give a file another name."""
        file = self.one()
        if file.is_file():
            file.rename(file.with_name(f"new-{self.random.randint(0, 9)}{file.suffix}"))

    def rename_folder(self) -> None:
        """Give a folder another name."""
        folder = self.one().parent
        if folder.is_dir() and folder != self.site:
            shutil.rmtree(folder.with_name("other"), ignore_errors=True)
            folder.rename(folder.with_name("other"))

    def delete_folder(self) -> None:
        """Delete a folder with all that is in it."""
        folder = self.site / self.random.choice(["docs", "datasets", "charts", "docs/money"])
        shutil.rmtree(folder, ignore_errors=True)

    def break_python(self) -> None:
        """Put Python that does harm at the top of the site's own."""
        file = self.site / "macros" / "__init__.py"
        content = self.sound[Path("macros/__init__.py")]
        text = self.random.choice(PYTHON).encode() + content
        self.put(file.relative_to(self.site), text)

    def save_by_way_of_another(self) -> None:
        """Save as editors do: beside the file first, then in its place."""
        file = self.one()
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.swp")
        draft.write_text(self.random.choice(GARBAGE), "utf-8")
        draft.replace(file)

    def calm_some(self) -> None:
        """Bring half of the files back."""
        for inner, content in self.sound.items():
            if self.random.random() < 0.5:
                self.put(inner, content)


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the Python that does harm is for Unix")
@pytest.mark.filterwarnings("ignore::RuntimeWarning:watchdog")
def test_a_hundred_edits_do_not_kill_the_preview(tmp_path: Path) -> None:
    site = make_site(tmp_path / "fire")
    editor = Editor(site, seed=5)
    with show(site) as shown:
        shown.wait(lambda: bool(shown.state.site) and not shown.state.making, "the pages")
        good = _plain(shown)
        made = edits = 0
        while edits < EDITS:
            attempt = shown.state.attempt
            for _ in range(TOGETHER):
                editor.edit()
                edits += 1
            # Something of which it is certain that it was not there before.
            editor.put(Path("docs") / "extra.md", f"# Extra\n\nWords {edits * 'and '}\n".encode())
            shown.wait_for_attempt(attempt)
            status, text = shown.answer("money/")
            if status == 200:
                assert text.rstrip().endswith("</html>")
            else:
                # The last good pages may be of a moment at which there was no such page.
                assert status == 404
            made = shown.state.attempt
        editor.calm()
        shown.wait(lambda: not shown.state.errors and _plain(shown) == good, "the right page")
        assert made >= 30
        assert not [words for words in shown.said if "Traceback" in words]


def _plain(shown: Shown) -> str:
    """Return a page without what the preview adds."""
    return shown.page("money/").partition("<plainfigures-preview")[0]
