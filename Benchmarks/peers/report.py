"""RESULTS.md, results.svg and results.json of Benchmarks/compare."""

import datetime
import html
import json
import math
import os
import platform
import subprocess

FEATURES = ["ssse3", "avx2", "bmi2", "avx512bw", "avx512_vbmi", "asimd", "sve"]


def machine(root):
    name, flags = "unknown processor", set()
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                key, _, value = line.partition(":")
                if key.strip() == "model name":
                    name = value.strip()
                if key.strip() in ("flags", "Features"):
                    flags = set(value.split())
    except OSError:
        pass
    commit = subprocess.run(
        ["git", "-C", root, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout
    return {
        "processor": name, "features": [f for f in FEATURES if f in flags],
        "cores": os.cpu_count(), "kernel": f"{platform.system()} {platform.release()}",
        "commit": commit.strip(), "date": datetime.date.today().isoformat(),
    }


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value >= 1 else f"{value:,.2f}"


def markdown(data):
    box = data["machine"]
    lines = [
        "# Side by side",
        "",
        f"Written by `Benchmarks/compare --size {data['size']:g} --slow-size {data['slow_size']:g}"
        f" --slowest-size {data['slowest_size']:g} --repeat {data['repeat']}` at commit {box['commit']},"
        f" {box['date']}. The raw figures"
        " are in [results.json](results.json).",
        "",
        f"- {box['processor']} ({' '.join(box['features'])}), {box['cores']} cores, {box['kernel']}",
        "- MB/s = 10^6 bytes for each second of CPU time, user and system, starting included;"
        f" medians of {data['repeat']} runs in turns, spread = (fastest - slowest) / median",
        "- times = how many times as fast as it `scrub` is; for Airflow's masker, `scrub` with the"
        " same registered secrets alone",
        "- peak = most resident memory, where it is more than that of the measuring program",
        f"- found and missed are secrets, false are lines, of {data['slow_size']:g} MiB of the"
        " corpus, or of the column MiB where that is less; a scanner only reports lines, a redactor"
        " removes the secrets; those with registered secrets find nothing else",
        f"- {data['registered']} registered secrets: up to half of them planted in `planted-100`",
    ]
    if data["missing"]:
        lines.append("- not to be had here: " + ", ".join(data["missing"]))
    lines += ["", "![MB/s of CPU time](results.svg)", ""]
    for kind in dict.fromkeys(result["corpus"] for result in data["results"]):
        results = [result for result in data["results"] if result["corpus"] == kind]
        speed = {result["peer"]: result["mb_per_cpu_second"] for result in results}
        lines += [
            f"## {kind}", "",
            "| program | MiB | MB/s (CPU) | spread | MB/s (wall) | times | peak MB | found | missed"
            " | false |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        ]
        for result in results:
            base = "scrub, registered" if result["peer"] == "Airflow's masker" else "scrub"
            is_ours = result["peer"].startswith("scrub")
            times = None if is_ours or base not in speed else (
                speed[base] / result["mb_per_cpu_second"])
            found = result["detection"]
            lines.append("| " + " | ".join([
                result["peer"], f"{result['bytes'] / (1 << 20):,.3g}",
                number(result["mb_per_cpu_second"]), f"{result['spread_percent']:.0f} %",
                number(result["mb_per_second"]), number(times) if times else "-",
                f"{result['peak_bytes'] / 1e6:,.0f}" if result["peak_bytes"] else "-",
            ] + [f"{found[key]:,}" if found else "-" for key in ("found", "missed", "false")])
                + " |")
        lines.append("")
    lines += ["## Programs", ""]
    lines += [f"- {name}: {about}" for name, about in data["peers"].items()]
    return "\n".join(lines) + "\n"


def plot(data):
    """Bars of the speeds on a logarithmic scale, a group for each corpus."""
    width, left, bar, gap = 760, 170, 14, 26
    results = data["results"]
    top = max(result["mb_per_cpu_second"] for result in results)
    least = min(result["mb_per_cpu_second"] for result in results)
    low, high = math.floor(math.log10(least)), math.ceil(math.log10(top))
    scale = (width - left - 90) / max(high - low, 1)

    def x(value):
        return left + (math.log10(value) - low) * scale

    parts, y = [], 34
    for kind in dict.fromkeys(result["corpus"] for result in results):
        parts.append(f'<text x="8" y="{y + 11}" font-weight="bold">{html.escape(kind)}</text>')
        y += 20
        for result in (one for one in results if one["corpus"] == kind):
            value = result["mb_per_cpu_second"]
            colour = "#2a7f62" if result["peer"].startswith("scrub") else "#8a94a6"
            parts.append(
                f'<text x="{left - 8}" y="{y + 11}" text-anchor="end">'
                f'{html.escape(result["peer"])}</text>'
                f'<rect x="{left}" y="{y}" width="{max(x(value) - left, 1):.1f}" height="{bar}"'
                f' fill="{colour}"/>'
                f'<text x="{x(value) + 5:.1f}" y="{y + 11}">{number(value)}</text>')
            y += bar + 5
        y += gap - 12
    grid = "".join(
        f'<line x1="{x(10.0 ** e):.1f}" x2="{x(10.0 ** e):.1f}" y1="30" y2="{y}" stroke="#ddd"/>'
        f'<text x="{x(10.0 ** e):.1f}" y="{y + 14}" text-anchor="middle">{10.0 ** e:,g}</text>'
        for e in range(low, high + 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y + 24}"'
        ' font-family="sans-serif" font-size="12">'
        '<rect width="100%" height="100%" fill="white"/>'
        '<text x="8" y="18" font-size="14">MB for each second of CPU time, one core'
        " (logarithmic)</text>" + grid + "".join(parts) + "</svg>\n")


def write(folder, data):
    for name, text in (
        ("RESULTS.md", markdown(data)), ("results.svg", plot(data)),
        ("results.json", json.dumps(data, indent=1) + "\n"),
    ):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
