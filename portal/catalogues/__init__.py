"""Message catalogues without gettext's programs: finding, comparing and compiling messages."""
