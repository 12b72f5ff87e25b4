"""The SVG that a drawing is: themeable, small, the same each time, and with nothing to hide."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from plainfigures.draw import draw, drawing_key, key_of, raster_key
from plainfigures.draw.style import PAINTS
from plainfigures.figures.pictures import WIDTHS, Picture
from tests.draw.drawn import SVG, is_template, style_of
from tests.draw.samples import BARS, LINES, SAMPLES, STEPS

ALL = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
BOTH = pytest.mark.parametrize("width", WIDTHS)


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


@ALL
def test_the_same_picture_gives_the_same_bytes(sample: Picture) -> None:
    assert draw(sample, "narrow") == draw(sample, "narrow")


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

    before = draw(LINES, "wide")
    with mpl.rc_context(
        {
            "lines.dash_capstyle": "round",
            "svg.fonttype": "path",
            "savefig.bbox": "tight",
            "lines.dashed_pattern": [1, 1],
        }
    ):
        assert draw(LINES, "wide") == before


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


def test_the_key_needs_no_matplotlib() -> None:
    loaded = _loaded_after(
        f"{SAMPLE} from plainfigures.draw import drawing_key;drawing_key(BARS, 'wide')"
    )
    assert "plainfigures.draw.key" in loaded
    assert not loaded & {"matplotlib", "numpy", "lxml.etree"}


def test_drawing_needs_no_pyplot() -> None:
    loaded = _loaded_after(f"{SAMPLE} from plainfigures.draw import draw; draw(BARS, 'wide')")
    assert "matplotlib.figure" in loaded
    assert "matplotlib.pyplot" not in loaded


def test_the_key_follows_what_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from plainfigures.draw import key

    first = replace(BARS.series[0].points[0], value=Decimal(1))
    changed = replace(BARS.series[0], points=(first, *BARS.series[0].points[1:]))
    keys = {
        drawing_key(BARS, "wide"),
        drawing_key(BARS, "narrow"),
        drawing_key(replace(BARS, alternative="Other"), "wide"),
        drawing_key(replace(BARS, series=(changed,)), "wide"),
    }
    monkeypatch.setattr(key, "_version", lambda library: f"{library} 0.0")
    keys.add(drawing_key(BARS, "wide"))
    monkeypatch.undo()
    monkeypatch.setattr(key, "_digest_of_code", lambda: "other code")
    keys.add(drawing_key(BARS, "wide"))
    assert len(keys) == 6
    assert all(re.fullmatch("[0-9a-f]{40}", one) for one in keys)


def test_the_key_of_a_png_follows_what_packs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from plainfigures.draw import key

    before = raster_key("card"), key_of("card")
    old = key._version
    monkeypatch.setattr(key, "_version", lambda one: "0.0" if one == "pillow" else old(one))
    assert raster_key("card") != before[0]
    assert key_of("card") == before[1]


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
