"""Each user gets what Airflow gives the same user, and nothing of another's."""
import asyncio
import json
import random

import pytest

from helpers.airflow import RUN, TEAM_DAG
from helpers.calls import CALLS, LISTS, place
from helpers.clients import connect, session_of

pytestmark = pytest.mark.anyio

PEOPLE = ("admin", "viewer", "norole", "alice", "bob")


@pytest.mark.parametrize("user", PEOPLE)
async def test_each_tool_allows_what_airflow_allows_the_same_user(airflow, server, user):
    wrong = []
    async with session_of(airflow, server, user) as session:
        for tool, arguments, path in CALLS:
            accept = "application/x-ndjson" if "/logs/" in path else "application/json"
            expected = airflow.get(path, user, accept=accept).status
            result = await session.call(tool, arguments)
            if result.status != expected:
                wrong.append((tool, arguments, expected, result.status))
    assert not wrong


@pytest.mark.parametrize("user", ["admin", "viewer", "alice", "bob"])
async def test_lists_hold_what_airflow_lists_for_the_same_user(airflow, server, user):
    async with session_of(airflow, server, user) as session:
        for tool, (arguments, field, key, path, their_field) in LISTS.items():
            answer = airflow.get(path, user)
            if answer.status != 200:
                continue
            result = await session.call(tool, {**arguments, "limit": 100})
            ours = sorted(entry[key] for entry in result.structured[field])
            assert ours == sorted(entry[key] for entry in answer.json[their_field]), tool
            assert (TEAM_DAG in ours) == (user in ("admin", "alice") and key == "dag_id")


#: Calls of which the answers differ between people, and which are the same each time.
OWN_CALLS = [
    ("get_dag_run", {"dag_id": TEAM_DAG, "run_id": RUN}),
    ("get_dag_run", {"dag_id": "fx_secrets", "run_id": RUN}),
    ("get_dag_source", {"dag_id": TEAM_DAG}),
    ("get_task_instance", place(TEAM_DAG, "private_log")),
    ("get_xcom", {**place("fx_secrets", "xcoms"), "key": "creds"}),
    ("list_dags", {}),
    ("list_dag_runs", {"dag_id": TEAM_DAG}),
    ("list_import_errors", {}),
    ("list_variables", {}),
]


def told(result):
    """An answer without what is new each time."""
    plain = json.loads(result.text) if result.text.startswith("{") else {"text": result.text}
    plain.pop("request_id", None)
    return result.is_error, plain


async def test_a_thousand_calls_of_five_users_at_once_never_mix(airflow, server):
    """Each answer is the one that its user gets alone, and that has the status of Airflow."""
    order = random.Random(4)
    paths = {json.dumps([tool, arguments]): path for tool, arguments, path in CALLS}
    alone, wrong, count = {}, [], 0

    async def many(user, rounds):
        nonlocal count
        async with session_of(airflow, server, user) as session:

            async def one():
                nonlocal count
                number = order.randrange(len(OWN_CALLS))
                result = await session.call(*OWN_CALLS[number])
                count += 1
                if told(result) != alone[user, number]:
                    wrong.append((user, OWN_CALLS[number], result.text))

            for _ in range(rounds):
                await asyncio.gather(*(one() for _ in range(5)))

    for user in PEOPLE:
        async with session_of(airflow, server, user) as session:
            for number, (tool, arguments) in enumerate(OWN_CALLS):
                result = await session.call(tool, arguments)
                alone[user, number] = told(result)
                if path := paths.get(json.dumps([tool, arguments])):
                    assert result.status == airflow.get(path, user).status, (user, tool)
    # Otherwise a mixture would not be seen.
    for one, other in [("alice", "bob"), ("viewer", "norole"), ("admin", "viewer")]:
        assert sum(alone[one, n] != alone[other, n] for n in range(len(OWN_CALLS))) >= 2
    await asyncio.gather(*(many(user, 40) for user in PEOPLE))
    assert count == 1000 and not wrong, wrong[:3]


async def test_a_call_without_a_bearer_is_refused(airflow, server):
    import httpx2

    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "list_dags", "arguments": {}},
    }
    headers = {
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2025-11-25",
    }
    async with httpx2.AsyncClient() as client:
        for bearer in ({}, {"Authorization": "Bearer garbage"}):
            answer = await client.post(server.url, json=message, headers=headers | bearer)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")


# Attacks by identifiers

BAD_IDENTIFIERS = [
    "../auth/logout", "..%2fauth%2flogout", f"fx_big/dagRuns/{RUN}", f"fx_big%2FdagRuns%2F{RUN}",
    "~", ".", "..", "fx_big?limit=1", "fx_big#a", "fx_big\\a", "fx_big\n", "\u0000", "x" * 10_240,
]  # fmt: skip


@pytest.mark.parametrize("field", ["dag_id", "run_id", "task_id"])
async def test_bad_identifiers_are_refused_and_reach_nothing(airflow, server, field):
    token = airflow.new_token("viewer")
    async with connect("http", "auto", token, server) as session:
        for text in BAD_IDENTIFIERS:
            for tool in ("get_task_instance", "get_log_tail", "list_task_tries"):
                arguments = {**place("fx_big", "wide"), field: text}
                result = await session.call(tool, arguments)
                assert result.is_error, (tool, text)
                assert result.status not in (200, 403, 404), (tool, text, result.text)
        # The token was not revoked, and the server lives.
        assert not (await session.call("get_dag", {"dag_id": "fx_big"})).is_error
    assert airflow.get("dags", token=token).status == 200
