"""What packages offer is there, though a part of it is loaded only when somebody asks for it."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from plainfigures import check, publish

PACKAGES: list[ModuleType] = [check, publish]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_name_is_there_and_is_no_module(package: ModuleType) -> None:
    offered = {name: getattr(package, name) for name in package.__all__}
    assert [name for name, one in offered.items() if isinstance(one, ModuleType)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_that_is_loaded_late_is_that_of_a_module(package: ModuleType) -> None:
    # Whoever loads the module would put it in the place of the name.
    modules = {file.stem for file in Path(str(package.__file__)).parent.glob("*.py")}
    late = {name for names in package._WHERE.values() for name in names.split()}
    assert late
    assert not late & modules


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match=r"'plainfigures\.publish' has no attribute 'nothing'"):
        publish.nothing  # noqa: B018


def test_the_rules_for_data_are_loaded_when_they_are_asked_for() -> None:
    program = (
        "import sys, plainfigures.build\n"
        "late = {f'plainfigures.check.{one}' for one in ('data_rules', 'ledger', 'reading')}\n"
        "assert not late & {*sys.modules}\n"
        "from plainfigures.check import DATA_RULES, page_readings\n"
        "assert late <= {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
