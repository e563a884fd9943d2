from __future__ import annotations

import ast
import os
import re
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import demo
from devtools.places import ROOT
from devtools.progress import SetUpError, follow
from devtools.running import check_port
from devtools.services import Service, ServiceEndedError, company, stop_signals
from network.demo.people import ADMINISTRATOR, OFFICE, PASSWORD, PEOPLE

FOREVER = "import signal; signal.pause()"


def run_dev(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """dev.py in a process of its own, after `code` has taken something away."""
    start = f"import runpy, sys; {code}; sys.argv = {['dev.py', *arguments]!r};"
    start += "runpy.run_path('dev.py', run_name='__main__')"
    return subprocess.run([sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True, check=False)


def test_dev_can_be_read_by_an_old_python() -> None:
    source = (ROOT / "dev.py").read_text()

    assert isinstance(ast.parse(source, feature_version=(3, 4)), ast.Module)
    assert "f'" not in source
    assert 'f"' not in source


def test_dev_with_an_old_python_says_which_is_needed() -> None:
    done = run_dev("sys.version_info = (3, 9, 18)", "run")

    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or newer is needed, and this is Python 3.9. "
        "Install it (https://www.python.org/downloads/) and run: python3.11 dev.py run\n"
    )


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_dev_without_a_module_for_environments_says_what_to_install(module: str, tmp_path: Path) -> None:
    code = f"sys.modules[{module!r}] = None; import devtools.places as places; from pathlib import Path"
    # An empty folder in place of the checkout: nothing is set up there yet.
    code += f"; places.VENV = Path({str(tmp_path)!r}) / '.venv'; places.PYTHON = places.VENV / 'python'"
    code += f"; places.VAR = Path({str(tmp_path)!r})"
    done = run_dev(code, "check")

    assert done.returncode == 1
    assert done.stderr == (
        f"dev.py: This Python lacks its module {module}. "
        "Install it (Debian, Ubuntu: apt-get install python3-venv) and start again.\n"
    )


def test_port_in_use_is_refused_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SetUpError) as refusal:
            check_port(port)

    assert str(refusal.value) == (
        f"Port {port} is taken. End the program that uses it, or choose another: "
        f"python3 dev.py run --port {port + 1 if port < 65535 else 8000}"
    )


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_port_out_of_range_is_refused(port: int) -> None:
    with pytest.raises(SetUpError, match="is no port"):
        check_port(port)


def test_failed_step_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "print('beginning'); print('CommandError: the disk is full'); raise SystemExit(1)"

    with pytest.raises(SetUpError) as failure:
        follow([sys.executable, "-c", code], environment=os.environ, log=tmp_path / "log", failure="It stopped")

    assert str(failure.value) == f"It stopped: the disk is full (all of it: {tmp_path / 'log'})"
    assert (tmp_path / "log").read_text() == "beginning\nCommandError: the disk is full\n"
    assert [line.partition("] ")[2] for line in capsys.readouterr().out.splitlines()] == ["beginning"]


def test_traceback_of_a_step_is_kept_but_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SetUpError, match=r"^It stopped: KeyError: 'key' \(all of it: "):
        follow([sys.executable, "-c", "{}['key']"], environment=os.environ, log=tmp_path / "log", failure="It stopped")

    assert (tmp_path / "log").read_text().startswith("Traceback")
    assert capsys.readouterr().out == ""


def test_services_end_together_when_one_ends() -> None:
    services = [
        Service("server", [sys.executable, "-c", FOREVER]),
        Service("worker", [sys.executable, "-c", "raise SystemExit(3)"]),
    ]

    with company(services, os.environ) as together:
        server, worker = (process for _name, process in together._running)
        worker.wait()
        with pytest.raises(ServiceEndedError, match=r"^The worker ended by itself \(exit 3\)$"):
            together.check()

    assert server.returncode == -signal.SIGTERM


def test_services_that_will_not_end_are_killed_with_what_they_started() -> None:
    # The child holds the pipe: it is readable to its end only when both are gone.
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    stubborn = (
        "import signal, subprocess, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit());"
        f"subprocess.Popen([sys.executable, '-c', {FOREVER!r}], close_fds=False);"
        "print('up', flush=True); signal.pause()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", stubborn], stdout=subprocess.PIPE, close_fds=False, start_new_session=True
    )
    os.close(writing)
    assert process.stdout is not None
    process.stdout.readline()

    with company([], os.environ) as together:
        together._running.append(("stubborn", process))
    process.stdout.close()

    ended, _, _ = select.select([reading], [], [], 10)
    assert ended == [reading]
    assert os.read(reading, 1) == b""
    os.close(reading)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_asks_to_stop_and_the_former_handling_returns(number: signal.Signals) -> None:
    before = signal.getsignal(number)

    with stop_signals() as stopping:
        signal.raise_signal(number)
        assert stopping.is_set()

    assert signal.getsignal(number) == before


def test_fresh_leaves_a_database_of_ones_own_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")

    with pytest.raises(SetUpError, match="--fresh empties the built-in database only"):
        demo.prepare(fresh=True)


def test_unreachable_database_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody:secret@127.0.0.1:1/nothing")

    with pytest.raises(SetUpError, match="The set-up stopped: The database can't be reached: ") as failure:
        demo.prepare(fresh=False)

    assert "\n" not in str(failure.value)
    assert "secret" not in str(failure.value)


def test_logins_are_read_from_what_the_loader_wrote(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
    (tmp_path / "logins.txt").write_text("Officer\tofficer@example.org\tlong password\n\n")

    assert demo.logins() == [("Officer", "officer@example.org", "long password")]


def test_readme_names_every_demo_login() -> None:
    readme = (ROOT / "README.md").read_text()
    emails = {person.email for person in [*PEOPLE, *OFFICE]} | {ADMINISTRATOR}

    assert set(re.findall(r"`(\w+@example\.org)`", readme)) == emails
    assert f"`{PASSWORD}`" in readme
