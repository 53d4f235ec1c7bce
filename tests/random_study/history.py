"""What happened: random eras, visits and shocks, with the cases that trip a count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from random_study.draft import Draft, Row, day_of, text_of

if TYPE_CHECKING:
    from random import Random

NAMES = {
    "AAA": ["Ada", "Abe", "Ann", "Ali", "Amy"],
    "BBB": ["Bob", "Bea", "Ben", "Bo", "Bix"],
    "": ["First", "Second", "Third", "Fourth", "Fifth"],
}
TIES = [[1, 1], [1, 1], [1, 2], [1, 3], [2, 3], [1, 1, 2], [1, 2, 1], [1, 7]]
"""How often as long as the shortest each of some eras is, and as often visited."""


def draw_eras(draft: Draft) -> None:
    """Draw the eras of no side, of one or of both, or none at all."""
    sides = draft.rng.choice([[], [""], ["AAA"], ["AAA"], *[["AAA", "BBB"]] * 3])
    ruled = bool(sides and sides[0]) and draft.chance(0.4)
    for place, side in enumerate(sides):
        tie = place == 0 and draft.chance(0.4)
        spans = tied_spans(draft) if tie else free_spans(draft)
        names = list(NAMES[side])
        if side == "BBB" and draft.chance(0.15):
            names[1] = "Ada"
        rows = [
            era_row(side, name, *span) for name, span in zip(names, spans, strict=False)
        ]
        if tie:
            draft.tied = [row["era"] for row in rows]
        draft.eras += with_rules(draft, rows, several=place == 0) if ruled else rows


def era_row(side: str, name: str, start: int, end: int | None) -> Row:
    row = {"side": side} if side else {}
    ended = "" if end is None else text_of(end)
    return row | {"era": name, "start": text_of(start), "end": ended}


def with_rules(draft: Draft, rows: list[Row], *, several: bool) -> list[Row]:
    """Return the rows under a rule, and under a second one that dates them later."""
    named = [row | {"rule": "r1" if several else "only"} for row in rows]
    if not several:
        return named
    shift = draft.rng.randint(1, 25)
    later = [
        row
        | {
            "rule": "r2",
            "start": text_of(day_of(row["start"]) + shift),
            "end": row["end"] and text_of(day_of(row["end"]) + shift),
        }
        for row in rows
    ]
    draft.study["eras"] = {
        "path": "eras.csv",
        "rules": {rows[0]["side"]: draft.rng.choice(["r1", "r2"])},
    }
    return named + later


def tied_spans(draft: Draft) -> list[tuple[int, int | None]]:
    """Return eras whose lengths stand to each other as their visits, and visit them."""
    rng = draft.rng
    days = draft.through - draft.since + 1
    times = rng.choice(TIES)
    longest = min(500, days // sum(times))
    length = 388 if times == [1, 7] and longest >= 388 else rng.randint(40, longest)
    start = draft.since + rng.randint(0, days - length * sum(times))
    visits_each = rng.choice([1, 1, 2]) if sum(times) < 8 else 1
    spans: list[tuple[int, int | None]] = []
    for time in times:
        end = start + time * length
        spans.append((start, end))
        for _ in range(visits_each * time):
            visit = {"date": text_of(rng.randint(start + 1, end - 1))}
            ends = [draft.countries[0], rng.choice(draft.countries[1:])]
            rng.shuffle(ends)
            draft.visits.append(visit | {"origin": ends[0], "destination": ends[1]})
        start = end
    return spans


def free_spans(draft: Draft) -> list[tuple[int, int | None]]:
    """Return eras one after the other, some with days between them."""
    rng, since, through = draft.rng, draft.since, draft.through
    first = since + rng.choice([-rng.randint(1, 900), 0, rng.randint(1, 200)])
    inner = {rng.randint(max(first, since) + 30, through - 20) for _ in range(3)}
    cuts = [first, *sorted(inner)[: rng.randint(1, 3)]]
    if draft.chance(0.25):
        snap(draft, cuts)
    if draft.chance(0.15):
        cuts = [since - rng.randint(1000, 1500), *cuts]
        cuts[1] = max(cuts[1], since - rng.randint(0, 5))
        cuts = sorted(set(cuts))
    last = rng.choice([None, None, through + rng.randint(1, 400), through + 1, -1])
    if last == -1:
        last = max(cuts[-1] + 1, through - rng.randint(0, 120))
    ends: list[int | None] = [*cuts[1:], last]
    for place, end in enumerate(ends[:-1]):
        if end is not None and draft.chance(0.2):
            ends[place] = max(cuts[place] + 1, end - rng.randint(1, 90))
    return list(zip(cuts, ends, strict=True))


def snap(draft: Draft, cuts: list[int]) -> None:
    """Move a handover to a new year, or to the middle of a year."""
    place = draft.rng.randrange(1, len(cuts))
    year = date.fromordinal(cuts[place]).year
    month, day = draft.rng.choice([(1, 1), (7, 2)])
    moved = date(year, month, day).toordinal()
    before = cuts[place - 1]
    after = cuts[place + 1] if place + 1 < len(cuts) else draft.through
    if before < moved < after:
        cuts[place] = moved


def draw_shocks(draft: Draft) -> None:
    """Draw shocks that name two countries, or none of them, or some of them."""
    if draft.chance(0.1):
        return
    kind = draft.rng.choice(["nameless", "nameless", "named", "named", "mixed"])
    for place, day in enumerate(days_of_shocks(draft)):
        row = {
            "id": f"s{place + 1}",
            "date": text_of(day),
            "label": f"Shock {'abcdefghijklmnopqrstuvwxyz'[place]}",
        }
        if kind != "nameless":
            blank = kind == "mixed" and draft.chance(0.5)
            one, other = ("", "") if blank else random_pair(draft)
            row |= {"origin": one, "destination": other}
        draft.shocks.append(row)
    if draft.chance(0.05):
        day = min(day_of(draft.shocks[0]["date"]), draft.through - 5)
        until = text_of(day + draft.rng.randint(1, 3))
        draft.shocks[0]["date"] = f"{text_of(day)}/{until}"


def days_of_shocks(draft: Draft) -> list[int]:
    """Draw days, some close to each other, near the end, or not observed."""
    rng = draft.rng
    days = [draft.day() for _ in range(rng.randint(1, 3))]
    if draft.chance(0.5):
        days.append(rng.choice(days) + rng.randint(0, 60))
    if draft.chance(0.25):
        days.append(draft.through - rng.randint(0, 40))
    if draft.chance(0.12):
        days.append(draft.since - rng.randint(1, 60))
    if draft.chance(0.12):
        days.append(draft.through + rng.randint(1, 60))
    rng.shuffle(days)
    return days


def random_pair(draft: Draft) -> tuple[str, str]:
    """Return an origin and a destination, most often the first two countries."""
    pair = draft.countries[:2]
    if draft.chance(0.35):
        pair = draft.rng.sample(draft.countries, 2)
    draft.rng.shuffle(pair)
    return pair[0], pair[1]


def telling_days(draft: Draft) -> list[int]:
    """Return days on which a count may go wrong by one."""
    days = [draft.through, draft.since]
    days += [day_of(row["date"][:10]) for row in draft.shocks]
    days += [day_of(row["start"]) for row in draft.eras]
    return [day for day in days if draft.since <= day <= draft.through]


def draw_visits(draft: Draft) -> None:
    """Draw visits beside those made for a tie, and everything that is known of them."""
    rng = draft.rng
    made = len(draft.visits)
    total = max(rng.randint(4, 24), made) if not made or draft.chance(0.5) else made
    for _ in range(max(total, 4) - made):
        origin, destination = random_pair(draft)
        if made and len(draft.countries) > 2:
            origin, destination = rng.sample(draft.countries[1:], 2)
        day = draft.day()
        if draft.chance(0.3):
            day = rng.choice(telling_days(draft))
        elif draft.visits and draft.chance(0.1):
            day = day_of(rng.choice(draft.visits)["date"])
        elif draft.chance(0.05):
            day = rng.choice([draft.since - 1, draft.through + 1, draft.since - 40])
        visit = {"date": text_of(day), "origin": origin, "destination": destination}
        draft.visits.append(visit)
    rng.shuffle(draft.visits)
    for column in (ends_of_visits, makers, verdicts, sources, vague_dates):
        column(draft)


def ends_of_visits(draft: Draft) -> None:
    if draft.chance(0.25):
        return
    for row in draft.visits:
        end = text_of(day_of(row["date"]) + draft.rng.choice([0, 1, 2, 5, 12]))
        row["end_date"] = "" if draft.chance(0.4) else end


def makers(draft: Draft) -> None:
    """Add who came and in what setting."""
    choices: dict[str, list[str]] = {
        "visitor": ["Wu", "Li", "Park"],
        "visitor_rank": ["head", "minister", "deputy"],
        "summit": ["true", "false", "false"],
        "setting": ["bilateral", "transit"],
    }
    optional = draft.chance(0.2)
    for column, values in choices.items():
        if column == "visitor" and optional:
            continue
        for row in draft.visits:
            row[column] = draft.rng.choice(values)


def verdicts(draft: Draft) -> None:
    if draft.chance(0.35):
        return
    weights = draft.rng.choice([(8, 1, 1), (6, 3, 1), (7, 0, 3)])
    for row in draft.visits:
        row["qualifies"] = draft.rng.choices(["true", "unclear", "false"], weights)[0]


def sources(draft: Draft) -> None:
    kind = draft.rng.choice(["sourced", "source", "neither", "neither"])
    if kind == "neither":
        return
    number = min(len(draft.visits), draft.rng.choice([0, 1, 1, 2, 3, 4, 5]))
    without = draft.rng.sample(range(len(draft.visits)), number)
    words = {"sourced": ["true", "false"], "source": ["gazette", ""]}[kind]
    for place, row in enumerate(draft.visits):
        row[kind] = words[place in without]


def vague_dates(draft: Draft) -> None:
    """Make one date a month or some days, and sometimes another one some days."""
    if not draft.chance(0.2):
        return
    rows = draft.rng.sample(draft.visits, 2)
    if draft.chance(0.6):
        month = rows[0]["date"][:7]
        rows[0]["date"] = month
        if "end_date" in rows[0]:
            rows[0]["end_date"] = ""
        if draft.chance(0.4):
            make_range(draft.rng, rows[1])
    else:
        make_range(draft.rng, rows[0])


def make_range(rng: Random, row: Row) -> None:
    column = "end_date" if row.get("end_date") and rng.random() < 0.3 else "date"
    day = day_of(row[column])
    row[column] = f"{row[column]}/{text_of(day + rng.randint(1, 4))}"
    if column == "date" and row.get("end_date"):
        row["end_date"] = text_of(day + rng.randint(4, 9))
