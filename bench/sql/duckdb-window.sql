-- The four rules as one plain query with window functions. `panel` and `incident` are the Parquet files or tables of the same columns.
-- Not applicable is -1, unknown is -2; a condition that is NULL is unknown.
CREATE OR REPLACE TABLE answer AS
WITH placed AS (
  SELECT unit, year, team, score, grade,
    CASE WHEN score IS NOT NULL THEN rank() OVER (PARTITION BY team, year ORDER BY score DESC NULLS LAST) END AS place
  FROM panel
), compared AS (
  SELECT *,
    CASE WHEN team = lag(team) OVER history THEN lag(place) OVER history - place END AS rise,
    CASE WHEN lag(team) OVER history IS NULL THEN false ELSE lag(grade) OVER history >= 3 END AS last_bad,
    min(CASE WHEN place <= 10 THEN year END) OVER history AS first_listed
  FROM placed
  WINDOW history AS (PARTITION BY unit ORDER BY year)
), fallen AS (
  SELECT *, coalesce(rise < 0 AND rank() OVER (PARTITION BY team, year ORDER BY rise NULLS LAST) <= 3, false) AS fell
  FROM compared
), happened AS (
  SELECT unit, year(day) AS year,
    count(*) FILTER (severity = 1) AS gravest, count(*) FILTER (severity = 2) AS grave, count(*) FILTER (severity IS NULL) AS unclassified
  FROM incident
  GROUP BY ALL
)
SELECT unit, year,
  CASE
    WHEN team IS NULL THEN -1
    WHEN score IS NULL THEN -2
    WHEN place > 10 THEN CASE WHEN score >= 700 THEN 50000 ELSE 0 END
    ELSE CASE WHEN place = 1 THEN 1000000 WHEN place <= 3 THEN 800000 ELSE 500000 END
      + CASE WHEN year = first_listed THEN 200000 ELSE 0 END
      + CASE WHEN rise > 0 THEN least(rise, 15) * 20000 ELSE 0 END
  END::INTEGER AS prize,
  CASE WHEN team IS NULL THEN -1 ELSE coalesce((grade = 4 OR (grade >= 3 AND last_bad))::TINYINT, -2) END::TINYINT AS grade_proposal,
  CASE WHEN rise IS NULL THEN -1 ELSE (fell AND coalesce(lag(fell) OVER (PARTITION BY unit ORDER BY year), false))::TINYINT END::TINYINT AS fall_proposal,
  CASE WHEN gravest >= 1 OR grave >= 2 THEN 1 WHEN unclassified >= 1 THEN -2 ELSE 0 END::TINYINT AS incident_proposal
FROM fallen LEFT JOIN happened USING (unit, year);
