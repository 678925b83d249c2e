import re

import pytest

from candor.settings import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NOT_LOCKS = {"bot.overrides.txt"}


def pinned(text):
    """Every requirement of a lock with all that belongs to it, on one line."""
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.name not in NOT_LOCKS], ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_to_a_version_and_hashed(lock):
    requirements = pinned(lock.read_text())
    assert requirements
    assert [line for line in requirements if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_index(lock):
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|file:", lock.read_text())


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.name not in NOT_LOCKS], ids=lambda lock: lock.name)
def test_every_lock_has_its_source_beside_it(lock):
    assert lock.with_suffix(".in").is_file()


def test_development_and_product_agree_on_versions():
    def versions(name):
        found = (re.match(r"([\w.-]+)==(\S+)", line) for line in pinned((ROOT / "requirements" / name).read_text()))
        return {match[1]: match[2] for match in found if match}

    product, development = versions("app.txt"), versions("dev.txt")
    assert {name: product[name] for name in product.keys() & development.keys()} == {
        name: development[name] for name in product.keys() & development.keys()
    }
