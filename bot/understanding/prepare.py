"""Makes the sentence encoder's files in models/encoder, once: `python -m bot.understanding.prepare`."""

import hashlib
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bot.understanding.places import ENCODER, EncoderUnavailable, encoder_source

WEIGHTS_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FULL = "encoder-fp32.onnx"
SMALL = "encoder-int8.onnx"
TOKENIZER = "tokenizer.json"
_STAMP = "made-from.txt"
# Counts up when bert_graph.py or the quantisation changes, so that files made before are made again.
_RECIPE = f"recipe 1, weights {WEIGHTS_DIGEST}\n"


def is_ready(target: Path = ENCODER) -> bool:
    """Whether the files in `target` are all there and were made by this recipe from these weights."""
    stamp = target / _STAMP
    made = all((target / name).is_file() for name in (FULL, SMALL, TOKENIZER, _STAMP))
    return made and stamp.read_text() == _RECIPE


def prepare(target: Path = ENCODER, source: Path | None = None) -> bool:
    """Makes the files where they are missing. Gives True when it made them, False when they were there.

    Raises EncoderUnavailable when the original files are missing or are not the expected ones.
    """
    if is_ready(target):
        return False
    source = source or encoder_source()
    _check(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="encoder-") as folder:
        made = Path(folder) / "made"
        made.mkdir()
        _convert(source, made)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(made, target)
    return True


def _check(source: Path) -> None:
    weights, tokenizer = source / "model.safetensors", source / TOKENIZER
    for path in (weights, tokenizer):
        if not path.is_file():
            raise EncoderUnavailable(
                f"{path} is missing. Reinstall requirements/bot.txt, or set CANDOR_ENCODER to a folder that has it."
            )
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_DIGEST:
        raise EncoderUnavailable(
            f"{weights} is not the expected all-MiniLM-L6-v2: its sha256 is {found}, not {WEIGHTS_DIGEST}. "
            "Get the original file again, or reinstall requirements/bot.txt."
        )


def _convert(source: Path, target: Path) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    from bot.understanding.bert_graph import build

    onnx.save(build(load_file(source / "model.safetensors")), target / FULL)
    # It advises a preparation step that this graph does not need, in the middle of our progress line.
    logging.disable(logging.WARNING)
    quantize_dynamic(
        target / FULL,
        target / SMALL,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    logging.disable(logging.NOTSET)
    shutil.copyfile(source / TOKENIZER, target / TOKENIZER)
    (target / _STAMP).write_text(_RECIPE)


def main() -> int:
    """Prepares the encoder and says so in one line; exit code 1 with the next step when it can not."""
    if is_ready():
        sys.stdout.write(f"The sentence encoder is ready in {ENCODER}.\n")
        return 0
    sys.stdout.write("Making the sentence encoder (once, some seconds) ... ")
    sys.stdout.flush()
    try:
        prepare()
    except EncoderUnavailable as problem:
        sys.stdout.write("not done.\n")
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"done: {ENCODER}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
