"""DuckDB: the SQL files of bench/sql, into a table in memory."""

import pathlib

import duckdb

import checksum

SQL = pathlib.Path(__file__).parent.parent / "sql"


class Peer:
    def __init__(self, form):
        self.text = (SQL / f"duckdb-{form}.sql").read_text(encoding="utf-8")
        self.connection = duckdb.connect()
        self.connection.execute("SET preserve_insertion_order = false")
        self.number = 0

    def files(self, folder, piece):
        for table in ("panel", "incident"):
            self.connection.execute(f"CREATE OR REPLACE VIEW {table} AS FROM read_parquet('{folder}/{table}-{piece}.parquet')")
        return None

    def tables(self, folder):
        for table in ("panel", "incident"):
            self.connection.execute(f"DROP VIEW IF EXISTS {table}")
            self.connection.execute(f"CREATE TABLE {table} AS FROM read_parquet('{folder}/{table}-*.parquet')")
        return None

    def answer(self, _):
        self.connection.execute(self.text)
        self.number += 1
        name = f"answer_{self.number}"
        self.connection.execute(f"ALTER TABLE answer RENAME TO {name}")
        return name

    def checksum(self, answers):
        rows, total = 0, 0
        for name in answers:
            reader = self.connection.sql(f"FROM {name}").to_arrow_reader(checksum.AT_A_TIME)
            for batch in reader:
                columns = {field: batch.column(field).to_numpy(zero_copy_only=False) for field in batch.schema.names}
                total += checksum.of_all(columns["unit"], columns["year"], [columns[result] for result in checksum.RESULTS])
                rows += batch.num_rows
            self.connection.execute(f"DROP TABLE {name}")
        return rows, total % 2**64
