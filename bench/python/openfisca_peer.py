"""openfisca-core: formulas in numpy over a year at a time, a simulation for each jurisdiction, a process for each core.

OpenFisca has no word for unknown or not applicable, and none for a place in a group; both are written out in the formulas: no team, score, grade or place is -1. Scores are
hundredths (its floats are 32 bits wide). Places are counted by score, as the hand-written program does, which is faster than sorting.
"""

import numpy
import pyarrow
import pyarrow.parquet
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

import checksum
import workers

YEARS = range(2012, 2022)
SCORES = 100_001
TEAMS = 30
County = build_entity(key="county", plural="counties", label="县区", is_person=True)
Province = build_entity(key="province", plural="provinces", label="省", roles=[{"key": "member", "plural": "members", "label": "县区"}])


def variable(name, formula=None, default=-1):
    """A number of a county and a year; its formula, or an input."""
    told = {"value_type": int, "default_value": default, "entity": County, "definition_period": DateUnit.YEAR, "label": name}
    if formula:
        told["formula"] = lambda county, period: formula(county, period)
    return type(name, (Variable,), told)


def last(county, name, period):
    if period.start.year == YEARS[0]:
        return numpy.full(county.count, -1, dtype=numpy.int32)
    return county(name, period.last_year)


def place(county, period):
    team, score = county("team", period), county("score", period)
    scored = score >= 0
    lowest = team[scored].min(initial=TEAMS)
    key = (team - lowest) * SCORES + (SCORES - 1 - score)
    highest = max(int(team.max(initial=0)) - lowest + 1, 1)
    counts = numpy.bincount(key[scored], minlength=highest * SCORES).reshape(highest, SCORES)
    better = numpy.cumsum(counts, axis=1) - counts + 1
    return numpy.where(scored, better.reshape(-1)[numpy.where(scored, key, 0)], -1)


NO_RISE = -(2**31) + 1


def rise(county, period):
    now, before = county("place", period), last(county, "place", period)
    comparable = (now > 0) & (before > 0) & (county("team", period) == last(county, "team", period))
    return numpy.where(comparable, before - now, NO_RISE)


def fell(county, period):
    team, risen = county("team", period), county("rise", period)
    falls = numpy.flatnonzero((risen < 0) & (risen != NO_RISE))
    if not len(falls):
        return numpy.zeros(county.count, dtype=numpy.int32)
    fall, of = risen[falls], team[falls].astype(numpy.int8)
    order = numpy.argsort(of, kind="stable")
    fall, of = fall[order], of[order]
    deepest = numpy.zeros(TEAMS, dtype=numpy.int64)
    edges = numpy.searchsorted(of, numpy.arange(TEAMS + 1))
    for group in range(TEAMS):
        members = fall[edges[group] : edges[group + 1]]
        if len(members):
            deepest[group] = numpy.partition(members, 2)[2] if len(members) > 2 else members.max()
    result = numpy.zeros(county.count, dtype=numpy.int32)
    result[falls[order]] = fall <= deepest[of]
    return result


def listed(county, period):
    now = county("place", period)
    return (now > 0) & (now <= 10)


def ever_listed(county, period):
    now = county("listed", period)
    return now if period.start.year == YEARS[0] else now | county("ever_listed", period.last_year)


def prize(county, period):
    now, score, risen = county("place", period), county("score", period), county("rise", period)
    first = numpy.ones(county.count, dtype=bool) if period.start.year == YEARS[0] else county("ever_listed", period.last_year) == 0
    by_place = numpy.select([now == 1, now <= 3], [1_000_000, 800_000], 500_000)
    amount = by_place + first * 200_000 + numpy.clip(risen, 0, 15) * 20_000
    others = (score >= 70_000) * 50_000
    known = numpy.where(county("listed", period) > 0, amount, others)
    return numpy.where(county("team", period) < 0, checksum.NOT_APPLICABLE, numpy.where(score < 0, checksum.UNKNOWN, known))


def grade_proposal(county, period):
    now, before = county("grade", period), last(county, "grade", period)
    unknown = (now < 0) | ((now == 3) & (before < 0) & (last(county, "team", period) >= 0))
    met = (now == 4) | ((now == 3) & (before >= 3))
    known = numpy.where(unknown, checksum.UNKNOWN, met)
    return numpy.where(county("team", period) < 0, checksum.NOT_APPLICABLE, known)


def fall_proposal(county, period):
    twice = (county("fell", period) > 0) & (last(county, "fell", period) > 0)
    return numpy.where(county("rise", period) == NO_RISE, checksum.NOT_APPLICABLE, twice)


def incident_proposal(county, period):
    met = (county("gravest", period) >= 1) | (county("grave", period) >= 2)
    return numpy.where(met, 1, numpy.where(county("unclassified", period) >= 1, checksum.UNKNOWN, 0))


INPUTS = ("team", "score", "grade")
COUNTS = ("gravest", "grave", "unclassified")


def system():
    told = TaxBenefitSystem([County, Province])
    for name in INPUTS:
        told.add_variable(variable(name))
    for name in COUNTS:
        told.add_variable(variable(name, default=0))
    for formula in (place, rise, fell, listed, ever_listed, prize, grade_proposal, fall_proposal, incident_proposal):
        told.add_variable(variable(formula.__name__, formula))
    return told


def read(folder, piece):
    """Columns by year of one jurisdiction."""
    file = pyarrow.parquet.ParquetFile(f"{folder}/panel-{piece}.parquet")
    # The file has a row for each unit and year, in order, and says so: neither has to be read.
    said = file.metadata.metadata
    first_unit, units = int(said[b"first_unit"]), int(said[b"units"])
    assert file.metadata.num_rows == units * len(YEARS)
    panel = file.read(columns=["team", "score_hundredths", "grade"], use_threads=False)
    unit = numpy.arange(first_unit, first_unit + units, dtype=numpy.int32)
    data = {"unit": unit}
    for name, column in zip(INPUTS, ("team", "score_hundredths", "grade")):
        values = panel.column(column).fill_null(-1).to_numpy().reshape(units, len(YEARS))
        data[name] = numpy.ascontiguousarray(values.T, dtype=numpy.int32)
    incident = pyarrow.parquet.read_table(f"{folder}/incident-{piece}.parquet", use_threads=False)
    year = incident.column("day").to_numpy().astype("datetime64[Y]").astype(numpy.int64) + 1970 - YEARS[0]
    severity = incident.column("severity").fill_null(0).to_numpy()
    at = year * units + (incident.column("unit").to_numpy() - unit[0])
    for name, code in zip(COUNTS, (1, 2, 0)):
        data[name] = numpy.bincount(at[severity == code], minlength=units * len(YEARS)).reshape(len(YEARS), units).astype(numpy.int32)
    return data


def answer(told, data):
    simulation = SimulationBuilder().build_default_simulation(told, count=len(data["unit"]))
    for name in INPUTS + COUNTS:
        for number, year in enumerate(YEARS):
            simulation.set_input(name, str(year), data[name][number])
    return data["unit"], [[simulation.calculate(result, str(year)) for year in YEARS] for result in checksum.RESULTS]


def columns(answered):
    """Pieces of unit, year, values."""
    unit, results = answered
    for number, year in enumerate(YEARS):
        yield unit, numpy.full(len(unit), year, dtype=numpy.int16), [result[number] for result in results]


def start(_):
    pyarrow.set_cpu_count(1)
    return system()


class Peer(workers.Peer):
    def __init__(self, form):
        super().__init__("openfisca_peer", form)
