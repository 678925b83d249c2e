"""Groups of alike texts and nearest taught sentences, with an encoder that is easy to see through."""

from __future__ import annotations

import io
import json

import numpy as np

from bot.understanding import alike
from bot.understanding.encoder import WIDTH
from bot.understanding.examples import LabelledText


class ByWord:
    """Texts with the same first word point the same way; later words turn them a little."""

    def __init__(self):
        self.encoded = []

    def encode(self, texts):
        self.encoded += texts
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in enumerate(texts):
            first, *more = text.split()
            vectors[row, sum(first.encode()) % 300] = 1
            vectors[row, 300 + len(more)] = 0.3
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def letters_a_piece(self, text):
        return float(len(text))


def test_alike_texts_share_a_group_named_by_one_of_them():
    turns = [("m1", "fee one"), ("m2", "loan"), ("m3", "fee two more"), ("m4", "fee one")]
    groups = alike.grouped(turns, [], ByWord())
    assert groups["m1"] == groups["m3"] == groups["m4"] != groups["m2"] == "m2"
    assert groups["m1"] in {"m1", "m3"}


def test_a_turn_joins_a_group_that_is_there_and_a_stranger_begins_one():
    groups = alike.grouped([("m5", "fee three"), ("m6", "pin")], [("m1", "fee one"), ("m2", "loan")], ByWord())
    assert groups == {"m5": "m1", "m6": "m6"}


def test_batches_see_the_groups_of_batches_before(monkeypatch):
    monkeypatch.setattr(alike, "BATCH", 2)
    groups = alike.grouped([("a", "fee"), ("b", "loan"), ("c", "fee now"), ("d", "pin")], [], ByWord())
    assert groups == {"a": "a", "b": "b", "c": "a", "d": "d"}


def test_nobody_s_turns_make_no_groups():
    assert alike.grouped([], [("m1", "fee")], ByWord()) == {}


def test_the_nearest_taught_sentences_come_with_their_intents():
    taught = [LabelledText("fee one", "explain_fee"), LabelledText("loan one", "out_of_scope")]
    encoder = ByWord()
    vectors = encoder.encode([one.text for one in taught])
    (found,) = alike.nearest(["fee one"], taught, vectors, encoder)
    assert [(one["text"], one["intent"]) for one in found] == [("fee one", "explain_fee"), ("loan one", "out_of_scope")]
    assert found[0]["likeness"] == 1.0


def test_vectors_of_taught_sentences_are_kept_and_only_new_ones_encoded(tmp_path):
    taught = [LabelledText("fee one", "explain_fee"), LabelledText("loan", "out_of_scope")]
    first = alike.taught_vectors(taught, ByWord(), "one", tmp_path)
    again = ByWord()
    second = alike.taught_vectors([*taught, LabelledText("pin", "out_of_scope")], again, "one", tmp_path)
    assert again.encoded == ["pin"]
    assert np.array_equal(second[:2], first)


def test_another_encoder_makes_vectors_of_its_own(tmp_path):
    taught, other = [LabelledText("fee one", "explain_fee")], ByWord()
    alike.taught_vectors(taught, ByWord(), "one", tmp_path)
    alike.taught_vectors(taught, other, "two", tmp_path)
    assert other.encoded == ["fee one"]


def test_vectors_that_are_all_kept_are_not_written_again(tmp_path):
    taught = [LabelledText("fee one", "explain_fee")]
    alike.taught_vectors(taught, ByWord(), "one", tmp_path)
    (path,) = tmp_path.iterdir()
    before = path.stat().st_ino
    alike.taught_vectors(taught, ByWord(), "one", tmp_path)
    assert path.stat().st_ino == before


def test_each_line_asked_is_answered(monkeypatch):
    monkeypatch.setattr(alike, "shared_encoder", ByWord)
    asked = json.dumps({"group": [["m1", "fee"], ["m2", "fee now"]], "known": [["m0", "fee"]]})
    assert list(alike.answers(io.StringIO(asked + "\n"))) == [{"groups": {"m1": "m0", "m2": "m0"}}]
