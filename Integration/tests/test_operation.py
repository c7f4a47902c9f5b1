"""How the server is run: where credentials come from, and rules and secrets that change."""
import asyncio
import shlex

import pytest

from helpers.clients import connect, session_of
from helpers.server import Server

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
