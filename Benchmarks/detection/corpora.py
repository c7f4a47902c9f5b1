"""Clean logs and texts: each line is drawn from templates, and no line holds a secret."""
import base64
import random
import string
import uuid

HEX = "0123456789abcdef"
ALNUM = string.ascii_letters + string.digits
WORDS = (
    "account adapter agent archive batch billing bridge broker buffer cache catalog channel checkout "
    "client cluster config consumer contact core counter dashboard database delivery device document "
    "driver engine event exporter feature filter gateway handler history image importer index "
    "invoice job journal kernel label ledger listener loader manager mapper merge message metric "
    "migration module monitor node notify object order parser partner payment pipeline planner policy "
    "pricing printer product profile proxy queue reader record region registry relay render report "
    "request resolver resource router runner scheduler schema search sensor service session setting "
    "shipment signal socket source storage stream subject summary support switch table target task "
    "template tenant thread ticket timer token tracker transfer trigger update upload usage user "
    "validator vector vendor version viewer volume wallet watcher webhook widget worker").split()
CREDENTIAL_WORDS = (
    "password passwd secret token apiKey api_key accessToken access_token clientSecret client_secret "
    "credentials privateKey private_key authToken refreshToken sessionKey encryptionKey").split()


class Draw:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def hex(self, count):
        return "".join(self.random.choice(HEX) for _ in range(count))

    def alnum(self, count):
        return "".join(self.random.choice(ALNUM) for _ in range(count))

    def b64(self, size):
        return base64.b64encode(self.random.randbytes(size)).decode()

    def uuid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def word(self):
        return self.random.choice(WORDS)

    def credential(self):
        return self.random.choice(CREDENTIAL_WORDS)

    def name(self, parts=2, joint="-"):
        return joint.join(self.word() for _ in range(parts))

    def camel(self, parts=3):
        return "".join(self.word().capitalize() for _ in range(parts))

    def version(self):
        return ".".join(str(self.random.randrange(30)) for _ in range(3))

    def number(self, top=100000):
        return self.random.randrange(top)

    def ip(self):
        return ".".join(str(self.random.randrange(1, 255)) for _ in range(4))

    def time(self):
        r = self.random
        return (f"2026-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}T{r.randrange(24):02}:"
                f"{r.randrange(60):02}:{r.randrange(60):02}.{r.randrange(1000):03}Z")

    def choice(self, *values):
        return self.random.choice(values)


def npm_lock(d):
    return d.choice(
        f'      "integrity": "sha512-{d.b64(64)}",',
        f'      "resolved": "https://registry.npmjs.org/{d.name()}/-/{d.name()}-{d.version()}.tgz",',
        f'    "node_modules/{d.name()}": {{',
        f'  resolution: {{integrity: sha512-{d.b64(64)}}}',
        f'  integrity sha1-{d.b64(20)}',
        f'  resolved "https://registry.yarnpkg.com/{d.name()}/-/{d.name()}-{d.version()}.tgz#{d.hex(40)}"',
        f'  checksum: 10c0/{d.hex(128)}',
        f'/{d.name()}@{d.version()}(react@{d.version()}):')


def other_locks(d):
    return d.choice(
        f'checksum = "{d.hex(64)}"',
        f'source = "git+https://github.com/{d.word()}/{d.word()}?rev={d.hex(7)}#{d.hex(40)}"',
        f'    {{file = "{d.word()}-{d.version()}-py3-none-any.whl", hash = "sha256:{d.hex(64)}"}},',
        f'content-hash = "{d.hex(64)}"',
        f'    --hash=sha256:{d.hex(64)} \\',
        f'github.com/{d.word()}/{d.word()} v{d.version()} h1:{d.b64(32)}',
        f'github.com/{d.word()}/{d.word()} v{d.version()}/go.mod h1:{d.b64(32)}',
        f'      "revision" : "{d.hex(40)}",',
        f'  Pod{d.camel(1)}: {d.hex(32)}',
        f'            "shasum": "{d.hex(40)}",',
        f'                "reference": "{d.hex(40)}",',
        f'    "h1:{d.b64(32)}",',
        f'    "zh:{d.hex(64)}",',
        f'  "contentHash": "{d.b64(64)}",',
        f'  "{d.word()}": {{"hash": "sha256-{d.b64(32)}", "rev": "{d.hex(40)}"}},')


def git_log(d):
    return d.choice(
        f"commit {d.hex(40)}", f"Merge: {d.hex(7)} {d.hex(7)}",
        f"Author: {d.word().capitalize()} {d.word().capitalize()} <{d.word()}@{d.word()}.example>",
        f"    Fix {d.word()} in {d.name()} when the {d.credential()} is empty (#{d.number()})",
        f"    Rename {d.credential()} to {d.credential()} in {d.camel()}",
        f"    cherry picked from commit {d.hex(40)}", f"    Change-Id: I{d.hex(40)}",
        f"{d.hex(9)} ({d.word()} 2026-01-{d.number(28) + 1:02} 10:11:12 +0000 {d.number()}) {d.camel()}",
        f"index {d.hex(7)}..{d.hex(7)} 100644", f" create mode 100644 src/{d.name()}/{d.camel()}.java",
        f"   {d.hex(7)}..{d.hex(7)}  main -> main", f"HEAD is now at {d.hex(8)} Update {d.word()}",
        f" src/{d.word()}/{d.credential()}.py | {d.number(99)} ++++----",
        f"tag: v{d.version()}, origin/{d.word()}/{d.name()}")


def containers(d):
    return d.choice(
        f"#{d.number(30)} exporting manifest sha256:{d.hex(64)} done",
        f"{d.hex(12)}: Pull complete", f"Digest: sha256:{d.hex(64)}",
        f" ---> {d.hex(12)}", f"Removing intermediate container {d.hex(12)}",
        f"Successfully built {d.hex(12)}", f"{d.word()}@sha256:{d.hex(64)}",
        f"containerd: loading layer /var/lib/docker/overlay2/{d.hex(64)}/merged",
        f"Started container {d.word()}-{d.hex(10)}-{d.alnum(5).lower()} id={d.hex(64)}",
        f"pod/{d.name()}-{d.hex(9)}-{d.alnum(5).lower()} created uid={d.uuid()} resourceVersion={d.number(9999999)}",
        f"kubelet: MountVolume.SetUp succeeded for volume \"kube-api-access-{d.alnum(5).lower()}\" pod \"{d.uuid()}\"",
        f"secret/{d.name()}-tls configured", f"secretName: {d.name()}-credentials",
        f"        secretKeyRef: {{name: {d.name()}-secret, key: {d.credential()}}}",
        f"    - name: {d.word().upper()}_PASSWORD",
        f"imagePullSecrets: [{{name: {d.word()}-registry}}]")


def audit(d):
    return d.choice(
        f'{{"eventVersion":"1.09","userIdentity":{{"type":"AssumedRole","principalId":"AROA{d.alnum(17).upper()}:{d.word()}",'
        f'"arn":"arn:aws:sts::{d.number(10**12):012}:assumed-role/{d.name()}/{d.word()}"}},"eventTime":"{d.time()}",'
        f'"requestID":"{d.uuid()}","eventID":"{d.uuid()}","sourceIPAddress":"{d.ip()}"}}',
        f'{{"eventName":"GetSecretValue","requestParameters":{{"secretId":"{d.name()}","versionStage":"AWSCURRENT","clientToken":"{d.uuid()}"}}}}',
        f'{{"eventName":"Decrypt","resources":[{{"ARN":"arn:aws:kms:eu-west-1:{d.number(10**12):012}:key/{d.uuid()}"}}],"additionalEventData":{{"keyMaterialId":"{d.hex(64)}"}}}}',
        f'{{"tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256"}},"x-amz-id-2":"{d.b64(57)}","bucketName":"{d.name()}"}}',
        f'{{"protoPayload":{{"authenticationInfo":{{"principalEmail":"{d.word()}@{d.word()}.iam.gserviceaccount.com","serviceAccountKeyName":"//iam.googleapis.com/projects/{d.word()}/serviceAccounts/{d.word()}/keys/{d.hex(40)}"}}}},"insertId":"{d.alnum(12).lower()}"}}',
        f'{{"correlationId":"{d.uuid()}","operationName":"Microsoft.KeyVault/vaults/secrets/read","tenantId":"{d.uuid()}","appid":"{d.uuid()}","uti":"{d.alnum(22)}"}}',
        f'{{"kind":"Event","auditID":"{d.uuid()}","verb":"get","user":{{"username":"system:serviceaccount:{d.word()}:{d.word()}","uid":"{d.uuid()}"}},"objectRef":{{"resource":"secrets","name":"{d.name()}"}}}}',
        f'{{"sessionContext":{{"sessionIssuer":{{"principalId":"AROA{d.alnum(17).upper()}"}},"attributes":{{"mfaAuthenticated":"false"}}}}}}')


def services(d):
    return d.choice(
        f"{d.time()} INFO [{d.name()}] request_id={d.uuid()} trace_id={d.hex(32)} span_id={d.hex(16)} took {d.number(999)} ms",
        f'{{"ts":"{d.time()}","level":"info","msg":"token refreshed","token_type":"Bearer","expires_in":{d.number(9999)},"tokenCount":{d.number()},"traceparent":"00-{d.hex(32)}-{d.hex(16)}-01"}}',
        f'{d.ip()} - - [04/Mar/2026:05:06:07 +0000] "GET /{d.name(3, "/")}?id={d.number()}&page_token={d.number(99)} HTTP/1.1" 200 {d.number()} "-" "Mozilla/5.0" rt=0.{d.number(999):03}',
        f"sshd[{d.number(9999)}]: Accepted publickey for {d.word()} from {d.ip()} port {d.number(65535)} ssh2: ED25519 SHA256:{d.b64(32).rstrip('=')}",
        f'nginx: "GET /static/js/{d.word()}.{d.hex(8)}.chunk.js HTTP/2.0" 304 0 etag="W/\\"{d.hex(8)}-{d.hex(11)}\\""',
        f"kafka: [Consumer clientId={d.name()}-{d.number(9)}, groupId={d.name()}] Resetting offset for partition {d.word()}-{d.number(40)} to {d.number(10**9)}",
        f"ETag: \"{d.hex(32)}-{d.number(40)}\" Last-Modified: Wed, 04 Mar 2026 05:06:07 GMT",
        f"user {d.word()} changed the password of {d.word()}; password policy: minimum length 12, expires in 90 days",
        f"login failed for {d.word()}: invalid password (attempt {d.number(9)})",
        f"csrf token mismatch for session of user {d.number()} at {d.ip()}",
        f"cache key {d.name(3, ':')}:v{d.number(9)}:{d.hex(32)} hit",
        f"idempotency-key: {d.uuid()} clientToken={d.uuid()} requestId={d.uuid()}",
        f"Loaded key {d.name(2, '_')} from keyring, fingerprint {':'.join(d.hex(2) for _ in range(20))}",
        f"X-Request-Id: {d.hex(32)} X-Amzn-Trace-Id: Root=1-{d.hex(8)}-{d.hex(24)}",
        f"serial={':'.join(d.hex(2).upper() for _ in range(16))} subject=CN={d.word()}.example",
        f"rotating secret {d.name()} (version {d.uuid()}), next rotation {d.time()}",
        f"postgres[{d.number(9999)}]: connection authorized: user={d.word()} database={d.word()} SSL enabled (protocol=TLSv1.3)",
        f"redis: AUTH called without any password configured for the default user",
        f"celery: Task {d.name(2, '.')}[{d.uuid()}] succeeded in {d.number(99)}.{d.number(10**9)}s: None",
        f"Content-Security-Policy: script-src 'nonce-{d.b64(16)}' 'sha256-{d.b64(32)}'")


def builds(d):
    return d.choice(
        f"Collecting {d.name()}=={d.version()}", f"  Downloading {d.word()}-{d.version()}-cp311-cp311-manylinux_2_17_x86_64.whl ({d.number(999)} kB)",
        f"Created wheel for {d.word()}: filename={d.word()}-{d.version()}-py3-none-any.whl size={d.number()} sha256={d.hex(64)}",
        f"Get:{d.number(99)} http://deb.debian.org/debian bookworm/main amd64 lib{d.word()}-dev amd64 {d.version()}-{d.number(9)}+deb12u{d.number(9)} [{d.number(999)} kB]",
        f"[INFO] Downloading from central: https://repo.maven.apache.org/maven2/org/{d.word()}/{d.word()}/{d.version()}/{d.word()}-{d.version()}.jar",
        f"\tat com.{d.word()}.{d.word()}.{d.camel()}$$Lambda$14{d.number(999)}/0x000000080{d.hex(7)}.run(Unknown Source)",
        f"\tat org.{d.word()}.{d.camel()}.{d.word()}{d.camel(1)}({d.camel()}.java:{d.number(2000)})",
        f"##[group]Run actions/checkout@{d.hex(40)}", f"Restored cache from key: linux-{d.word()}-{d.hex(64)}",
        f"  asset {d.word()}.{d.hex(20)}.js {d.number(999)} KiB [emitted] [immutable] [minimized]",
        f"dist/assets/{d.camel(1)}-{d.alnum(8)}.js   {d.number(999)}.{d.number(99)} kB",
        f"Build id {d.uuid()} scan https://scans.example/s/{d.alnum(13).lower()}",
        f"##vso[task.setvariable variable={d.word()}Token;issecret=true]***",
        f"ccache: cache hit {d.hex(2)}/{d.alnum(30).lower()}R", f"[{d.number(400)}/400] Compiling Swift Module '{d.camel()}' ({d.number(40)} sources)",
        f"npm WARN deprecated {d.name()}@{d.version()}: use {d.name()} instead",
        f"::add-mask::***", f"Set-Cookie policy checked: SameSite=Lax; Secure; HttpOnly",
        f"   Compiling {d.name()} v{d.version()} (/build/{d.word()})")


def source(d):
    c, e = d.credential(), d.credential()
    return d.choice(
        f"    {c} = os.environ['{d.word().upper()}_{c.upper()}']", f"        self.{c} = {e}",
        f"    if not {c}: raise ValueError('{c} must not be empty')",
        f"  const {c} = await getSecret('{d.name()}/{e}');", f"  {c}: process.env.{d.word().upper()}_{c.upper()},",
        f"    private final String {c} = config.get{d.camel(1)}().get{c[0].upper()}{c[1:]}();",
        f"  \"{c}\": \"<your {c}>\",", f"{c}: ${{{{ secrets.{c.upper()} }}}}", f"{c} = var.{d.word()}_{c}",
        f"  {c} = data.vault_generic_secret.{d.word()}.data[\"{e}\"]", f"# {c}: the {d.word()} {e} of the {d.word()}",
        f"    def reset_{c}(self, {c}: str, {e}=None) -> bool:", f"  return request.headers['X-{d.camel(1)}-Token'] == {c}",
        f"func New{d.camel(2)}({c}, {e} string) *{d.camel(1)} {{", f"export const {c.upper()} = \"{d.name(2, '_')}_{c}\";",
        f"  <input type=\"password\" name=\"{c}\" autocomplete=\"new-password\">", f"  {c} String @map(\"{c}_hash\")",
        f"    assertEquals(\"{d.word()}\", {d.word()}.{c});", f"  - {{ name: {c}, valueFrom: {{ secretKeyRef: {{ key: {e} }} }} }}",
        f"ALTER TABLE {d.word()} ADD COLUMN {c}_hash varchar(255);", f"mock_{c} = Mock(return_value='{d.word()}')",
        f"static const char *{c}_names[] = {{ \"{d.word()}\", \"{d.word()}\" }};",
        f"t('{d.word()}.form.{c}.label')", f"password_hasher = PasswordHasher(time_cost={d.number(9)})",
        f"curl -H \"Authorization: Bearer $TOKEN\" https://{d.word()}.example/", f"    token_url='https://{d.word()}.example/oauth/token',")


def blobs(d):
    return d.choice(
        f'<img src="data:image/png;base64,iVBORw0KGgo{d.b64(180)}">',
        f"background: url(data:image/svg+xml;base64,PHN2Zy{d.b64(150)});",
        f'url("data:font/woff2;base64,d09GMg{d.b64(240)}")',
        f'<script src="https://cdn.example/{d.name()}@{d.version()}.min.js" integrity="sha384-{d.b64(48)}" crossorigin="anonymous">',
        f"//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpb{d.b64(200)}",
        f'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ{d.b64(240)} {d.word()}@{d.word()}',
        f'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{d.b64(31)} {d.word()}@{d.word()}',
        f"x={d.number()} y={d.hex(8)} 0x{d.hex(16)} 0x{d.hex(40)} {d.hex(64)}  {d.word()}.tar.gz")


CORPORA = {
    "npm and yarn lock files": npm_lock, "other lock files": other_locks, "git log": git_log,
    "containers": containers, "cloud audit events": audit, "service logs": services,
    "package builds": builds, "source that names credentials": source, "blobs and hashes": blobs,
}


def make(name, lines):
    draw = Draw(name)
    return "\n".join(CORPORA[name](draw) for _ in range(lines)) + "\n"
