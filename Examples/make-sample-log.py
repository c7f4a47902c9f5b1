#!/usr/bin/env python3
"""Writes the sample log to standard output: Examples/make-sample-log.py > Examples/sample.log

Every secret in it is made here from a fixed seed and was never valid anywhere.
"""

import base64
import hashlib
import json
import random
import string
import uuid
import zlib

ALNUM = string.ascii_letters + string.digits
rng = random.Random(20260101)


def pick(alphabet, length):
    return "".join(rng.choice(alphabet) for _ in range(length))


def random_bytes(length):
    return bytes(rng.randrange(256) for _ in range(length))


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def github_token():
    """Prefix, 30 random characters and the CRC-32 of them in base 62."""
    body = pick(ALNUM, 30)
    digits = string.digits + string.ascii_uppercase + string.ascii_lowercase
    number, check = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        check = digits[digit] + check
    return "ghp" + "_" + body + check


def json_web_token():
    header = base64url(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    payload = base64url(json.dumps({"sub": "worker-7", "exp": 1767229200}).encode())
    return f"{header}.{payload}.{base64url(random_bytes(32))}"


def private_key():
    body = base64.b64encode(b"\x30\x82\x01\x54" + random_bytes(340)).decode()
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    name = "RSA PRIVATE" + " KEY"
    return "\n".join([f"-----BEGIN {name}-----", *lines, f"-----END {name}-----"])


def log_lines():
    password = pick(ALNUM, 20)
    commit = hashlib.sha1(random_bytes(8)).hexdigest()
    digest = hashlib.sha256(random_bytes(8)).hexdigest()
    run = uuid.UUID(bytes=random_bytes(16), version=4)
    yield "INFO  scheduler", f"deploying commit {commit} (image sha256:{digest})"
    yield "INFO  scheduler", f"run {run} of nightly_export queued on worker-7 at 10.0.4.17:8793"
    yield "DEBUG settings", f"AIRFLOW__CORE__FERNET_KEY={base64url(random_bytes(32))}="
    yield "DEBUG settings", (
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN="
        f"postgresql+psycopg2://airflow:{password}@db.internal:5432/airflow"
    )
    yield "INFO  worker", "environment: AWS_ACCESS_KEY_ID=" + "AKIA" + pick(
        string.ascii_uppercase + "234567", 16
    )
    yield "INFO  worker", f"environment: AWS_SECRET_ACCESS_KEY={pick(ALNUM + '+/', 40)}"
    yield "INFO  worker", f"cloning https://deploy:{github_token()}@github.com/example/etl.git"
    yield "INFO  http", f"> Authorization: Bearer {json_web_token()}"
    yield "INFO  http", "< 200 OK, 18,204 bytes in 132 ms, etag \"5f2c-61a0\""
    yield "DEBUG payments", json.dumps(
        {"event": "charge", "api_key": "sk" + "_live_" + pick(ALNUM, 24), "amount": 1299}
    )
    yield "DEBUG notify", "slack token " + "-".join(
        ["xoxb", pick(string.digits, 12), pick(string.digits, 12), pick(ALNUM, 24)]
    )
    yield "WARN  worker", f"psql: connecting with --password '{pick(ALNUM + '!#%', 16)}'"
    yield "ERROR worker", "could not load the signing key, dumping it:\n" + private_key()
    yield "INFO  worker", "wrote /var/data/exports/2026-01-01/part-00017.parquet (4,194,304 rows)"
    yield "INFO  scheduler", "Variable smtp_password is *** (masked by Airflow)"
    yield "INFO  scheduler", f"run {run} succeeded in 00:04:31.882"


second = 0
for source, text in log_lines():
    second += rng.randrange(1, 20)
    print(f"2026-01-01 02:{second // 60:02}:{second % 60:02} {source:16} {text}")
