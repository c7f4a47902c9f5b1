"""What can go wrong, in words for the person at the terminal."""


class LabError(Exception):
    """The message says what happened and what to do."""


class InterruptedByOwner(LabError):
    """The process for which Airflow was started has gone."""
