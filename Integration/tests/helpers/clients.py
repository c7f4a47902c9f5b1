"""Real MCP clients in front of `scrub-mcp`, behind one face.

    async with connect("http", "auto", token, server) as session:
        result = await session.call("get_dag", {"dag_id": "fx_big"})

Modes: those of `mcp` 2.3.0 ("auto", "legacy", "2026-07-28"), and "fastmcp" for fastmcp 4.1.2.
"""
import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time

import fastmcp
import fastmcp.client.transports
import httpx2
import mcp.client.client
import mcp.client.stdio
import mcp.client.streamable_http

PROJECT = pathlib.Path(__file__).resolve().parents[3]
MODES = ("auto", "legacy", "2026-07-28", "fastmcp")
TRANSPORTS = ("stdio", "http")
#: All toolsets, those that are off by default too.
TOOLSETS = "core,source,assets,xcom,audit,admin"


@dataclasses.dataclass(frozen=True)
class Result:
    """What a call gave, whichever client made it."""

    is_error: bool
    structured: dict | None
    text: str
    #: All that reached the client, for the search of secrets.
    everything: str

    @property
    def error(self):
        """The server's account of a failure; arguments against the schema have only a sentence."""
        assert self.is_error, self.text
        if not self.text.startswith("{"):
            return {"cause": "invalid_arguments", "error": self.text}
        return json.loads(self.text)

    @property
    def status(self):
        """The status with which Airflow answers such a call."""
        if not self.is_error:
            return 200
        cause = self.error["cause"]
        if cause == "forbidden":
            return 403
        return 404 if cause.startswith("not_found") or cause == "map_index_needed" else cause


class Session:
    """A connected client."""

    def __init__(self, client, is_fastmcp):
        self.client = client
        self.is_fastmcp = is_fastmcp

    async def tools(self):
        """The tools as the server lists them, by name."""
        listed = await self.client.list_tools()
        tools = listed if self.is_fastmcp else listed.tools
        plain = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools]
        return {tool["name"]: tool for tool in plain}

    async def call(self, name, arguments=None, progress=None):
        if self.is_fastmcp:
            answer = await self.client.call_tool_mcp(
                name, arguments or {}, progress_handler=progress
            )
        else:
            answer = await self.client.call_tool(
                name, arguments or {}, progress_callback=progress
            )
        plain = answer.model_dump(mode="json", by_alias=True, exclude_none=True)
        texts = [part.get("text", "") for part in plain["content"]]
        return Result(
            is_error=bool(plain.get("isError")),
            structured=plain.get("structuredContent"),
            text="\n".join(texts),
            everything=flat(plain),
        )


class Server:
    """The program under test, and one of it that listens."""

    def __init__(self, airflow_url):
        given = os.environ.get("SCRUB_MCP", PROJECT / ".build/release/scrub-mcp")
        self.program = pathlib.Path(given).resolve()
        if not self.program.exists():
            raise RuntimeError(f"{self.program} is missing; build it, or name it by SCRUB_MCP")
        self.airflow_url = airflow_url
        self.port = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/mcp"

    @property
    def options(self):
        return ["--airflow-url", self.airflow_url, "--toolsets", TOOLSETS]

    @contextlib.contextmanager
    def listening(self):
        """Runs `scrub-mcp serve` on a free port of loopback."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with tempfile.TemporaryFile() as log:
            child = subprocess.Popen(
                [self.program, "serve", "--listen", f"127.0.0.1:{self.port}", *self.options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=minimal_environment(),
            )
            try:
                self.wait_until_ready(child, log)
                yield self
                assert child.poll() is None, f"the server ended with {child.returncode}"
            finally:
                child.terminate()
                try:
                    child.wait(10)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()

    def wait_until_ready(self, child, log):
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
        log.seek(0)
        raise RuntimeError(f"the server does not listen: {log.read().decode()[-2000:]}")


@contextlib.asynccontextmanager
async def connect(transport, mode, token, server):
    """A session of a real client as the user of this token."""
    async with contextlib.AsyncExitStack() as stack:
        if transport == "stdio":
            wire = stdio_transport(mode, token, server)
        else:
            wire = await http_transport(mode, token, server, stack)
        if mode == "fastmcp":
            client = fastmcp.Client(wire)
        else:
            client = mcp.client.client.Client(wire, mode=mode, read_timeout_seconds=300)
        yield Session(await stack.enter_async_context(client), mode == "fastmcp")


def stdio_transport(mode, token, server):
    arguments = ["stdio", *server.options]
    environment = {**minimal_environment(), "AIRFLOW_TOKEN": token}
    if mode == "fastmcp":
        return fastmcp.client.transports.StdioTransport(
            str(server.program), arguments, env=environment, keep_alive=False
        )
    parameters = mcp.client.stdio.StdioServerParameters(
        command=str(server.program), args=arguments, env=environment
    )
    return mcp.client.stdio.stdio_client(parameters)


async def http_transport(mode, token, server, stack):
    if mode == "fastmcp":
        return fastmcp.client.transports.StreamableHttpTransport(server.url, auth=token)
    client = httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=300)
    await stack.enter_async_context(client)
    return mcp.client.streamable_http.streamable_http_client(server.url, http_client=client)


def minimal_environment():
    """Without the variables of the tests, above all without tokens."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def flat(value):
    """All keys and texts of a message, unescaped, a line each; JSON within texts is opened too."""
    if isinstance(value, dict):
        return "\n".join(flat(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return "\n".join(flat(part) for part in value)
    text = str(value)
    if text.startswith("{"):
        with contextlib.suppress(ValueError):
            return text + "\n" + flat(json.loads(text))
    return text


PLACEHOLDER = re.compile(r"\[REDACTED:[^\]\s]+\]")


def is_original_but_for_secrets(shown, original):
    """Whether `shown` is `original` with some stretches replaced by placeholders."""
    pieces = [re.escape(piece) for piece in PLACEHOLDER.split(shown)]
    return re.fullmatch(".*?".join(pieces), original, re.DOTALL) is not None
