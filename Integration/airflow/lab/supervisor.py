"""The process above Airflow's: ends them all when it is told to, when one of them dies, or when the
process for which they run has gone. Nothing of Airflow outlives it."""
import ctypes
import fcntl
import os
import signal
import subprocess
import time

from lab.errors import InterruptedByOwner
from lab.layout import RECIPE
from lab.processes import Holder, Watched, descendants, tail_of
from lab.settings import Settings, environment

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
GRACE = 8.0

libc = ctypes.CDLL(None, use_errno=True)


def components(layout, settings):
    return {
        "api-server": [layout.airflow, "api-server"],
        "dag-processor": [layout.airflow, "dag-processor"],
        # Airflow's own log server cannot be bound to loopback; ours can.
        "scheduler": [layout.airflow, "scheduler", "--skip-serve-logs"],
        "log-server": [
            layout.venv / "bin" / "python",
            RECIPE / "log_server.py",
            str(settings.port + 1),
        ],
    }


class Supervisor:
    def __init__(self, layout, settings, owner):
        self.layout = layout
        self.settings = settings
        self.owner = owner
        self.told_to_stop = False
        self.children = {}

    def run(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.note_signal)
        # Whatever loses its parent below becomes our child, so that none is lost sight of.
        libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        try:
            self.launch()
            self.watch()
        finally:
            self.end_all()

    def note_signal(self, *_):
        self.told_to_stop = True

    def launch(self):
        values = environment(self.layout, self.settings)
        for name, command in components(self.layout, self.settings).items():
            with open(self.layout.log(name), "wb") as log:
                self.children[name] = subprocess.Popen(
                    [str(part) for part in command],
                    cwd=self.layout.home,
                    env=values,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    # If we are killed: the kernel tells them.
                    preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0),
                )

    def watch(self):
        while not self.told_to_stop:
            for name, child in self.children.items():
                if child.poll() is not None:
                    self.layout.failure.write_text(
                        f"Airflow's {name} ended with code {child.returncode}; "
                        f"{tail_of(self.layout.log(name))}\n"
                    )
                    return
            self.reap_adopted()
            if self.owner.wait(0.25):
                return

    def reap_adopted(self):
        own = {child.pid for child in self.children.values()}
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None or ended.si_pid in own:
                return
            os.waitpid(ended.si_pid, 0)

    def end_all(self):
        for child in self.children.values():
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and descendants(os.getpid()):
            self.reap_everything()
            time.sleep(0.1)
        while remaining := descendants(os.getpid()):
            for pid in remaining:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.05)
            self.reap_everything()

    def reap_everything(self):
        for child in self.children.values():
            child.poll()
        self.reap_adopted()


def supervise(layout, owner_pid):
    """The whole life of the supervisor; the lock file is what tells others that it runs."""
    with open(layout.supervisor_lock, "a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Holder(os.getpid(), owner_pid).write(lock)
        try:
            owner = Watched(owner_pid)
        except InterruptedByOwner:
            return
        Supervisor(layout, Settings.load(layout.settings), owner).run()
