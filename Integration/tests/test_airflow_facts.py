"""The facts about Airflow that the server is built on, so that a changed Airflow is noticed."""
import time

import pytest

from helpers.airflow import RUN, TEAM_DAG, USERS, claims_of, log_path

NOT_AUTHENTICATED = (401, {"detail": "Not authenticated"})
EXPIRED = (401, {"detail": "Token Expired"})
INVALID = (403, {"detail": "Invalid JWT token"})
FORBIDDEN = (403, {"detail": "Forbidden"})
NO_ROUTE = (404, {"error": "API route not found"})
NO_INSTANCE = (404, {"detail": "TaskInstance not found"})
NDJSON = "application/x-ndjson"
PRINTED = log_path("fx_secrets", "stdout_secrets")


def outcome(answer):
    return answer.status, answer.json


def test_the_version_is_told_without_a_login(airflow):
    assert airflow.get("version").json["version"] == "3.3.2"
    assert airflow.get("monitor/health").status == 200


# Who is asking


def expired_token(airflow, past):
    """One whose end was so many seconds ago."""
    now = int(time.time())
    return airflow.forged_token(iat=now - 7200, nbf=now - 7200, exp=now - past)


AUTHENTICATION = {
    "nothing": (lambda airflow: {}, NOT_AUTHENTICATED),
    "basic": (lambda airflow: {"Authorization": "Basic YWRtaW46YWRtaW4tcHc="}, NOT_AUTHENTICATED),
    "another scheme": (lambda airflow: {"Authorization": "Token abc"}, NOT_AUTHENTICATED),
    "expired": (lambda airflow: bearer(expired_token(airflow, past=60)), EXPIRED),
    "garbage": (lambda airflow: bearer("garbage"), INVALID),
    "another key": (lambda airflow: bearer(airflow.forged_token(key="k" * 64)), INVALID),
    "another audience": (lambda airflow: bearer(airflow.forged_token(aud="another")), INVALID),
}


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("case", AUTHENTICATION)
def test_a_bad_credential_has_the_answer_that_tells_it_apart(airflow, case):
    headers, expected = AUTHENTICATION[case]
    answer = airflow.send("GET", "/api/v2/dags", headers(airflow))
    assert outcome(answer) == expected
    assert "www-authenticate" not in answer.headers


def test_a_forged_token_with_the_right_key_is_accepted_even_seconds_after_its_end(airflow):
    """Else the refusals above would prove nothing."""
    assert airflow.get("dags", token=airflow.forged_token()).status == 200
    assert airflow.get("dags", token=expired_token(airflow, past=4)).status == 200


def test_logging_out_by_get_revokes_the_token(airflow):
    token = airflow.new_token("viewer")
    assert airflow.get("dags", token=token).status == 200
    answer = airflow.get("auth/logout", token=token)
    assert (answer.status, answer.headers["location"]) == (307, "/auth/login")
    assert outcome(airflow.get("dags", token=token)) == INVALID


def test_a_new_token_tells_its_life_only_inside(airflow):
    answer = airflow.post("/auth/token", {"username": "viewer", "password": "viewer-pw"})
    assert answer.status == 201 and list(answer.json) == ["access_token"]
    claims = claims_of(answer.json["access_token"])
    assert claims["sub"] == "viewer" and claims["aud"] == "apache-airflow"
    assert claims["exp"] - claims["iat"] == 86_400
    short = airflow.post("/auth/token/cli", {"username": "viewer", "password": "viewer-pw"})
    claims = claims_of(short.json["access_token"])
    assert short.status == 201 and claims["exp"] - claims["iat"] == 3600


def test_a_wrong_password_is_not_authenticated(airflow):
    answer = airflow.post("/auth/token", {"username": "viewer", "password": "wrong"})
    assert outcome(answer) == (401, {"detail": "Invalid credentials"})


# What each user may read

#: The statuses for admin, op, user, viewer, norole, alice and bob.
PERMISSIONS = {
    "dags": (200, 200, 200, 200, 403, 200, 200),
    "dags/~/dagRuns": (200, 200, 200, 200, 403, 200, 200),
    "dags/fx_secrets": (200, 200, 200, 200, 403, 200, 200),
    "dags/fx_secrets/details": (200, 200, 200, 200, 403, 200, 200),
    f"dags/fx_secrets/dagRuns/{RUN}": (200, 200, 200, 200, 403, 200, 200),
    PRINTED: (200, 200, 200, 200, 403, 200, 200),
    "dagSources/fx_secrets": (200, 200, 200, 200, 403, 200, 200),
    "importErrors": (200, 200, 200, 200, 403, 200, 200),
    "eventLogs": (200, 200, 200, 200, 403, 200, 200),
    "assets": (200, 200, 200, 200, 403, 200, 200),
    "pools": (200, 200, 200, 200, 403, 200, 200),
    "variables": (200, 200, 403, 403, 403, 403, 403),
    "connections": (200, 200, 403, 403, 403, 403, 403),
    f"dags/{TEAM_DAG}": (200, 403, 403, 403, 403, 200, 403),
    f"dags/{TEAM_DAG}/dagRuns": (200, 403, 403, 403, 403, 200, 403),
    f"dagSources/{TEAM_DAG}": (200, 403, 403, 403, 403, 200, 403),
    log_path(TEAM_DAG, "private_log"): (200, 403, 403, 403, 403, 200, 403),
    f"eventLogs?dag_id={TEAM_DAG}": (200, 403, 403, 403, 403, 200, 403),
}


@pytest.mark.parametrize("path", PERMISSIONS)
def test_each_role_may_read_what_the_table_says(airflow, path):
    answers = {user: airflow.get(path, user) for user in USERS}
    statuses = tuple(answers[user].status for user in USERS)
    assert statuses == PERMISSIONS[path]
    for answer in answers.values():
        if answer.status == 403:
            assert outcome(answer) == FORBIDDEN


@pytest.mark.parametrize(
    "path, field",
    [
        ("dags", "dags"),
        ("dags/~/dagRuns", "dag_runs"),
        ("dags/~/dagRuns/~/taskInstances", "task_instances"),
        ("eventLogs", "event_logs"),
    ],
)
def test_lists_leave_out_what_a_user_may_not_see(airflow, path, field):
    readers = [user for user in USERS if user != "norole"]
    seen = {
        user
        for user in readers
        if any(entry["dag_id"] == TEAM_DAG for entry in all_entries(airflow, path, field, user))
    }
    assert seen == {"admin", "alice"}


def all_entries(airflow, path, field, user):
    """A whole list, page by page."""
    entries, total = [], 1
    while len(entries) < total:
        page = airflow.get(f"{path}?limit=100&offset={len(entries)}", user)
        assert page.status == 200 and (page.json[field] or not entries)
        entries += page.json[field]
        total = page.json["total_entries"]
    return entries


def test_the_configuration_is_not_exposed(airflow):
    answer = airflow.get("config", "admin")
    assert answer.status == 403
    assert answer.json["detail"].startswith("Your Airflow administrator chose not to expose")


# What is not there


@pytest.mark.parametrize("user", [user for user in USERS if user != "norole"])
def test_a_missing_dag_is_missing_for_everyone(airflow, user):
    answer = airflow.get("dags/nope", user)
    assert outcome(answer) == (404, {"detail": "The Dag with ID: `nope` was not found"})


@pytest.mark.parametrize(
    "path, expected",
    [
        (
            "dags/fx_big/dagRuns/nope",
            "The DagRun with dag_id: `fx_big` and run_id: `nope` was not found",
        ),
        (
            f"dags/fx_big/dagRuns/{RUN}/taskInstances/nope",
            f"The Task Instance with dag_id: `fx_big`, run_id: `{RUN}` and task_id: `nope` "
            "was not found",
        ),
        (
            f"dags/fx_mapped/dagRuns/{RUN}/taskInstances/work",
            "Task instance is mapped, add the map_index value to the URL",
        ),
        (log_path("fx_mapped", "work"), "TaskInstance not found"),
        (log_path("fx_secrets", "stdout_secrets", 9), "TaskInstance not found"),
    ],
)
def test_the_kinds_of_not_found_differ_by_their_text(airflow, path, expected):
    assert outcome(airflow.get(path, "admin")) == (404, {"detail": expected})


def test_an_unknown_route_is_an_error_and_an_unknown_page_is_html(airflow):
    assert outcome(airflow.get("nope", "admin")) == NO_ROUTE
    page = airflow.send("GET", "/nope", bearer(airflow.tokens["admin"]))
    assert (page.status, page.content_type) == (200, "text/html")


def test_other_methods_than_get_are_refused(airflow):
    for method in ("HEAD", "OPTIONS", "PUT"):
        answer = airflow.send(method, "/api/v2/version")
        assert (answer.status, answer.headers["allow"]) == (405, "GET")


# Paths


def test_an_encoded_slash_is_decoded_before_routing(airflow):
    answer = airflow.get(f"dags/fx_big%2FdagRuns%2F{RUN}", "admin")
    assert answer.status == 200 and answer.json["dag_run_id"] == RUN


def test_dots_in_a_path_are_not_resolved(airflow):
    assert outcome(airflow.get("dags/..%2f..%2fconnections", "admin")) == NO_ROUTE
    assert outcome(airflow.get("dags/../connections", "admin")) == NO_ROUTE


# Lists


def test_a_large_limit_is_clamped_in_silence(airflow):
    total = airflow.get("eventLogs?limit=1", "admin").json["total_entries"]
    assert len(airflow.get("eventLogs", "admin").json["event_logs"]) == min(50, total)
    assert len(airflow.get("eventLogs?limit=1000", "admin").json["event_logs"]) == min(100, total)
    assert total > 50


@pytest.mark.parametrize("query", ["limit=-1", "limit=abc"])
def test_a_bad_limit_is_unprocessable_and_echoed(airflow, query):
    answer = airflow.get(f"dags?{query}", "admin")
    assert answer.status == 422
    assert answer.json["detail"][0]["input"] == query.partition("=")[2]


def test_an_unknown_sort_key_is_a_bad_request(airflow):
    assert airflow.get("dags?order_by=nope", "admin").status == 400


@pytest.mark.parametrize(
    "path, field, key",
    [
        ("dags/~/dagRuns", "dag_runs", "dag_id"),
        ("dags/~/dagRuns/~/taskInstances", "task_instances", "id"),
    ],
)
def test_cursors_page_through_runs_and_task_instances(airflow, path, field, key):
    everything = airflow.get(f"{path}?limit=100", "admin").json[field]
    seen, cursor = [], ""
    while cursor is not None:
        page = airflow.get(f"{path}?limit=4&cursor={cursor}", "admin")
        assert page.status == 200
        seen += page.json[field]
        cursor = page.json["next_cursor"]
    assert sorted(entry[key] for entry in seen) == sorted(entry[key] for entry in everything)
    assert len(everything) > 4


def test_answers_carry_nothing_to_revalidate_them_by(airflow):
    headers = airflow.get("dags", "admin").headers
    assert not {"etag", "cache-control", "last-modified", "x-ratelimit-limit"} & headers.keys()


def test_a_list_of_dags_carries_a_capability(airflow):
    assert all(dag["file_token"] for dag in airflow.get("dags", "viewer").json["dags"])


# Logs


def test_the_probe_of_a_log_tells_permission(airflow):
    probe = log_path("fx_secrets", "stdout_secrets", 0)
    for user in ("admin", "op", "user", "viewer", "alice", "bob"):
        assert outcome(airflow.get(probe, user)) == NO_INSTANCE
    assert outcome(airflow.get(probe, "norole")) == FORBIDDEN
    assert outcome(airflow.get(probe)) == NOT_AUTHENTICATED
    assert outcome(airflow.get(probe, token=expired_token(airflow, past=60))) == EXPIRED
    assert outcome(airflow.get(probe, token="garbage")) == INVALID


def test_the_probe_of_another_teams_log_is_forbidden(airflow):
    probe = log_path(TEAM_DAG, "private_log", 0)
    assert outcome(airflow.get(probe, "alice")) == NO_INSTANCE
    assert outcome(airflow.get(probe, "bob")) == FORBIDDEN


def test_a_task_that_never_ran_has_a_log_of_try_zero(airflow):
    answer = airflow.get(log_path("fx_failing", "downstream", 0), "viewer")
    assert answer.status == 200
    events = [record["event"] for record in answer.json["content"]]
    assert events[-1].startswith("Task did not run because upstream task(s) failed")


def test_a_log_is_streamed_as_lines_of_json(airflow):
    answer = airflow.get(PRINTED, "viewer", accept=NDJSON)
    assert (answer.status, answer.content_type) == (200, NDJSON)
    assert answer.headers["transfer-encoding"] == "chunked"
    assert "airflow-continuation-token" in answer.headers
    records = answer.records
    assert records[0]["event"] == "::group::Log message source details"
    printed = next(record for record in records if record["event"] == "starting export")
    assert printed["level"] == "info" and printed["logger"] == "task.stdout"
    assert answer.body.endswith(b"\n")


def test_a_finished_log_as_json_comes_whole_and_without_a_token(airflow):
    answer = airflow.get(PRINTED, "viewer")
    assert answer.content_type == "application/json"
    assert answer.json["continuation_token"] is None
    lines = airflow.get(PRINTED, "viewer", accept=NDJSON).records
    assert [record["event"] for record in answer.json["content"]] == [
        record["event"] for record in lines
    ]


def test_a_log_can_be_compressed(airflow):
    answer = airflow.get(PRINTED, "viewer", accept=NDJSON, Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "path, accept, status",
    [
        (PRINTED, "text/plain", 406),
        (PRINTED + "?token=abc", "application/json", 400),
        (log_path("fx_secrets", "stdout_secrets", -1), "application/json", 422),
    ],
)
def test_a_log_refuses_what_it_does_not_know(airflow, path, accept, status):
    assert airflow.get(path, "admin", accept=accept).status == status


def test_the_big_log_holds_every_line_once_and_in_order(airflow):
    records = airflow.log("fx_big", "lines")
    printed = [record["event"] for record in records if record.get("logger") == "task.stdout"]
    numbered = [event for event in printed if event[:8].isdigit()]
    assert [int(event[:8]) for event in numbered] == list(range(airflow.lines))
    late = next(secret["value"] for secret in airflow.planted if secret["id"] == "late")
    assert printed[-1] == "FINAL " + late


def test_a_wide_line_is_one_record(airflow):
    lengths = [len(record["event"]) for record in airflow.log("fx_big", "wide")]
    assert max(lengths) > 3_000_000


def test_a_block_is_one_record_a_line(airflow):
    events = [record["event"] for record in airflow.log("fx_secrets", "stdout_secrets")]
    assert "-----BEGIN RSA PRIVATE KEY-----" in events
    assert "-----END RSA PRIVATE KEY-----" in events


def test_a_hostile_log_keeps_control_characters_and_forged_records_are_text(airflow):
    records = airflow.log("fx_hostile", "inject")
    events = [record["event"] for record in records]
    marks = ("\x1b[2J", "\u202e", "\U000e0041")
    assert any(all(mark in event for mark in marks) for event in events)
    assert any("nul \x00 bell \x07 cr\rover" in event for event in events)
    assert any("bad utf8 \ufffd" in event for event in events)
    assert '{"event": "json line", "level":"warning","timestamp":"2020-01-01T00:00:00Z"}' in events


def test_an_exception_is_one_record_with_its_causes(airflow):
    details = [
        record["error_detail"]
        for record in airflow.log("fx_failing", "chained", 3)
        if record.get("error_detail")
    ]
    assert [part["exc_type"] for part in details[0]] == ["RuntimeError", "ConnectionError"]
    assert all("filename" in frame for part in details[0] for frame in part["frames"])


def test_every_try_has_its_log(airflow):
    for attempt in (1, 2, 3):
        assert airflow.log("fx_failing", "chained", attempt)


# Secrets

#: What Airflow itself keeps from a viewer.
MASKED = {
    "jwt_hs", "struct_kw", "tpl_env_pw", "tpl_kwargs", "var_secret", "conn_pw", "conn_extra",
}  # fmt: skip


def readable_surfaces(airflow, user):
    """All that a user reads of the fixture, as bytes."""
    pages = [
        "dags?limit=100", "dags/~/dagRuns?limit=100", "importErrors",
        "dagSources/fx_secrets", "dagSources/fx_source", "dags/fx_secrets/details",
        "dags/fx_secrets/tasks",
    ]  # fmt: skip
    yield flat(all_entries(airflow, "eventLogs", "event_logs", user))
    path = "dags/~/dagRuns/~/taskInstances"
    for instance in all_entries(airflow, path, "task_instances", user):
        base = "dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances/{task_id}".format(**instance)
        index = instance["map_index"]
        pages.append(base if index < 0 else f"{base}/{index}")
        tries = range(1, instance["try_number"] + 1)
        pages += [f"{base}/logs/{attempt}?map_index={index}" for attempt in tries]
    entries = f"dags/fx_secrets/dagRuns/{RUN}/taskInstances/xcoms/xcomEntries"
    pages += [f"{entries}/creds", f"{entries}/return_value"]
    for page in pages:
        answer = airflow.get(page, user)
        assert answer.status == 200, page
        yield flat(answer.json)


def flat(value):
    """All texts of an answer, unescaped, a line each."""
    if isinstance(value, dict):
        return "\n".join(flat(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return "\n".join(flat(part) for part in value)
    return str(value)


def test_the_planted_secrets_have_their_size(airflow):
    assert len(airflow.planted) == 66


def test_a_viewer_reads_all_planted_secrets_but_seven(airflow):
    """Else a server that lets none through would prove nothing."""
    texts = list(readable_surfaces(airflow, "viewer"))
    hidden = {
        secret["id"]
        for secret in airflow.planted
        if not any(secret["probe"] in text for text in texts)
    }
    assert hidden == MASKED
