"""A Dag that only team_a may see."""
from airflow.sdk import dag, task


@dag(schedule=None, catchup=False, tags=["fixture"])
def fx_team_a():
    """Only team_a may see this Dag."""

    @task
    def private_log():
        print("team a private: password=team-a-only-secret-1")

    private_log()


fx_team_a()
