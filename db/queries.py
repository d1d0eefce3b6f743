"""The canned queries: questions worth asking, ready to run and to change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Query:
    """A query that the site offers by name."""

    name: str
    title: str
    description: str
    sql: str


# What is sorted is first the keys alone: the sentence of every row, cut out of its text, would take
# too long where only the first rows are looked at. LIMIT -1 keeps SQLite from sorting later.
QUERIES: tuple[Query, ...] = (
    Query(
        "biggest_sums",
        "最大的金额 The biggest sums",
        "Sums of money, largest first; sums per year or per organisation are told apart.",
        """SELECT text, norm_value, norm_unit, per, approx, subject, measure, place,
       sentence_text, article
FROM (SELECT article AS of, number AS nr FROM money
      WHERE norm_unit = 'CNY' ORDER BY norm_value DESC, article, number LIMIT -1)
CROSS JOIN money ON article = of AND number = nr""",
    ),
    Query(
        "figures_about",
        "某事的数字 Figures about something",
        "Figures whose sentence contains a word.",
        """SELECT text, value, unit, approx, subject, measure, place, as_of, sentence_text, article
FROM figures
WHERE sentence_text LIKE '%' || :word || '%'
ORDER BY article, number""",
    ),
    Query(
        "what_happened_in",
        "某年发生了什么 What happened in a year",
        "Dates and periods that begin in a year, e.g. 2017.",
        """SELECT [when], period_end, text, sentence_text, article
FROM (SELECT article AS of, number AS nr FROM timeline
      WHERE [when] LIKE :year || '%' ORDER BY [when], article, number LIMIT -1)
CROSS JOIN timeline ON article = of AND number = nr""",
    ),
    Query(
        "quotes_of",
        "某人说了什么 What somebody said",
        "Quotes of a speaker; part of the name will do.",
        """SELECT speaker, speaker_role, verb, direct, words, article_title, article
FROM who_said_what
WHERE speaker LIKE '%' || :speaker || '%'
ORDER BY article, number""",
    ),
    Query(
        "places_with_most_facts",
        "各地的事实 Facts by place",
        "Places by the number of facts about them.",
        """SELECT place, place_code, articles, facts, sums
FROM by_place
ORDER BY facts DESC, place""",
    ),
    Query(
        "doubtful_changes",
        "算不拢的变化 Changes that don't add up",
        "Changes whose printed percent is not what their own numbers give.",
        """SELECT text, from_value, to_value, stated_percent, computed_percent,
       sentence_text, article
FROM changes_checked
WHERE consistent = 0
ORDER BY article, number""",
    ),
    Query(
        "contradictions",
        "说法不一 Articles that contradict each other",
        "The same claim in several articles whose numbers cannot all be true, side by side.",
        """SELECT f.measure, f.place, f.text, coalesce(f.as_of, f.period_start) AS [when],
       a.publisher, a.published, a.title, (SELECT t.text FROM sentence_texts AS t
        WHERE t.article = f.article AND t.number = f.sentence) AS sentence_text, f.article, c.claim
FROM (SELECT claim, count(DISTINCT article) AS articles FROM claims GROUP BY claim
      HAVING count(DISTINCT article) > 1
      AND NOT min(high) - max(low) > 1e-12 * abs(min(high))) AS c
CROSS JOIN claims AS n ON n.claim = c.claim
CROSS JOIN facts AS f ON f.article = n.article AND f.number = n.number
CROSS JOIN articles AS a ON a.id = f.article
ORDER BY c.articles DESC, c.claim, f.article, f.number""",
    ),
    Query(
        "same_measure_elsewhere",
        "同一指标 The same measure elsewhere",
        "One measure over places and times.",
        """SELECT measure, norm_value, norm_unit, per, place, as_of, period_start, text,
       article_title, article
FROM comparable
WHERE measure LIKE '%' || :measure || '%'
ORDER BY norm_unit, place, coalesce(as_of, period_start)""",
    ),
    Query(
        "uncertain_repairs",
        "存疑的修复 Uncertain repairs",
        "Places where damage lost something and statistics chose, or nothing can be known.",
        """SELECT article, number, name, before, after, choices, why
FROM repairs
WHERE certain = 0
ORDER BY article, number""",
    ),
)
