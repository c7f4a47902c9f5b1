"""Locks that end with their holder, commands that end with their owner, and processes' families."""
import contextlib
import fcntl
import os
import pathlib
import select
import subprocess
import time
import typing

from lab.errors import InterruptedByOwner, LabError


class Watched:
    """Another process, of which is seen when it ends; without a number one that never does."""

    def __init__(self, pid=None):
        self.pid = pid
        self.descriptor = None
        if pid is not None:
            try:
                self.descriptor = os.pidfd_open(pid)
            except OSError as error:
                raise InterruptedByOwner(f"there is no process {pid}") from error

    def wait(self, seconds):
        """Waits so long; `True` once the process has ended."""
        if self.descriptor is None:
            time.sleep(seconds)
            return False
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        return bool(ready)

    def check(self, seconds=0.0):
        """For the process on whose behalf something is done: raises once it has ended."""
        if self.wait(seconds):
            raise InterruptedByOwner(f"process {self.pid}, for which this was started, has gone")


@contextlib.contextmanager
def exclusive(path, owner, say):
    """Holds a lock file; waits for another holder. The lock ends with this process in any case."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        told = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    say("waiting for another command on this folder")
                told = True
                owner.check(0.2)
        yield


class Holder(typing.NamedTuple):
    """The process that holds a lock, and the one for which it runs."""

    pid: int
    owner: int | None

    def write(self, file):
        file.truncate(0)
        file.write(" ".join(str(number) for number in self if number is not None) + "\n")
        file.flush()


def holder(path):
    """Who holds a lock file and wrote so into it, or `None`."""
    try:
        with open(path) as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                    return None
                except BlockingIOError:
                    if text := file.read():
                        pid, owner = (*text.split(), None)[:2]
                        return Holder(int(pid), owner and int(owner))
                # Taken, and about to be written.
                time.sleep(0.01)
                file.seek(0)
    except FileNotFoundError:
        return None


def run_logged(arguments, log, env, owner, seconds):
    """Runs a command to its end with its output in a file."""
    with open(log, "wb") as output:
        child = subprocess.Popen(
            [str(argument) for argument in arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            start_new_session=True,
        )
        deadline = time.monotonic() + seconds
        try:
            while child.poll() is None:
                if time.monotonic() > deadline:
                    raise LabError(
                        f"{arguments[0]} did not end within {seconds:.0f} s; {tail_of(log)}"
                    )
                owner.check(0.1)
        finally:
            if child.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, 9)
                child.wait()
    if child.returncode != 0:
        raise LabError(f"{arguments[0]} ended with code {child.returncode}; {tail_of(log)}")


def tail_of(log, count=25):
    """The end of a log for a message."""
    try:
        lines = pathlib.Path(log).read_text(errors="replace").splitlines()[-count:]
    except FileNotFoundError:
        return f"{log} was not written"
    return "\n".join([f"the end of {log}:", *(f"  {line[:400]}" for line in lines)])


def descendants(root):
    """All living processes below `root`."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # After the name, which is in parentheses and may hold anything: state, parent.
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue
        if state != "Z":
            children.setdefault(int(parent), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found
