"""Starts Rasa without what a serving bot never uses: TensorFlow, scikit-learn and twelve chat networks.

Rasa imports them on the way to things we do use: the base class of entity extractors brings Keras callbacks of the
training loop, the featurizers' module brings `train_test_split`, and the package of `UserMessage` brings every chat
network. Here those few modules are put in place beforehand, as thin as they can be. This is done only in the serving
process and only for models made of components known to need none of it (`is_light`); training, testing and the shell
run Rasa as it is. CANDOR_BOT_LEAN=0 switches it off.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

LIGHT = (
    "bot.",
    "rasa.core.featurizers.precomputation.",
    "rasa.core.policies.ensemble.",
    "rasa.core.policies.memoization.",
    "rasa.core.policies.rule_policy.",
    "rasa.engine.",
    "rasa.graph_components.",
    "rasa.nlu.classifiers.fallback_classifier.",
    "rasa.nlu.classifiers.keyword_intent_classifier.",
    "rasa.nlu.classifiers.regex_message_handler.",
    "rasa.nlu.extractors.entity_synonyms.",
    "rasa.nlu.extractors.regex_entity_extractor.",
    "rasa.nlu.extractors.spacy_entity_extractor.",
    "rasa.nlu.tokenizers.spacy_tokenizer.",
    "rasa.nlu.tokenizers.whitespace_tokenizer.",
    "rasa.nlu.utils.spacy_utils.",
)
"""Components that were seen to load and predict in a lean process. Any other makes the bot start with all of Rasa."""

TRAINING_ONLY = {
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}


def is_light(model: Path) -> bool:
    """Whether all components that the model names are known to need nothing that is left out.

    Rasa imports those of the training graph too when it reads a model's metadata.
    """
    with tarfile.open(model, "r:gz") as archive:
        member = next((name for name in archive.getnames() if name.lstrip("./") == "metadata.json"), None)
        file = archive.extractfile(member) if member else None
        metadata = json.load(file) if file else {}
    schemas = [metadata.get(name, {}).get("nodes", {}) for name in ("train_schema", "predict_schema")]
    used = [str(node["uses"]) for nodes in schemas for node in nodes.values()]
    return bool(used) and all(name.startswith(LIGHT) for name in used)


def import_rasa_lean() -> None:
    """Imports Rasa's agent without the heavy parts. Must come before any other import of Rasa; once is enough."""
    if "rasa.core.agent" in sys.modules:
        return
    for name, classes in TRAINING_ONLY.items():
        sys.modules[name] = _left_out(name, classes)
    _leave_chat_networks_out()
    with _without_model_selection():
        importlib.import_module("rasa.utils.tensorflow.model_data")
    importlib.import_module("rasa.core.agent")


def _left_out(name: str, classes: Iterable[str]) -> ModuleType:
    module = ModuleType(name, f"Left out of the serving process by {__name__}.")
    for class_name in classes:
        setattr(module, class_name, type(class_name, (), {"__init__": _refuse}))
    return module


def _refuse(self: object, *_: object, **__: object) -> None:
    raise RuntimeError(f"{type(self).__name__} is left out of the serving process; start with CANDOR_BOT_LEAN=0")


def _leave_chat_networks_out() -> None:
    """Puts an empty `rasa.core.channels` there, with its folder, so that `rasa.core.channels.channel` is found."""
    core = importlib.util.find_spec("rasa.core")
    if core is None or not core.submodule_search_locations:
        raise RuntimeError("Rasa is not installed here")
    package = ModuleType("rasa.core.channels", f"Without its chat networks, by {__name__}.")
    package.__path__ = [f"{folder}/channels" for folder in core.submodule_search_locations]
    sys.modules[package.__name__] = package
    base = importlib.import_module("rasa.core.channels.channel")
    for name in ("InputChannel", "OutputChannel", "UserMessage", "CollectingOutputChannel"):
        setattr(package, name, getattr(base, name))
    sys.modules["rasa.core"].channels = package  # type: ignore[attr-defined]


@contextmanager
def _without_model_selection() -> Iterator[None]:
    """Stands in for scikit-learn while one module takes `train_test_split` from it; afterwards the real one imports."""
    if "sklearn" in sys.modules:
        yield
        return
    stand_in, part = ModuleType("sklearn"), ModuleType("sklearn.model_selection")
    stand_in.__path__ = []
    part.train_test_split = type("train_test_split", (), {"__init__": _refuse})  # type: ignore[attr-defined]
    sys.modules.update({"sklearn": stand_in, "sklearn.model_selection": part})
    try:
        yield
    finally:
        del sys.modules["sklearn"], sys.modules["sklearn.model_selection"]
