"""The calls of all tools that tests make, beside what each of them asks of Airflow."""
from helpers.airflow import RUN, TEAM_DAG, log_path

LONG_AGO = "2020-01-01T00:00:00Z"


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
