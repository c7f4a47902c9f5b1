"""What all tests share: the running Airflow, and that none of them may be skipped."""
import pytest

from helpers.airflow import Airflow
from helpers.server import Server


@pytest.fixture(scope="session")
def airflow():
    return Airflow.from_environment()


@pytest.fixture(scope="session")
def server(airflow):
    with Server(airflow.base_url).listening() as running:
        yield running


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; no test of this lane may be"
    return report
