"""zen-engine, record by record, in a process for each core. Forms: `tables`, a graph of four decision tables as one would draw it; `expressions`, one node of four expressions.

A rules engine sees one record and no other: it cannot rank, and knows no other year. All that goes beyond the record is worked out by Polars in `read` and given to it. So the time without reading is that of
deciding: a record is made for the engine, it decides, and its answer is taken apart. The engine is the Python package, asked through its loader, which keeps the decision compiled.
"""

import os
import pathlib

os.environ["POLARS_MAX_THREADS"] = "1"

import numpy  # noqa: E402
import polars  # noqa: E402
import zen  # noqa: E402
from polars import col  # noqa: E402

import workers  # noqa: E402

DECISIONS = pathlib.Path(__file__).parent.parent / "zen"
RESULTS = ("prize", "gradeProposal", "fallProposal", "incidentProposal")


def start(form):
    content = zen.ZenDecisionContent((DECISIONS / f"{form}.json").read_text(encoding="utf-8"))
    return zen.ZenEngine({"loader": lambda _: content})


def before(column):
    return polars.when(col("unit") == col("unit").shift(1)).then(column.shift(1))


def read(folder, piece):
    """Unit, year and what a record may know, of one jurisdiction."""
    panel = polars.read_parquet(f"{folder}/panel-{piece}.parquet", columns=["unit", "year", "team", "score_hundredths", "grade"])
    score = col("score_hundredths")
    told = panel.lazy().with_columns(score.rank("min", descending=True).over("team", "year").cast(polars.Int64).alias("place"))
    told = told.with_columns(
        polars.when(col("team") == before(col("team"))).then(before(col("place")) - col("place")).alias("rise"),
        (polars.when(col("place") <= 10).then(col("unit")).forward_fill().shift(1) == col("unit")).fill_null(False).alias("listedBefore"),
        polars.when(before(col("team")).is_null()).then(-1).otherwise(before(col("grade")).fill_null(0)).alias("lastGrade"),
    )
    deepest = told.filter(col("rise") < 0).group_by("team", "year").agg(col("rise").bottom_k(3).max().alias("deepest"))
    incident = polars.scan_parquet(f"{folder}/incident-{piece}.parquet")
    happened = incident.group_by("unit", col("day").dt.year().cast(polars.Int16).alias("year")).agg(
        (col("severity") == 1).any().alias("gravest"),
        (col("severity") == 2).sum().cast(polars.Int64).alias("grave"),
        col("severity").is_null().any().alias("unclassified"),
    )
    told = told.join(deepest, on=["team", "year"], how="left", maintain_order="left")
    told = told.with_columns((col("rise") <= col("deepest")).fill_null(False).alias("fell"))
    told = told.with_columns(before(col("fell")).fill_null(False).alias("lastFell"))
    told = told.join(happened, on=["unit", "year"], how="left", maintain_order="left")
    return told.select(
        "unit",
        "year",
        col("team").is_not_null().alias("assessed"),
        score.is_not_null().alias("scored"),
        (score >= 70_000).fill_null(False).alias("passed"),
        "listedBefore",
        col("rise").is_not_null().alias("comparable"),
        "fell",
        "lastFell",
        col("gravest").fill_null(False),
        col("unclassified").fill_null(False),
        col("place").fill_null(0),
        col("rise").fill_null(0).clip(0),
        col("grade").fill_null(0).cast(polars.Int64),
        col("lastGrade").cast(polars.Int64),
        col("grave").fill_null(0),
    ).collect()


def answer(engine, records):
    values = numpy.empty((len(RESULTS), records.height), dtype=numpy.int32)
    columns = records.drop("unit", "year")
    for number, record in enumerate(columns.iter_rows(named=True)):
        came = engine.evaluate("", record)["result"]
        for place, result in enumerate(RESULTS):
            values[place, number] = came[result]
    return records["unit"].to_numpy(), records["year"].to_numpy(), values


def columns(answered):
    unit, year, values = answered
    yield unit, year, list(values)


class Peer(workers.Peer):
    def __init__(self, form):
        super().__init__("zen_peer", form)
