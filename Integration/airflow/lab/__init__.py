"""The recipe of a real Airflow on loopback with Dags that leak fake secrets."""
