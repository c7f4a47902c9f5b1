"""Where everything is."""
import pathlib

RECIPE = pathlib.Path(__file__).resolve().parent.parent
PROJECT = RECIPE.parent.parent
DEFAULT_FOLDER = PROJECT / ".build-airflow"


class Layout:
    """The work folder: `venv` and `tools` are kept by a reset, `home` is not."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.tools = self.folder / "tools"
        self.venv = self.folder / "venv"
        self.home = self.folder / "home"
        self.run = self.folder / "run"

        self.airflow = self.venv / "bin" / "airflow"
        self.database = self.home / "airflow.db"
        self.planted = self.home / "dags" / "planted-secrets.json"
        self.passwords = self.home / "passwords.json"
        #: What the database was made with; in `home`, so that it goes with the database.
        self.made_with = self.home / "made-with.json"

        self.command_lock = self.run / "command.lock"
        self.supervisor_lock = self.run / "supervisor.lock"
        self.settings = self.run / "settings.json"
        self.failure = self.run / "failure.txt"

    def log(self, component):
        return self.run / f"{component}.log"
