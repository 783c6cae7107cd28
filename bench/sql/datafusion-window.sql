-- The four rules as one plain query with window functions. Not applicable is -1, unknown is -2; a condition that is NULL is unknown.
WITH placed AS (
  SELECT unit, year, team, score_hundredths AS score, grade,
    CASE WHEN score_hundredths IS NOT NULL THEN CAST(rank() OVER (PARTITION BY CAST(team * 16 + year - 2012 AS SMALLINT) ORDER BY score_hundredths DESC NULLS LAST) AS INT) END AS place
  FROM panel
), compared AS (
  SELECT *,
    CASE WHEN team = lag(team) OVER (PARTITION BY unit ORDER BY year)
      THEN lag(place) OVER (PARTITION BY unit ORDER BY year) - place END AS rise,
    CASE WHEN lag(team) OVER (PARTITION BY unit ORDER BY year) IS NULL THEN false
      ELSE lag(grade) OVER (PARTITION BY unit ORDER BY year) >= 3 END AS last_bad,
    min(CASE WHEN place <= 10 THEN year END) OVER (PARTITION BY unit ORDER BY year) AS first_listed
  FROM placed
), fallen AS (
  SELECT *, coalesce(rise < 0 AND rank() OVER (PARTITION BY team, year ORDER BY rise ASC NULLS LAST) <= 3, false) AS fell
  FROM compared
), happened AS (
  SELECT unit, CAST(date_part('year', day) AS SMALLINT) AS year,
    count(*) FILTER (WHERE severity = 1) AS gravest, count(*) FILTER (WHERE severity = 2) AS grave,
    count(*) FILTER (WHERE severity IS NULL) AS unclassified
  FROM incident
  GROUP BY 1, 2
), told AS (
  SELECT *, coalesce(lag(fell) OVER (PARTITION BY unit ORDER BY year), false) AS last_fell FROM fallen
)
SELECT told.unit, told.year,
  CAST(CASE
    WHEN team IS NULL THEN -1
    WHEN score IS NULL THEN -2
    WHEN place > 10 THEN CASE WHEN score >= 70000 THEN 50000 ELSE 0 END
    ELSE CASE WHEN place = 1 THEN 1000000 WHEN place <= 3 THEN 800000 ELSE 500000 END
      + CASE WHEN told.year = first_listed THEN 200000 ELSE 0 END
      + CASE WHEN rise > 0 THEN least(rise, 15) * 20000 ELSE 0 END
  END AS INT) AS prize,
  CAST(CASE WHEN team IS NULL THEN -1 ELSE coalesce(CAST(grade = 4 OR (grade >= 3 AND last_bad) AS TINYINT), -2) END AS TINYINT) AS grade_proposal,
  CAST(CASE WHEN rise IS NULL THEN -1 ELSE CAST(fell AND last_fell AS TINYINT) END AS TINYINT) AS fall_proposal,
  CAST(CASE WHEN gravest >= 1 OR grave >= 2 THEN 1 WHEN unclassified >= 1 THEN -2 ELSE 0 END AS TINYINT) AS incident_proposal
FROM told LEFT JOIN happened ON happened.unit = told.unit AND happened.year = told.year;
