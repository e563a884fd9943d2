"""Everything a developer types: `python3 dev.py run`, `test`, `check`, `bench`, `screens`."""

# Old Pythons must be able to read this file, or they could not say what is wrong: no newer syntax here.
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 or newer is needed, and this is Python %d.%d. "
        "Install it (https://www.python.org/downloads/) and run: python3.11 dev.py %s"
        % (sys.version_info[0], sys.version_info[1], " ".join(sys.argv[1:]) or "run")
    )

from devtools.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
