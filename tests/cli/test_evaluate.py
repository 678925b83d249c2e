import json

import pytest
import yaml
from rich.console import Console

from candor.cli import stock
from candor.supervising import product

QUIET = Console(quiet=True)
FILE = (
    "text\ttarget\talt\tgrade\nwhy a fee\texplain_fee\t\texact\nmy pin\tout_of_scope\t\tnear\nhello\tgreet\t\texact\n"
)


@pytest.fixture
def bot(tmp_path, monkeypatch):
    """A stand-in for the bot's Python: it prints what it is told, whatever it is asked."""

    def write(*lines, code=0, more=""):
        path, said = tmp_path / "python", tmp_path / "said"
        said.write_text("".join(json.dumps(line) + "\n" for line in lines))
        path.write_text(f'#!/bin/sh\n{more}\ncat "{said}"\nexit {code}\n')
        path.chmod(0o755)
        monkeypatch.setattr(product, "BOT_PYTHON", path)

    return write


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "some.tsv"
    path.write_text(FILE)
    return path


def read(text, intent, confidence=0.9):
    return {"text": text, "intent": intent, "confidence": confidence}


READ = [read("why a fee", "explain_fee"), read("my pin", "nlu_fallback", 1.0), read("hello", "goodbye", 0.6)]


def test_a_file_is_measured_as_one_object(candor, bot, file):
    bot(*READ)
    ran = candor("evaluate", str(file), "--json")
    assert ran.code == 0
    (found,) = ran.objects
    groups = {group["name"]: (group["count"], group["strict"]) for group in found["groups"]}
    assert groups["in scope"] == (2, 0.5)
    assert groups["out of scope, near"] == (1, 1.0)
    assert found["worst"] == [{"text": "hello", "target": "greet", "told": "goodbye", "confidence": 0.6}]
    assert found["calibration"]["error"] == pytest.approx(0.35)


def test_the_tables_show_groups_intents_and_the_worst(candor, bot, file):
    bot(*READ)
    out = candor("evaluate", str(file)).out
    assert all(word in out for word in ("in scope", "out of scope, near", "explain_fee", "Worst", "hello", "goodbye"))


def test_a_map_names_our_intents_anew(candor, bot, file, tmp_path):
    bot(*READ)
    names = tmp_path / "map.yml"
    names.write_text(yaml.safe_dump({"goodbye": "greet"}))
    (found,) = candor("evaluate", str(file), "--json", "--map", str(names)).objects
    assert found["worst"] == []


def test_pictures_are_drawn_with_their_texts(candor, bot, file, tmp_path):
    bot(*READ)
    candor("evaluate", str(file), "--json", "--picture", str(tmp_path / "mixed.svg"))
    assert (tmp_path / "mixed.svg").read_text().startswith("<svg")
    assert (tmp_path / "mixed-calibration.svg").read_text().startswith("<svg")
    assert "greet: 0 of 1 right; taken for goodbye 1" in (tmp_path / "mixed.txt").read_text()
    assert "expected calibration error" in (tmp_path / "mixed-calibration.txt").read_text()


def test_without_a_file_our_own_sentences_are_judged(candor, bot):
    bot({**read("hi", "greet"), "target": "greet"}, {"done": 1, "of": 2}, {**read("yo", "deny"), "target": "greet"},
        {"done": 2, "of": 2}, more='test "$2" = bot.understanding.measure || exit 7')  # fmt: skip
    (found,) = candor("evaluate", "--json").objects
    assert (found["sentences"], found["intents"][0]["strict"]) == (2, 0.5)


def test_stock_is_read_beside_ours(candor, bot, file, monkeypatch, tmp_path):
    bot(*READ, more='echo "$CANDOR_MODEL" >> "$0.models"')
    pair = stock.Pair(tmp_path / "stock.tar.gz", None)
    monkeypatch.setattr(stock, "trained", lambda console, percent: pair)
    (found,) = candor("evaluate", str(file), "--json", "--stock").objects
    assert found["stock"]["groups"] == found["groups"]
    assert (tmp_path / "python.models").read_text().split("\n")[1] == str(tmp_path / "stock.tar.gz")


def test_stock_needs_a_file(candor):
    ran = candor("evaluate", "--stock")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("content", ["", "a\tb\n1\t2\n"])
def test_a_file_without_sentences_is_wrong_use(candor, tmp_path, content):
    path = tmp_path / "some.tsv"
    path.write_text(content)
    ran = candor("evaluate", str(path))
    assert ran.code == 2
    assert "no column text" in ran.err


def test_a_file_that_is_not_there_is_wrong_use(candor, tmp_path):
    assert candor("evaluate", str(tmp_path / "none.tsv")).code == 2


@pytest.mark.parametrize("content", ["- a\n- b\n", "a: [1]\n", "a: {\n"])
def test_a_map_that_is_none_is_wrong_use(candor, file, tmp_path, content):
    path = tmp_path / "map.yml"
    path.write_text(content)
    assert candor("evaluate", str(file), "--map", str(path)).code == 2


def test_a_bot_that_fails_is_a_problem_with_its_last_words(candor, bot, file):
    bot(READ[0], code=3, more="echo no model >&2")
    ran = candor("evaluate", str(file))
    assert ran.code == 1
    assert "no model\nTrain one: candor train." in ran.err


def test_the_stock_model_is_trained_once_for_the_same_sentences(tmp_path, monkeypatch):
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "a.yml").write_text("nlu: []\n")
    trainings = []

    def train(step, python, log):
        trainings.append(step)
        draft = log.parent / "draft"
        draft.mkdir()
        (draft / "stock.tar.gz").write_text("model")

    monkeypatch.setattr(stock, "run_step", train)
    monkeypatch.setattr(stock, "bot_python", lambda: "python")
    first, second = stock.trained(QUIET, root=tmp_path), stock.trained(None, root=tmp_path)
    assert first == second
    assert len(trainings) == 1
    (tmp_path / "data" / "nlu" / "a.yml").write_text("nlu: [1]\n")
    assert stock.trained(QUIET, root=tmp_path) != first


def test_of_a_share_both_pipelines_learn_the_same_sentences(tmp_path, monkeypatch):
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "a.yml").write_text(LEARNT)
    trainings = {}

    def train(step, python, log):
        nlu, name = (step.arguments[step.arguments.index(option) + 1] for option in ("--nlu", "--fixed-model-name"))
        trainings[name] = nlu
        (log.parent / "draft").mkdir(exist_ok=True)
        (log.parent / "draft" / f"{name}.tar.gz").write_text(name)

    monkeypatch.setattr(stock, "run_step", train)
    monkeypatch.setattr(stock, "bot_python", lambda: "python")
    pair = stock.trained(QUIET, 50, tmp_path)
    assert (pair.ours.read_text(), pair.stock.read_text()) == ("ours", "stock")
    assert trainings["ours"] == trainings["stock"]
    assert stock.trained(QUIET, 51, tmp_path) != pair


LEARNT = """
nlu:
- intent: greet
  examples: |
    - hi
    - hello
    - hey
- lookup: shop
  examples: |
    - A
    - B
"""


def test_a_share_keeps_that_many_of_each_intent_and_all_names():
    greet, shops = yaml.safe_load(stock.share_of(LEARNT, 34))["nlu"]
    assert len(greet["examples"].splitlines()) == 2
    assert shops["examples"] == "- A\n- B\n"
    assert stock.share_of(LEARNT, 34) == stock.share_of(LEARNT, 34)
    assert set(greet["examples"].splitlines()) < {"- hi", "- hello", "- hey"}


def test_a_picture_for_a_folder_that_is_not_there_is_refused_before_anything_is_read(candor, bot, file, tmp_path):
    bot(*READ, more=f"touch '{tmp_path}/was-asked'")
    ran = candor("evaluate", str(file), "--picture", str(tmp_path / "nowhere" / "own.svg"))
    assert ran.code == 2
    assert "There is no folder" in ran.err
    assert not (tmp_path / "was-asked").exists()
