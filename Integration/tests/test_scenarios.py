"""What a person on call asks, answered by the tools alone: each argument that is not part of the
question comes from an answer before."""
import pytest

from helpers.calls import LONG_AGO
from helpers.clients import flat, session_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ask(airflow, server):
    async with session_of(airflow, server, "viewer") as session:

        async def call(tool, **arguments):
            result = await session.call(tool, arguments)
            assert not result.is_error, (tool, arguments, result.text)
            return result.structured

        yield call


async def test_what_failed_and_why(ask):
    failures = (await ask("list_failures", since=LONG_AGO))["failures"]
    failure = next(one for one in failures if one["dag_id"] == "fx_failing")
    found = await ask("diagnose_run", dag_id=failure["dag_id"], run_id=failure["dag_run_id"])
    task = next(one for one in found["failed_tasks"] if one["task_id"] == failure["task_id"])
    shown = flat(task["log"])
    # The exception, what it came from, and nothing of the keys in both.
    for words in ("RuntimeError", "upload failed with key", "ConnectionError", "could not connect"):
        assert words in shown
    assert "[REDACTED:" in shown
    assert found["upstream_failed"] == ["downstream"] and found["next_steps"]
    # A closer look at the first of its error lines.
    place = {key: failure[key] for key in ("dag_id", "task_id")} | {"run_id": failure["dag_run_id"]}
    errors = await ask("get_task_log", **place, mode="errors")
    line = errors["error_lines"][0]
    around = await ask("get_task_log", **place, mode="around", line=line)
    assert line in [one["n"] for one in around["lines"]]


async def test_the_latest_failed_run_is_found_without_its_name(ask):
    found = await ask("diagnose_run", dag_id="fx_mapped")
    assert found["dag_run"]["state"] == "failed"
    assert [task["map_index"] for task in found["failed_tasks"]] == [2]
    assert "bad item 2" in flat(found["failed_tasks"])


async def test_since_when(ask):
    runs = (await ask("list_dag_runs", dag_id="fx_failing"))["dag_runs"]
    run = min((run for run in runs if run["state"] == "failed"), key=lambda run: run["run_after"])
    instances = await ask(
        "list_task_instances", dag_id="fx_failing", run_id=run["dag_run_id"], state=["failed"]
    )
    task = instances["task_instances"][0]
    tries = await ask(
        "list_task_tries",
        dag_id="fx_failing",
        run_id=run["dag_run_id"],
        task_id=task["task_id"],
    )
    tries = tries["tries"]
    assert [one["try_number"] for one in tries] == [1, 2, 3]
    starts = [one["start_date"] for one in tries]
    assert starts == sorted(starts) and starts[0] >= run["start_date"]


async def test_what_changed(ask):
    dag = await ask("get_dag", dag_id="fx_failing")
    versions = [one["version_number"] for one in dag["versions"]]
    runs = (await ask("list_dag_runs", dag_id="fx_failing"))["dag_runs"]
    run = await ask("get_dag_run", dag_id="fx_failing", run_id=runs[0]["dag_run_id"])
    # The run had a version that the Dag knows, and the source of it can be read.
    version = run["dag_run"]["dag_versions"][-1]
    assert version in versions
    source = await ask("get_dag_source", dag_id="fx_failing", version=version)
    assert "could not connect to" in flat(source)
    events = await ask("list_events", dag_id="fx_failing")
    assert any("trigger" in one["event"] for one in events["events"])


async def test_is_it_the_platform(ask):
    health = await ask("get_health", dag_ids=["fx_failing"])
    parts = health["components"]
    assert {parts[name]["status"] for name in ("metadatabase", "scheduler")} == {"healthy"}
    assert health["pools"][0]["open_slots"] > 0
    assert health["dag_runs"][0]["failed"] >= 1


async def test_where_is_my_dag(ask):
    assert (await ask("list_dags", dag_id_prefix="fx_broken"))["dags"] == []
    errors = (await ask("list_import_errors"))["import_errors"]
    error = next(one for one in errors if "fx_broken" in one["filename"])
    assert "Traceback" in error["stack_trace"] or "Error" in error["stack_trace"]


async def test_which_of_the_mapped_ones(ask):
    runs = (await ask("list_dag_runs", dag_id="fx_mapped"))["dag_runs"]
    place = {"dag_id": "fx_mapped", "run_id": runs[0]["dag_run_id"]}
    failed = (await ask("list_task_instances", **place, state=["failed"]))["task_instances"]
    assert len(failed) == 1
    place |= {"task_id": failed[0]["task_id"], "map_index": failed[0]["map_index"]}
    assert "bad item 2" in flat(await ask("get_task_log", **place, mode="errors"))
    assert (await ask("get_task_instance", **place))["task_instance"]["state"] == "failed"


async def test_what_does_it_stop(ask):
    structure = await ask("get_dag_structure", dag_id="fx_failing")
    after = {one["task_id"]: one["downstream"] for one in structure["tasks"]}
    assert after["chained"] == ["downstream"]
    used = await ask("list_assets")
    assert "assets" in used
