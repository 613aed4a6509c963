#!/usr/bin/env python3
"""Derives the funnel of the domestic declarations without Stepwell, to compare its figures with.

    python3 docs/examples/derive-funnel.py ../shared/data/domestic-declarations.csv.gz \
        > docs/examples/domestic-declarations.expected.json

Plain Python, no packages, and the slowest way that leaves no doubt: for every case and every one of its events that may
begin the funnel, walk forward taking the earliest event that fits each next stage.

What is counted
  * A case enters stage k when from some first event on, events of stages 2..k follow one another, each later than the one
    before, all within the window (where there is one) from that first event. Events between them do not matter.
  * A case saw stage k when it entered the stage before. The first stage is seen by those who enter it.
  * With --from / --to, only first events at or after / before these instants begin a funnel.
  * Times between stages are those of one walk for each case: the walk that gets furthest; of several, the one that gets
    there first; of several, the one that begins last (after a rejection, the resubmission counts, not the first attempt).
  * Median and p90 are nearest-rank percentiles: of n values in ascending order the one at place ceil(n * p / 100). With an
    odd n the median is the usual one; with an even n it is the lower of the two in the middle. This is SQL's
    percentile_disc and ClickHouse's quantileExactLow. The other common definitions are printed beside it.
"""
import csv
import gzip
import json
import math
import statistics
import sys
from datetime import datetime, timedelta

STAGES = [
    ("submitted", "Declaration SUBMITTED by EMPLOYEE"),
    ("approved_by_administration", "Declaration APPROVED by ADMINISTRATION"),
    ("final_approval", "Declaration FINAL_APPROVED by SUPERVISOR"),
    ("payment_requested", "Request Payment"),
    ("paid", "Payment Handled"),
]
QUESTIONS = {
    "whole": {},
    "window_14_days": {"window_days": 14},
    "started_2018": {"from": "2018-01-01T00:00:00+01:00", "to": "2019-01-01T00:00:00+01:00"},
    "without_administration": {"leave_out": "approved_by_administration"},
    "amount_50_93": {"amount": 50.93},
}


def read_cases(path):
    cases = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file)):
            at = datetime.fromisoformat(row["timestamp"])
            cases.setdefault(row["case_id"], []).append((at, line, row["activity"], float(row["amount"])))
    for events in cases.values():
        events.sort(key=lambda event: event[:2])
    return cases


def walk(events, start, activities, window):
    """Times of the stages reached from one first event, each the earliest that fits."""
    times = [events[start][0]]
    for at, _, activity, _ in events[start + 1 :]:
        if len(times) == len(activities) or (window and at - times[0] > window):
            break
        if activity == activities[len(times)]:
            times.append(at)
    return times


def best_walk(events, activities, question):
    window = timedelta(days=question["window_days"]) if "window_days" in question else None
    first = datetime.fromisoformat(question["from"]) if "from" in question else None
    last = datetime.fromisoformat(question["to"]) if "to" in question else None
    best, best_rank = None, None
    for start, (at, _, activity, amount) in enumerate(events):
        if activity != activities[0] or (first and at < first) or (last and at >= last):
            continue
        if "amount" in question and amount != question["amount"]:
            continue
        times = walk(events, start, activities, window)
        rank = (-len(times), times[-1], -start)
        if best_rank is None or rank < best_rank:
            best, best_rank = times, rank
    return best


def nearest_rank(ordered, percent):
    return ordered[math.ceil(len(ordered) * percent / 100) - 1] if ordered else None


def answer(cases, question):
    stages = [stage for stage in STAGES if stage[0] != question.get("leave_out")]
    activities = [activity for _, activity in stages]
    walks = [times for times in (best_walk(events, activities, question) for events in cases.values()) if times]
    rows = []
    for k, (key, _) in enumerate(stages):
        entered = sum(1 for times in walks if len(times) > k)
        waits = sorted((times[k] - times[k - 1]).total_seconds() for times in walks if k > 0 and len(times) > k)
        rows.append(
            {
                "key": key,
                "saw": entered if k == 0 else rows[k - 1]["entered"],
                "entered": entered,
                "median_seconds": nearest_rank(waits, 50),
                "p90_seconds": nearest_rank(waits, 90),
                "median_of_two_middles_averaged": statistics.median(waits) if waits else None,
                "p90_interpolated": statistics.quantiles(waits, n=10, method="inclusive")[8] if len(waits) > 1 else None,
            }
        )
    return rows


def main():
    cases = read_cases(sys.argv[1])
    print(
        json.dumps(
            {
                "derived_by": "docs/examples/derive-funnel.py, plain Python, without Stepwell",
                "cases": len(cases),
                "events": sum(len(events) for events in cases.values()),
                "funnels": {name: {"question": question, "stages": answer(cases, question)} for name, question in QUESTIONS.items()},
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
