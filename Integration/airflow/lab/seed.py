"""Writes the fixture's files, fills the database, and starts the runs that the tests read."""
import json
import shutil
import sqlite3
import time

from lab.errors import LabError
from lab.layout import RECIPE
from lab.settings import TEAMS, password
from lab.web import call
from planted_secrets import planted_secrets

RUN = "fx1"
DAGS = ("fx_secrets", "fx_failing", "fx_mapped", "fx_big", "fx_slow", "fx_hostile", "fx_source")
TEAM_DAG = "fx_team_a"


def write_files(layout, settings):
    """The Dags, the planted secrets, the users' passwords, and the name of this host."""
    planted = planted_secrets(settings.seed)
    literal = next(secret["value"] for secret in planted if secret["id"] == "src_lit")
    for folder in ("dags", "dags_team_a"):
        target = layout.home / folder
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(
            RECIPE / folder, target, ignore=shutil.ignore_patterns("*.in", "__pycache__")
        )
    source = (RECIPE / "dags" / "fx_source.py.in").read_text()
    (layout.home / "dags" / "fx_source.py").write_text(source.replace("@SRC_LIT@", literal))
    layout.planted.write_text(json.dumps(planted, indent=1) + "\n")
    passwords = {user: password(user) for user in settings.users}
    layout.passwords.write_text(json.dumps(passwords) + "\n")
    config = layout.home / "config"
    config.mkdir(exist_ok=True)
    host = 'def name():\n    """What Airflow calls this host."""\n    return "127.0.0.1"\n'
    (config / "loopback_host.py").write_text(host)


def create_teams(layout):
    """The rows that `airflow teams create` writes, without its start of 5 s for each."""
    with sqlite3.connect(layout.database) as database:
        for team in TEAMS:
            database.execute("INSERT OR IGNORE INTO team (name) VALUES (?)", (team,))
    database.close()


class Seeder:
    """Talks to a running Airflow as its admin; `pause` waits, and raises when it is too late."""

    def __init__(self, settings, admin, pause, say):
        self.settings = settings
        self.admin = admin
        self.pause = pause
        self.say = say
        planted = planted_secrets(settings.seed)
        self.planted = {secret["id"]: secret["value"] for secret in planted}

    def ask(self, method, path, body=None):
        url = f"{self.settings.base_url}/api/v2/{path}"
        return call(method, url, body, self.admin)

    def must(self, method, path, body=None, also=()):
        status, answer = self.ask(method, path, body)
        if not (200 <= status < 300 or status in also):
            raise LabError(f"{method} {path} was answered {status}: {str(answer)[:300]}")
        return status, answer

    def wait_for_dags(self):
        """Until all Dags are parsed and the broken one is reported."""
        wanted = set(DAGS) | ({TEAM_DAG} if self.settings.teams else set())
        while True:
            status, answer = self.ask("GET", "dags?limit=100")
            known = {dag["dag_id"] for dag in answer["dags"]} if status == 200 else set()
            if wanted <= known and self.ask("GET", "importErrors")[1].get("total_entries"):
                break
            self.pause("parsing the Dags: " + ", ".join(sorted(wanted - known)))
        self.say("parsed the Dags")

    def fill(self):
        """Variables and connections, before the runs that read them."""
        planted = self.planted
        for key, name in {
            "fx_api_secret": "var_secret",
            "fx_plain": "var_plain",
            "fx_templ": "tpl_var",
        }.items():
            variable = {"key": key, "value": planted[name], "description": "fixture"}
            self.put("variables", key, variable)
        extra = json.dumps({"api_key": planted["conn_extra"], "region": "eu"})
        database = {
            "connection_id": "fx_db",
            "conn_type": "postgres",
            "host": "db",
            "login": "u",
            "password": planted["conn_pw"],
            "schema": "s",
            "extra": extra,
            "description": "made by " + planted["conn_desc"],
        }
        self.put("connections", "fx_db", database)
        hook = {
            "connection_id": "fx_slack",
            "conn_type": "http",
            "host": "https://hooks/" + planted["conn_host"],
        }
        self.put("connections", "fx_slack", hook)

    def put(self, collection, key, body):
        status, _ = self.must("POST", collection, body, also=(409,))
        if status == 409:
            self.must("PATCH", f"{collection}/{key}", body)

    def start_runs(self):
        """One run of each Dag but the slow one; a run that is there already stays as it is."""
        secret = self.planted["conf_pw"]
        bodies = {
            "fx_secrets": {
                "conf": {"db_password": secret, "note": "pw is " + secret},
                "note": "rotate " + self.planted["note"],
            },
            "fx_failing": {},
            "fx_mapped": {},
            "fx_hostile": {},
            "fx_source": {},
        }
        if self.settings.teams:
            bodies[TEAM_DAG] = {}
        if self.settings.lines:
            bodies["fx_big"] = {"conf": {"n": self.settings.lines}}
        for dag, body in bodies.items():
            self.start_run(dag, RUN, body)
        return dict.fromkeys(bodies, RUN)

    def start_slow_run(self):
        """A task that writes a line every second for 15 minutes."""
        run = f"slow{int(time.time())}"
        self.start_run("fx_slow", run, {})
        return run

    def start_run(self, dag, run, body):
        self.must("PATCH", f"dags/{dag}?update_mask=is_paused", {"is_paused": False})
        body = {"dag_run_id": run, "logical_date": None, **body}
        self.must("POST", f"dags/{dag}/dagRuns", body, also=(409,))

    def wait_for_runs(self, runs):
        states = {}
        while True:
            for dag, run in runs.items():
                if states.get(dag) not in ("success", "failed"):
                    _, answer = self.must("GET", f"dags/{dag}/dagRuns/{run}")
                    states[dag] = answer["state"]
            if all(state in ("success", "failed") for state in states.values()):
                break
            self.pause(f"running the Dags: {states}")
        expected = {dag: "success" for dag in runs}
        expected |= {dag: "failed" for dag in ("fx_failing", "fx_mapped") if dag in runs}
        if states != expected:
            raise LabError(f"the runs ended otherwise than they should: {states}")
        self.say("ran the Dags")

    def wait_for_ticks(self, run):
        """Until the slow task writes."""
        path = f"dags/fx_slow/dagRuns/{run}/taskInstances/ticker"
        while self.must("GET", path)[1]["state"] != "running":
            self.pause("starting the slow task")
