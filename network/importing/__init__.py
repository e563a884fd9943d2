"""Members who come from the office's spreadsheet: reading it, understanding a line, saying what is wrong with it."""
