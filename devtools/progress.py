from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_started = time.monotonic()


class SetUpError(Exception):
    """Something a person has to put right first; its text is the one line shown."""


def say(text: str) -> None:
    print(f"[{time.monotonic() - _started:6.1f} s] {text}", flush=True)


def elapsed() -> float:
    """Seconds since dev.py started."""
    return time.monotonic() - _started


def follow(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    log: Path,
    failure: str,
    hide: tuple[str, ...] = (),
) -> None:
    """Runs a step of the set-up, shows its lines with the time, and keeps them in `log`.

    Lines that begin with one of `hide` are kept, but not shown; so is all that follows the first line of a traceback.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    last = ""
    shown = True
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            [str(part) for part in command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        try:
            for line in process.stdout or ():
                kept.write(line)
                text = line.rstrip()
                shown = shown and not text.startswith("Traceback (")
                if shown and text and not text.startswith((*hide, "CommandError: ")):
                    say(text)
                last = text or last
            status = process.wait()
        except BaseException:
            process.kill()
            raise
    if status:
        raise SetUpError(f"{failure}: {last.removeprefix('CommandError: ')} (all of it: {log})")
