"""`scrub-mcp` with real clients against a real Airflow: the tools, who sees what, secrets, logs.

Not run yet: move it to Integration/tests/ when the program is there. Until then:
Integration/run Integration/pending
"""
import asyncio
import collections
import json
import random

import jsonschema
import pytest

from helpers.airflow import RUN, TEAM_DAG, log_path
from helpers.clients import (
    MODES,
    TRANSPORTS,
    Server,
    connect,
    flat,
    is_original_but_for_secrets,
)

pytestmark = pytest.mark.anyio

PEOPLE = ("admin", "viewer", "norole", "alice", "bob")
TOOLS = {
    "diagnose_run", "get_dag", "get_dag_run", "get_dag_source", "get_dag_structure", "get_health",
    "get_log_tail", "get_task_instance", "get_task_log", "get_xcom", "list_asset_events",
    "list_assets", "list_connections", "list_dag_runs", "list_dags", "list_events",
    "list_failures", "list_import_errors", "list_task_instances", "list_task_tries",
    "list_variables",
}  # fmt: skip
MOST_BYTES_OF_THE_LIST = 24 * 1024
MOST_LEAKS = 3
LONG_AGO = "2020-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def server(airflow):
    with Server(airflow.base_url).listening() as running:
        yield running


def session_of(airflow, server, user, transport="http", mode="auto"):
    return connect(transport, mode, airflow.tokens[user], server)


# The list


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_every_client_sees_the_same_valid_tools(airflow, server, transport, mode):
    async with session_of(airflow, server, "viewer", transport, mode) as session:
        tools = await session.tools()
        result = await session.call("get_dag", {"dag_id": "fx_big"})
    assert set(tools) == TOOLS
    size = len(json.dumps(list(tools.values()), separators=(",", ":"), ensure_ascii=False).encode())
    assert size < MOST_BYTES_OF_THE_LIST
    for tool in tools.values():
        for schema in (tool["inputSchema"], tool["outputSchema"]):
            jsonschema.Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"
        assert tool["annotations"]["readOnlyHint"] is True
    assert result.structured["dag"]["dag_id"] == "fx_big"


# Who sees what


def place(dag, task):
    return {"dag_id": dag, "run_id": RUN, "task_id": task}


def instance_path(dag, task):
    return f"dags/{dag}/dagRuns/{RUN}/taskInstances/{task}"


def of_a_dag(dag, task):
    """Calls about one Dag, and what they ask of Airflow."""
    run = {"dag_id": dag, "run_id": RUN}
    return [
        ("get_dag", {"dag_id": dag}, f"dags/{dag}/details"),
        ("get_dag_structure", {"dag_id": dag}, f"dags/{dag}/tasks"),
        ("get_dag_source", {"dag_id": dag}, f"dagSources/{dag}"),
        ("list_dag_runs", {"dag_id": dag}, f"dags/{dag}/dagRuns"),
        ("get_dag_run", run, f"dags/{dag}/dagRuns/{RUN}"),
        ("diagnose_run", run, f"dags/{dag}/dagRuns/{RUN}"),
        ("list_task_instances", run, f"dags/{dag}/dagRuns/{RUN}/taskInstances"),
        ("get_task_instance", place(dag, task), instance_path(dag, task)),
        ("list_task_tries", place(dag, task), f"{instance_path(dag, task)}/tries"),
        ("get_xcom", place(dag, task), f"{instance_path(dag, task)}/xcomEntries"),
        ("get_log_tail", place(dag, task), log_path(dag, task)),
        ("list_events", {"dag_id": dag}, f"eventLogs?dag_id={dag}"),
    ] + [
        ("get_task_log", {**place(dag, task), "mode": mode, **more}, log_path(dag, task))
        for mode, more in {
            "head": {},
            "errors": {},
            "grep": {"pattern": "a"},
            "around": {"line": 3},
        }.items()
    ]


OF_ALL = [
    ("list_dags", {}, "dags"),
    ("list_dag_runs", {}, "dags/~/dagRuns"),
    ("list_failures", {"since": LONG_AGO}, "dags/~/dagRuns/~/taskInstances?state=failed"),
    ("list_import_errors", {}, "importErrors"),
    ("list_assets", {}, "assets"),
    ("list_asset_events", {}, "assets/events"),
    ("list_events", {}, "eventLogs"),
    ("list_variables", {}, "variables"),
    ("list_connections", {}, "connections"),
]
MISSING = [
    ("get_dag", {"dag_id": "nope"}, "dags/nope/details"),
    ("get_dag_run", {"dag_id": "fx_big", "run_id": "nope"}, "dags/fx_big/dagRuns/nope"),
    ("get_task_instance", place("fx_big", "nope"), instance_path("fx_big", "nope")),
    ("get_task_instance", place("fx_mapped", "work"), instance_path("fx_mapped", "work")),
    ("get_log_tail", {**place("fx_big", "wide"), "try_number": 9}, log_path("fx_big", "wide", 9)),
]
CALLS = of_a_dag("fx_secrets", "xcoms") + of_a_dag(TEAM_DAG, "private_log") + OF_ALL + MISSING


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


#: A list's tool, its field and its key, and the same of Airflow.
LISTS = {
    "list_dags": ({}, "dags", "dag_id", "dags", "dags"),
    "list_dag_runs": ({}, "dag_runs", "dag_id", "dags/~/dagRuns", "dag_runs"),
    "list_failures": (
        {"since": LONG_AGO},
        "failures",
        "task_id",
        "dags/~/dagRuns/~/taskInstances?state=failed",
        "task_instances",
    ),
    "list_import_errors": (
        {},
        "import_errors",
        "filename",
        "importErrors",
        "import_errors",
    ),
    "list_variables": ({}, "variables", "key", "variables", "variables"),
    "list_connections": ({}, "connections", "connection_id", "connections", "connections"),
}


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


async def test_answers_have_the_form_that_their_schema_promises(airflow, server):
    async with session_of(airflow, server, "admin") as session:
        tools = await session.tools()
        for tool, arguments, _ in CALLS + [("get_health", {}, "")]:
            result = await session.call(tool, arguments)
            if not result.is_error:
                jsonschema.validate(result.structured, tools[tool]["outputSchema"])


async def test_calls_of_two_users_at_once_never_mix(airflow, server):
    """1,000 calls, of which Alice's about her team's Dag succeed and Bob's never do."""
    order = random.Random(4)
    dags = ["fx_secrets", TEAM_DAG]
    mixed = []

    async def many(user):
        async with session_of(airflow, server, user) as session:

            async def one():
                dag = order.choice(dags)
                result = await session.call("get_dag_run", {"dag_id": dag, "run_id": RUN})
                allowed = dag != TEAM_DAG or user == "alice"
                right = result.status == (200 if allowed else 403)
                if right and allowed:
                    right = result.structured["dag_run"]["dag_id"] == dag
                if not right:
                    mixed.append((user, dag, result.text))

            for _ in range(50):
                await asyncio.gather(*(one() for _ in range(10)))

    await asyncio.gather(many("alice"), many("bob"))
    assert not mixed


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


# Secrets


async def all_answers(airflow, session):
    """Every tool and mode on every surface, as far as it goes."""
    for tool, arguments, _ in CALLS:
        yield await session.call(tool, arguments)
    yield await session.call("get_health", {})
    paths = airflow.get("dags/~/dagRuns/~/taskInstances?limit=100", "admin").json
    for instance in paths["task_instances"]:
        target = place(instance["dag_id"], instance["task_id"])
        target["run_id"] = instance["dag_run_id"]
        if instance["map_index"] >= 0:
            target["map_index"] = instance["map_index"]
        yield await session.call("get_task_instance", target)
        for attempt in range(1, instance["try_number"] + 1):
            tried = {**target, "try_number": attempt, "lines": 5000, "max_bytes": 524_288}
            yield await session.call("get_log_tail", tried)
            for more in ({"mode": "errors"}, {"mode": "head"}, {"mode": "grep", "pattern": "="}):
                yield await session.call("get_task_log", {**tried, **more})
    for dag in airflow.runs:
        yield await session.call("get_dag", {"dag_id": dag})
        yield await session.call("get_dag_source", {"dag_id": dag, "lines": 2000})
        yield await session.call("get_dag_structure", {"dag_id": dag})
        yield await session.call("diagnose_run", {"dag_id": dag, "run_id": RUN, "max_logs": 5})
        yield await session.call("get_dag_run", {"dag_id": dag, "run_id": RUN})
    for key in ("creds", "return_value"):
        yield await session.call("get_xcom", {**place("fx_secrets", "xcoms"), "key": key})
    offset = 0
    while offset is not None:
        result = await session.call("list_events", {"limit": 100, "offset": offset})
        yield result
        offset = result.structured.get("next_offset")


async def test_hardly_a_planted_secret_reaches_the_client(airflow, server, record_property):
    leaked = collections.Counter()
    answers = 0
    async with session_of(airflow, server, "admin") as session:
        async for result in all_answers(airflow, session):
            answers += 1
            assert airflow.tokens["admin"] not in result.everything
            for secret in airflow.planted:
                if secret["probe"] in result.everything:
                    leaked[secret["id"]] += 1
    record_property("leaked", dict(leaked))
    assert answers > 150
    assert len(leaked) <= MOST_LEAKS, f"{len(leaked)} of {len(airflow.planted)} leak: {leaked}"


async def test_words_around_secrets_stay(airflow, server):
    """Each line is Airflow's record, but for what stands under a placeholder."""
    records = [
        record
        for record in airflow.log("fx_secrets", "stdout_secrets")
        if record.get("logger") == "task.stdout" and "\x1b" not in record["event"]
    ]
    arguments = {**place("fx_secrets", "stdout_secrets"), "lines": 5000, "max_bytes": 524_288}
    async with session_of(airflow, server, "viewer") as session:
        result = await session.call("get_log_tail", arguments)
    lines = [line["text"] for line in result.structured["lines"]]
    printed = [line for line in lines if " task.stdout " in line and "password" != line]
    by_time = collections.defaultdict(list)
    for line in printed:
        by_time[line.split(" ")[0]].append(line.split(" task.stdout ", 1)[1])
    blocks = 0
    for record in records:
        shown = by_time[record["timestamp"]]
        if not any(is_original_but_for_secrets(text, record["event"]) for text in shown):
            # Lines of a masked block are one placeholder together.
            blocks += 1
            assert "PRIVATE KEY" in record["event"] or " " not in record["event"], record
    assert blocks < len(records) / 2
    readable = "\n".join(lines)
    for word in ("starting export", "connecting to", "AWS_ACCESS_KEY_ID=", "last line ", "done"):
        assert word in readable


# Logs


def expected_line(record):
    return "{timestamp} {level} {logger} {event}".format(
        **{**record, "level": record["level"].upper()}
    )


async def test_the_tail_is_the_end_of_the_log(airflow, server):
    records = airflow.log("fx_big", "lines")[-200:]
    async with session_of(airflow, server, "viewer") as session:
        result = await session.call("get_log_tail", {**place("fx_big", "lines"), "lines": 200})
    lines = result.structured["lines"]
    assert len(lines) == 200 and lines[-1]["n"] == result.structured["total_lines"]
    for line, record in zip(lines, records, strict=True):
        if record.get("logger") == "task.stdout":
            assert is_original_but_for_secrets(line["text"], expected_line(record))
    assert any("FINAL [REDACTED:" in line["text"] for line in lines)


async def test_pages_back_and_forward_hold_every_line_once(airflow, server):
    target = {**place("fx_big", "lines"), "lines": 200}
    async with session_of(airflow, server, "viewer") as session:
        page = (await session.call("get_log_tail", target)).structured
        total = page["total_lines"]
        back = [page]
        for _ in range(20):
            target["cursor"] = back[-1]["cursor_before"]
            back.append((await session.call("get_log_tail", target)).structured)
        forward = [back[-1]]
        while len(forward) < len(back):
            target["cursor"] = forward[-1]["cursor_after"]
            forward.append((await session.call("get_log_tail", target)).structured)

    def lines_of(pages):
        return [(line["n"], line["text"]) for page in pages for line in page["lines"]]

    backwards, forwards = lines_of(reversed(back)), lines_of(forward)
    assert forwards == backwards
    assert [number for number, _ in forwards] == list(range(total - len(forwards) + 1, total + 1))
    assert len(forwards) == 21 * 200


async def test_a_cursor_serves_its_user_and_task_only(airflow, server):
    target = {**place("fx_big", "lines"), "lines": 10}
    async with session_of(airflow, server, "viewer") as session:
        cursor = (await session.call("get_log_tail", target)).structured["cursor_before"]
        elsewhere = {**place("fx_big", "wide"), "cursor": cursor}
        assert (await session.call("get_log_tail", elsewhere)).error["cause"] == "cursor_rejected"
        changed = {**target, "cursor": cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")}
        assert (await session.call("get_log_tail", changed)).error["cause"] == "cursor_rejected"
    async with session_of(airflow, server, "alice") as session:
        stolen = {**target, "cursor": cursor}
        assert (await session.call("get_log_tail", stolen)).error["cause"] == "cursor_rejected"


async def test_difficult_logs_come_through_clean(airflow, server):
    async with session_of(airflow, server, "viewer") as session:
        wide = await session.call("get_log_tail", place("fx_big", "wide"))
        hostile = await session.call("get_log_tail", place("fx_hostile", "inject"))
    assert len(wide.everything) < 1 << 20
    # The middle of the line, with the secret, is not shown; it was seen and counted all the same.
    assert wide.structured["redactions"]["count"] >= 1
    shown = flat(hostile.structured["lines"])
    controls = [c for c in shown if ord(c) < 0x20 and c != "\n" or 0xE0000 <= ord(c) <= 0xE007F]
    assert not controls and not set(shown) & set("\u202e\u200b\u200d")
    assert hostile.structured["cleaned_characters"] > 0
    assert '{"event": "json line"' in shown
    numbers = [line["n"] for line in hostile.structured["lines"]]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


async def test_a_running_task_can_be_followed(airflow, server):
    run = f"follow{random.randrange(1 << 32)}"
    airflow.send(
        "PATCH",
        "/api/v2/dags/fx_slow?update_mask=is_paused",
        {
            "Authorization": f"Bearer {airflow.tokens['admin']}",
            "Content-Type": "application/json",
        },
        json.dumps({"is_paused": False}),
    )
    body = {"dag_run_id": run, "logical_date": None}
    assert airflow.post("/api/v2/dags/fx_slow/dagRuns", body, "admin").status == 200
    target = {"dag_id": "fx_slow", "run_id": run, "task_id": "ticker"}
    async with session_of(airflow, server, "viewer") as session:
        seen = 0
        for _ in range(120):
            result = await session.call("get_log_tail", target)
            if not result.is_error:
                ticks = [line["text"] for line in result.structured["lines"]]
                ticks = [text for text in ticks if " tick " in text]
                if ticks and seen:
                    assert all("password=[REDACTED:" in text for text in ticks)
                    if len(ticks) > seen:
                        return
                seen = len(ticks)
            await asyncio.sleep(1)
    pytest.fail("the log of the running task did not grow")
