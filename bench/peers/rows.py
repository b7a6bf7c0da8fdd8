"""The rows that the peers get: everything public, read from the archive's tables, newest first."""

# The columns of a download, in its order; after them what a search finds besides the text, and the year.
DOWNLOAD = """
SELECT s.reference, '{site}/statements/' || s.reference || '/' AS url, s.date, s.date_earliest, s.date_latest,
  s.position, s.kind, array_to_string(s.topics, ';') AS topics, s.text, s.context, s.basis, s.certainty, s.language,
  a.name AS agency, a.slug AS agency_slug, a.kind AS agency_kind, a.ori AS agency_ori, j.state,
  substr(j.geoid, 1, 2) AS state_fips, county.name AS county, county.geoid AS county_geoid,
  CASE WHEN j.level = 'place' THEN j.name END AS place, CASE WHEN j.level = 'place' THEN j.geoid END AS place_geoid,
  o.name AS official, o.slug AS official_slug, s.official_title, main.headline AS article_headline,
  main.url AS article_url, main.publisher AS article_publisher, main.published AS article_published,
  main.archive_url AS article_archive_url, main.via, cited.articles, s.published_at, s.updated_at,
  '1' AS codebook_version{more}
FROM stances_statement s
JOIN stances_agency a ON a.id = s.agency_id
JOIN stances_jurisdiction j ON j.id = a.jurisdiction_id
LEFT JOIN stances_jurisdiction county ON county.id = CASE
  WHEN a.county_id IS NOT NULL THEN a.county_id
  WHEN j.level = 'county' THEN j.id
  WHEN j.level = 'place' THEN j.parent_id END
LEFT JOIN stances_official o ON o.id = s.official_id
LEFT JOIN LATERAL (
  SELECT article.headline, article.url, article.publisher, article.published, article.archive_url, c.via
  FROM stances_citation c JOIN stances_article article ON article.id = c.article_id
  WHERE c.statement_id = s.id ORDER BY c.is_original DESC, c.id LIMIT 1
) main ON true
CROSS JOIN LATERAL (SELECT count(*) AS articles FROM stances_citation c WHERE c.statement_id = s.id) cited{joins}
WHERE s.status = 'published'
ORDER BY s.date_earliest DESC NULLS LAST, s.reference
"""

# A search of the site covers the names of all that a statement is connected with.
NAMES = """,
  s.id, extract(year FROM s.date_earliest)::int AS year, to_json(s.topics)::text AS topic_list,
  concat_ws(' . ', a.name, array_to_string(a.aliases, ' . '), o.name, s.official_title, j.name, around.names,
    usps.name) AS names, sources.words AS sources"""
AROUND = """
LEFT JOIN stances_jurisdiction usps ON usps.level = 'state' AND usps.state = j.state
CROSS JOIN LATERAL (
  SELECT string_agg(DISTINCT c.name, ' . ') AS names
  FROM (
    SELECT unnest(ARRAY[j.id, a.county_id, j.parent_id])
    UNION SELECT county_id FROM stances_placecounty WHERE place_id = j.id
  ) near (id)
  JOIN stances_jurisdiction c ON c.id = near.id AND c.level = 'county'
) around
CROSS JOIN LATERAL (
  SELECT string_agg(concat_ws(' . ', article.publisher, article.headline, c.via, c.printed), ' . ') AS words
  FROM stances_citation c JOIN stances_article article ON article.id = c.article_id WHERE c.statement_id = s.id
) sources"""


def download_query(site="http://localhost"):
    """The SELECT of a whole download, of one line."""
    return " ".join(DOWNLOAD.format(site=site, more="", joins="").split())


def peer_query():
    return DOWNLOAD.format(site="http://localhost", more=NAMES, joins=AROUND)


def each_row(archive):
    """Yield a dict for each published statement, read by a cursor on the server."""
    connection = archive.connect()
    try:
        with connection.cursor("peers") as cursor:
            cursor.itersize = 5_000
            cursor.execute(peer_query())
            names = None
            for row in cursor:
                names = names or [column.name for column in cursor.description]
                yield dict(zip(names, row, strict=True))
    finally:
        connection.close()
