"""One number for all results, whatever order they come in. The same as bench/engines/rows/src/checksum.rs, in numpy."""

import numpy

RESULTS = ("prize", "grade_proposal", "fall_proposal", "incident_proposal")
NOT_APPLICABLE = -1
UNKNOWN = -2
FIRST_YEAR = 2012
AT_A_TIME = 1_000_000


def mix(value):
    value = (value ^ (value >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return value ^ (value >> numpy.uint64(31))


def of(result, unit, year, value):
    """Of one result, in columns: its number, the units, the years (2012 …), the values (money in yuan, 0, 1, or one of the two above)."""
    total = 0
    for start in range(0, len(unit), AT_A_TIME):
        stop = start + AT_A_TIME
        whom = unit[start:stop].astype(numpy.uint64)
        when = (year[start:stop].astype(numpy.int64) - FIRST_YEAR).astype(numpy.uint64)
        what = value[start:stop].astype(numpy.int64).astype(numpy.uint64)
        key = (whom * numpy.uint64(16) + when) * numpy.uint64(4) + numpy.uint64(result)
        mixed = mix(what + numpy.uint64(0x5851F42D4C957F2D))
        total += int(mix(key * numpy.uint64(0x9E3779B97F4A7C15) ^ mixed).sum(dtype=numpy.uint64))
    return total % 2**64


def of_all(unit, year, values):
    """Of the four results together: a list of columns in the order of RESULTS."""
    assert len(values) == len(RESULTS)
    return sum(of(result, unit, year, value) for result, value in enumerate(values)) % 2**64
