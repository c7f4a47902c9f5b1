"""The contexts in which secrets are written in logs, for recall.py.

A context is a name, whether it changes what stands right beside the secret (which only a value that
needs no name beside it can bear), and a function from a text to the written line. `CODES` says how the
bytes of the text are written in it.
"""
import base64
import json
import urllib.parse


def as_json(text):
    return json.dumps(text)[1:-1]


def twice_json(text):
    return as_json(as_json(text))


def percent(text):
    return urllib.parse.quote(text, safe="")


def entities(text):
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(char, entity)
    return text


def plain(text):
    return text


def lines(prefix):
    """Every line behind a prefix, as log collectors write them."""
    def code(text):
        return text.replace("\n", "\n" + prefix)
    return code


STAMP = "2026-03-04T05:06:07.891Z INFO  [worker-3] app.tasks.run - "
CRI = "2026-03-04T05:06:07.891234567Z stderr F "

# name, touches what stands beside the text, before, after, how the text is written
CONTEXTS = [
    ("alone", False, "", "", plain),
    ("in a sentence", True, "we got ", " from the vault", plain),
    ("double quotes", True, 'value "', '" accepted', plain),
    ("single quotes", True, "value '", "' accepted", plain),
    ("backticks", True, "value `", "` accepted", plain),
    ("parentheses", True, "login(", ") failed", plain),
    ("square brackets", True, "args [", "] done", plain),
    ("angle brackets", True, "got <", "> here", plain),
    ("braces", True, "set {", "} here", plain),
    ("key=value", True, "n=1 note=", " ok=1", plain),
    ("key: value", True, "note: ", "", plain),
    ("export", True, "+ export NOTE=", "", plain),
    ("yaml", True, "  - note: ", "", plain),
    ("python dict", True, "{'n': 1, 'note': '", "', 'ok': True}", plain),
    ("toml", True, 'note = "', '"', plain),
    ("xml element", True, "<note>", "</note>", entities),
    ("xml attribute", True, '<add note="', '"/>', entities),
    ("html entities", True, "note=&quot;", "&quot; ok", entities),
    ("url query", True, "GET https://host.example/cb?n=1&note=", "&ok=1 200", percent),
    ("url path", True, "GET /hooks/", "/fire HTTP/1.1", percent),
    ("url fragment", True, "https://host.example/#note=", "", percent),
    ("http header", True, "> X-Note: ", "\r", plain),
    ("csv", True, "12,alice,", ",2026-03-04", plain),
    ("tab separated", True, "12\talice\t", "\t2026-03-04", plain),
    ("sql", True, "INSERT INTO t VALUES (12, '", "', now())", plain),
    ("shell argument", True, "$ tool --verbose --note ", " --dry-run", plain),
    ("diff", False, "+", "", lines("+")),
    ("before comma", True, "got ", ", retrying", plain),
    ("before semicolon", True, "got ", "; retrying", plain),
    ("before full stop", True, "got ", ". Retrying", plain),
    ("before colon", True, "", ": not found", plain),
    ("before pipe", True, "| note | ", "| x |", plain),
    ("json value", True, '{"level":"info","note":"', '","n":1}', as_json),
    ("json message", False, '{"level":"info","message":"', '","n":1}', as_json),
    ("json in json", False, '{"log":"{\\"message\\":\\"', '\\",\\"n\\":1}","stream":"stdout"}', twice_json),
    ("docker json-file", False, '{"log":"', '\\n","stream":"stdout"}', as_json),
    ("time stamp", False, STAMP, "", plain),
    ("time stamp on every line", False, STAMP, "", lines(STAMP)),
    ("kubernetes line", False, CRI, "", lines(CRI)),
    ("syslog", False, "Mar  4 05:06:07 host app[123]: ", "", plain),
    ("quoted mail", False, "> ", "", lines("> ")),
    ("compose prefix", False, "web-1  | ", "", lines("web-1  | ")),
    ("colour", False, "\x1b[1;31m", "\x1b[0m", plain),
    ("traceback", True, "  File \"a.py\", line 3, in f\n    raise Error('", "')", plain),
    ("repeated", True, "", ",", plain),
]

# The same line at other places of the stream.
POSITIONS = [
    ("start of a line", "", ""),
    ("far into a long line", "x y " * 5000, ""),
    ("before a long line goes on", "", " y z" * 5000),
]


def base64_line(text):
    return base64.b64encode(("note " + text + " end").encode()).decode()
