"""Polars: one lazy plan. Forms: `lazy` in memory, `streaming` by its streaming engine.

The panel is by unit and year, so last year is the row before where that is of the same unit; no grouping by unit is needed. Scores are read in hundredths.
"""

import checksum
import polars

polars.Config.set_engine_affinity("in-memory")


def last(column, unit, years=1):
    return polars.when(unit == unit.shift(years)).then(column.shift(years))


class Peer:
    def __init__(self, form):
        self.engine = {"lazy": "in-memory", "streaming": "streaming"}[form]

    def files(self, folder, piece):
        return [polars.scan_parquet(f"{folder}/{table}-{piece}.parquet") for table in ("panel", "incident")]

    def tables(self, folder):
        columns = ["unit", "year", "team", "score_hundredths", "grade"]
        panel, incident = self.files(folder, "*")
        return [panel.select(columns).collect().lazy(), incident.collect().lazy()]

    def answer(self, data):
        panel, incident = data
        column = polars.col
        unit, team, score, grade = column("unit"), column("team"), column("score_hundredths"), column("grade")
        place, rise, fell = column("place"), column("rise"), column("fell")
        flag = lambda condition: condition.cast(polars.Int8)  # noqa: E731

        placed = panel.select(
            unit,
            column("year"),
            team,
            score,
            grade,
            column("team").cast(polars.Int16).mul(16).add(column("year") - 2012).alias("group"),
        ).with_columns(score.rank("min", descending=True).over("group").cast(polars.Int32).alias("place"))

        compared = placed.with_columns(
            polars.when(team == last(team, unit)).then(last(place, unit) - place).alias("rise"),
            (polars.when(place <= 10).then(unit).forward_fill().shift(1) == unit).fill_null(False).alias("listed_before"),
            polars.when(last(team, unit).is_null()).then(False).otherwise(last(grade, unit) >= 3).alias("last_bad"),
        )
        deepest = compared.filter(rise < 0).group_by("group").agg(rise.bottom_k(3).max().alias("deepest"))
        happened = (
            incident.filter((column("severity") <= 2) | column("severity").is_null())
            .group_by("unit", column("day").dt.year().cast(polars.Int16).alias("year"))
            .agg(
                polars.when(((column("severity") == 1).sum() >= 1) | ((column("severity") == 2).sum() >= 2))
                .then(1)
                .when(column("severity").is_null().any())
                .then(-2)
                .otherwise(0)
                .cast(polars.Int8)
                .alias("incident_proposal")
            )
        )
        by_place = polars.when(place == 1).then(1_000_000).when(place <= 3).then(800_000).otherwise(500_000)
        first = polars.when(column("listed_before")).then(0).otherwise(200_000)
        risen = polars.when(rise > 0).then(polars.min_horizontal(rise, 15) * 20_000).otherwise(0)
        listed = by_place + first + risen
        passed = polars.when(score >= 70_000).then(50_000).otherwise(0)
        answer = (
            compared.join(deepest, on="group", how="left", maintain_order="left")
            .with_columns((rise <= column("deepest")).fill_null(False).alias("fell"))
            .select(
                unit,
                column("year"),
                polars.when(team.is_null()).then(-1).when(score.is_null()).then(-2).when(place <= 10).then(listed).otherwise(passed)
                .cast(polars.Int32).alias("prize"),
                polars.when(team.is_null()).then(-1).otherwise(flag((grade == 4) | ((grade >= 3) & column("last_bad"))).fill_null(-2))
                .cast(polars.Int8).alias("grade_proposal"),
                polars.when(rise.is_null()).then(-1).otherwise(flag(fell & last(fell, unit).fill_null(False)))
                .cast(polars.Int8).alias("fall_proposal"),
            )
            .join(happened, on=["unit", "year"], how="left", maintain_order="none")
            .with_columns(column("incident_proposal").fill_null(0))
        )
        return answer.collect(engine=self.engine)

    def checksum(self, answers):
        rows, total = 0, 0
        for answer in answers:
            columns = {name: answer.get_column(name).to_numpy() for name in answer.columns}
            total += checksum.of_all(columns["unit"], columns["year"], [columns[result] for result in checksum.RESULTS])
            rows += answer.height
        return rows, total % 2**64
