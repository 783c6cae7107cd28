-- In stages: one sort for the places, last year by a join of a table with itself, the falls of the groups apart. Each stage is a table in memory.
CREATE TABLE placed AS
SELECT unit, year, team, grade, coalesce(score_hundredths >= 70000, false) AS reached,
  CASE WHEN score_hundredths IS NOT NULL THEN CAST(rank() OVER (PARTITION BY CAST(team * 16 + year - 2012 AS SMALLINT) ORDER BY score_hundredths DESC NULLS LAST) AS INT) END AS place
FROM panel;

CREATE TABLE first_listed AS
SELECT unit, min(year) AS year FROM placed WHERE place <= 10 GROUP BY unit;

CREATE TABLE compared AS
SELECT now.unit, now.year, now.team,
  CASE WHEN now.team = last.team THEN last.place - now.place END AS rise,
  CAST(CASE
    WHEN now.team IS NULL THEN -1
    WHEN now.place IS NULL THEN -2
    WHEN now.place > 10 THEN CASE WHEN reached THEN 50000 ELSE 0 END
    ELSE CASE WHEN now.place = 1 THEN 1000000 WHEN now.place <= 3 THEN 800000 ELSE 500000 END
      + CASE WHEN now.team = last.team AND last.place > now.place THEN least(last.place - now.place, 15) * 20000 ELSE 0 END
  END AS INT) AS prize,
  CAST(CASE WHEN now.team IS NULL THEN -1
    ELSE coalesce(CAST(now.grade = 4 OR (now.grade >= 3 AND CASE WHEN last.team IS NULL THEN false ELSE last.grade >= 3 END) AS TINYINT), -2)
  END AS TINYINT) AS grade_proposal
FROM placed AS now
LEFT JOIN (SELECT unit, CAST(year + 1 AS SMALLINT) AS year, team, place, grade FROM placed) AS last ON last.unit = now.unit AND last.year = now.year;

CREATE TABLE deepest AS
WITH first AS (
  SELECT team, year, min(rise) AS rise FROM compared WHERE rise < 0 GROUP BY team, year
), second AS (
  SELECT compared.team, compared.year, min(compared.rise) FILTER (WHERE compared.rise > first.rise) AS rise,
    count(*) FILTER (WHERE compared.rise = first.rise) AS before, min(first.rise) AS first
  FROM compared JOIN first ON first.team = compared.team AND first.year = compared.year
  WHERE compared.rise < 0
  GROUP BY compared.team, compared.year
), third AS (
  SELECT compared.team, compared.year, min(compared.rise) FILTER (WHERE compared.rise > second.rise) AS rise,
    count(*) FILTER (WHERE compared.rise <= second.rise) AS before, min(second.rise) AS second, min(second.before) AS before_second, min(second.first) AS first
  FROM compared JOIN second ON second.team = compared.team AND second.year = compared.year
  WHERE compared.rise < 0
  GROUP BY compared.team, compared.year
)
SELECT team, year,
  CASE WHEN before_second >= 3 OR second IS NULL THEN first WHEN before >= 3 OR rise IS NULL THEN second ELSE rise END AS rise
FROM third;

CREATE TABLE fell AS
SELECT unit, compared.year FROM compared JOIN deepest ON deepest.team = compared.team AND deepest.year = compared.year
WHERE compared.rise <= deepest.rise;

CREATE TABLE happened AS
SELECT * FROM (
  SELECT unit, CAST(date_part('year', day) AS SMALLINT) AS year,
    CASE WHEN count(*) FILTER (WHERE severity = 1) >= 1 OR count(*) FILTER (WHERE severity = 2) >= 2 THEN 1
      WHEN count(*) FILTER (WHERE severity IS NULL) >= 1 THEN -2 ELSE 0 END AS proposal
  FROM incident
  WHERE severity <= 2 OR severity IS NULL
  GROUP BY 1, 2
) WHERE proposal <> 0;

SELECT compared.unit, compared.year, grade_proposal,
  CAST(prize + CASE WHEN first_listed.unit IS NOT NULL THEN 200000 ELSE 0 END AS INT) AS prize,
  CAST(CASE WHEN rise IS NULL THEN -1 WHEN twice.unit IS NOT NULL THEN 1 ELSE 0 END AS TINYINT) AS fall_proposal,
  CAST(coalesce(happened.proposal, 0) AS TINYINT) AS incident_proposal
FROM compared
LEFT JOIN first_listed ON first_listed.unit = compared.unit AND first_listed.year = compared.year
LEFT JOIN (SELECT now.unit, now.year FROM fell AS now JOIN fell AS last ON last.unit = now.unit AND last.year = now.year - 1) AS twice
  ON twice.unit = compared.unit AND twice.year = compared.year
LEFT JOIN happened ON happened.unit = compared.unit AND happened.year = compared.year;
