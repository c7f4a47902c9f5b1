"""How an Airflow is to be started, and the environment variables that say so to Airflow."""
import dataclasses
import hashlib
import json
import os

from lab.errors import LabError
from lab.layout import RECIPE
from planted_secrets import FIRST_SEED, planted_secrets, service_keys

#: Each user's role and team; passwords are the name and `-pw`.
PLAIN_USERS = {"admin": "admin", "op": "op", "user": "user", "viewer": "viewer", "norole": ""}
TEAM_USERS = {"alice": "viewer:team_a", "bob": "viewer:team_b"}
TEAMS = ("team_a", "team_b")

#: Passed on to Airflow from our own environment; everything else, secrets among it, is not.
INHERITED = ("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR")


@dataclasses.dataclass(frozen=True)
class Settings:
    """The options of the command line; the port is chosen by then."""

    port: int = 18080
    lines: int = 20_000
    seed: int = FIRST_SEED
    teams: bool = True
    slow: bool = False
    token_ttl: int = 86_400
    audience: str = ""

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def users(self):
        return {**PLAIN_USERS, **(TEAM_USERS if self.teams else {})}

    @property
    def data(self):
        """What shapes the database; with other values it has to be made anew."""
        digest = hashlib.sha256(json.dumps(planted_secrets(self.seed)).encode())
        for file in sorted(RECIPE.glob("dags*/*")) + [RECIPE / "requirements.lock"]:
            if file.is_file():
                digest.update(file.read_bytes())
        return {
            "lines": self.lines,
            "seed": self.seed,
            "teams": self.teams,
            "fixture": digest.hexdigest(),
        }

    def save(self, path):
        path.write_text(json.dumps(dataclasses.asdict(self), indent=1) + "\n")

    @classmethod
    def load(cls, path):
        """The saved settings, or `None` without any."""
        try:
            return cls(**json.loads(path.read_text()))
        except FileNotFoundError:
            return None
        except (TypeError, ValueError) as error:
            raise LabError(f"{path} is damaged ({error}); run `airflow reset`") from error


def password(user):
    return f"{user}-pw"


def environment(layout, settings):
    """All that Airflow is told; it needs no configuration file."""
    keys = service_keys(settings.seed)
    users = [f"{name}:{role}" for name, role in settings.users.items()]
    values = {
        "CORE__LOAD_EXAMPLES": "False",
        "CORE__DAGS_FOLDER": layout.home / "dags",
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__PARALLELISM": 4,
        "CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(users),
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": layout.passwords,
        "CORE__FERNET_KEY": keys["fernet"],
        "CORE__EXECUTION_API_SERVER_URL": f"{settings.base_url}/execution/",
        # Where the API server looks for the log of a running task; see `log_server.py`.
        "CORE__HOSTNAME_CALLABLE": "loopback_host.name",
        "API__HOST": "127.0.0.1",
        "API__PORT": settings.port,
        "API__WORKERS": 1,
        "API__BASE_URL": settings.base_url,
        "API__SECRET_KEY": keys["api"],
        "API_AUTH__JWT_SECRET": keys["jwt"],
        "API_AUTH__JWT_EXPIRATION_TIME": settings.token_ttl,
        "DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{layout.database}",
        "LOGGING__BASE_LOG_FOLDER": layout.home / "logs",
        "LOGGING__WORKER_LOG_SERVER_PORT": settings.port + 1,
        "SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        "DAG_PROCESSOR__REFRESH_INTERVAL": 30,
        "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": 600,
        "DAG_PROCESSOR__BUNDLE_REFRESH_CHECK_INTERVAL": 15,
        "USAGE_DATA_COLLECTION__ENABLED": "False",
    }
    if settings.teams:
        # SimpleAuthManager then decides for each Dag by its bundle's team, without FAB.
        values["CORE__MULTI_TEAM"] = "True"
        values["DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST"] = json.dumps(
            [bundle("dags-folder"), bundle("team-a", layout.home / "dags_team_a", "team_a")]
        )
    if settings.audience:
        # One audience: Airflow 3.3.2 does not split it at commas, whatever its documents say.
        values["API_AUTH__JWT_AUDIENCE"] = settings.audience
    own = {name: os.environ[name] for name in INHERITED if name in os.environ}
    own["AIRFLOW_HOME"] = str(layout.home)
    own["NO_PROXY"] = "127.0.0.1,localhost"
    return own | {f"AIRFLOW__{name}": str(value) for name, value in values.items()}


def bundle(name, path=None, team=None):
    description = {
        "name": name,
        "classpath": "airflow.dag_processing.bundles.local.LocalDagBundle",
        "kwargs": {"path": str(path)} if path else {},
    }
    return {**description, "team_name": team} if team else description
