-- In stages as well, but the ten years of a unit stand in lists: last year is a place in a list, not a join.
CREATE OR REPLACE TEMP TABLE place AS
SELECT team, year, score,
  (1 + coalesce(sum(members) OVER (PARTITION BY team, year ORDER BY score DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::INTEGER AS place
FROM (SELECT team, year, score, count(*) AS members FROM panel WHERE score IS NOT NULL GROUP BY ALL);

CREATE OR REPLACE TEMP TABLE history AS
SELECT unit, list(struct_pack(year := panel.year, team := panel.team, score := panel.score, grade := grade, place := place) ORDER BY panel.year) AS years
FROM panel LEFT JOIN place ON place.team = panel.team AND place.year = panel.year AND place.score = panel.score
GROUP BY unit;
