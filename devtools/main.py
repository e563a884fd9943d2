from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from devtools.progress import SetUpError


def main(arguments: Sequence[str]) -> int:
    """Runs one verb; its exit status."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.verb != "test":
        parser.error(f"unknown: {' '.join(rest)}")
    _let_signals_interrupt()
    try:
        return _do(options, rest)
    except SetUpError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndev.py: interrupted; start it again, and it goes on where it stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Work on the portal; what is missing is set up.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    run = verbs.add_parser("run", help="serve the portal with demo content")
    run.add_argument("--port", type=int, default=8000, help="on this machine's port (8000)")
    run.add_argument("--fresh", action="store_true", help="throw the demo's data away first")
    test = verbs.add_parser("test", help="run the tests; further arguments go to pytest", allow_abbrev=False)
    test.add_argument("--browser", action="store_true", help="also the tests in a real browser (needs chromium)")
    test.add_argument("--postgres", metavar="URL", help="on PostgreSQL: postgres://user@host:port/database")
    verbs.add_parser("check", help="style, types, import contracts, migrations, message catalogues")
    bench = verbs.add_parser("bench", help="measure the figures the portal is held to")
    bench.add_argument("names", nargs="*", metavar="NAME", help="only these; all without")
    screens = verbs.add_parser("screens", help="take pictures of all screens into var/screens")
    screens.add_argument("names", nargs="*", metavar="NAME", help="only screens whose name begins so")
    return parser


def _do(options: argparse.Namespace, rest: Sequence[str]) -> int:
    match options.verb:
        case "run":
            from devtools.running import run

            return run(port=options.port, fresh=options.fresh)
        case "test":
            from devtools.testing import test

            return test(rest, browser=options.browser, postgres=options.postgres)
        case "check":
            from devtools.checking import check

            return check()
        case "bench":
            from devtools.testing import bench

            return bench(options.names)
        case _:
            from devtools.testing import screens

            return screens(options.names)


def _let_signals_interrupt() -> None:
    """SIGTERM and a closed terminal end a set-up as Ctrl-C does: with its programs ended too."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
