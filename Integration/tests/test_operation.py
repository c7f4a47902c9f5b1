"""How the server is run: where credentials come from, and rules and secrets that change."""
import asyncio
import contextlib
import json
import os
import shlex
import signal
import subprocess
import threading

import pytest

from helpers.calls import place
from helpers.clients import connect, session_of
from helpers.server import Server, minimal_environment

pytestmark = pytest.mark.anyio

#: It stands in the source of a Dag.
WORDS = "processed batch rows="
SOURCE = {"dag_id": "fx_big"}


def pack(pattern):
    return f"""
    name = "team"
    version = "1.0.0"
    description = "Words of the team"
    licence = "LicenseRef-internal"

    [[rules]]
    id = "team-words"
    description = "Words of the team"
    secret = '{pattern}'
    """


async def eventually(condition):
    """Waits until something is so; the limit is against hanging only."""
    for _ in range(600):
        if await condition():
            return
        await asyncio.sleep(0.2)
    pytest.fail("it did not happen")


async def test_changed_rules_and_secrets_are_used_without_a_restart(airflow, tmp_path):
    secrets, rules = tmp_path / "secrets.txt", tmp_path / "team.toml"
    secrets.write_text("it-is-nowhere-1f9a77c2\n")
    rules.write_text(pack("nowhere-[0-9]{8}"))
    options = ["--secrets-file", secrets, "--rules", rules, "--reload-seconds", "1"]
    with Server(airflow.base_url).listening(*options) as running:
        async with session_of(airflow, running, "viewer") as session:

            async def source():
                result = await session.call("get_dag_source", SOURCE)
                assert not result.is_error, result.text
                return result.everything

            async def is_secret():
                return WORDS not in await source()

            async def is_ruled():
                return "[REDACTED:team-words]" in await source()

            async def is_refused():
                return "the old ones stay" in running.said()

            assert not await is_secret() and not await is_ruled()
            secrets.write_text(f"{WORDS}\n")
            await eventually(is_secret)
            assert "[REDACTED:registered-secret]" in await source()
            # What can't be read changes nothing.
            rules.write_text(pack("(not closed"))
            await eventually(is_refused)
            assert await is_secret() and not await is_ruled()
            # By a rename, as deployments do it.
            new = tmp_path / "new.toml"
            new.write_text(pack("checkpoint pass[a-z]{4}"))
            new.rename(rules)
            await eventually(is_ruled)
            assert await is_secret()
        assert WORDS not in running.said()


async def test_secrets_of_airflow_itself_are_masked_and_its_hosts_are_not(airflow, tmp_path):
    file = tmp_path / "airflow.cfg"
    file.write_text(f"[database]\nsql_alchemy_conn = postgresql://latency:{WORDS}@status/db\n")
    with Server(airflow.base_url).listening("--airflow-secrets", file) as running:
        async with session_of(airflow, running, "viewer") as session:
            source = (await session.call("get_dag_source", SOURCE)).everything
    assert WORDS not in source and "[REDACTED:registered-secret]" in source
    assert "latency=" in source and "status=" in source


def credentials(airflow, folder):
    """Each way to give the server a user's credential."""
    token = airflow.new_token("viewer")
    file = folder / "a file's token"
    file.write_text(token + "\n")
    return {
        "AIRFLOW_TOKEN": {"AIRFLOW_TOKEN": token},
        "AIRFLOW_TOKEN_FILE": {"AIRFLOW_TOKEN_FILE": str(file)},
        "AIRFLOW_TOKEN_COMMAND": {"AIRFLOW_TOKEN_COMMAND": f"cat {shlex.quote(str(file))}"},
        "AIRFLOW_PASSWORD": {
            "AIRFLOW_USERNAME": "viewer",
            "AIRFLOW_PASSWORD": airflow.users["viewer"],
        },
    }


@pytest.mark.parametrize(
    "way",
    ["AIRFLOW_TOKEN", "AIRFLOW_TOKEN_FILE", "AIRFLOW_TOKEN_COMMAND", "AIRFLOW_PASSWORD"],
)
async def test_every_source_of_a_credential_serves(airflow, server, tmp_path, way):
    variables = credentials(airflow, tmp_path)[way]
    async with connect("stdio", "auto", None, server, **variables) as session:
        result = await session.call("get_dag", {"dag_id": "fx_big"})
        assert result.structured["dag"]["dag_id"] == "fx_big"
        # And with the rights of that user.
        assert (await session.call("list_variables")).status == 403


async def test_a_revoked_token_is_replaced_where_there_is_another(airflow, server, tmp_path):
    variables = credentials(airflow, tmp_path)["AIRFLOW_TOKEN_FILE"]
    async with connect("stdio", "auto", None, server, **variables) as session:
        assert not (await session.call("get_dag", {"dag_id": "fx_big"})).is_error
        file = tmp_path / "a file's token"
        airflow.get("auth/logout", token=file.read_text().strip())
        refused = await session.call("get_dag", {"dag_id": "fx_big"})
        assert refused.error["cause"] == "token_invalid", refused.text
        file.write_text(airflow.new_token("viewer"))
        assert not (await session.call("get_dag", {"dag_id": "fx_big"})).is_error


async def test_a_wrong_password_is_told_and_not_shown(airflow, server):
    wrong = {"AIRFLOW_USERNAME": "viewer", "AIRFLOW_PASSWORD": "not-the-password-7d1c"}
    async with connect("stdio", "auto", None, server, **wrong) as session:
        for _ in range(2):
            result = await session.call("get_dag", {"dag_id": "fx_big"})
            assert result.error["cause"] == "no_credential"
            assert "not-the-password" not in result.everything


async def test_a_hangup_reads_secrets_again_and_ends_no_call(airflow, tmp_path):
    secrets = tmp_path / "secrets.txt"
    secrets.write_text("it-is-nowhere-5c02d9e1\n")
    # So long that the files are not looked at otherwise.
    options = ["--secrets-file", secrets, "--reload-seconds", "3600"]
    with Server(airflow.base_url).listening(*options) as running:
        async with session_of(airflow, running, "viewer") as session:
            tail = asyncio.create_task(session.call("get_log_tail", place("fx_big", "lines")))
            for _ in range(20):
                os.kill(running.process, signal.SIGHUP)
                await asyncio.sleep(0.05)
            assert not (await tail).is_error
            secrets.write_text(f"{WORDS}\n")
            os.kill(running.process, signal.SIGHUP)

            async def is_secret():
                return WORDS not in (await session.call("get_dag_source", SOURCE)).everything

            await eventually(is_secret)


async def test_a_log_beyond_the_limit_is_given_up_and_says_so(airflow):
    with Server(airflow.base_url).listening("--log-megabytes", "1") as running:
        async with session_of(airflow, running, "viewer") as session:
            for _ in range(2):
                result = await session.call("get_log_tail", place("fx_big", "lines"))
                assert result.error["cause"] == "too_large", result.text
                assert "--log-megabytes" in result.error["what_to_try"]
            head = {**place("fx_big", "lines"), "mode": "head", "lines": 20}
            assert len((await session.call("get_task_log", head)).structured["lines"]) == 20


def stdio(airflow, server, **more):
    """`scrub-mcp stdio`, of which the pipes are in the test's hands."""
    return subprocess.Popen(
        [server.program, "stdio", "--airflow-url", airflow.base_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**minimal_environment(), "AIRFLOW_TOKEN": airflow.new_token("viewer"), **more},
    )


def message(number, method, **params):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_server_ends_though_its_client_does_not_read(airflow, server, number):
    with stdio(airflow, server) as child:
        try:

            def write():
                with contextlib.suppress(OSError):
                    for index in range(400):
                        child.stdin.write(message(index, "tools/list") + b"\n")
                        child.stdin.flush()

            threading.Thread(target=write, daemon=True).start()
            await asyncio.sleep(2)
            assert child.poll() is None
            child.send_signal(number)
            await asyncio.to_thread(child.wait, 40)
            assert child.returncode == 0
        finally:
            child.kill()


async def test_broken_lines_an_endless_one_and_the_end_of_input(airflow, server):
    broken = [b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"x" * 20_000_000, b"\0" * 100]
    call = message(7, "tools/call", name="get_dag", arguments={"dag_id": "fx_big"})
    with stdio(airflow, server) as child:
        try:
            lines = b"".join(line + b"\n" for line in broken)
            # The input ends while the call is under way: it is answered all the same.
            said, _ = await asyncio.to_thread(child.communicate, lines + call + b"\n", 60)
        finally:
            child.kill()
    answers = [json.loads(line) for line in said.splitlines()]
    assert len(answers) == len(broken) + 1 and child.returncode == 0
    assert all("error" in answer for answer in answers if answer.get("id") != 7)
    answered = [answer["result"] for answer in answers if answer.get("id") == 7]
    assert len(answered) == 1 and not answered[0].get("isError"), answered
