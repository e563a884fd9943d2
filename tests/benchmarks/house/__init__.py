"""Whether a stranger guesses where a behaviour lives: figures of the code itself, so they need no demo."""
