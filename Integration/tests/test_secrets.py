"""Which planted secrets reach a client over all tools, and what stays readable around them."""
import collections

import pytest

from helpers.airflow import RUN
from helpers.calls import CALLS, place
from helpers.clients import is_original_but_for_secrets, session_of

pytestmark = pytest.mark.anyio

#: What no rule can tell from other text, and why. A team registers such values (--secrets-file).
UNDETECTABLE = {
    "hexkey": "64 hexadecimal digits behind the word `key`: a digest looks the same",
    "tpl_env": "20 letters and digits in a variable with the name ENDPOINT",
}


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


async def test_hardly_a_planted_secret_reaches_the_client(airflow, server):
    leaked = collections.Counter()
    answers = 0
    async with session_of(airflow, server, "admin") as session:
        async for result in all_answers(airflow, session):
            answers += 1
            assert airflow.tokens["admin"] not in result.everything
            for secret in airflow.planted:
                if secret["probe"] in result.everything:
                    leaked[secret["id"]] += 1
    assert answers > 150
    assert set(leaked) <= set(UNDETECTABLE), f"{len(leaked)} of {len(airflow.planted)}: {leaked}"


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
