"""`scrub-mcp` itself, as a process that listens. Needs nothing but Python."""
import contextlib
import http.client
import os
import pathlib
import socket
import subprocess
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[3]
#: All toolsets, those that are off by default too.
TOOLSETS = "core,source,assets,xcom,audit,admin"


class Server:
    """The program under test, and one of it that listens."""

    def __init__(self, airflow_url):
        given = os.environ.get("SCRUB_MCP", PROJECT / ".build/release/scrub-mcp")
        self.program = pathlib.Path(given).resolve()
        if not self.program.exists():
            raise RuntimeError(f"{self.program} is missing; build it, or name it by SCRUB_MCP")
        self.airflow_url = airflow_url
        self.port = None
        self.log = None
        self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/mcp"

    @property
    def options(self):
        return ["--airflow-url", self.airflow_url, "--toolsets", TOOLSETS]

    def listening(self, *more):
        """Runs `scrub-mcp serve` on a free port of loopback, with further options."""
        return self.listening_by(
            lambda port: [
                self.program, "serve", "--listen", f"127.0.0.1:{port}", *self.options, *more,
            ]
        )  # fmt: skip

    @contextlib.contextmanager
    def listening_by(self, command):
        """Runs the command that is made for a free port of loopback."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with tempfile.TemporaryFile() as log:
            self.log = log
            child = subprocess.Popen(
                command(self.port),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=minimal_environment(),
            )
            self.process = child.pid
            try:
                self.wait_until_ready(child)
                yield self
                assert child.poll() is None, f"the server ended with {child.returncode}"
            finally:
                child.terminate()
                try:
                    child.wait(10)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()

    def wait_until_ready(self, child):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and child.poll() is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
            finally:
                connection.close()
        raise RuntimeError(f"the server does not listen: {self.said()[-2000:]}")

    def said(self):
        """What the listening server has written to its log so far."""
        # Not by a seek: the server writes where the shared offset is.
        size = os.fstat(self.log.fileno()).st_size
        return os.pread(self.log.fileno(), size, 0).decode()


def minimal_environment():
    """Without the variables of the tests, above all without tokens."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
