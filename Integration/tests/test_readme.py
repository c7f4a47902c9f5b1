"""What README says about connecting an assistant, taken from there word for word but for names."""
import json
import re
import subprocess

import fastmcp
import pytest

from helpers.calls import CALLS
from helpers.clients import session_of
from helpers.server import PROJECT, Server, minimal_environment

pytestmark = pytest.mark.anyio

README = (PROJECT / "README.md").read_text()
SECTION = README.split("## Airflow for an assistant", 1)[1].split("\n## ", 1)[0]
QUESTION = ("diagnose_run", {"dag_id": "fx_failing"})


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", SECTION, re.DOTALL)


def renamed(text, names):
    """The text with names of this machine; each of the given ones has to be in it."""
    for ours, theirs in names.items():
        assert ours in text, f"README says nothing of {ours}"
        text = text.replace(ours, theirs)
    return text


async def answer(configuration):
    async with fastmcp.Client(json.loads(configuration)) as client:
        result = await client.call_tool_mcp(*QUESTION)
        assert not result.is_error, result.content
        return result.structured_content


async def test_one_person_over_standard_input_and_output(airflow, server, tmp_path):
    export = next(block for block in blocks("sh") if "AIRFLOW_URL" in block)
    commands = renamed(
        export,
        {
            "https://airflow.example.com": airflow.base_url,
            '"me"': '"viewer"',
            '"my-password"': json.dumps(airflow.users["viewer"]),
        },
    )
    home = minimal_environment() | {"HOME": str(tmp_path), "NO_PROXY": "127.0.0.1"}
    subprocess.run(["sh", "-ec", commands], env=home, check=True, stderr=subprocess.PIPE)
    file = tmp_path / ".airflow-token"
    assert file.stat().st_mode & 0o077 == 0
    configuration = renamed(
        next(block for block in blocks("json") if "command" in block),
        {
            "https://airflow.example.com": airflow.base_url,
            "/opt/scrubber/scrub-mcp": str(server.program),
            "/home/me/.airflow-token": str(file),
        },
    )
    found = await answer(configuration)
    assert found["failed_tasks"][0]["task_id"] == "chained"


async def test_many_people_over_http(airflow):
    command = next(block for block in blocks("sh") if "scrub-mcp serve" in block).strip()
    running = Server(airflow.base_url)
    with running.listening_by(
        lambda port: renamed(
            command,
            {
                "scrub-mcp ": f"{running.program} ",
                "https://airflow.example.com": airflow.base_url,
                "127.0.0.1:8000": f"127.0.0.1:{port}",
            },
        ).split()
    ):
        configuration = renamed(
            next(block for block in blocks("json") if "url" in block and "command" not in block),
            {
                "http://127.0.0.1:8000/mcp": running.url,
                "YOUR-AIRFLOW-TOKEN": airflow.tokens["viewer"],
            },
        )
        found = await answer(configuration)
        assert found["failed_tasks"][0]["task_id"] == "chained"


async def test_the_table_of_roles_is_what_airflow_allows(airflow, server):
    """Its first line; `test_permissions` compares all tools with Airflow for the others."""
    assert "| none | `get_health`;" in SECTION
    async with session_of(airflow, server, "norole") as session:
        assert not (await session.call("get_health")).is_error
        for tool, arguments, _ in CALLS:
            result = await session.call(tool, arguments)
            assert result.is_error and result.error["cause"] == "forbidden", (tool, result.text)
