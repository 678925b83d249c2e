"""`candor staff`: people come, are listed and go, and no password stands where others read it."""

from __future__ import annotations

import io
import json

import pytest

from candor.cli.app import main
from candor.services.staff.sign_in import sign_in
from candor.store import Store


def run(capsys, *argv: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(argv)
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.fixture
def typed(monkeypatch):
    def give(line: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n"))

    return give


def add(capsys, typed, data, login="ada", password="four words are enough", role="agent"):
    typed(password)
    return run(capsys, "staff", "add", login, "--name", "Ada", "--role", role, "--data", str(data))


def test_somebody_who_was_added_can_sign_in_until_deactivated(capsys, typed, data_folder, clock):
    code, said, _ = add(capsys, typed, data_folder)
    assert (code, said) == (0, "Added Ada: signs in as ada, role agent.\n")
    store = Store(f"sqlite:///{data_folder / 'candor.db'}")
    assert sign_in(store, clock, "Ada", "four words are enough", sample=False)[1].person.name == "Ada"
    _, said, _ = run(capsys, "staff", "list", "--json", "--data", str(data_folder))
    assert json.loads(said) == {"login": "ada", "name": "Ada", "role": "agent", "active": True, "sample": False}
    assert run(capsys, "staff", "deactivate", "ada", "--data", str(data_folder))[0] == 0
    assert "no" in run(capsys, "staff", "list", "--data", str(data_folder))[1]
    store.close()


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"password": "short"}, "12 to 200"), ({"login": "../x"}, "a login has"), ({"role": "king"}, "king")],
)
def test_what_can_not_be_is_said_with_its_reason(changed, words, capsys, typed, data_folder):
    code, _, said = add(capsys, typed, data_folder, **changed)
    assert code in (1, 2)
    assert words in said


def test_a_login_is_given_once(capsys, typed, data_folder):
    add(capsys, typed, data_folder)
    code, _, said = add(capsys, typed, data_folder, login="ADA")
    assert (code, "already" in said) == (1, True)


def test_nobody_is_deactivated_by_a_name_that_is_not_there(capsys, data_folder):
    assert run(capsys, "staff", "deactivate", "nobody", "--data", str(data_folder))[0] == 1
