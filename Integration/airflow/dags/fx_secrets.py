"""A Dag whose tasks leak fake secrets on every surface that can be read."""
from __future__ import annotations

import json
import logging
import sys

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import Connection, Param, Variable, dag, get_current_context, task
from fx_common import planted

P = planted()


@dag(
    schedule=None,
    catchup=False,
    tags=["fixture", "secrets"],
    doc_md=f"Runbook. Deploy token: {P['doc_md']}",
    params={"api_secret_default": Param(P["param_dflt"], type="string")},
)
def fx_secrets():
    @task
    def stdout_secrets():
        print("starting export")
        print(f"AWS_ACCESS_KEY_ID={P['aws_akia']}")
        print(f"aws_secret_access_key = {P['aws_secret']}")
        print("creds:", P["aws_asia"])
        print("cloning https://" + P["gh_pat"] + "@github.com/x/y.git")
        print("fine grained", P["gh_fine"])
        print("PRIVATE-TOKEN:", P["gitlab"])
        print("slack", P["slack_bot"])
        print("posting to " + P["slack_hook"])
        print("stripe:", P["stripe"])
        print("OPENAI_API_KEY=" + P["openai"])
        print("x-api-key: " + P["anthropic"])
        print("https://maps.googleapis.com/?key=" + P["gcp_api"])
        print("//registry.npm.example/:_authToken=" + P["npm"])
        print("twine upload -p", P["pypi"])
        print("SENDGRID", P["sendgrid"])
        print("TWILIO_AUTH_TOKEN=" + P["twilio"])
        print("databricks token", P["databricks"])
        print(
            "DefaultEndpointsProtocol=https;AccountName=acct;AccountKey="
            + P["azure_sas"]
            + ";EndpointSuffix=core.windows.net"
        )
        print("token:", P["jwt_hs"])
        print("> Authorization: Bearer " + P["bearer"])
        print("> authorization: basic " + P["basic"])
        print("connecting to", P["uri_pg"])
        print(P["uri_pct"])
        print("broker", P["uri_redis"], P["uri_amqp"])
        print("password=" + P["pw_eq"])
        print(json.dumps({"user": "svc", "password": P["pw_json"], "n": 1}))
        print("db:\n  user: svc\n  password: " + P["pw_yaml"])
        print("+ mysql -u root --password " + P["pw_cli"])
        print("export DB_PASSWORD='" + P["pw_env"] + "'")
        print("Driver={ODBC};Server=h;Uid=u;Pwd=" + P["pw_odbc"] + ";")
        print({"host": "h", "passwd": P["pw_pydict"]})
        print(P["pem_rsa"])
        print("key follows\n" + P["pem_ossh"] + "\nend of key")
        print(json.dumps({"private_key": "X"}).replace("X", P["pem_oneline"]))
        print("Set-Cookie: session=" + P["cookie"] + "; Path=/; HttpOnly")
        print("FERNET_KEY:", P["fernet"])
        print("key", P["hexkey"])
        print("\x1b[1mpass\x1b[0mword: \x1b[31m" + P["ansi_split"] + "\x1b[0m")
        print("blob", P["b64_wrapped"])
        print(
            "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 "
            "uuid 123e4567-e89b-12d3-a456-426614174000 sha256:" + "ab12" * 16
        )
        print("done")
        print("last line " + P["late"])

    @task
    def structured():
        logging.getLogger("fx").info("token %s", P["logger_info"])
        import structlog

        structlog.get_logger("fx.struct").info("calling api", api_token=P["struct_kw"], attempt=3)
        print("to stderr " + P["stderr"], file=sys.stderr)
        print("::group::fold me")
        print("inside")
        print("::endgroup::")

    @task
    def registered():
        print("variable:", Variable.get("fx_api_secret"))
        connection = Connection.get("fx_db")
        print("conn pw:", connection.password)
        print("extra:", connection.extra)
        print("plain var:", Variable.get("fx_plain"))

    @task
    def xcoms():
        instance = get_current_context()["ti"]
        instance.xcom_push(key="creds", value={"user": "u", "password": P["xcom_pw"]})
        return "remote token " + P["xcom_tok"]

    @task
    def echo_conf():
        print("conf:", get_current_context()["dag_run"].conf)

    bash = BashOperator(
        task_id="tpl_bash",
        bash_command=f"echo deploying; : --key {P['tpl_bash']} {{{{ var.value.fx_templ }}}}",
        env={"ENDPOINT": P["tpl_env"], "DB_PASSWORD": P["tpl_env_pw"], "RUN": "{{ run_id }}"},
    )
    python = PythonOperator(
        task_id="tpl_python",
        python_callable=lambda **_: None,
        op_kwargs={
            "dsn_uri": P["tpl_kwargs"],
            "password": "kw-" + P["tpl_env_pw"],
            "ds": "{{ run_id }}",
        },
    )
    [stdout_secrets(), structured(), registered(), xcoms(), echo_conf(), bash, python]


fx_secrets()
