"""Who takes part in Benchmarks/compare, how they are installed and how they are called."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from typing import Callable

HERE = os.path.dirname(os.path.abspath(__file__))

# Prefix formats and three contexts: what people write by hand. A group is what stays before the secret.
EXPRESSIONS = [
    r"AKIA[A-Z0-9]{16}", r"gh[oprsu]_[A-Za-z0-9]{36,}", r"glpat-[A-Za-z0-9_-]{20,}",
    r"xox[abprs]-[A-Za-z0-9-]{10,}", r"[rs]k_live_[A-Za-z0-9]{20,}", r"AIza[A-Za-z0-9_-]{35}",
    r"eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+",
    r"(Bearer|Basic) +[A-Za-z0-9._+/=-]{16,}",
    r"""((password|passwd|secret|token|api_?key)"?[=:] *["']?)[^ "',;&]+""",
    r"(://[^:@/ ]*:)[^@/ ]+@",
]
KEYWORDS = [
    "AKIA", "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "glpat-", "xox", "k_live_", "AIza", "eyJ",
    "Bearer ", "Basic ", "password", "passwd", "secret", "token", "api_key", "apikey",
]
PACKAGES = ["kingfisher-bin", "detect-secrets", "hyperscan", "apache-airflow-task-sdk"]


@dataclasses.dataclass
class Peer:
    name: str
    about: str
    # "redactor": writes the text without its secrets. "lines": writes numbers of lines.
    # Otherwise the name of a reader in detection.py for its report.
    kind: str
    command: Callable[[str, str], list]
    # Which size of a corpus it gets: fast, slow or slowest.
    size: str = "fast"
    statuses: tuple = (0,)
    # The file beside standard output that holds the report.
    report: str = ""


class Store:
    """A virtual environment for the peers from PyPI."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = os.path.join(folder, "bin")

    def install(self):
        if not os.path.exists(os.path.join(self.bin, "pip")):
            subprocess.run([sys.executable, "-m", "venv", self.folder], check=True)
        for package in PACKAGES:
            # One by one: what can't be had for this machine leaves the others.
            subprocess.run(
                [os.path.join(self.bin, "pip"), "install", "-q", "--disable-pip-version-check",
                 package], check=False)
        if not shutil.which("rg") and shutil.which("apt-get") and os.geteuid() == 0:
            subprocess.run(
                ["apt-get", "install", "-q", "-y", "--no-install-recommends", "ripgrep"],
                check=False, stdout=subprocess.DEVNULL)

    def program(self, name):
        path = os.path.join(self.bin, name)
        return path if os.access(path, os.X_OK) else None

    def has_module(self, name):
        python = self.program("python")
        return python is not None and subprocess.run(
            [python, "-c", f"import {name}"], stderr=subprocess.DEVNULL).returncode == 0


def piped(command):
    """The command before `cat`: GNU grep stops at the first match if nobody reads its output."""
    return ["sh", "-c", '"$@" | cat', "sh"] + command


def version(*command):
    try:
        text = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
        return text.strip().splitlines()[0] if text.strip() else ""
    except (OSError, subprocess.TimeoutExpired):
        return ""


def substitutions(separator):
    """The expressions as `s` commands for sed and perl."""
    result = []
    for text in EXPRESSIONS:
        keeps = {r"(Bear": r"\1 ", r"((pas": r"\1", r"(://[": r"\1"}.get(text[:5], "")
        end = "@" if text.endswith("@") else ""
        result.append(f"s{separator}{text}{separator}{keeps}[REDACTED]{end}{separator}g")
    return result


def write_inputs(folder, values):
    with open(os.path.join(folder, "expressions.json"), "w") as file:
        # Hyperscan has no lines: what stands for "all but" must leave the line end out.
        json.dump([text.replace("[^", r"[^\n") for text in EXPRESSIONS], file)
    with open(os.path.join(folder, "keywords.txt"), "w") as file:
        file.write("".join(word + "\n" for word in KEYWORDS))
    with open(os.path.join(folder, "values.txt"), "w", encoding="utf-8") as file:
        file.write("".join(value + "\n" for value in values))


def contestants(scrub, store, folder, values):
    """The peers that are there, and the names of those that aren't."""
    write_inputs(folder, values)
    registered = os.path.join(folder, "values.txt")
    found = [
        Peer("cat", "the least that reading and writing costs", "none", lambda f, _: ["cat", f]),
        Peer("scrub", version(scrub, "--version"), "redactor",
             lambda f, _: [scrub, "--no-config", f], statuses=(0, 3)),
        Peer("scrub, registered", f"no rules, {len(values)} registered secrets, all variants",
             "redactor", lambda f, _: [
                 scrub, "--no-config", "--no-default-rules", "--secrets-format", "lines",
                 "--secrets-file", registered, f],
             statuses=(0, 3)),
        Peer("sed -E", f"ten substitutions; {version('sed', '--version')}", "redactor",
             lambda f, _: ["sed", "-E"] + [a for s in substitutions("#") for a in ("-e", s)] + [f],
             size="slow"),
        Peer("grep -F", f"{len(KEYWORDS)} keywords, finds lines only; {version('grep', '--version')}",
             "lines", lambda f, d: piped(["grep", "-a", "-n", "-F", "-f", d + "/keywords.txt", f])),
    ]
    missing = []
    if shutil.which("perl"):
        # `\1[` would be an element of an array, and `@` an array.
        script = "use bytes;" + ";".join(substitutions("#"))
        script = script.replace(r"\1", "${1}").replace("[REDACTED]", r"\[REDACTED]")
        script = script.replace("@", r"\@")
        found.append(Peer("perl", "the same ten substitutions", "redactor",
                          lambda f, _: ["perl", "-lpe", script, f], size="slow"))
    else:
        missing.append("perl")
    if shutil.which("rg"):
        found.append(Peer(
            "ripgrep", "the ten expressions, finds lines only; " + version("rg", "--version"),
            "lines", lambda f, _: ["rg", "-a", "-n", "-j", "1", "--no-mmap"]
            + [a for e in EXPRESSIONS for a in ("-e", f"(?-u){e}")] + [f], statuses=(0, 1)))
    else:
        missing.append("ripgrep")
    add_installed(found, missing, store, registered, len(values))
    for name in ("gitleaks", "betterleaks"):
        if shutil.which(name):
            found.append(Peer(
                name, version(name, "version"), "gitleaks",
                lambda f, d, name=name: [
                    name, "dir", f, "--no-banner", "--exit-code", "0", "--report-format", "json",
                    "--report-path", d + "/report.json"], size="slow", report="report.json"))
        else:
            missing.append(name)
    if shutil.which("trufflehog"):
        found.append(Peer(
            "trufflehog", version("trufflehog", "--version"), "trufflehog",
            lambda f, _: ["trufflehog", "filesystem", f, "--json", "--no-verification",
                          "--no-update"], size="slow"))
    else:
        missing.append("trufflehog")
    return found, missing


def add_installed(found, missing, store, registered, count):
    """Those from PyPI."""
    kingfisher = store.program("kingfisher")
    if kingfisher:
        found.append(Peer(
            "kingfisher", version(kingfisher, "--version"), "kingfisher",
            lambda f, d: [kingfisher, "scan", f, "--no-validate", "--format", "json", "--jobs", "1",
                          "--no-dedup", "--no-limits", "--output", d + "/report.json"],
            size="slow", statuses=(0, 200, 205), report="report.json"))
    else:
        missing.append("kingfisher")
    detect = store.program("detect-secrets")
    if detect:
        found.append(Peer(
            "detect-secrets", version(detect, "--version"), "detect-secrets",
            lambda f, _: [detect, "scan", "--all-files", "--no-verify", f], size="slow"))
    else:
        missing.append("detect-secrets")
    python = store.program("python")
    if store.has_module("hyperscan"):
        found.append(Peer(
            "hyperscan", "the ten expressions, finds lines only", "numbers",
            lambda f, d: [python, os.path.join(HERE, "hyperscan_scan.py"),
                          d + "/expressions.json", f]))
    else:
        missing.append("hyperscan")
    if store.has_module("airflow.sdk._shared.secrets_masker.secrets_masker"):
        about = version(python, "-c", "from importlib.metadata import version as v;"
                        "print('task SDK', v('apache-airflow-task-sdk'))")
        found.append(Peer(
            "Airflow's masker", f"{count} registered secrets; {about}", "redactor",
            lambda f, _: [python, os.path.join(HERE, "airflow_masker.py"), registered, f],
            size="slowest"))
    else:
        missing.append("Airflow's masker")
