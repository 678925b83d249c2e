"""Starts Rasa without what a serving bot never uses: TensorFlow, scikit-learn, databases and twelve chat networks.

Rasa imports them on the way to things we do use: the base class of entity extractors brings Keras callbacks of the
training loop, the featurizers' module brings `train_test_split`, that of the tracker stores clients of databases, and
the package of `UserMessage` every chat network. Those few modules are put in place beforehand, as thin as they can be.
This is done only in the serving process and only for models made of components known to need none of it (`is_light`);
training, testing and the shell run Rasa as it is. CANDOR_BOT_LEAN=0 switches it off.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
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

LEFT_OUT = {
    "rasa.cli.utils": ("button_to_string",),
    "rasa.core.test": ("emulate_loop_rejection",),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "spacy.cli": (),
    "spacy.cli.info": ("info",),
}
"""Modules of training, of tests and of command lines, and what is asked of each by name."""

NOT_YET = {
    "apscheduler.schedulers.asyncio": ("AsyncIOScheduler",),
    "boto3.dynamodb.conditions": ("Key",),
    "dask": ("get",),
    "jwt": (),
    "pymongo.collection": ("Collection",),
    "sklearn.model_selection": ("train_test_split",),
}
"""Libraries that modules of Rasa take something from which we never use. Once Rasa is there, they import as ever."""

IDLE = ("sqlalchemy", "sqlalchemy.ext", "sqlalchemy.ext.declarative")
"""As those of NOT_YET, but called on the way: Rasa's SQL tracker store describes its table as it is imported."""


def is_light(files: Path) -> bool:
    """Whether all components that the unpacked model names are known to need nothing that is left out.

    Rasa imports those of the training graph too when it reads a model's metadata.
    """
    metadata = json.loads((files / "metadata.json").read_text(encoding="utf-8"))
    schemas = [metadata.get(name, {}).get("nodes", {}) for name in ("train_schema", "predict_schema")]
    used = [str(node["uses"]) for nodes in schemas for node in nodes.values()]
    return bool(used) and all(name.startswith(LIGHT) for name in used)


def import_rasa_lean() -> None:
    """Imports Rasa's agent without the heavy parts. Must come before any other import of Rasa; once is enough."""
    if "rasa.core.agent" in sys.modules:
        return
    for name, wanted in LEFT_OUT.items():
        sys.modules[name] = _left_out(name, wanted)
    with _not_yet():
        _leave_chat_networks_out()
        importlib.import_module("rasa.utils.tensorflow.model_data")
        importlib.import_module("rasa.core.agent")
        importlib.import_module("rasa.engine.runner.dask")


def _left_out(name: str, classes: Iterable[str]) -> ModuleType:
    module = ModuleType(name, f"Left out of the serving process by {__name__}.")
    module.__path__ = []
    for class_name in classes:
        setattr(module, class_name, type(class_name, (), {"__init__": _refuse}))
    return module


class _Nothing:
    """Takes every name, every call and being a base class, and does nothing of it."""

    def __getattr__(self, name: str) -> _Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> _Nothing:
        return self

    def __mro_entries__(self, _bases: object) -> tuple[type, ...]:
        return ()


def _idle(name: str) -> ModuleType:
    module = ModuleType(name, f"Does nothing while Rasa is imported by {__name__}.")
    module.__path__ = []
    nothing = _Nothing()
    module.__getattr__ = nothing.__getattr__  # type: ignore[method-assign]
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
def _not_yet() -> Iterator[None]:
    """Stands in for libraries that are not imported yet while Rasa takes names from them."""
    begun: list[str] = []
    for name, wanted in NOT_YET.items():
        library = name.partition(".")[0]
        if library in sys.modules and library not in begun:
            continue
        parts = name.split(".")
        for whole in (".".join(parts[: length + 1]) for length in range(len(parts))):
            sys.modules[whole] = _left_out(whole, wanted if whole == name else ())
            begun.append(whole)
    if "sqlalchemy" not in sys.modules:
        sys.modules.update((name, _idle(name)) for name in IDLE)
        begun += IDLE
    # The locks on files that Rasa's command line uses work without Redis too; its client is of no other use.
    absent = "redis" not in sys.modules
    if absent:
        sys.modules["redis"] = None  # type: ignore[assignment]
        begun.append("redis")
    try:
        yield
    finally:
        for name in begun:
            del sys.modules[name]
