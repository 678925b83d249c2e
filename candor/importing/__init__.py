"""Where ledgers come from: files people download from their bank, and the sample bank."""
