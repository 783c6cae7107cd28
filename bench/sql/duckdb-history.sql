-- In stages: one sort for the places, one for the history of three years, and the third largest fall of a group by an aggregate. What a unit's year
-- leaves to the next is packed into one number (place, team + 1, grade, 700 points reached; 0 is none), so that the second sort carries little.
CREATE OR REPLACE TEMP TABLE compared AS
WITH packed AS (
  SELECT unit, year,
    CASE WHEN score IS NOT NULL THEN rank() OVER (PARTITION BY team, year ORDER BY score DESC NULLS LAST) ELSE 0 END * 1024
      + (coalesce(team, -1) + 1)::BIGINT * 16 + coalesce(grade, 0) * 2 + coalesce(score >= 700, false)::BIGINT AS state
  FROM panel
), told AS (
  SELECT unit, year, state,
    lag(state, 1, 0) OVER history AS last, lag(state, 2, 0) OVER history AS former,
    min(CASE WHEN state >= 1024 AND state < 11 * 1024 THEN year END) OVER history AS first_listed
  FROM packed
  WINDOW history AS (PARTITION BY unit ORDER BY year)
), opened AS (
  SELECT unit, year, first_listed, state % 2 AS reached, (state >> 1) % 8 AS grade, (last >> 1) % 8 AS last_grade,
    (state >> 4) % 64 AS team, (last >> 4) % 64 AS last_team, (former >> 4) % 64 AS former_team,
    state >> 10 AS place, last >> 10 AS last_place, former >> 10 AS former_place
  FROM told
)
SELECT unit, year, team::TINYINT AS team, last_team::TINYINT AS last_team,
  CASE WHEN team = last_team AND place > 0 AND last_place > 0 THEN last_place - place END::INTEGER AS rise,
  CASE WHEN last_team = former_team AND last_place > 0 AND former_place > 0 THEN former_place - last_place END::INTEGER AS last_rise,
  CASE
    WHEN team = 0 THEN -1
    WHEN place = 0 THEN -2
    WHEN place > 10 THEN reached * 50000
    ELSE CASE WHEN place = 1 THEN 1000000 WHEN place <= 3 THEN 800000 ELSE 500000 END
      + CASE WHEN year = first_listed THEN 200000 ELSE 0 END
      + CASE WHEN team = last_team AND place < last_place THEN least(last_place - place, 15) * 20000 ELSE 0 END
  END::INTEGER AS prize,
  CASE
    WHEN team = 0 THEN -1
    WHEN grade = 0 THEN -2
    WHEN grade = 4 OR (grade = 3 AND last_grade >= 3) THEN 1
    WHEN grade = 3 AND last_team > 0 AND last_grade = 0 THEN -2
    ELSE 0
  END::TINYINT AS grade_proposal
FROM opened;

CREATE OR REPLACE TEMP TABLE deepest AS
SELECT team, year, list_last(min(rise, 3)) AS rise FROM compared WHERE rise < 0 GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE twice AS
SELECT unit, compared.year FROM compared
JOIN deepest ON deepest.team = compared.team AND deepest.year = compared.year
JOIN deepest AS last ON last.team = compared.last_team AND last.year = compared.year - 1
WHERE compared.rise <= deepest.rise AND compared.last_rise <= last.rise;

CREATE OR REPLACE TEMP TABLE happened AS
SELECT unit, year(day) AS year,
  CASE WHEN count(*) FILTER (severity = 1) >= 1 OR count(*) FILTER (severity = 2) >= 2 THEN 1 ELSE -2 END::TINYINT AS proposal
FROM incident
WHERE severity <= 2 OR severity IS NULL
GROUP BY ALL
HAVING count(*) FILTER (severity = 1) >= 1 OR count(*) FILTER (severity = 2) >= 2 OR count(*) FILTER (severity IS NULL) >= 1;

CREATE OR REPLACE TABLE answer AS
SELECT unit, year, prize, grade_proposal,
  CASE WHEN rise IS NULL THEN -1 ELSE (twice.unit IS NOT NULL)::TINYINT END::TINYINT AS fall_proposal,
  coalesce(happened.proposal, 0)::TINYINT AS incident_proposal
FROM compared LEFT JOIN twice USING (unit, year) LEFT JOIN happened USING (unit, year);
