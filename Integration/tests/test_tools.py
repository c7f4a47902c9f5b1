"""The list of tools and the form of their answers, with every client over both transports."""
import json

import jsonschema
import pytest

from helpers.calls import CALLS
from helpers.clients import MODES, TRANSPORTS, session_of

pytestmark = pytest.mark.anyio

TOOLS = {
    "diagnose_run", "get_dag", "get_dag_run", "get_dag_source", "get_dag_structure", "get_health",
    "get_log_tail", "get_task_instance", "get_task_log", "get_xcom", "list_asset_events",
    "list_assets", "list_connections", "list_dag_runs", "list_dags", "list_events",
    "list_failures", "list_import_errors", "list_task_instances", "list_task_tries",
    "list_variables",
}  # fmt: skip
MOST_BYTES_OF_THE_LIST = 24 * 1024


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


async def test_answers_have_the_form_that_their_schema_promises(airflow, server):
    async with session_of(airflow, server, "admin") as session:
        tools = await session.tools()
        for tool, arguments, _ in CALLS + [("get_health", {}, "")]:
            result = await session.call(tool, arguments)
            if not result.is_error:
                jsonschema.validate(result.structured, tools[tool]["outputSchema"])
