"""Installs pinned packages from PyPI into virtual environments of the work folder."""
import hashlib
import os
import pathlib
import shutil
import sys

from lab.errors import LabError
from lab.layout import RECIPE
from lab.processes import run_logged

UV = "uv==0.13.9"
SECONDS = 600
CERTIFICATES = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")


def install_airflow(layout, owner, say):
    """The environment in which Airflow runs, with exactly what the lock names."""
    lock = RECIPE / "requirements.lock"
    if install(layout, layout.venv, lock, owner):
        say("installed Airflow")


def install(layout, venv, lock, owner):
    """Makes `venv` hold what `lock` names; `False` if it did so already."""
    if not (3, 10) <= sys.version_info[:2] <= (3, 14):
        raise LabError(
            f"Airflow 3.3 needs Python 3.10 to 3.14, and this is {sys.version.split()[0]} "
            f"({sys.executable})"
        )
    stamp = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version}\n"
    mark = venv / "installed-from"
    if mark.exists() and mark.read_text() == stamp:
        return False
    layout.run.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    uv = install_uv(layout, owner)
    log = layout.log(f"install-{venv.name}")
    environment = environment_of_installers()
    create = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, venv]
    run_logged(create, log, environment, owner, SECONDS)
    python = venv / "bin" / "python"
    fill = [uv, "pip", "sync", "--quiet", "--python", python, lock]
    run_logged(fill, log, environment, owner, SECONDS)
    mark.write_text(stamp)
    return True


def install_uv(layout, owner):
    """uv, by pip: it installs the rest in seconds instead of a minute."""
    uv = layout.tools / "bin" / "uv"
    mark = layout.tools / "installed"
    if mark.exists() and mark.read_text() == UV:
        return uv
    log = layout.log("install-tools")
    shutil.rmtree(layout.tools, ignore_errors=True)
    environment = environment_of_installers()
    create = [sys.executable, "-m", "venv", layout.tools]
    run_logged(create, log, environment, owner, SECONDS)
    pip = [layout.tools / "bin" / "pip", "install", "--quiet", UV]
    run_logged(pip, log, environment, owner, SECONDS)
    mark.write_text(UV)
    return uv


def environment_of_installers():
    """Ours, and the system's certificates for uv, which has a list of its own otherwise."""
    values = dict(os.environ)
    if CERTIFICATES.exists():
        values.setdefault("SSL_CERT_FILE", str(CERTIFICATES))
    return values
