"""What the tables are built on: partial dates, folded words, canonical addresses, the text search configuration."""

from django.db import migrations

from stances import search

DATES = r"""
CREATE FUNCTION stances_earliest(edtf text) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN edtf ~ '^\d{4}' THEN make_date(
    substr(edtf, 1, 4)::int,
    coalesce(substring(split_part(edtf, '/', 1) from '^\d{4}-(\d{2})')::int, 1),
    coalesce(substring(split_part(edtf, '/', 1) from '^\d{4}-\d{2}-(\d{2})')::int, 1)) END
$$;

CREATE FUNCTION stances_latest(edtf text) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE
    WHEN part ~ '^\d{4}-\d{2}-\d{2}' THEN make_date(y, substr(part, 6, 2)::int, substr(part, 9, 2)::int)
    WHEN part ~ '^\d{4}-\d{2}' THEN (make_date(y, substr(part, 6, 2)::int, 1) + interval '1 month - 1 day')::date
    WHEN part ~ '^\d{4}' THEN make_date(y, 12, 31) END
  FROM (SELECT split_part(edtf, '/', -1), substring(split_part(edtf, '/', -1) from '^\d{4}')::int) ends (part, y)
$$;
"""

NAMES = r"""
CREATE FUNCTION stances_fold_lower(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(stances_fold(words))
$$;

CREATE FUNCTION stances_fold_agency(name text, aliases text[], ori text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT stances_fold_lower(concat_ws(' ', name, array_to_string(aliases, ' '), ori))
$$;

CREATE FUNCTION stances_differ(codes text[]) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT cardinality(codes) = (SELECT count(DISTINCT code) FROM unnest(codes) code)
$$;
"""

# One page has many addresses: with and without www, a fragment, a trailing slash or the marks of a newsletter.
ADDRESSES = r"""
CREATE FUNCTION stances_canonical_url(url text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT nullif(rtrim(regexp_replace(
    lower(split_part(bare, '/', 1)) || substr(bare, length(split_part(bare, '/', 1)) + 1),
    '[?&]+$', ''), '/'), '')
  FROM (SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    url, '#.*$', ''), '^https?://(www\.)?', '', 'i'),
    '([?&])(?:utm_[^&=]*|fbclid|gclid)=[^&]*', '\1', 'gi'),
    '([?&])&+', '\1', 'g')) stripped (bare)
$$;
"""

TEXT_SEARCH = """
CREATE TEXT SEARCH DICTIONARY stances_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION stances (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION stances
  ADD MAPPING FOR asciiword, word, numword, int, uint, float, sfloat, version WITH stances_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            DATES,
            "DROP FUNCTION stances_earliest(text); DROP FUNCTION stances_latest(text)",
        ),
        migrations.RunSQL(search.fold_sql(), "DROP FUNCTION stances_fold(text)"),
        migrations.RunSQL(
            NAMES,
            "DROP FUNCTION stances_fold_lower(text); DROP FUNCTION stances_fold_agency(text, text[], text); "
            "DROP FUNCTION stances_differ(text[])",
        ),
        migrations.RunSQL(ADDRESSES, "DROP FUNCTION stances_canonical_url(text)"),
        migrations.RunSQL(
            TEXT_SEARCH,
            "DROP TEXT SEARCH CONFIGURATION stances; DROP TEXT SEARCH DICTIONARY stances_stem",
        ),
    ]
