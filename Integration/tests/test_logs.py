"""The end of a log, paging in both directions, and logs that are hard to read."""
import asyncio
import random

import pytest

from helpers.calls import place
from helpers.clients import flat, is_original_but_for_secrets, session_of

pytestmark = pytest.mark.anyio


def expected_line(record):
    return "{timestamp} {level} {logger} {event}".format(
        **{**record, "level": record["level"].upper()}
    )


async def test_the_tail_is_the_end_of_the_log(airflow, server):
    records = airflow.log("fx_big", "lines")[-200:]
    async with session_of(airflow, server, "viewer") as session:
        result = await session.call("get_log_tail", {**place("fx_big", "lines"), "lines": 200})
    lines = result.structured["lines"]
    assert len(lines) == 200 and lines[-1]["n"] == result.structured["total_lines"]
    for line, record in zip(lines, records, strict=True):
        if record.get("logger") == "task.stdout":
            assert is_original_but_for_secrets(line["text"], expected_line(record))
    assert any("FINAL [REDACTED:" in line["text"] for line in lines)


async def test_pages_back_and_forward_hold_every_line_once(airflow, server):
    target = {**place("fx_big", "lines"), "lines": 200}
    async with session_of(airflow, server, "viewer") as session:
        page = (await session.call("get_log_tail", target)).structured
        total = page["total_lines"]
        back = [page]
        for _ in range(20):
            target["cursor"] = back[-1]["cursor_before"]
            back.append((await session.call("get_log_tail", target)).structured)
        forward = [back[-1]]
        while len(forward) < len(back):
            target["cursor"] = forward[-1]["cursor_after"]
            forward.append((await session.call("get_log_tail", target)).structured)

    def lines_of(pages):
        return [(line["n"], line["text"]) for page in pages for line in page["lines"]]

    backwards, forwards = lines_of(reversed(back)), lines_of(forward)
    assert forwards == backwards
    assert [number for number, _ in forwards] == list(range(total - len(forwards) + 1, total + 1))
    assert len(forwards) == 21 * 200


async def test_a_cursor_serves_its_user_and_task_only(airflow, server):
    target = {**place("fx_big", "lines"), "lines": 10}
    async with session_of(airflow, server, "viewer") as session:
        cursor = (await session.call("get_log_tail", target)).structured["cursor_before"]
        elsewhere = {**place("fx_big", "wide"), "cursor": cursor}
        assert (await session.call("get_log_tail", elsewhere)).error["cause"] == "cursor_rejected"
        changed = {**target, "cursor": cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")}
        assert (await session.call("get_log_tail", changed)).error["cause"] == "cursor_rejected"
    async with session_of(airflow, server, "alice") as session:
        stolen = {**target, "cursor": cursor}
        assert (await session.call("get_log_tail", stolen)).error["cause"] == "cursor_rejected"


async def test_difficult_logs_come_through_clean(airflow, server):
    async with session_of(airflow, server, "viewer") as session:
        wide = await session.call("get_log_tail", place("fx_big", "wide"))
        hostile = await session.call("get_log_tail", place("fx_hostile", "inject"))
    assert len(wide.everything) < 1 << 20
    # The middle of the line, with the secret, is not shown; it was seen and counted all the same.
    assert wide.structured["redactions"]["count"] >= 1
    shown = flat(hostile.structured["lines"])
    controls = [c for c in shown if ord(c) < 0x20 and c != "\n" or 0xE0000 <= ord(c) <= 0xE007F]
    assert not controls and not set(shown) & set("\u202e\u200b\u200d")
    assert hostile.structured["cleaned_characters"] > 0
    assert '{"event": "json line"' in shown
    numbers = [line["n"] for line in hostile.structured["lines"]]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


@pytest.fixture
def running_task(airflow):
    """A task that writes a line a second, ended with the test."""
    run = f"follow{random.randrange(1 << 32)}"
    airflow.patch("dags/fx_slow?update_mask=is_paused", {"is_paused": False}, "admin")
    body = {"dag_run_id": run, "logical_date": None}
    assert airflow.post("/api/v2/dags/fx_slow/dagRuns", body, "admin").status == 200
    yield {"dag_id": "fx_slow", "run_id": run, "task_id": "ticker"}
    ended = airflow.patch(f"dags/fx_slow/dagRuns/{run}", {"state": "failed"}, "admin")
    assert ended.status == 200, ended.body


async def test_a_running_task_can_be_followed(airflow, server, running_task):
    target = running_task
    async with session_of(airflow, server, "viewer") as session:
        seen = 0
        for _ in range(120):
            result = await session.call("get_log_tail", target)
            if not result.is_error:
                ticks = [line["text"] for line in result.structured["lines"]]
                ticks = [text for text in ticks if " tick " in text]
                if ticks and seen:
                    assert all("password=[REDACTED:" in text for text in ticks)
                    if len(ticks) > seen:
                        break
                seen = len(ticks)
            await asyncio.sleep(1)
        else:
            pytest.fail("the log of the running task did not grow")
        # Pages of a log that grows meanwhile fit together all the same.
        pages = [(await session.call("get_log_tail", {**target, "lines": 3})).structured]
        for _ in range(3):
            older = {**target, "lines": 3, "cursor": pages[-1]["cursor_before"]}
            pages.append((await session.call("get_log_tail", older)).structured)
        after = {**target, "lines": 50, "cursor": pages[0]["cursor_after"]}
        newer = (await session.call("get_log_tail", after)).structured
    numbers = [line["n"] for page in [*reversed(pages), newer] for line in page["lines"]]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
