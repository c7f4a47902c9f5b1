#!/usr/bin/env python3
"""Writes the `examples` of the rule packs: fake secrets of the right form, made from fixed seeds.

    python3 scripts/make-examples.py            write them into Rules/*.toml
    python3 scripts/make-examples.py --check    only say whether they are up to date

A rule's values come from the generator of its id below, or else from the rule's own pattern.
Every value is made by this script; checksums are right where the format has one.
"""
import base64
import hashlib
import json
import pathlib
import random
import re
import struct
import sys
import tomllib
import zlib

try:
    from re import _constants as constants, _parser as parser
except ImportError:  # before Python 3.11
    import sre_constants as constants
    import sre_parse as parser

RULES = pathlib.Path(__file__).resolve().parent.parent / "Rules"
DIGITS = "0123456789"
LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
ALNUM = DIGITS + UPPER + LOWER
HEX = "0123456789abcdef"
URL64 = ALNUM + "-_"
BASE62 = DIGITS + UPPER + LOWER
BASE58 = DIGITS[1:] + "ABCDEFGHJKLMNPQRSTUVWXYZ" + "abcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class Source:
    """Random pieces for one rule, the same on every run."""

    def __init__(self, rule_id):
        digest = hashlib.sha256(b"example " + rule_id.encode()).digest()
        self.random = random.Random(digest)

    def text(self, alphabet, count):
        return "".join(self.random.choice(alphabet) for _ in range(count))

    def data(self, count):
        return bytes(self.random.randrange(256) for _ in range(count))

    def password(self):
        """Letters, digits and a symbol, as people make them."""
        word = self.text(LOWER, 6).capitalize()
        return word + self.text("!#%*?", 1) + self.text(DIGITS, 3)


# Sampling of patterns

def members(items):
    chosen, inverted = set(), False
    for op, value in items:
        if op is constants.NEGATE:
            inverted = True
        elif op is constants.LITERAL:
            chosen.add(value)
        elif op is constants.RANGE:
            chosen |= set(range(value[0], value[1] + 1))
        else:
            word = set(map(ord, ALNUM + "_"))
            space = set(map(ord, " \t\n\r\f\v"))
            digit = set(map(ord, DIGITS))
            kinds = {
                constants.CATEGORY_WORD: word, constants.CATEGORY_SPACE: {32},
                constants.CATEGORY_DIGIT: digit,
                constants.CATEGORY_NOT_SPACE: set(range(33, 127)) - space,
            }
            chosen |= kinds[value]
    return set(range(33, 127)) - chosen if inverted else chosen


def sample(tree, source):
    """A string that `tree` matches, with long rather than short repeats of sets."""
    result = ""
    for op, value in tree:
        if op is constants.LITERAL:
            result += chr(value)
        elif op is constants.NOT_LITERAL:
            result += "x"
        elif op is constants.IN:
            allowed = sorted(members(value))
            letters = [c for c in allowed if chr(c) in ALNUM]
            result += chr(source.random.choice(letters or allowed))
        elif op is constants.BRANCH:
            result += sample(source.random.choice(value[1]), source)
        elif op is constants.SUBPATTERN:
            result += sample(value[3], source)
        elif op in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            least, most, body = value
            # Optional parts are left out; sets are as short as the rule allows, and a bit longer.
            count = least if least < 6 else min(most, least + least // 4)
            for _ in range(count):
                result += sample(body, source)
        elif op in (constants.ASSERT, constants.ASSERT_NOT, constants.AT):
            continue
        else:
            raise ValueError(f"cannot sample {op}")
    return result


# Checksums

def digits(number, alphabet, count):
    text = ""
    while number:
        number, digit = divmod(number, len(alphabet))
        text = alphabet[digit] + text
    return text.rjust(count, alphabet[0])


def crc(text):
    return zlib.crc32(text.encode())


def base62_crc(prefix, body):
    return prefix + body + digits(crc(body), BASE62, 6)


def rotate(value, count):
    return (value << count | value >> (32 - count)) & 0xFFFFFFFF


def marvin32(data, seed):
    high, low = struct.unpack(">II", seed)

    def block(low, high):
        high ^= low
        low = rotate(low, 20)
        low = (low + high) & 0xFFFFFFFF
        high = rotate(high, 9) ^ low
        low = rotate(low, 27)
        low = (low + high) & 0xFFFFFFFF
        return low, rotate(high, 19)

    whole = len(data) // 4 * 4
    for (word,) in struct.iter_unpack("<I", data[:whole]):
        low = (low + word) & 0xFFFFFFFF
        low, high = block(low, high)
    final = int.from_bytes(data[whole:] + b"\x80", "little")
    low = (low + final) & 0xFFFFFFFF
    low, high = block(low, high)
    low, high = block(low, high)
    return low ^ high


def azure(source, length, signature, offset, seed):
    """An identifiable key of `length` bytes whose base64 holds `signature` at `offset`."""
    text = source.text(ALNUM, (length * 8 + 5) // 6)
    text = text[:offset] + signature + text[offset + len(signature):]
    data = bytearray(base64.b64decode(text + "=" * (-len(text) % 4)))
    data[-4:] = struct.pack("<I", marvin32(bytes(data[:-4]), seed))
    return base64.b64encode(bytes(data)).decode()


def bech32(source, hrp):
    words = [source.random.randrange(32) for _ in range(51)] + [source.random.choice([0, 16])]
    generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]
    check = 1
    expanded = [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]
    for value in expanded + words + [0] * 6:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            if top >> bit & 1:
                check ^= generator[bit]
    check ^= 1
    words += [check >> 5 * (5 - index) & 31 for index in range(6)]
    return (hrp + "1" + "".join(BECH32[word] for word in words)).upper()


def url64(data):
    return base64.urlsafe_b64encode(data).decode()


def jwt(source, algorithm="HS256"):
    header = json.dumps({"alg": algorithm, "typ": "JWT"}, separators=(",", ":"))
    claims = json.dumps({"sub": source.text(LOWER, 8), "iat": 1790000000}, separators=(",", ":"))
    parts = [url64(part).rstrip("=") for part in (header.encode(), claims.encode())]
    return ".".join(parts + [source.text(URL64, 43)])


def fernet(source):
    head = b"\x80" + struct.pack(">Q", 1790000000)
    return url64(head + source.data(16 + 32 + 32))


# One entry a rule: a list of secrets, or of (text, secret)

def atlassian(source):
    body = "ATATT3xFfGF0" + source.text(URL64, 170) + "="
    return body + f"{crc(body):08X}"


def confluent(source):
    body = source.text(ALNUM, 54)
    return "cflt" + body + base64.b64encode(struct.pack("<I", crc(body)))[:6].decode()


def gitlab_routable(source):
    body = "glpat-" + source.text(URL64, 27) + ".01.0r"
    return body + digits(crc(body), DIGITS + LOWER, 7)


def grafana(source):
    body = "glsa_" + source.text(ALNUM, 32)
    return body + "_" + struct.pack("<I", crc(body)).hex()


def zuplo(source):
    body = source.text(ALNUM, 32)
    return f"zpka_{body}_{crc(body):08x}"


def discord(source):
    user = source.text("123456789", 1) + source.text(DIGITS, 17)
    return ".".join([
        base64.b64encode(user.encode()).decode(), source.text(URL64, 6), source.text(URL64, 38)])


def base58(data):
    """Base58 with the first four bytes of a double SHA-256 behind the data."""
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    zeros = len(data) - len(data.lstrip(b"\0"))
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return BASE58[0] * zeros + text


def extended_key(source, version):
    """A private key of BIP-32: version, depth, parent, child, chain code, zero byte and key."""
    return base58(bytes.fromhex(version) + bytes(9) + source.data(32) + b"\0" + source.data(32))


def wif(source, version, end=b""):
    return base58(bytes([version]) + source.data(32) + end)


def macaroon(source, location):
    """The start of a macaroon: version 2, location, identifier, end, one caveat, end, end, code."""
    def field(kind, data):
        return bytes([kind, len(data)]) + data
    identifier = "-".join(source.text(HEX, count) for count in (8, 4, 4, 4, 12)).encode()
    data = (b"\x02" + field(1, location.encode()) + field(2, identifier) + b"\0"
            + field(2, b'[3,"project"]') + b"\0\0" + field(6, source.data(32)))
    return "pypi-" + url64(data).rstrip("=")


def sentry(source):
    claims = json.dumps({"iat": 1790000000.1, "url": "https://sentry.io", "region_url":
                         "https://us.sentry.io", "org": "acme"}, separators=(",", ":"))
    # The claims' length makes no padding: another part follows.
    claims += " " * (-len(claims) % 3)
    return "sntrys_" + base64.b64encode(claims.encode()).decode() + "_" + source.text(ALNUM, 43)


def grafana_cloud(source):
    claims = json.dumps({"o": "12345", "n": "stack-logs", "k": source.text(ALNUM, 24),
                         "m": {"r": "eu"}}, separators=(",", ":"))
    return "glc_" + base64.b64encode(claims.encode()).decode()


def vendor_texts(*templates):
    """Values of the usual forms (hexadecimal, base 62, UUID) beside the names of vendors."""
    def make(source):
        forms = [
            source.text(HEX, 31) + "a", source.text(ALNUM, 31) + "4", source.text(HEX, 39) + "c",
            source.text(HEX, 63) + "e",
            "-".join(source.text(HEX, count) for count in (8, 4, 4, 4, 12))]
        return [in_text(template)(source, value) for template, value in zip(templates, forms)]
    return make


def in_text(template):
    """Examples that put a value into `template` at the mark `@`."""
    def make(source, value):
        return template.replace("@", value), value
    return make


def password_texts(*templates):
    def make(source):
        return [in_text(template)(source, source.password()) for template in templates]
    return make


def key_texts(*templates, alphabet=ALNUM, count=32, prefix="", suffix=""):
    """Texts with a key at `@`; `prefix` and `suffix` stand in the template as well."""
    def make(source):
        values = []
        for template in templates:
            value = source.text(alphabet, count - 1) + source.text(DIGITS.strip("0"), 1)
            text = template.replace("@", value)
            values.append((text, prefix + value + suffix))
        return values
    return make


def made_texts(template, maker):
    def make(source):
        return [in_text(template)(source, maker(source))]
    return make


def uuid_text(source):
    return "-".join(source.text(HEX, count) for count in (8, 4, 4, 4, 12))


def pem64(source):
    text = "-----BEGIN PRIVATE KEY-----\n" + source.text(ALNUM, 64) + "\n-----END PRIVATE KEY-----\n"
    return base64.b64encode(text.encode()).decode()


def zap(source):
    return source.text(DIGITS, 7) + "/" + source.text(LOWER, 7)


def krb5(source):
    return "$krb5asrep$23$" + source.text(LOWER, 6) + "@HOST.EXAMPLE:" + source.text(HEX, 32)


def wp_password(source):
    return " ".join(source.text(ALNUM, 4) for _ in range(6))


def mnemonic(source):
    return " ".join(source.text(LOWER, 5) for _ in range(12))


def basic(source):
    return base64.b64encode(
        f"{source.text(LOWER, 5)}:{source.text(ALNUM, 18)}{source.text('!#?', 1)}".encode()).decode()


SPECIAL = {
    "bitcoin-wif": lambda s: [
        in_text(text)(s, value) for text, value in (
            ("btc_wif=@", wif(s, 0x80)), ("privkey: @", wif(s, 0x80, b"\x01")),
            ("private_key: @", wif(s, 0xEF, b"\x01")))],
    "bitcoin-xprv": lambda s: [extended_key(s, version) for version in (
        "0488ADE4", "049D7878", "04B2430C", "04358394")],
    "pypi-token": lambda s: [macaroon(s, "pypi.org"), macaroon(s, "test.pypi.org")],
    "sentry-token": lambda s: [sentry(s), "sntryu_" + s.text(HEX, 64)],
    "grafana-cloud-token": lambda s: [grafana_cloud(s)],
    "private-key-base64": lambda s: [pem64(s)],
    "webhook-url": lambda s: [in_text(text)(s, s.text(ALNUM, 25) + "4") for text in (
        "https://maker.ifttt.com/use/@", "https://hook.eu1.make.com/@",
        "https://mattermost.host/hooks/@", "https://events.pagerduty.com/integration/@")],
    "travis-encrypted-value": lambda s: [in_text(text)(s, s.text(ALNUM, 170) + "=") for text in (
        "  secure: @", "secure: \"@\"")],
    "freemius-key": lambda s: [in_text(text)(s, "sk_" + s.text(ALNUM + "!#%", 28) + "4") for text in (
        "'secret_key' => '@',", "FREEMIUS='@'")],
    "framework-password-hash": lambda s: [
        f"pbkdf2_sha256$600000${s.text(ALNUM, 22)}${base64.b64encode(s.data(32)).decode()}",
        f"pbkdf2:sha256:600000${s.text(ALNUM, 16)}${s.text(HEX, 64)}",
        *(("userPassword: " + value, value) for value in
          ["{SSHA}" + base64.b64encode(s.data(28)).decode()])],
    "vendor-credential": vendor_texts(
        "MIXPANEL_SECRET='@'", "intercom token: @", "etsy access token is @",
        '"twitch_secret": "@"', "HUBSPOT_API_KEY=@"),
    "vendor-credential-developer": vendor_texts(
        "DATADOG_API_KEY=@", "snyk auth @", "'codecov_token': '@'", "the Sentry auth token: @",
        "WAKATIME_KEY=@"),
    "vendor-credential-cloud": vendor_texts(
        "CLOUDFLARE_API_KEY=@", "fastly_token = \"@\"", "cohere: @", "coinbase secret => @",
        "HEROKU_API_KEY=@"),
    "aws-access-key-id": lambda s: ["AKIA" + s.text("ABCD", 1) + s.text(UPPER + "234567", 15)],
    "github-token": lambda s: [base62_crc("ghp_", s.text(ALNUM, 30)),
                               base62_crc("ghr_", s.text(ALNUM, 70))],
    "npm-token": lambda s: [base62_crc("npm_", s.text(ALNUM, 30))],
    "vercel-token": lambda s: [base62_crc("vcp_", s.text(ALNUM, 50))],
    "grafana-service-account-token": lambda s: [grafana(s)],
    "grafana-api-key": lambda s: [base64.b64encode(json.dumps(
        {"k": s.text(ALNUM, 32), "n": "logs", "id": 1}, separators=(",", ":")).encode()).decode()],
    "atlassian-api-token": lambda s: [atlassian(s)],
    "confluent-secret": lambda s: [confluent(s)],
    "zuplo-key": lambda s: [zuplo(s)],
    "discord-bot-token": lambda s: [discord(s)],
    "age-identity": lambda s: [bech32(s, "age-secret-key-")],
    "azure-function-key": lambda s: [azure(s, 40, "AzFu", 44, b"Functi00")],
    "azure-messaging-key": lambda s: [azure(s, 32, "AIoT", 33, b"IoTHub00")],
    "azure-search-key": lambda s: [azure(s, 39, "AzSe", 42, b"PAdmin00")],
    "azure-storage-key": lambda s: [azure(s, 64, "+ASt", 76, b"Default0")],
    "jwt": lambda s: [jwt(s)] + [("Cookie: _token=" + value, value) for value in [jwt(s, "HS512")]],
    "fernet-key": lambda s: [(f"fernet_key = {key}", key) for key in [url64(s.data(32))]],
    "fernet-token": lambda s: [fernet(s)],
    "private-key": lambda s: [
        "-----BEGIN PRIVATE KEY-----\n" + "".join(s.text(ALNUM, 64) + "\n" for _ in range(3))
        + "-----END PRIVATE KEY-----"],
    "high-entropy-token": lambda s: [in_text("cache entry @")(s, s.text(ALNUM, 40))],
    "resend-key": lambda s: ["re_" + s.text(ALNUM, 7) + "4_" + s.text(ALNUM, 24)],
    "gitlab-token": lambda s: ["glpat-" + s.text(ALNUM, 20), gitlab_routable(s)],
    "slack-token": lambda s: [f"xoxb-{s.text('123', 12)}-{s.text('123', 12)}-{s.text(ALNUM, 24)}"],
    "asaas-key": lambda s: ["$aact_prod_" + s.text(ALNUM, 48)],
    "tink-keyset": lambda s: [(
        '{"typeUrl": "type.googleapis.com/google.crypto.tink.AesGcmKey", "value": "%s"}' % value,
        value) for value in [s.text(ALNUM, 40)]],
    "ansible-vault": lambda s: [("$ANSIBLE_VAULT;1.1;AES256\n" + value, value)
                                for value in [s.text(HEX, 80)]],
    "linode-token": key_texts('LINODE_TOKEN=@', alphabet=HEX, count=64),
    "teleport-join-token": key_texts(
        'teleport start --roles=node --token=@', alphabet=HEX, count=32),
    "jenkins-token": key_texts('JENKINS_TOKEN=11@', alphabet=HEX, count=32, prefix='11'),
    "azure-pipelines-secret": password_texts('##vso[task.setvariable variable=x;issecret=true]@'),
    "hex-pm-key": key_texts('HEX_API_KEY=@', alphabet=HEX, count=32),
    "comet-key": key_texts('COMET_API_KEY=@', alphabet=ALNUM, count=25),
    "paypal-secret": key_texts('PAYPAL_CLIENT_SECRET=@', alphabet=ALNUM, count=80),
    "banking-api-key": key_texts('COLUMN_API_KEY=live_@', alphabet=ALNUM, count=30, prefix='live_'),
    "lark-webhook": made_texts('https://open.feishu.cn/open-apis/bot/v2/hook/@', uuid_text),
    "dingtalk-webhook": key_texts(
        'https://oapi.dingtalk.com/robot/send?access_token=@', alphabet=HEX, count=64),
    "wecom-webhook": made_texts(
        'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=@', uuid_text),
    "google-chat-webhook": key_texts(
        'https://chat.googleapis.com/v1/spaces/AAAA1234/messages?key=abcdefghijabcdefghijabcdefghijabcdefghi&token=@', alphabet=ALNUM, count=43),
    "zapier-webhook": made_texts('https://hooks.zapier.com/hooks/catch/@', zap),
    "pushover-token": key_texts('PUSHOVER_TOKEN=a@', alphabet=LOWER + DIGITS, count=29, prefix='a'),
    "splunk-token": made_texts('SPLUNK_HEC_TOKEN=@', uuid_text),
    "log-service-token": key_texts('LOGGLY_TOKEN=@', alphabet=ALNUM, count=32),
    "business-service-token": key_texts('WEBFLOW_API_TOKEN=@', alphabet=ALNUM, count=48),
    "algolia-admin-key": key_texts('ALGOLIA_ADMIN_KEY=@', alphabet=HEX, count=32),
    "okta-token": key_texts('OKTA_API_TOKEN=00@', alphabet=ALNUM, count=40, prefix='00'),
    "snowflake-token": key_texts(
        'SNOWFLAKE_TOKEN=eyJraWQiOiI@', alphabet=ALNUM, count=120, prefix='eyJraWQiOiI'),
    "influxdb-token": key_texts('INFLUX_TOKEN=@==', alphabet=ALNUM, count=86, suffix='=='),
    "upstash-token": key_texts(
        'UPSTASH_REDIS_REST_TOKEN=AX@', alphabet=ALNUM, count=56, prefix='AX'),
    "search-engine-key": key_texts('MEILI_MASTER_KEY=@', alphabet=ALNUM, count=44),
    "redis-requirepass": password_texts(
        "requirepass @", "requirepass: @", "REDISCLI_AUTH=@ redis-cli ping",
        '"CONFIG" "SET" "requirepass" "@"'),
    "fivetran-key": key_texts('FIVETRAN_API_SECRET=@', alphabet=ALNUM, count=32),
    "putty-key-mac": key_texts('Private-MAC: @', alphabet=HEX, count=64),
    "vapid-private-key": key_texts('VAPID_PRIVATE_KEY=@', alphabet=ALNUM, count=43),
    "kubeconfig-client-key": made_texts('client-key-data: @', pem64),
    "docker-auth": made_texts('{"auths":{"r.example":{"auth":"@"}}}', basic),
    "krb5-hash": made_texts('@', krb5),
    "rails-key": key_texts('SECRET_KEY_BASE=@', alphabet=HEX, count=128),
    "wordpress-application-password": made_texts('application password: @', wp_password),
    "wordpress-salt": key_texts("define('AUTH_KEY', '@');", alphabet=ALNUM, count=64),
    "mnemonic-phrase": made_texts('mnemonic: @', mnemonic),
    "truenas-key": key_texts("TRUENAS_API_KEY=1-@", count=64, prefix="1-"),
    "dagster-token": made_texts(
        "DAGSTER_CLOUD_API_TOKEN=@", lambda s: f"user:{s.text(LOWER, 8)}:{s.text(HEX, 32)}"),
    "zhipu-key": made_texts(
        "ZHIPU_API_KEY=@", lambda s: f"{s.text(HEX, 32)}.{s.text(ALNUM, 15)}Q"),
    "ollama-key": made_texts(
        "OLLAMA_API_KEY=@", lambda s: f"{s.text(HEX, 32)}.{s.text(ALNUM, 23)}Q"),
    "sumologic-key": made_texts(
        "SUMO_ACCESS=@", lambda s: f"su{s.text(ALNUM, 12)}:{s.text(ALNUM, 64)}"),
    "akeyless-key": made_texts(
        "AKEYLESS_ACCESS=@", lambda s: f"p-{s.text(LOWER, 12)}:{s.text(ALNUM, 43)}="),
    "databento-key": made_texts(
        "DATABENTO_API_KEY=@", lambda s: f"db-{s.text(ALNUM, 27)}9Q"),
    "password-comparison": password_texts(
        'if ("@" == password) {', "assert '@' !== this.apiKey"),
    "password-quoted": password_texts(
        "password = \"@\"", "{'db_password': '@'}", "set_password('@')", "DB_PASS => '@',",
        "CREATE LOGIN bob WITH PASSWORD = N'@'"),
    "password-phrase": password_texts("the password is \"@\"", "changed the password to '@'"),
    "password-assignment": lambda s: password_texts(
        "password=@", "spring.datasource.password = @", "user: bob, password: @")(s)
    + [("password: correcthorse", "correcthorse", ["bare", "timestamp"])],
    "password-symbols": lambda s: [in_text("passwd: @")(s, s.password() + "&,;")],
    "secret-quoted": key_texts(
        "\"client_secret\": \"@\"", "apiKey = '@'", "auth_token => \"@\""),
    "secret-assignment": key_texts("ACCESS_TOKEN=@", "api-key: @"),
    "secret-symbols": lambda s: [in_text("client_secret = @")(s, s.password() + "&{x},;")],
    "token-quoted": key_texts("session_key: \"@\"", "\"token\": \"@\""),
    "token-assignment": key_texts("token=@", "sessionKey: @", count=40),
    "command-line-option": password_texts(
        "tool --db-password @", "Connect -Password @", "tool --adminPassword @",
        "tool --access-key @"),
    "command-line-quoted": password_texts("tool --password \"@\""),
    "mysql-password-option": password_texts(
        "mysql -h db -u root -p@ app", "['mysql', '-uroot', '-p@', 'app']"),
    "sshpass-option": password_texts("sshpass -p @ ssh host"),
    "curl-user": password_texts("curl -s -u deploy:@ https://host/"),
    "openssl-pass": password_texts("openssl rsa -passin pass:@ -in key"),
    "docker-login-password": password_texts("docker login -u bob -p @ host"),
    "xml-element": password_texts(
        "<password>@</password>", "<password scope=\"all\">@</password>",
        "<password><![CDATA[@]]></password>", '<wsse:Password Type="text">@</wsse:Password>'),
    "xml-attribute": password_texts("<add key=\"MailPassword\" value=\"@\"/>"),
    "named-value": password_texts(
        "name: DB_PASSWORD\n  value: @", "{\"name\":\"DB_PASSWORD\",\"value\":\"@\"}",
        "name: API_KEY_PROD, value: @"),
    "authorization-header": lambda s: [in_text("Authorization: Basic @")(s, basic(s))],
    "authorization-value": key_texts("Authorization: @", count=40),
    "authorization-parameter": key_texts(
        "Authorization: AWS4-HMAC-SHA256 SignedHeaders=host, Signature=@", alphabet=HEX, count=64),
    "bearer-token": key_texts("sent Bearer @"),
    "basic-credential": lambda s: [in_text("sent Basic @")(s, basic(s))],
    "secret-header": key_texts("X-Vault-Token: @", "'X-Api-Key': '@'"),
    "cookie-header": lambda s: [
        in_text("Cookie: @")(s, "session=" + s.text(ALNUM, 31) + "4")],
    "set-cookie-header": key_texts("Set-Cookie: session=@; Path=/"),
    "uri-password": lambda s: [
        (f"postgresql+psycopg2://app:{value}@db:5432/app", value)
        for value in [s.text(LOWER, 6) + "!%40" + s.text(DIGITS, 2)]] + [
        ("redis://:p@ss9@cache:6379/0", "p@ss9")] + [
        (f"https://bob:{value}@host/", value)
        for value in [s.text(LOWER, 4) + "#" + s.text(DIGITS, 3) + "/" + s.text(LOWER, 3)]],
    "connection-string-password": password_texts(
        "Server=db;User ID=app;Password=@;", "Server=db; Password = @;"),
    "libpq-password": lambda s: [
        (f"host=db {name}'{value}' dbname=app", value) for name in ["password=", "password = "]
        for value in [s.text(LOWER, 4) + "''" + s.text(ALNUM, 6)]],
    "query-signature": key_texts("https://host/blob?sp=r&sig=@", count=44),
    "netrc-password": password_texts(
        "machine host login bob password @", "default login bob password @"),
    "pgpass-password": password_texts("db.host:5432:app:bob:@"),
    "network-credential": password_texts("new NetworkCredential(\"bob\", \"@\")"),
    "ibm-cloud-key": key_texts("ibm_cloud_api_key: @", count=44),
    "jenkins-initial-password": key_texts(
        "use the following password to proceed to installation:\n\n@\n", alphabet=HEX),
    "aws-key-pair": lambda s: [(f"AKIA{s.text(UPPER, 16)},{value}", value)
                               for value in [s.text(ALNUM, 40)]],
    "npmrc-auth": key_texts("//registry.host/:_authToken=@", count=36),
    "airflow-config-variable": key_texts("AIRFLOW__WEBSERVER__SECRET_KEY=@"),
    "airflow-config-option": key_texts("secret_key = @", "smtp_password=@"),
    "aws-secret-access-key": key_texts(
        "aws_secret_access_key = @", "\"SecretAccessKey\": \"@\"", count=40),
    "azure-connection-key": key_texts("DefaultEndpointsProtocol=https;AccountKey=@", count=86),
    "hashicorp-vault-legacy-token": lambda s: [(f"VAULT_TOKEN={value}", value)
                                               for value in ["s." + s.text(ALNUM, 23) + "7"]],
    "hashicorp-vault-unseal-key": key_texts("Unseal Key 1: @", count=44),
    "kubernetes-bootstrap-token": lambda s: [
        (text + value, value) for text in ["token: ", "join --token "]
        for value in ["ab12cd." + s.text(HEX, 15) + "4"]],
    "slack-webhook": lambda s: [(f"https://hooks.slack.com/services/{value}", value) for value in
                                [f"T{s.text(UPPER, 8)}/B{s.text(UPPER, 8)}/{s.text(ALNUM, 24)}"]],
    "teams-webhook": key_texts("https://host.webhook.office.com/x/IncomingWebhook/@", alphabet=HEX),
    "discord-webhook": key_texts("https://discord.com/api/webhooks/123456789012345678/@", count=68),
    "maven-master-password": key_texts("<master>{@}</master>", count=44),
    "cloudant-key": key_texts("cloudant_key: @", alphabet=HEX, count=64),
    "wireguard-key": lambda s: [(f"PrivateKey = {value}", value) for value in
                                [base64.b64encode(s.data(32)).decode()]],
    "otpauth-secret": lambda s: [(f"otpauth://totp/app?secret={value}", value) for value in
                                 [s.text(UPPER, 32)]],
    "laravel-app-key": lambda s: [(f"APP_KEY={value}", value) for value in
                                  ["base64:" + base64.b64encode(s.data(32)).decode()]],
    "ethereum-private-key": lambda s: [in_text("private_key: @")(s, "0x" + s.text(HEX, 64))],
    "gitlab-session-cookie": key_texts("_gitlab_session=@", alphabet=HEX),
    "lob-key": lambda s: [(f"LOB_API_KEY={value}", value)
                          for value in ["live_" + s.text(HEX, 35)]],
    "packagist-token": lambda s: ["packagist_ort_" + s.text(HEX, 35)],
    "password-path-like": lambda s: [
        (text.replace("@", value), value) for text in ["password=@", "\"db_password\": \"@\""]
        for value in ["/" + s.text(LOWER, 5) + s.text(DIGITS, 2) + s.text(UPPER, 2)]],
    "password-dotted": lambda s: [
        (f"password={value}", value)
        for value in [s.text(LOWER, 4) + "." + s.text(LOWER, 4) + s.text(DIGITS, 2)]],
    "pass-setting": password_texts(
        "user=bob pass=@ host=h", "{'user': 'bob', 'pass': '@'}", "smtp.pass = @"),
    "pass-label": password_texts("user: bob, pass: @"),
    "password-short-name": password_texts(
        "wpa_psk=@", "pre-shared-key: @", "bind_pw: @", "olcRootPW: @"),
    "bind-password-directive": password_texts("bindpw @", "rootpw @"),
    "password-other-language": password_texts(
        "senha=@", "contraseña: @", '"mot_de_passe": "@"', "hasło: @"),
    "password-other-script": password_texts(
        "пароль: @", "密码：@",
        "パスワード=@"),
    "password-sentence": password_texts(
        "the password is @", "password -> @", "new password for user bob: @"),
    "uri-token": lambda s: [(f"https://{value}@host/o/r.git", value)
                            for value in [s.text(HEX, 39) + "7"]],
    "secure-string": password_texts(
        'ConvertTo-SecureString "@" -AsPlainText -Force',
        "ConvertTo-SecureString -AsPlainText @ -Force"),
    "client-password-option": password_texts(
        "ldapsearch -x -D cn=admin -w @ -b dc=x", "sqlcmd -S srv -U sa -P @",
        "mongosh -u root -p @ --host h", "az login -u bob -p @",
        "openssl enc -aes-256-cbc -in f -k @",
        "zip -r -P @ out.zip dir"),
    "keystore-password-option": password_texts(
        "keytool -genkey -storepass @ -alias x", "keytool -list -srckeypass '@'"),
    "archive-password-option": password_texts("7z a -p@ out.7z dir", "rar a -hp@ out.rar dir"),
    "htpasswd-option": password_texts(
        "htpasswd -b /etc/htpasswd bob @", "htpasswd -nbB bob '@'"),
    "chpasswd-input": password_texts('echo "bob:@" | chpasswd', "echo bob:@ | sudo chpasswd"),
    "windows-password-option": password_texts(
        r"net use X: \\\\srv\\share @ /user:bob", "cmdkey /add:srv /user:bob /pass:@",
        "xfreerdp /v:host /u:bob /p:@"),
    "html-password-field": password_texts('<input type="password" name="p" value="@">'),
    "html-password-value": password_texts('<input value="@" type="password">'),
    "sql-identified-by": password_texts(
        "CREATE USER bob IDENTIFIED BY '@'",
        "alter user bob identified with caching_sha2_password by '@'"),
    "sql-set-password": password_texts("SET PASSWORD FOR bob = '@'"),
    "mysql-temporary-password": lambda s: [
        (f"A temporary password is generated for root@localhost: {value}", value)
        for value in [s.password() + ">k,"]],
    "oracle-login": lambda s: [
        (f"{before}{value}@orcl", value) for before in ["jdbc:oracle:thin:scott/", "sqlplus scott/"]
        for value in [s.password()]],
    "redis-auth-command": password_texts('[0 127.0.0.1:5000] "AUTH" "@"', "AUTH @"),
    "sentry-dsn": lambda s: [(f"https://{value}@o1.ingest.sentry.io/2", value)
                             for value in [s.text(HEX, 32)]],
}


def is_fit(rule, value):
    """Whether `value` keeps the conditions that patterns alone don't state."""
    for key, wanted in (("must", True), ("must_not", False)):
        patterns = rule.get(key, [])
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            if "(?&" not in pattern and bool(re.search(pattern, value)) != wanted:
                return False
    return True


def examples(rule):
    """At least two examples: where one generator gives one, it is asked again."""
    found = []
    for salt in range(20):
        for value in some_examples(rule, Source(rule["id"] + (f"/{salt}" if salt else ""))):
            if value not in found:
                found.append(value)
        if len(found) > 1:
            break
    return found


def near_misses(rule, values):
    """What rules without counter-examples of their own must leave alone: a value that is cut short,
    or a place for a value."""
    value = values[0]
    if isinstance(value, tuple):
        return [value[0].replace(value[1], "${VALUE}")]
    return [value[:max(4, min(len(value) // 3, 16))].split("\n")[0]]


def some_examples(rule, source):
    if rule["id"] in SPECIAL:
        return SPECIAL[rule["id"]](source)
    tree = parser.parse(rule["secret"])
    for _ in range(200):
        value = sample(tree, source)
        if is_fit(rule, value):
            return [value]
    raise ValueError(f"no example for {rule['id']}: write a generator for it")


def quoted(text):
    if "\n" not in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def block(values, name="examples"):
    lines = []
    for value in values:
        if isinstance(value, tuple):
            contexts = f", contexts = {json.dumps(value[2])}" if len(value) > 2 else ""
            lines.append(f"{{ text = {quoted(value[0])}, secret = {quoted(value[1])}{contexts} }}")
        else:
            lines.append(quoted(value))
    if len(lines) == 1 and len(lines[0]) < 80:
        return f"{name} = [{lines[0]}]\n"
    return f"{name} = [\n" + "".join(f"  {line},\n" for line in lines) + "]\n"


def rewrite(text):
    rules = tomllib.loads(text)["rules"]
    parts = re.split(r"(?m)^(?=\[\[rules\]\]$)", text)
    for index, rule in enumerate(rules, 1):
        values = examples(rule)
        new = block(values)
        if "counter_examples" not in rule:
            new += block(near_misses(rule, values), "counter_examples")
        part, count = re.subn(
            r"(?ms)^examples = \[(?:[^\n]*\]\n|\n.*?^\]\n)", lambda _: new, parts[index])
        if count != 1:
            raise ValueError(f"{rule['id']} needs one line `examples = []`")
        parts[index] = part
    return "".join(parts)


def main():
    stale = []
    for path in sorted(RULES.glob("*.toml")):
        old = path.read_text()
        new = rewrite(old)
        if new != old:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(new)
    print("changed: " + ", ".join(stale) if stale else "up to date")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
