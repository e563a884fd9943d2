"""Free text in which nobody may be recognised (D1)."""
