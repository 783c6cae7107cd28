-- The four rules in stages: places counted by score instead of sorted, last year by a join of a table with itself, the third largest fall by an aggregate.
CREATE OR REPLACE TEMP TABLE place AS
SELECT team, year, score,
  (1 + coalesce(sum(members) OVER (PARTITION BY team, year ORDER BY score DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::INTEGER AS place
FROM (SELECT team, year, score, count(*) AS members FROM panel WHERE score IS NOT NULL GROUP BY ALL);

CREATE OR REPLACE TEMP TABLE placed AS
SELECT unit, panel.year, panel.team, panel.score, grade, place
FROM panel LEFT JOIN place ON place.team = panel.team AND place.year = panel.year AND place.score = panel.score;

CREATE OR REPLACE TEMP TABLE first_listed AS
SELECT unit, min(year) AS year FROM placed WHERE place <= 10 GROUP BY unit;

CREATE OR REPLACE TEMP TABLE compared AS
SELECT now.unit, now.year, now.team, now.score, now.grade, now.place,
  CASE WHEN now.team = last.team THEN last.place - now.place END AS rise,
  CASE WHEN last.team IS NULL THEN false ELSE last.grade >= 3 END AS last_bad
FROM placed AS now LEFT JOIN placed AS last ON last.unit = now.unit AND last.year = now.year - 1;

CREATE OR REPLACE TEMP TABLE deepest AS
SELECT team, year, list_last(min(rise, 3)) AS rise FROM compared WHERE rise < 0 GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE fell AS
SELECT unit, compared.year FROM compared JOIN deepest USING (team, year) WHERE compared.rise <= deepest.rise;

CREATE OR REPLACE TEMP TABLE happened AS
SELECT unit, year(day) AS year,
  CASE WHEN count(*) FILTER (severity = 1) >= 1 OR count(*) FILTER (severity = 2) >= 2 THEN 1
    WHEN count(*) FILTER (severity IS NULL) >= 1 THEN -2 ELSE 0 END::TINYINT AS proposal
FROM incident
GROUP BY ALL;

CREATE OR REPLACE TABLE answer AS
SELECT compared.unit, compared.year,
  CASE
    WHEN team IS NULL THEN -1
    WHEN score IS NULL THEN -2
    WHEN place > 10 THEN CASE WHEN score >= 700 THEN 50000 ELSE 0 END
    ELSE CASE WHEN place = 1 THEN 1000000 WHEN place <= 3 THEN 800000 ELSE 500000 END
      + CASE WHEN first_listed.unit IS NOT NULL THEN 200000 ELSE 0 END
      + CASE WHEN rise > 0 THEN least(rise * 20000, 300000) ELSE 0 END
  END::INTEGER AS prize,
  CASE WHEN team IS NULL THEN -1 ELSE coalesce((grade = 4 OR (grade >= 3 AND last_bad))::TINYINT, -2) END::TINYINT AS grade_proposal,
  CASE WHEN rise IS NULL THEN -1 ELSE (twice.unit IS NOT NULL)::TINYINT END::TINYINT AS fall_proposal,
  coalesce(happened.proposal, 0)::TINYINT AS incident_proposal
FROM compared
LEFT JOIN first_listed ON first_listed.unit = compared.unit AND first_listed.year = compared.year
LEFT JOIN (SELECT now.unit, now.year FROM fell AS now JOIN fell AS last ON last.unit = now.unit AND last.year = now.year - 1) AS twice
  ON twice.unit = compared.unit AND twice.year = compared.year
LEFT JOIN happened ON happened.unit = compared.unit AND happened.year = compared.year;
