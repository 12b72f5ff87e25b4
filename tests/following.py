"""Follows a page of the editors' guide, doing what its words say and nothing else.

It reads the page as a person does, from the finished site. A numbered step says what to do in one of
the ways listed in `Follower`; a step that says anything else cannot be followed, and fails.
"""

import re
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lxml import html

__all__ = ["Follower", "Step", "steps_of"]


@dataclass(frozen=True)
class Step:
    """One thing to do: its words, in which each `…` is a name, and what is to be copied or seen.

    `may_refuse` says that the next thing told is that it is refused.
    """

    words: str
    names: tuple[str, ...] = ()
    block: str = ""
    may_refuse: bool = False


def plain(text: str) -> str:
    """Return a text with its spaces made alike."""
    return re.sub(r"\s+", " ", text).strip()


def steps_of(page: Path) -> list[Step]:
    """Return what the numbered steps of a finished page ask for, one thing after another."""
    tree: Any = html.fromstring(page.read_text("utf-8"))
    steps: list[Step] = []
    for item in tree.xpath("//article//ol/li[not(ancestor::*[contains(@class, 'pf-foot')])]"):
        blocks = [
            read(one) if one.tag == "blockquote" else "".join(one.itertext()).strip("\n")
            for one in item.xpath(".//pre | .//blockquote")
        ]
        for part in item.xpath(".//pre | .//blockquote"):
            part.drop_tree()
        names = [one.text_content() for one in item.xpath(".//code")]
        for code in item.xpath(".//code"):
            code.text = "…"
        for words in re.findall(r".+?(?:\.|:$|: (?=run …))", plain(item.text_content())):
            said = words.strip()
            here = tuple(names.pop(0) for _ in range(said.count("…")))
            # What is to be copied comes after a colon, unless the words go on.
            block = blocks.pop(0) if words.endswith(":") else ""
            if said.startswith("It refuses"):
                steps[-1] = replace(steps[-1], may_refuse=True)
            steps.append(Step(said, here, block))
        assert not names, f"what to do with {names}?"
        assert not blocks, f"what to do with {blocks}?"
    return steps


def read(element: Any) -> str:
    """Return what a reader sees of an element, without the marks of its notes."""
    copy: Any = html.fromstring(html.tostring(element))
    for note in copy.xpath("//sup | //svg | //script | //*[contains(@class, 'pf-note')]"):
        note.drop_tree()
    return plain(copy.text_content())


@dataclass
class Follower:
    """Somebody in the folder of a site who does what steps say.

    `run` runs a command of plainfigures and returns its exit code and what it said.
    """

    folder: Path
    run: Callable[[list[str]], tuple[int, str]]
    file: Path = Path()
    found: str = ""
    said: str = ""
    words: list[str] = field(default_factory=list)
    refused: bool = False
    to_see: list[tuple[str, str]] = field(default_factory=list)

    def follow(self, step: Step) -> None:
        """Do one thing; what is to be seen on a page is noted in `to_see`."""
        for pattern, do in (
            (r"(?:In …, f|F)ind this:", self._find),
            (r"Change (?:it|both .+) to this:", self._change),
            (r"Put this above it, with an empty line between:", self._above),
            (r"In …, add this line at the end:", self._append),
            (r"Make a new file … with this in it:", self._make),
            (
                r"(?:Save, and |Then |To see .+, )?[Rr]un (?:….|this(?:, all on one line)?:)",
                self._run,
            ),
            (r"You see this among .+:", self._see),
            (r"It refuses, writes nothing, and you see this:", self._see_refused),
            (r"Put … behind it, and run it again.", self._again),
            (r"The page … then says this:", self._says),
            (r"In the folder …, the page … then says this:", self._says_elsewhere),
            (r"The site has no page … before that moment.", self._has_not),
            (
                r"(?:Ask|See|Put your change|Say which|Make the site|If it tells|A new paper) .+",
                None,
            ),
        ):
            if re.fullmatch(pattern, step.words):
                if do:
                    do(step)
                return
        raise AssertionError(f"nobody can do this: {step.words}")

    def _find(self, step: Step) -> None:
        self.file = self.folder / step.names[0]
        assert self.file.is_file(), f"there is no file {step.names[0]}"
        count = self.file.read_text("utf-8").count(step.block)
        assert count == 1, f"{step.block} stands {count} times in {step.names[0]}"
        self.found = step.block

    def _put(self, text: str) -> None:
        old = self.file.read_text("utf-8")
        self.file.write_text(old.replace(self.found, text), "utf-8")

    def _change(self, step: Step) -> None:
        self._put(step.block)

    def _above(self, step: Step) -> None:
        self._put(f"{step.block}\n\n{self.found}")

    def _append(self, step: Step) -> None:
        file = self.folder / step.names[0]
        file.write_text(f"{file.read_text('utf-8').rstrip()}\n{step.block}\n", "utf-8")

    def _make(self, step: Step) -> None:
        made = self.folder / step.names[0]
        assert not made.exists()
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(step.block + "\n", "utf-8")

    def _run(self, step: Step) -> None:
        for line in step.block.splitlines() or step.names:
            words = shlex.split(line)
            if words[0] == "plainfigures":
                self.words = words
                code, self.said = self.run(words[1:])
            else:
                done = subprocess.run(
                    words, cwd=self.folder, capture_output=True, text=True, check=False
                )
                code, self.said = done.returncode, done.stdout + done.stderr
            self.refused = code != 0
            assert not self.refused or step.may_refuse, f"{line}\n{self.said}"

    def _again(self, step: Step) -> None:
        self._run(Step("", (shlex.join([*self.words, *step.names]),)))

    def _see_refused(self, step: Step) -> None:
        assert self.refused, self.said
        self._see(step)

    def _see(self, step: Step) -> None:
        assert plain(step.block) in plain(self.said), self.said

    def _says(self, step: Step) -> None:
        self.to_see.append((step.names[0], step.block))

    def _says_elsewhere(self, step: Step) -> None:
        folder, page = step.names
        file = self.folder / folder / page / "index.html"
        assert step.block in read(html.fromstring(file.read_text("utf-8")))

    def _has_not(self, step: Step) -> None:
        self.to_see.append((step.names[0], ""))
