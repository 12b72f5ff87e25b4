"""What a new site is started with: the questions of the template, and answers that can be used."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from plainfigures.errors import StartProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.licences import known_licence
from plainfigures.figures.typed import typed_numbers

__all__ = ["TEMPLATE", "Question", "complete", "filling", "questions", "read_answer", "slug"]

TEMPLATE = Path(__file__).parent.parent / "template"
"""The template: `copier.yml` with its questions, and its files."""

LICENCES = {"cc-by-4.0": "CC-BY-4.0", "ogl-3.0": "OGL-UK-3.0", "cc0-1.0": "CC0-1.0"}
"""The licences there are to choose from, with their names in a data package."""

EXAMPLE = "made-up-example"
"""The id of the body and the area to which the figures of the template belong: nobody's, nowhere."""

LONGEST = 100
_MARKS = " '’\"“”&,.:;()-–—/+!?@%£#"

_LETTERS = str.maketrans({"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "þ": "th"})
"""Letters that are not made of a plain letter and a mark."""


class Question(Struct, frozen=True):
    """A question of the template, with what is proposed."""

    name: str
    help: str
    default: str


def questions() -> list[Question]:
    """Return the questions of the template, in their order."""
    content = yaml.safe_load((TEMPLATE / "copier.yml").read_text("utf-8"))
    return [
        Question(name, one["help"], one["default"])
        for name, one in content.items()
        if not name.startswith("_")
    ]


def read_answer(name: str, text: str) -> str:
    """Return an answer as it is used; raises StartProblem for one that cannot be.

    White space, line ends too, becomes one space. What pages, tables or settings would read as a
    sign of their own is refused.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    if name == "licence":
        if plain.lower() not in LICENCES:
            near = nearest(plain.lower(), LICENCES)
            remedy = f"Use one of: {', '.join(LICENCES)}."
            hint = f"Did you mean “{near}”? " if near else ""
            raise StartProblem(f"There is no licence “{plain}” to choose.", hint + remedy)
        return plain.lower()
    if not plain and name == "inspectorate":
        return ""
    if not plain:
        raise StartProblem(f"The {_called(name)} is empty.", "Give it in a few words.")
    if len(plain) > LONGEST:
        raise StartProblem(
            f"The {_called(name)} has {len(plain)} letters.",
            f"Keep it to {LONGEST}: it stands in headings and menus.",
        )
    wrong = next((one for one in plain if not _usable(one)), "")
    if wrong:
        told = f"“{wrong}”" if wrong.isprintable() else "a sign that cannot be seen"
        raise StartProblem(
            f"The {_called(name)} holds {told}, which pages and tables cannot take.",
            "Leave it out.",
        )
    typed = next(iter(typed_numbers(plain)), None) if name == "story" else None
    if typed:
        raise StartProblem(
            f"The {_called(name)} holds the number “{typed.text}”.",
            "Numbers on a site come from its data: leave it out.",
        )
    if not plain[0].isalnum() and plain[0] not in "“‘'\"":
        raise StartProblem(
            f"The {_called(name)} begins with “{plain[0]}”.", "Begin with a letter or a digit."
        )
    return plain


def complete(given: Mapping[str, str]) -> dict[str, str]:
    """Return an answer to every question: the one given, else the one proposed."""
    return {one.name: given.get(one.name, one.default) for one in questions()}


def filling(answers: Mapping[str, str]) -> dict[str, Any]:
    """Return what the files of the template are filled with.

    `quoted` has texts as JSON and YAML write them, `csv` as cells of a table.
    """
    licence = known_licence(LICENCES[answers["licence"]])
    body, inspectorate = answers["body"], answers["inspectorate"]
    body_id, inspectorate_id = slug(body, "body"), slug(inspectorate, "inspectorate")
    if inspectorate_id == body_id:
        inspectorate_id += "-inspectorate"
    texts = {
        **answers,
        "papers": f"Published documents of {body}, and of others",
        "description": "What was published, and where each figure comes from.",
    }
    return {
        **answers,
        "body_id": body_id,
        "area_id": slug(answers["area"], "area"),
        "inspectorate_id": inspectorate_id if inspectorate else "",
        "licence_name": LICENCES[answers["licence"]],
        "licence_title": licence.title if licence else "",
        "licence_address": licence.address if licence else "",
        "quoted": {name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()},
        "csv": {name: _cell(text) for name, text in answers.items()},
    }


def slug(text: str, otherwise: str) -> str:
    """Return a permanent name made of `text`: lower case, digits and hyphens, 40 letters at most.

    `otherwise` is taken where no letter of the alphabet is left.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = plain.encode("ascii", "ignore").decode()
    plain = re.sub(r"['\"]", "", plain)
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > 40:
        name = name[:41].rpartition("-")[0] or name[:40]
    if re.search("[a-z]", name) and name != EXAMPLE:
        return name
    return "-".join(filter(None, (otherwise, name)))


def _usable(sign: str) -> bool:
    return sign in _MARKS or unicodedata.category(sign)[0] in "LM" or sign.isdecimal()


def _cell(text: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([text])
    return line.getvalue()


def _called(name: str) -> str:
    return {"story": "title of the site", "sector": "words on what the body does"}.get(
        name, f"name of the {name}"
    )
