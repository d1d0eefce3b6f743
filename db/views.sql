-- The views that people query. Titles and descriptions: db/schema.py.
-- What belongs to the article or the sentence is fetched by subqueries and not by joins: then
-- counting the rows of a view, as Datasette does for each page, need not touch them.

CREATE VIEW sentence_texts AS
SELECT s.article, s.number, s.paragraph, s.role, s.heading,
       substr(a.body, s.start + 1, s.end - s.start) AS text,
       a.title AS article_title, a.published AS article_published
FROM sentences AS s
JOIN articles AS a ON a.id = s.article;

CREATE VIEW figures AS
SELECT f.article, f.number, f.kind, f.text, f.subject, f.measure, f.value, f.value_to, f.unit,
       f.norm_value, f.norm_unit, f.per, f.approx, f.cue, f.direction, f.basis,
       f.place, f.place_code, f.as_of, f.period_start, f.period_end, f.time_source,
       f.source, f.source_type, (SELECT t.text FROM sentence_texts AS t
        WHERE t.article = f.article AND t.number = f.sentence) AS sentence_text,
       (SELECT title FROM articles WHERE id = f.article) AS article_title,
       (SELECT published FROM articles WHERE id = f.article) AS article_published
FROM facts AS f
WHERE +f.kind IN ('figure', 'percent');

CREATE VIEW money AS
SELECT f.article, f.number, f.text, f.subject, f.measure, f.value, f.value_to, f.unit,
       f.norm_value, f.norm_unit, f.per, f.approx, f.cue, f.direction, f.basis,
       f.place, f.place_code, f.as_of, f.period_start, f.period_end, f.time_source,
       f.source, f.source_type, (SELECT t.text FROM sentence_texts AS t
        WHERE t.article = f.article AND t.number = f.sentence) AS sentence_text,
       (SELECT title FROM articles WHERE id = f.article) AS article_title,
       (SELECT published FROM articles WHERE id = f.article) AS article_published
FROM facts AS f
WHERE +f.kind = 'money';

CREATE VIEW changes_checked AS
SELECT c.article, c.number, f.text, f.subject, f.measure, c.from_value, c.to_value, f.unit,
       c.delta, c.stated_percent, c.computed_percent,
       c.stated_percent - c.computed_percent AS percent_off, c.consistent,
       f.basis, f.place, f.place_code, f.period_start, f.period_end,
       (SELECT t.text FROM sentence_texts AS t
        WHERE t.article = f.article AND t.number = f.sentence) AS sentence_text,
       (SELECT title FROM articles WHERE id = f.article) AS article_title,
       (SELECT published FROM articles WHERE id = f.article) AS article_published
FROM changes AS c
JOIN facts AS f ON f.article = c.article AND f.number = c.number;

CREATE VIEW timeline AS
SELECT coalesce(f.period_start, f.as_of) AS [when], f.period_start, f.period_end,
       f.precision, f.text, (SELECT t.text FROM sentence_texts AS t
        WHERE t.article = f.article AND t.number = f.sentence) AS sentence_text, f.article, f.number,
       (SELECT title FROM articles WHERE id = f.article) AS article_title,
       (SELECT published FROM articles WHERE id = f.article) AS article_published
FROM facts AS f
WHERE +f.kind IN ('date', 'period') AND coalesce(f.period_start, f.as_of) IS NOT NULL
ORDER BY [when], f.article, f.number;

CREATE VIEW who_said_what AS
SELECT q.speaker, q.speaker_role, q.speaker_organisation, q.verb, q.direct, q.words,
       q.article, q.number, a.title AS article_title, a.published AS article_published
FROM quotes AS q
JOIN articles AS a ON a.id = q.article;

CREATE VIEW by_place AS
SELECT f.place, f.place_code,
       count(DISTINCT f.article) AS articles,
       count(*) AS facts,
       sum(f.kind = 'money') AS sums
FROM facts AS f
WHERE f.place IS NOT NULL
GROUP BY f.place, f.place_code
ORDER BY facts DESC, f.place, f.place_code;

CREATE VIEW comparable AS
SELECT f.subject, f.measure, f.norm_value, f.norm_unit, f.per, f.approx, f.place, f.place_code,
       f.as_of, f.period_start, f.period_end, f.text, f.article, f.number,
       (SELECT title FROM articles WHERE id = f.article) AS article_title,
       (SELECT published FROM articles WHERE id = f.article) AS article_published
FROM facts AS f
WHERE f.measure IS NOT NULL AND f.norm_value IS NOT NULL;

CREATE VIEW claims_compared AS
SELECT c.claim, min(f.subject) AS subject, min(f.measure) AS measure, min(f.place) AS place,
       min(f.place_code) AS place_code, min(f.norm_unit) AS norm_unit, min(f.per) AS per,
       count(DISTINCT c.article) AS articles, max(c.low) <= min(c.high) AS agrees,
       json_group_array(json_object('article', c.article, 'number', c.number, 'text', f.text))
           AS numbers
FROM claims AS c
JOIN facts AS f ON f.article = c.article AND f.number = c.number
GROUP BY c.claim
HAVING count(DISTINCT c.article) > 1 OR max(c.low) > min(c.high)
ORDER BY agrees, articles DESC, c.claim;
