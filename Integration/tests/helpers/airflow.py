"""The running Airflow as the tests see it: requests sent as they are written, as any user."""
import base64
import dataclasses
import functools
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "airflow"))

from planted_secrets import service_keys  # noqa: E402

#: Everyone but `norole` reads Dags; `op` and `admin` read variables and connections as well.
USERS = ("admin", "op", "user", "viewer", "norole", "alice", "bob")
TEAM_DAG = "fx_team_a"
RUN = "fx1"


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def content_type(self):
        return self.headers.get("content-type", "").partition(";")[0]

    @functools.cached_property
    def json(self):
        return json.loads(self.body)

    @property
    def records(self):
        """The lines of NDJSON, decoded."""
        return [json.loads(line) for line in self.body.splitlines() if line]


class Airflow:
    """What `airflow start` printed, and requests to it."""

    def __init__(self, summary):
        self.base_url = summary["base_url"]
        self.users = summary["users"]
        self.tokens = summary["tokens"]
        self.runs = summary["runs"]
        self.lines = summary["lines"]
        self.seed = summary["seed"]
        self.planted = json.loads(pathlib.Path(summary["planted"]).read_text())

    @classmethod
    def from_environment(cls):
        name = os.environ.get("AIRFLOW_TEST_SUMMARY")
        if name is None:
            raise RuntimeError("AIRFLOW_TEST_SUMMARY is not set; run the tests by Integration/run")
        return cls(json.loads(pathlib.Path(name).read_text()))

    def send(self, method, path, headers=None, body=None, seconds=120):
        """One request whose path goes out byte for byte; redirects are not followed."""
        place = urllib.parse.urlsplit(self.base_url)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=seconds)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read())
        finally:
            connection.close()

    def get(self, path, user=None, token=None, accept="application/json", **headers):
        """`GET` below `/api/v2/`, as a user or with any token."""
        sent = {"Accept": accept, **{name.replace("_", "-"): v for name, v in headers.items()}}
        if user is not None:
            token = self.tokens[user]
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        return self.send("GET", f"/api/v2/{path}", sent)

    def post(self, path, body, user=None):
        """`POST` from the root."""
        sent = {"Content-Type": "application/json", "Accept": "application/json"}
        if user is not None:
            sent["Authorization"] = f"Bearer {self.tokens[user]}"
        return self.send("POST", path, sent, json.dumps(body))

    def patch(self, path, body, user):
        """`PATCH` below `/api/v2/`."""
        sent = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Authorization": f"Bearer {self.tokens[user]}",
        }
        return self.send("PATCH", f"/api/v2/{path}", sent, json.dumps(body))

    def delete(self, path, user):
        """`DELETE` below `/api/v2/`."""
        sent = {"Authorization": f"Bearer {self.tokens[user]}"}
        return self.send("DELETE", f"/api/v2/{path}", sent)

    def new_token(self, user):
        """A token of its own, for tests that have it revoked."""
        login = {"username": user, "password": self.users[user]}
        return self.post("/auth/token", login).json["access_token"]

    def forged_token(self, key=None, **changes):
        """A token with other claims, signed with Airflow's key or another one."""
        claims = {
            "sub": "admin",
            "role": "ADMIN",
            "teams": [],
            "jti": f"forged-{time.time_ns()}",
            "aud": "apache-airflow",
            "nbf": int(time.time()) - 60,
            "iat": int(time.time()) - 60,
            "exp": int(time.time()) + 3600,
        }
        claims |= changes
        signed = f"{part({'alg': 'HS512', 'typ': 'JWT'})}.{part(claims)}"
        key = key or service_keys(self.seed)["jwt"]
        digest = hmac.new(key.encode(), signed.encode(), hashlib.sha512).digest()
        return f"{signed}.{unpadded(digest)}"

    def log(self, dag, task, attempt=1, user="admin", map_index=-1, run=RUN):
        """A whole log, as records."""
        answer = self.get(
            log_path(dag, task, attempt, run) + f"?map_index={map_index}",
            user,
            accept="application/x-ndjson",
        )
        assert answer.status == 200, (dag, task, attempt, answer.status, answer.body[:200])
        return answer.records


def log_path(dag, task, attempt=1, run=RUN):
    return f"dags/{dag}/dagRuns/{run}/taskInstances/{task}/logs/{attempt}"


def claims_of(token):
    """What a token says of itself."""
    text = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def part(value):
    return unpadded(json.dumps(value).encode())


def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
