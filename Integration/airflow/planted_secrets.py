#!/usr/bin/env python3
"""The secrets planted in the fixture Dags: made here, never valid anywhere, the same for a seed.

    python3 planted_secrets.py [--seed N]      prints them as JSON

Each has an id, a class, the surface that shows it (`where`), its value, and a `probe`: the piece of
the value whose presence in anything that a client receives counts as a leak.
"""
import argparse
import base64
import hashlib
import hmac
import json
import random
import string
import zlib

#: The set that the reference was measured with.
FIRST_SEED = 20261122

ALPHANUMERIC = string.ascii_letters + string.digits
UPPER_DIGITS = string.ascii_uppercase + string.digits
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
HEX = "0123456789abcdef"


class Planter:
    """Makes the pieces of secrets from one sequence of random numbers, so order matters."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.secrets = []

    def text(self, length, alphabet=ALPHANUMERIC):
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def data(self, length):
        return self.random.randbytes(length)

    def pem(self, kind, length):
        body = base64.b64encode(self.data(length)).decode()
        lines = [body[start : start + 64] for start in range(0, len(body), 64)]
        return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"])

    def add(self, identifier, kind, where, value, probe=None):
        self.secrets.append(
            {"id": identifier, "cls": kind, "where": where, "value": value, "probe": probe or value}
        )

    def add_pem(self, identifier, kind, label, length, newline="\n"):
        """Probed by its fourth line, as no single line of a log holds the whole block."""
        block = self.pem(label, length)
        self.add(identifier, kind, "stdout", block.replace("\n", newline), block.split("\n")[3])

    def add_uri(self, identifier, kind, where, before, password, after):
        self.add(identifier, kind, where, before + password + after, password)


def github_token(body):
    """GitHub's form: 30 characters and their CRC in base 62."""
    digits = string.digits + string.ascii_uppercase + string.ascii_lowercase
    rest = zlib.crc32(body.encode()) & 0xFFFFFFFF
    checksum = ""
    while rest:
        rest, digit = divmod(rest, 62)
        checksum = digits[digit] + checksum
    return f"ghp_{body}{checksum.rjust(6, '0')}"


def json_web_token(subject):
    def part(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    claims = {"sub": subject, "iat": 1764000000, "exp": 1864000000, "aud": "prod"}
    signed = ".".join(
        part(json.dumps(value).encode()) for value in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return f"{signed}.{part(hmac.new(b'k', signed.encode(), hashlib.sha256).digest())}"


def add_output(make):
    """What a task prints."""
    text, add = make.text, make.add
    add("aws_akia", "aws-access-key-id", "stdout", "AKIA" + text(16, BASE32))
    add("aws_secret", "aws-secret-access-key", "stdout", text(40, ALPHANUMERIC + "/+"))
    add("aws_asia", "aws-sts-key-id", "stdout", "ASIA" + text(16, BASE32))
    add("gh_pat", "github-pat", "stdout", github_token(text(30)))
    add("gh_fine", "github-fine-grained", "stdout", f"github_pat_{text(22)}_{text(59)}")
    add("gitlab", "gitlab-pat", "stdout", "glpat-" + text(20))
    add(
        "slack_bot",
        "slack-bot-token",
        "stdout",
        f"xoxb-{text(12, string.digits)}-{text(12, string.digits)}-{text(24)}",
    )
    hook = f"T{text(8, UPPER_DIGITS)}/B{text(8, UPPER_DIGITS)}/{text(24)}"
    add("slack_hook", "slack-webhook", "stdout", "https://hooks.slack.com/services/" + hook)
    add("stripe", "stripe-live", "stdout", "sk_live_" + text(24))
    add("openai", "openai-key", "stdout", "sk-proj-" + text(48))
    add("anthropic", "anthropic-key", "stdout", f"sk-ant-api03-{text(93)}AA")
    add("gcp_api", "google-api-key", "stdout", "AIza" + text(35, ALPHANUMERIC + "-_"))
    add("npm", "npm-token", "stdout", "npm_" + text(36))
    add("pypi", "pypi-token", "stdout", "pypi-AgEIcHlwaS5vcmc" + text(60))
    add("sendgrid", "sendgrid", "stdout", f"SG.{text(22)}.{text(43)}")
    add("twilio", "twilio-auth-token", "stdout", text(32, HEX))
    add("databricks", "databricks-pat", "stdout", "dapi" + text(32, HEX))
    add("azure_sas", "azure-storage-key", "stdout", base64.b64encode(make.data(64)).decode())
    add("jwt_hs", "jwt", "stdout", json_web_token("svc-etl"))
    add("bearer", "bearer-header", "stdout", text(40))
    basic = base64.b64encode(b"svc:" + text(18).encode()).decode()
    add("basic", "basic-auth-header", "stdout", basic)
    place = "@db.prod.internal:5432/dwh"
    make.add_uri("uri_pg", "uri-password", "stdout", "postgresql+psycopg2://etl:", text(14), place)
    escaped = f"{text(6)}%40{text(6)}"
    make.add_uri(
        "uri_pct", "uri-password-percent", "stdout", "mysql://root:", escaped, "@10.0.0.5/x"
    )
    make.add_uri(
        "uri_redis", "uri-password-nouser", "stdout", "redis://:", text(16), "@cache:6379/0"
    )
    make.add_uri("uri_amqp", "uri-password", "stdout", "amqp://celery:", text(12), "@mq:5672//")
    add("pw_eq", "kv-password", "stdout", text(12) + "!")
    add("pw_json", "json-password", "stdout", text(13))
    add("pw_yaml", "yaml-password", "stdout", text(11))
    add("pw_cli", "cli-flag", "stdout", text(15))
    add("pw_env", "env-export", "stdout", text(17))
    add("pw_odbc", "odbc-pwd", "stdout", text(12))
    add("pw_pydict", "python-repr-dict", "stdout", text(14))
    make.add_pem("pem_rsa", "pem-private-key", "RSA PRIVATE KEY", 600)
    make.add_pem("pem_ossh", "openssh-private-key", "OPENSSH PRIVATE KEY", 300)
    make.add_pem("pem_oneline", "pem-escaped-newlines", "PRIVATE KEY", 400, newline="\\n")
    add("cookie", "session-cookie", "stdout", text(43))
    add("fernet", "fernet-key", "stdout", base64.urlsafe_b64encode(make.data(32)).decode())
    add("hexkey", "hex-256-key", "stdout", text(64, HEX))
    add("ansi_split", "password-with-ansi", "stdout", text(16))
    wrapped = base64.b64encode(("AKIA" + text(16, BASE32)).encode()).decode()
    add("b64_wrapped", "base64-of-akia", "stdout", wrapped)
    add("late", "aws-access-key-id-at-end", "stdout", "AKIA" + text(16, BASE32))


def add_records(make):
    """What a task logs with fields, and its exceptions."""
    text, add = make.text, make.add
    add("struct_kw", "structlog-kwarg", "structured", text(20))
    add("logger_info", "logging-args", "structured", "ghp_" + text(36))
    add("stderr", "stderr", "structured", "AKIA" + text(16, BASE32))
    make.add_uri(
        "exc_msg", "exception-message-uri", "traceback", "postgresql://app:", text(14), "@db/x"
    )
    add("exc_cause", "chained-exception", "traceback", "sk_live_" + text(24))
    add("exc_arg", "exception-kv", "traceback", text(18))


def add_templates(make):
    """What rendered templates show, and what is registered with Airflow, which masks it."""
    text, add = make.text, make.add
    add("tpl_bash", "bash_command", "rendered", "AKIA" + text(16, BASE32))
    add("tpl_env", "env-nonsensitive-name", "rendered", text(20))
    add("tpl_env_pw", "env-sensitive-name", "rendered", text(20))
    make.add_uri("tpl_kwargs", "op_kwargs", "rendered", "postgresql://w:", text(14), "@db/x")
    add("tpl_var", "variable-nonsensitive-name", "rendered", text(24))
    add("var_secret", "registered-variable", "registered", text(24))
    add("conn_pw", "registered-connection-password", "registered", text(24))
    add("conn_extra", "registered-connection-extra", "registered", text(24))


def add_metadata(make):
    """What stands in XComs, runs, Dags, import errors, variables and connections."""
    text, add = make.text, make.add
    add("xcom_tok", "xcom-value", "xcom", "ghp_" + text(36))
    add("xcom_pw", "xcom-dict-password", "xcom", text(18))
    add("conf_pw", "dagrun-conf", "conf", text(18))
    add("param_dflt", "dag-param-default", "dagsource", text(19))
    add("src_lit", "literal-in-dag-source", "dagsource", "AKIA" + text(16, BASE32))
    add("doc_md", "doc_md", "dagdoc", "glpat-" + text(20))
    make.add_uri(
        "imp_err", "import-error-traceback", "importerror", "mysql://u:", text(14), "@h/x"
    )
    add("var_plain", "variable-plain-name", "variable", "AKIA" + text(16, BASE32))
    host = f"xoxb-{text(11, string.digits)}-{text(24)}"
    add("conn_host", "connection-host-uri", "connection", host)
    add("conn_desc", "connection-description", "connection", "glpat-" + text(20))
    add("note", "dagrun-note", "note", "ghp_" + text(36))


def planted_secrets(seed=FIRST_SEED):
    """All 66 secrets of this seed."""
    make = Planter(seed)
    for part in (add_output, add_records, add_templates, add_metadata):
        part(make)
    return make.secrets


def service_keys(seed=FIRST_SEED):
    """The fixture's own keys, with which Airflow signs tokens and encrypts connections."""
    def derive(name):
        return hashlib.sha512(f"fixture {seed} {name}".encode()).digest()

    return {
        "api": derive("api").hex()[:48],
        "jwt": derive("jwt").hex(),
        "fernet": base64.urlsafe_b64encode(derive("fernet")[:32]).decode(),
    }


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=FIRST_SEED, help="another set of secrets")
    print(json.dumps(planted_secrets(options.parse_args().seed), indent=1))


if __name__ == "__main__":
    main()
