"""The command `candor`: one file per command, or a folder where a command has parts."""

from candor.cli.app import main

__all__ = ["main"]
