"""How all is measured, as the page on a run explains it."""

HOW = """
## How it is measured

`make bench` does all of this; `make bench ARGS="--help"` lists what can be asked of it. `bench/` has the code. The
goals are for a million statements: only such a run is judged, and only its page is written to `docs/`. The page of
another size lies beside its results in `.bench/results/`.

- **The archive is made up**, the same each time: texts of 20 to 80 words from a Zipf-distributed vocabulary of 50,000
  pronounceable words, with `law` in 30 % and `immigration` in 43 % of the statements, words that are rare, phrases, and
  words that only statements before 2012 have; the real states, counties, places and 18,000 of the real agencies. Codes,
  dates and citations are as skewed as in the real collection. It is loaded by COPY with all triggers on.
- **The site runs as its users run it**: `manage.py serve`, two workers, its private PostgreSQL. Everything is asked
  over HTTP on one connection that is kept alive, pages compressed as browsers ask for them, downloads plain.
- **Nothing comes from a cache** unless the row says so: each kind of question has many questions, and before one is
  asked again a published statement is changed, which makes stale whatever was kept. The words in 10 to 29 % are those
  of the vocabulary that are so frequent; the phrase that names have is `"police department"`.
- **p50 and p95** are of n answers; the time for one figure is bounded, so that slow answers have a smaller n.
- **Datasette** has the same rows in SQLite with FTS5 (Porter's stemmer), indexed columns, an immutable file, limits
  raised so that it answers exactly, and is asked by HTTP for JSON: total, the facets position, state, year, kind and
  topic, 20 rows, newest or oldest first. The site's page is HTML with eleven facets. Datasette knows neither best match
  nor a search that only excludes: of the first it is asked for the total alone, of the second for nothing.
- **tantivy** runs within the measuring process and answers the total, the same five facets and 20 ids: the limit of
  what a search can be. **psql** writes the columns of a download to a file by `\\copy`: the limit of downloads.
- **The slowest search** is the slowest of all rows that have a limit by tantivy, whichever have a goal of their own.
- **What a page's time goes into** is measured within Django, in a process of its own, where up to 20 pages are made and
  the time of their queries is added up. The figures are medians, each of its own. What queries read is EXPLAIN's sum
  for the first question of a kind, each block as often as it is read; the slowest of them is named by the table, or
  the index, that it reads most of.
- **Pages per second** come from eight connections at once, for six seconds: lists with four filters against Datasette's
  table page with the same filters and facets, a statement's page against its row page; cached is one list, or one
  statement, again and again. The measuring program shares the cores with the server; what either takes of a processor
  is counted, but what the database takes is not. The data version is asked for 200 times, by one process at rest.
- **First bytes** of CSV in another order, and until a year, are of downloads that are broken off there.
- **Memory** is by how much the most that a worker ever held (VmHWM, reset before) exceeds what it held at the start,
  and that most itself.
- **Publishing** is the transaction of the desk's own publishing; the next request must find and count the statement.
- **Importing** is the management command with its start, of 100,000 statements, or of as many as the archive has where
  those are fewer. PostgreSQL counts how long it worked, how long it waited within the transaction, and the functions.
- **The search has no prefixes**: a word finds its other forms by its stem. The row of another form of the common word
  stands where prefixes would.
"""
