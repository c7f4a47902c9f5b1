"""Airflow's log server for running tasks, on 127.0.0.1: Airflow itself binds it to all interfaces.

Run by the recipe with Airflow's own Python: log_server.py PORT
"""
import sys

import uvicorn

if __name__ == "__main__":
    uvicorn.run(
        "airflow.utils.serve_logs.log_server:get_app",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        access_log=False,
    )
