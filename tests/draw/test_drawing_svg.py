"""The SVG that a drawing is: themeable, small, the same each time, and with nothing to hide."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from plainfigures.draw import Imprint, draw, draw_everywhere, draw_for_sharing, key_of
from plainfigures.draw.style import PAINTS
from plainfigures.figures.keys import library_versions
from plainfigures.figures.pictures import WIDTHS, Picture
from tests.draw.drawn import SVG, is_template, style_of
from tests.draw.samples import BARS, LINES, SAMPLES, STEPS

ALL = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
BOTH = pytest.mark.parametrize("width", WIDTHS)
IMPRINT = Imprint("Source: A report of the authority.", "Fire in figures")


@ALL
@BOTH
def test_root_names_itself_and_its_size(sample: Picture, width: str) -> None:
    root = etree.fromstring(draw(sample, width))
    assert root.tag == f"{SVG}svg"
    assert root.get("class") == f"pf-svg pf-svg--{width}"
    assert root.get("role") == "img"
    assert root.get("focusable") == "false"
    assert root.get("aria-label") == sample.alternative
    assert root.get("width") == str(WIDTHS[width])
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert "var(--pf-font, system-ui, sans-serif)" in str(root.get("font-family"))


@ALL
@BOTH
def test_nothing_but_paths_markers_and_text(sample: Picture, width: str) -> None:
    drawn = draw(sample, width)
    root = etree.fromstring(drawn)
    assert {etree.QName(element).localname for element in root.iter()} <= {
        "svg",
        "path",
        "use",
        "text",
        "defs",
    }
    assert drawn.startswith("<svg ")
    for left_over in ("matplotlib", "<!--", "clip-path", "url(", "xlink", "transform", "DejaVu"):
        assert left_over not in drawn
    assert all(is_template(element) for element in root.iterfind(".//*[@id]"))


@ALL
@BOTH
def test_every_colour_is_a_variable_with_its_fallback(sample: Picture, width: str) -> None:
    drawn = draw(sample, width)
    named = re.findall(r"var\(--pf-([a-z0-9-]+), (#[0-9a-fA-F]{6})\)", drawn)
    assert named
    assert all(PAINTS[name] == colour for name, colour in named)
    assert len(re.findall(r"#[0-9a-fA-F]{6}\b", re.sub(r'href="[^"]*"', "", drawn))) == len(named)
    for element in etree.fromstring(drawn).iter(f"{SVG}path", f"{SVG}use"):
        if not is_template(element):
            style = style_of(element)
            assert set(style) & {"fill", "stroke"} or not style


def test_text_is_real_and_escaped() -> None:
    drawn = draw(replace(BARS, alternative='Less < more & "so"'), "wide")
    assert 'aria-label="Less &lt; more &amp; &quot;so&quot;"' in drawn
    assert ">£12.7 million</text>" in drawn


def test_a_drawing_is_the_same_whatever_was_drawn_before() -> None:
    forwards = [draw_everywhere(sample, IMPRINT) for sample in SAMPLES]
    backwards = [draw_everywhere(sample, IMPRINT) for sample in reversed(SAMPLES)]
    assert backwards[::-1] == forwards
    again = [{width: draw(sample, width) for width in WIDTHS} for sample in SAMPLES[::3]]
    assert again == [{width: drawn[width] for width in WIDTHS} for drawn in forwards[::3]]


def test_bytes_do_not_hang_on_the_process() -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]);"
        "from tests.draw.samples import SAMPLES; from plainfigures.draw import draw;"
        "print(hashlib.sha256(''.join(draw(s, w) for s in SAMPLES for w in ('narrow', 'wide'))"
        ".encode()).hexdigest())"
    )
    here = str(Path(__file__).parents[2])
    settings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, here],
            env={**os.environ, **setting},
            cwd=cwd,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for setting, cwd in zip(settings, (here, "/"), strict=True)
    }
    assert len(digests) == 1


def test_a_persons_own_matplotlib_settings_do_not_show() -> None:
    import matplotlib as mpl

    before = draw_for_sharing(LINES, IMPRINT)
    with mpl.rc_context(
        {
            "lines.dash_capstyle": "round",
            "font.family": "serif",
            "savefig.bbox": "tight",
            "lines.dashed_pattern": [1, 1],
        }
    ):
        assert draw_for_sharing(LINES, IMPRINT) == before


def test_ids_differ_between_widths_and_charts() -> None:
    ids = [
        re.findall(r' id="([^"]+)"', draw(sample, width))
        for sample in (LINES, replace(LINES, id="other"), STEPS)
        for width in WIDTHS
    ]
    flat = [one for each in ids for one in each]
    assert all(ids)
    assert len(flat) == len(set(flat))


def test_markers_point_at_their_own_shapes() -> None:
    drawn = draw(LINES, "wide")
    assert set(re.findall(r'href="#([^"]+)"', drawn)) == set(re.findall(r' id="([^"]+)"', drawn))


@BOTH
def test_drawings_are_light(width: str) -> None:
    assert len(draw(BARS, width).encode()) < 12_000
    assert len(draw(LINES, width).encode()) < 20_000


def _loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parents[2])],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.split())


SAMPLE = "import sys; sys.path.insert(0, sys.argv[1]); from tests.draw.samples import BARS;"


def test_neither_keys_nor_drawings_for_pages_need_matplotlib() -> None:
    keyed = _loaded_after(f"{SAMPLE} from plainfigures.draw import key_of; key_of(repr(BARS))")
    assert "plainfigures.draw.key" in keyed
    assert not keyed & {"matplotlib", "numpy", "PIL", "lxml.etree"}
    drawn = _loaded_after(
        f"{SAMPLE} from plainfigures.draw import Imprint, draw_everywhere;"
        "draw_everywhere(BARS, Imprint('', ''))"
    )
    assert "PIL.ImageFont" in drawn
    assert not drawn & {"matplotlib", "numpy"}


def test_the_key_follows_what_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from plainfigures.draw import key

    keys = {key_of("a chart", "wide"), key_of("a chart", "narrow"), key_of("another", "wide")}
    versions = library_versions()
    for changed in ("matplotlib", "pillow"):
        newer = versions | {changed: "0"}
        monkeypatch.setattr(key, "library_versions", lambda new=newer: new)
        keys.add(key_of("a chart", "wide"))
    monkeypatch.undo()
    monkeypatch.setattr(key, "_digest_of_code", lambda: "other code")
    keys.add(key_of("a chart", "wide"))
    assert len(keys) == 6
    assert all(re.fullmatch("[0-9a-f]{40}", one) for one in keys)


def test_the_key_reads_every_module_of_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    from plainfigures.draw import key

    read: list[str] = []
    whole = Path.read_bytes

    def note(path: Path) -> bytes:
        read.append(path.name)
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", note)
    key._digest_of_code.__wrapped__()
    room = {path.name: path for path in Path(key.__file__).parent.glob("*.py")}
    source = "\n".join(path.read_text("utf-8") for path in room.values())
    used = set(re.findall(r"^from plainfigures\.figures\.(\w+) import", source, re.MULTILINE))
    assert used >= {"formats", "pictures", "units"}
    assert set(read) == set(room) | {f"{name}.py" for name in used}
