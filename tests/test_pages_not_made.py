"""A fault while pages are made from what is wrong already takes no finding away, and is told."""

from pathlib import Path

import pytest

from plainfigures import build as recipe
from plainfigures.config import read_config
from plainfigures.figures.clock import present_clock
from tests.making import make_site


def fail(*_: object, **__: object) -> None:
    raise ArithmeticError("of no concern to an editor")


def test_the_findings_stay_and_say_that_there_may_be_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    (site / "docs" / "wrong.md").write_text("# Wrong\n\n{{ figure('a/b/c') }}\n", "utf-8")
    monkeypatch.setattr(recipe, "render_site", fail)
    found = recipe.look(read_config(site), present_clock())
    assert 'There is no figure "a/b/c".' in {f"{one.message.rstrip('.')}." for one in found}
    assert [one.level for one in found if "could not be looked at" in one.message] == ["advice"]


def test_in_a_sound_site_the_fault_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    monkeypatch.setattr(recipe, "render_site", fail)
    with pytest.raises(ArithmeticError):
        recipe.look(read_config(site), present_clock())
