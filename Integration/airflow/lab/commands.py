"""start, stop, restart, reset, status and env."""
import contextlib
import dataclasses
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time

from lab import seed
from lab.errors import InterruptedByOwner, LabError
from lab.install import install_airflow
from lab.layout import RECIPE
from lab.processes import Watched, exclusive, holder, run_logged, tail_of
from lab.settings import Settings, environment, password
from lab.web import call, token

#: Where ports are looked for if any will do.
FREE_PORTS = range(18_200, 18_400, 2)


class Lab:
    def __init__(self, layout, say, owner_pid=None, seconds=600):
        self.layout = layout
        self.say = say
        self.owner_pid = owner_pid
        self.owner = Watched(owner_pid)
        self.deadline = time.monotonic() + seconds
        self.seconds = seconds
        self.supervisor = None

    # Commands

    def start(self, wanted):
        """Starts Airflow unless it runs, and returns what a test needs to know of it."""
        with self.locked():
            return self.start_locked(wanted)

    def stop(self):
        """Ends everything; with an owner, only what was started for it."""
        with self.locked():
            running = holder(self.layout.supervisor_lock)
            if self.owner_pid is None or (running and running.owner == self.owner_pid):
                self.stop_locked()

    def restart(self, wanted):
        with self.locked():
            self.stop_locked()
            return self.start_locked(wanted)

    def reset(self):
        with self.locked():
            self.stop_locked()
            self.delete_data()
            self.layout.settings.unlink(missing_ok=True)
            self.say("deleted the database and the logs")

    def status(self):
        """What is to be seen from outside, without a lock."""
        running = holder(self.layout.supervisor_lock)
        settings = Settings.load(self.layout.settings)
        answer = {"running": running is not None, "folder": str(self.layout.folder)}
        if running is not None and settings:
            answer |= {"supervisor": running.pid, "owner": running.owner}
            answer |= dataclasses.asdict(settings)
            answer["base_url"] = settings.base_url
            try:
                _, health = call("GET", f"{settings.base_url}/api/v2/monitor/health", seconds=5)
                answer["health"] = health
            except OSError as error:
                answer["health"] = f"no answer: {error}"
        return answer

    def shell_environment(self):
        """Lines for a shell's `eval`, with which `airflow` of the venv talks to this database."""
        settings = Settings.load(self.layout.settings)
        if settings is None:
            raise LabError("nothing was started here yet; run `airflow start`")
        own = environment(self.layout, settings)
        own["PATH"] = f"{self.layout.venv / 'bin'}:{own.get('PATH', '')}"
        names = [name for name in own if name.startswith("AIRFLOW")] + ["PATH"]
        return "\n".join(f"export {name}={shlex.quote(own[name])}" for name in sorted(names))

    # The parts of a start

    def start_locked(self, wanted):
        before = Settings.load(self.layout.settings)
        running = holder(self.layout.supervisor_lock) is not None
        settings = self.chosen(wanted, before, running)
        if running and settings != before:
            raise LabError(
                f"Airflow runs already with other options ({dataclasses.asdict(before)}); "
                "run `airflow stop` first, or `airflow restart`"
            )
        if running:
            try:
                return self.summary(settings, started=False)
            except OSError as error:
                raise LabError(
                    f"Airflow runs but does not answer ({error}); run `airflow restart`"
                ) from error
        install_airflow(self.layout, self.owner, self.say)
        try:
            self.prepare(settings)
            return self.launch(settings)
        except BaseException:
            # An interrupt too: whatever was started for this command ends with it.
            if self.supervisor is not None:
                self.supervisor.terminate()
                self.supervisor.wait()
            raise

    def chosen(self, wanted, before, running):
        """The options given, then those of the last start, then the defaults."""
        given = {name: value for name, value in wanted.items() if value is not None}
        any_port = given.get("port") == 0
        if any_port:
            del given["port"]
        before = before or Settings()
        if not running:
            # The slow task is of the start that asked for it.
            given = {"slow": False, **given}
            if any_port:
                given["port"] = free_port()
        return dataclasses.replace(before, **given)

    def prepare(self, settings):
        """A database that fits the settings."""
        layout = self.layout
        if not ports_are_free(settings.port):
            raise LabError(
                f"port {settings.port} or {settings.port + 1} of 127.0.0.1 is taken; "
                "give another one with --port, or --port 0 for any that is free"
            )
        if layout.home.exists() and self.made_with() != settings.data:
            self.say("the database was made with other options or Dags, or not finished")
            self.delete_data()
        layout.home.mkdir(parents=True, exist_ok=True)
        layout.home.chmod(0o700)
        layout.run.chmod(0o700)
        settings.save(layout.settings)
        seed.write_files(layout, settings)
        if not layout.database.exists():
            run_logged(
                [layout.airflow, "db", "migrate"],
                layout.log("migrate"),
                environment(layout, settings),
                self.owner,
                max(1, self.deadline - time.monotonic()),
            )
            self.say("made the database")
        if settings.teams:
            seed.create_teams(layout)

    def launch(self, settings):
        layout = self.layout
        layout.failure.unlink(missing_ok=True)
        owner = [] if self.owner_pid is None else ["--owner", str(self.owner_pid)]
        command = [sys.executable, RECIPE / "airflow", "supervise", "--folder", layout.folder]
        with open(layout.log("supervisor"), "wb") as log:
            self.supervisor = subprocess.Popen(
                [str(part) for part in command] + owner,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_for_answer(settings)
        self.say("the API server answers")
        admin = token(settings.base_url, "admin")
        seeder = seed.Seeder(settings, admin, self.pause, self.say)
        seeder.wait_for_dags()
        if self.made_with() is None:
            seeder.fill()
            seeder.wait_for_runs(seeder.start_runs())
            layout.made_with.write_text(json.dumps(settings.data) + "\n")
        if settings.slow:
            seeder.wait_for_ticks(seeder.start_slow_run())
        return self.summary(settings, started=True)

    def wait_for_answer(self, settings):
        while True:
            with contextlib.suppress(OSError):
                if call("GET", f"{settings.base_url}/api/v2/version", seconds=5)[0] == 200:
                    return
            self.pause("waiting for the API server")

    def pause(self, doing):
        """Waits half a second, unless it is too late or Airflow has ended."""
        if self.layout.failure.exists():
            raise LabError(self.layout.failure.read_text().strip())
        if self.supervisor.poll() is not None:
            raise LabError(f"the supervisor ended; {tail_of(self.layout.log('supervisor'))}")
        if time.monotonic() > self.deadline:
            raise LabError(
                f"Airflow was not ready within {self.seconds} s while {doing}; "
                f"{tail_of(self.layout.log('api-server'))}\n"
                f"{tail_of(self.layout.log('dag-processor'))}\n"
                f"{tail_of(self.layout.log('scheduler'))}"
            )
        self.owner.check(0.5)

    def summary(self, settings, started):
        admin = token(settings.base_url, "admin")
        users = {user: password(user) for user in settings.users}
        tokens = {user: token(settings.base_url, user) for user in users}
        url = f"{settings.base_url}/api/v2/dags/~/dagRuns?limit=100"
        _, answer = call("GET", url, token=admin)
        runs = {run["dag_id"]: run["dag_run_id"] for run in answer["dag_runs"]}
        return {
            "base_url": settings.base_url,
            "users": users,
            "tokens": tokens,
            "runs": runs,
            "lines": settings.lines,
            "planted": str(self.layout.planted),
            "seed": settings.seed,
            "started": started,
        }

    # Smaller parts

    def locked(self):
        return exclusive(self.layout.command_lock, self.owner, self.say)

    def made_with(self):
        try:
            return json.loads(self.layout.made_with.read_text())
        except (FileNotFoundError, ValueError):
            return None

    def delete_data(self):
        shutil.rmtree(self.layout.home, ignore_errors=True)

    def stop_locked(self):
        running = holder(self.layout.supervisor_lock)
        if running is None:
            return
        with contextlib.suppress(ProcessLookupError, InterruptedByOwner):
            supervisor = Watched(running.pid)
            os.kill(running.pid, signal.SIGTERM)
            if not supervisor.wait(30):
                raise LabError(f"the supervisor, process {running.pid}, does not end")


def ports_are_free(port):
    return all(is_free(number) for number in (port, port + 1))


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port():
    for port in FREE_PORTS:
        if ports_are_free(port):
            return port
    raise LabError(f"no free pair of ports from {FREE_PORTS.start} to {FREE_PORTS.stop}")
