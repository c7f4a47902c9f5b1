"""Requests to Airflow's API, as much as the recipe needs."""
import json
import urllib.error
import urllib.request

from lab.errors import LabError
from lab.settings import password

#: Loopback only, whatever proxies the environment names.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(method, url, body=None, token=None, seconds=60):
    """The status and the decoded answer; raises `OSError` when nobody answers."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, method=method, data=data, headers=headers)
    try:
        with opener.open(request, timeout=seconds) as answer:
            return answer.status, decoded(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, decoded(error.read())


def decoded(body):
    try:
        return json.loads(body or b"null")
    except ValueError:
        return body.decode(errors="replace")


def token(base_url, user):
    """A fresh token of one of the fixture's users."""
    login = {"username": user, "password": password(user)}
    status, answer = call("POST", f"{base_url}/auth/token", login)
    if status != 201:
        raise LabError(f"Airflow gave {user} no token: {status} {str(answer)[:300]}")
    return answer["access_token"]
