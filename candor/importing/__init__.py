"""Where ledgers come from: files of a bank (OFX, CSV) and the sample bank."""
