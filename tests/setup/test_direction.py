"""Which way imports go: what the contracts in pyproject.toml can not say, because it is about the standard library."""

import ast
import sys

import pytest

from candor.settings import ROOT

PURE = ("billing", "disputes", "goodwill", "conversation", "trust", "values")
SHARED = ("candor.billing", "candor.errors", "candor.clock", "candor.ids")
PURE_FILES = sorted(path for name in PURE for path in (ROOT / "candor" / name).rglob("*.py"))


def imported(path):
    """The full names of all modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module


def is_below(module, package):
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("path", PURE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_pure_file_imports_the_standard_library_its_own_package_and_shared_values_only(path):
    own = ".".join(path.relative_to(ROOT).parts[:2])
    allowed = (own, *SHARED)
    foreign = [
        name
        for name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not any(is_below(name, one) for one in allowed)
    ]
    assert foreign == []


def test_there_are_pure_files_to_look_at():
    assert len(PURE_FILES) > 5
