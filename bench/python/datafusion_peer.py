"""DataFusion: the SQL files of bench/sql, the last statement's rows into memory as Arrow. The package is the engine's own release build."""

import os
import pathlib

import datafusion
import pyarrow

import checksum

SQL = pathlib.Path(__file__).parent.parent / "sql"
COLUMNS = {"panel": ["unit", "year", "team", "score_hundredths", "grade"], "incident": ["unit", "day", "severity"]}


class Peer:
    def __init__(self, form):
        text = (SQL / f"datafusion-{form}.sql").read_text(encoding="utf-8")
        self.statements = [statement for statement in text.split(";\n") if statement.strip()]

    def context(self):
        return datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(os.cpu_count() or 1))

    def files(self, folder, piece):
        context = self.context()
        for table in COLUMNS:
            context.register_parquet(table, f"{folder}/{table}-{piece}.parquet")
        return context

    def tables(self, folder):
        read, context = self.files(folder, "*"), self.context()
        for table, columns in COLUMNS.items():
            context.register_record_batches(table, read.table(table).select(*columns).collect_partitioned())
        return context

    def answer(self, context):
        for statement in self.statements:
            batches = context.sql(statement).collect()
        return batches

    def checksum(self, answers):
        rows, total = 0, 0
        for batches in answers:
            for batch in batches:
                columns = {name: batch.column(name).to_numpy(zero_copy_only=False) for name in batch.schema.names}
                total += checksum.of_all(columns["unit"], columns["year"], [columns[result] for result in checksum.RESULTS])
                rows += batch.num_rows
        return rows, total % 2**64
