"""A Dag of Airflow that cannot be imported; its error carries a secret.

Both words, "dag" and "airflow", are needed: discovery passes files over that lack one of them.
"""
from fx_common import planted

raise RuntimeError("cannot reach " + planted()["imp_err"])
