-- What people read and query. Titles and descriptions: db/schema.py; what lies under: db/storage.py.

-- First the tables of the schema whose rows lie elsewhere. They are joined with LEFT JOIN, so that
-- SQLite leaves a table out of a list that needs none of its columns, and begins with one whose
-- column a condition names.

CREATE VIEW facts AS
SELECT a.id AS article, f.number, t.kind,
       coalesce(f.text, substr(a.body, f.start + 1, f.length)) AS text,
       f.subject, f.measure, f.value, f.value_to, t.unit, f.norm_value, t.norm_unit, t.per,
       t.dimension, t.approx, t.cue, t.direction, t.basis, p.place, p.place_code,
       f.as_of, f.period_start, f.period_end, f.year, t.precision,
       iif(t.kind IN ('date', 'period') OR f.time GLOB '{*', f.resolved, NULL) AS resolved,
       t.time_source, f.source, t.source_type,
       coalesce(t.name, (SELECT name FROM entities WHERE docid = f.entity)) AS name, f.sentence,
       f.start, f.start + f.length AS [end], f.start + f.shift AS found_start,
       f.start + f.shift + f.length + f.growth AS found_end,
       r.rule, t.confidence, t.certain, coalesce(f.own_details, r.details) AS details, f.docid
FROM fact_rows AS f
LEFT JOIN fact_types AS t ON t.id = f.type
LEFT JOIN fact_rules AS r ON r.id = t.rule
LEFT JOIN fact_places AS p ON p.id = f.place
LEFT JOIN articles AS a ON a.docid = f.docid;

CREATE VIEW mentions AS
SELECT a.id AS article, f.number, e.id AS entity, t.role,
       iif(t.organisation = '', e.name, t.organisation) AS organisation
FROM fact_rows AS f
LEFT JOIN fact_types AS t ON t.id = f.type
LEFT JOIN entities AS e ON e.docid = f.entity
LEFT JOIN articles AS a ON a.docid = f.docid
WHERE f.entity IS NOT NULL;

CREATE VIEW quotes AS
SELECT a.id AS article, q.number, coalesce(q.speaker, f.source) AS speaker, q.speaker_role,
       q.speaker_organisation, q.verb, q.direct,
       coalesce(q.words, substr(coalesce(f.text, substr(a.body, f.start + 1, f.length)),
                                1 + q.direct, f.length - 2 * q.direct)) AS words
FROM quote_rows AS q
LEFT JOIN fact_rows AS f ON f.docid = q.docid AND f.number = q.number
LEFT JOIN articles AS a ON a.docid = q.docid;

CREATE VIEW changes AS
SELECT a.id AS article, c.number, c.from_value, c.to_value, c.delta, c.stated_percent,
       c.computed_percent, c.consistent
FROM change_rows AS c LEFT JOIN articles AS a ON a.docid = c.docid;

CREATE VIEW claims AS
SELECT a.id AS article, c.number, c.claim, c.low, c.high
FROM claim_rows AS c LEFT JOIN articles AS a ON a.docid = c.docid;

CREATE VIEW sentences AS
SELECT a.id AS article, s.number, s.paragraph, coalesce(s.role, 'paragraph') AS role,
       s.start, s.start + s.length AS [end],
       substr(a.body, h.start + 1, h.length) AS heading
FROM sentence_rows AS s
LEFT JOIN sentence_rows AS h ON h.docid = s.docid AND h.number = s.heading
LEFT JOIN articles AS a ON a.docid = s.docid;

CREATE VIEW repairs AS
SELECT a.id AS article, r.number, r.name, r.found_start, r.found_end, r.start, r.[end],
       r.before, r.after, r.certain, r.why, r.choices
FROM repair_rows AS r LEFT JOIN articles AS a ON a.docid = r.docid;

CREATE VIEW furniture AS
SELECT a.id AS article, l.number, l.kind, l.text, l.start, l.[end]
FROM furniture_rows AS l LEFT JOIN articles AS a ON a.docid = l.docid;

CREATE VIEW witnesses AS
SELECT a.id AS article, s.sha256 AS source,
       coalesce(s.differs, 'the text was taken from it; found undamaged') AS differs,
       CASE s.sha256 WHEN a.source THEN a.title ELSE json_extract(s.page, '$.title') END AS title,
       CASE s.sha256 WHEN a.source THEN a.byline ELSE json_extract(s.page, '$.byline') END AS byline,
       CASE s.sha256 WHEN a.source THEN a.publisher ELSE json_extract(s.page, '$.publisher') END AS publisher,
       CASE s.sha256 WHEN a.source THEN a.section ELSE json_extract(s.page, '$.section') END AS section,
       CASE s.sha256 WHEN a.source THEN a.published ELSE json_extract(s.page, '$.published') END AS published,
       CASE s.sha256 WHEN a.source THEN a.url ELSE json_extract(s.page, '$.url') END AS url
FROM sources AS s LEFT JOIN articles AS a ON a.docid = s.docid
WHERE s.docid IS NOT NULL;

CREATE VIEW origins AS
SELECT sha256 AS source, origin FROM sources
UNION ALL SELECT source, origin FROM further_origins;

CREATE VIEW found_texts AS
SELECT s.sha256 AS source, a.id AS article,
       coalesce(s.text, s.before || a.body || s.behind) AS text
FROM sources AS s LEFT JOIN articles AS a ON a.docid = s.docid
WHERE s.status <> 'rejected';

-- Then questions worth asking. What belongs to the article or the sentence is fetched by
-- subqueries and not by joins: then counting the rows of a view need not touch them.
-- What several views tell of a fact stands here once; `db.migrations` puts it where it is named.

-- :the_quantity
f.text, f.subject, f.measure, f.value, f.value_to, f.unit,
       f.norm_value, f.norm_unit, f.per, f.approx, f.cue, f.direction, f.basis,
       f.place, f.place_code, f.as_of, f.period_start, f.period_end, f.time_source,
       f.source, f.source_type, :its_sentence,
       :its_article

-- :its_sentence
(SELECT t.text FROM sentence_texts AS t
        WHERE t.article = f.article AND t.number = f.sentence) AS sentence_text

-- :its_article
(SELECT title FROM articles WHERE docid = f.docid) AS article_title,
       (SELECT published FROM articles WHERE docid = f.docid) AS article_published,
       (SELECT publisher FROM articles WHERE docid = f.docid) AS article_publisher,
       (SELECT url FROM articles WHERE docid = f.docid) AS article_url

CREATE VIEW sentence_texts AS
SELECT s.article, s.number, s.paragraph, s.role, s.heading,
       substr(a.body, s.start + 1, s.[end] - s.start) AS text,
       a.title AS article_title, a.published AS article_published,
       a.publisher AS article_publisher, a.url AS article_url
FROM sentences AS s
JOIN articles AS a ON a.id = s.article;

CREATE VIEW figures AS
SELECT f.article, f.number, f.kind, :the_quantity
FROM facts AS f
WHERE f.kind IN ('figure', 'percent');

CREATE VIEW money AS
SELECT f.article, f.number, :the_quantity
FROM facts AS f
WHERE f.kind = 'money';

CREATE VIEW changes_checked AS
SELECT f.article, f.number, f.text, f.subject, f.measure, c.from_value, c.to_value, f.unit,
       c.delta, c.stated_percent, c.computed_percent,
       c.stated_percent - c.computed_percent AS percent_off, c.consistent,
       f.basis, f.place, f.place_code, f.period_start, f.period_end,
       :its_sentence,
       :its_article
FROM change_rows AS c
JOIN facts AS f ON f.docid = c.docid AND f.number = c.number;

CREATE VIEW timeline AS
SELECT coalesce(f.period_start, f.as_of) AS [when], f.period_start, f.period_end,
       f.precision, f.text, :its_sentence, f.article, f.number,
       :its_article
FROM facts AS f
WHERE f.kind IN ('date', 'period') AND f.year IS NOT NULL
ORDER BY [when], f.article, f.number;

CREATE VIEW who_said_what AS
SELECT q.speaker, q.speaker_role, q.speaker_organisation, q.verb, q.direct, q.words,
       q.article, q.number, a.title AS article_title, a.published AS article_published,
       a.publisher AS article_publisher, a.url AS article_url
FROM quotes AS q
JOIN articles AS a ON a.id = q.article;

CREATE VIEW by_place AS
SELECT f.place, f.place_code,
       count(DISTINCT f.docid) AS articles,
       count(*) AS facts,
       sum(f.kind = 'money') AS sums
FROM facts AS f
WHERE f.place IS NOT NULL
GROUP BY f.place, f.place_code
ORDER BY facts DESC, f.place, f.place_code;

CREATE VIEW comparable AS
SELECT f.subject, f.measure, f.norm_value, f.norm_unit, f.per, f.approx, f.place, f.place_code,
       f.as_of, f.period_start, f.period_end, f.text, f.article, f.number,
       :its_article
FROM facts AS f
WHERE f.measure IS NOT NULL AND f.norm_value IS NOT NULL;

CREATE VIEW claims_compared AS
SELECT claim, min(subject) AS subject, min(measure) AS measure, min(place) AS place,
       min(place_code) AS place_code, min(norm_unit) AS norm_unit, min(per) AS per,
       count(DISTINCT article) AS articles,
       min(high) - max(low) > 1e-12 * abs(min(high)) AS agrees,
       json_group_array(json_object('article', article, 'number', number, 'text', text))
           AS numbers
FROM (SELECT c.claim, c.low, c.high, f.* FROM claim_rows AS c
      JOIN facts AS f ON f.docid = c.docid AND f.number = c.number
      ORDER BY c.claim, f.article, f.number)
GROUP BY claim
HAVING count(DISTINCT article) > 1 OR NOT agrees
ORDER BY agrees, articles DESC, claim;
