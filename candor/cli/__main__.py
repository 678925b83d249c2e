"""`python -m candor.cli` is the command `candor`."""

from candor.cli.app import main

main()
