"""Real MCP clients in front of `scrub-mcp`, behind one face.

    async with connect("http", "auto", token, server) as session:
        result = await session.call("get_dag", {"dag_id": "fx_big"})

Modes: those of `mcp` 2.3.0 ("auto", "legacy", "2026-07-28"), and "fastmcp" for fastmcp 4.1.2.
"""
import contextlib
import dataclasses
import json
import re

import fastmcp
import fastmcp.client.transports
import httpx2
import mcp.client.client
import mcp.client.stdio
import mcp.client.streamable_http

from helpers.server import minimal_environment

MODES = ("auto", "legacy", "2026-07-28", "fastmcp")
TRANSPORTS = ("stdio", "http")


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


@contextlib.asynccontextmanager
async def connect(transport, mode, token, server, **environment):
    """A session of a real client as the user of this token; over stdio also with other variables."""
    async with contextlib.AsyncExitStack() as stack:
        if transport == "stdio":
            variables = {"AIRFLOW_TOKEN": token} if token else {}
            wire = stdio_transport(mode, variables | environment, server)
        else:
            wire = await http_transport(mode, token, server, stack)
        if mode == "fastmcp":
            client = fastmcp.Client(wire)
        else:
            client = mcp.client.client.Client(wire, mode=mode, read_timeout_seconds=300)
        yield Session(await stack.enter_async_context(client), mode == "fastmcp")


def session_of(airflow, server, user, transport="http", mode="auto"):
    """A session as one of Airflow's users."""
    return connect(transport, mode, airflow.tokens[user], server)


def stdio_transport(mode, variables, server):
    arguments = ["stdio", *server.options]
    environment = minimal_environment() | variables
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
