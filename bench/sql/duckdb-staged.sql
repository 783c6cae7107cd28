-- In stages: one sort for the places, last year by joins of a table with itself, the third largest fall of a group by an aggregate.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT unit, year, team, grade, coalesce(score >= 700, false) AS reached,
  CASE WHEN score IS NOT NULL THEN rank() OVER (PARTITION BY team, year ORDER BY score DESC NULLS LAST) END::INTEGER AS place
FROM panel;

CREATE OR REPLACE TEMP TABLE first_listed AS
SELECT unit, min(year) AS year FROM placed WHERE place <= 10 GROUP BY unit;

CREATE OR REPLACE TEMP TABLE compared AS
SELECT now.unit, now.year, now.team, now.grade, now.reached, now.place, last.team AS last_team, last.grade AS last_grade,
  CASE WHEN now.team = last.team THEN last.place - now.place END AS rise
FROM placed AS now LEFT JOIN placed AS last ON last.unit * 16::BIGINT + last.year = now.unit * 16::BIGINT + now.year - 1;

CREATE OR REPLACE TEMP TABLE deepest AS
SELECT team, year, list_last(min(rise, 3)) AS rise FROM compared WHERE rise < 0 GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE fell AS
SELECT unit, compared.year FROM compared JOIN deepest USING (team, year) WHERE compared.rise <= deepest.rise;

CREATE OR REPLACE TEMP TABLE twice AS
SELECT now.unit, now.year FROM fell AS now JOIN fell AS last ON last.unit = now.unit AND last.year = now.year - 1;

CREATE OR REPLACE TEMP TABLE happened AS
SELECT unit, year(day) AS year,
  CASE WHEN count(*) FILTER (severity = 1) >= 1 OR count(*) FILTER (severity = 2) >= 2 THEN 1 ELSE -2 END::TINYINT AS proposal
FROM incident
WHERE severity <= 2 OR severity IS NULL
GROUP BY ALL
HAVING count(*) FILTER (severity = 1) >= 1 OR count(*) FILTER (severity = 2) >= 2 OR count(*) FILTER (severity IS NULL) >= 1;

CREATE OR REPLACE TABLE answer AS
SELECT unit, year,
  CASE
    WHEN team IS NULL THEN -1
    WHEN place IS NULL THEN -2
    WHEN place > 10 THEN CASE WHEN reached THEN 50000 ELSE 0 END
    ELSE CASE WHEN place = 1 THEN 1000000 WHEN place <= 3 THEN 800000 ELSE 500000 END
      + CASE WHEN first_listed.unit IS NOT NULL THEN 200000 ELSE 0 END
      + CASE WHEN rise > 0 THEN least(rise, 15) * 20000 ELSE 0 END
  END::INTEGER AS prize,
  CASE WHEN team IS NULL THEN -1
    ELSE coalesce((grade = 4 OR (grade >= 3 AND CASE WHEN last_team IS NULL THEN false ELSE last_grade >= 3 END))::TINYINT, -2)
  END::TINYINT AS grade_proposal,
  CASE WHEN rise IS NULL THEN -1 ELSE (twice.unit IS NOT NULL)::TINYINT END::TINYINT AS fall_proposal,
  coalesce(happened.proposal, 0)::TINYINT AS incident_proposal
FROM compared LEFT JOIN first_listed USING (unit, year) LEFT JOIN twice USING (unit, year) LEFT JOIN happened USING (unit, year);
