"""Dags that fail: a chained exception with retries, and one of several mapped tasks."""
from __future__ import annotations

from datetime import timedelta

from airflow.sdk import dag, task
from fx_common import planted

P = planted()


@dag(
    schedule=None,
    catchup=False,
    tags=["fixture"],
    default_args={"retries": 2, "retry_delay": timedelta(seconds=1)},
)
def fx_failing():
    @task
    def chained():
        try:
            raise ConnectionError("could not connect to " + P["exc_msg"])
        except ConnectionError as error:
            local_secret = P["exc_cause"]
            raise RuntimeError(
                f"upload failed with key {local_secret}; password={P['exc_arg']}"
            ) from error

    @task
    def downstream(x):
        print(x)

    @task(retries=0)
    def ok():
        print("fine")

    downstream(chained())
    ok()


fx_failing()


@dag(schedule=None, catchup=False, tags=["fixture"])
def fx_mapped():
    @task
    def work(n: int):
        print(f"item {n} password=hunter{n}hunter{n}x")
        if n == 2:
            raise ValueError(f"bad item {n}")
        return n

    work.expand(n=[0, 1, 2, 3])


fx_mapped()
