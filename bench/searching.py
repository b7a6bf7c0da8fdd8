"""Searches and pages: how long one takes, how many a second, and that all engines find the same."""

from bench import questions
from bench.hammer import requests_per_second
from bench.measures import SEARCHES, or_why_not, repeated
from bench.peers import datasette
from bench.site import PAGE_HEADERS, NotAnswered
from bench.words import IMMIGRATION

DEEP = 5_000  # pages of 20
PEER_SHARE = 0.7  # of the time of the site's own figure


def searches(run):
    """The figures of each kind of question, of the site and its peers, and the totals of all."""
    totals = {}
    for search in SEARCHES:
        asked = search.questions()
        found = {"site": or_why_not(ask_site, run, asked), "tantivy": ask_tantivy(run, asked)}
        if search.of_datasette:
            found["datasette"] = ask_datasette(run, asked)
        found |= broken_down(run, [address_of(question) for question in asked])
        run.figures[f"search {search.name}"] = found
        totals[search.name] = [totals_of(run, question) for question in asked[:4]]
        engines = [name for name in ("site", "datasette", "tantivy") if name in found]
        run.say(f"{search.label}: " + "; ".join(f"{name} {words(found[name])}" for name in engines))
    run.figures["totals"] = totals
    run.figures["deep page"] = or_why_not(deep_page, run)
    run.figures["agency page"] = or_why_not(agency_page, run)
    run.figures["again"] = or_why_not(again, run)


def address_of(question):
    return f"/statements/?{question.of_site()}"


def broken_down(run, paths):
    """What the time of pages goes into within the site (``inside``), and what one of them reads (``reading``)."""
    return {
        "inside": run.ask_desk("inside", paths=paths[:20], seconds=run.seconds / 3),
        "reading": run.ask_desk("reading", path=paths[0]) | {"path": paths[0]},
    }


def ask_site(run, asked):
    return repeated(
        lambda question: run.site.get(address_of(question)).ms,
        asked,
        seconds=run.seconds,
        between=run.touch,
    )


def ask_datasette(run, asked):
    seconds = run.seconds * PEER_SHARE
    return repeated(lambda question: datasette.ask(run.datasette, question)[0], asked, seconds=seconds, most=30)


def ask_tantivy(run, asked):
    return repeated(lambda question: run.tantivy.ask(question)[0], asked, seconds=1)


def totals_of(run, question):
    """What each engine finds, and what the generator knows; None: it cannot be asked so, or does not know."""
    try:
        site = run.site.get(address_of(question)).total
    except NotAnswered:
        site = None
    return {
        "question": question.of_site() or "(all)",
        "site": site,
        "datasette": None if question.excluded else datasette.ask(run.datasette, question)[1],
        "tantivy": run.tantivy.ask(question)[1],
        "generated": known_total(run.archive, question),
    }


def known_total(archive, question):
    if question.filters:
        return None
    everything = archive.scale.statements
    if question.excluded:
        return everything - archive.counts[question.excluded]
    known = {"": everything, questions.OTHER_FORM: archive.counts[IMMIGRATION]}
    return known.get(question.q, archive.counts.get(question.q))


def deep_page(run):
    """The first page and one as deep as there is, up to the 5,000th, reached by its cursor."""
    page = min(DEEP, run.archive.scale.statements // 20 // 2)
    cursor = run.ask_desk("cursor", page=page)
    first = ask_site(run, questions.nothing())
    there = questions.Question(more={"cursor": cursor})
    deep = ask_site(run, [there])
    run.say(f"Page {page:,}: {words(deep)}; page 1: {words(first)}")
    return {"page": page, "site": deep, "first": first} | broken_down(run, [address_of(there)])


def agency_page(run):
    """The page of the agency with most statements."""
    slug, count = run.ask_desk("largest_agency")
    found = repeated(lambda path: run.site.get(path).ms, [f"/agencies/{slug}/"], seconds=run.seconds, between=run.touch)
    run.say(f"Agency with {count:,} statements: {words(found)}")
    return {"statements": count, "site": found}


def again(run):
    """The same search again while nothing changes: whole, and by the validators of the first answer."""
    path = address_of(questions.law()[0])
    first = run.site.get(path)
    validators = {
        sent: first.headers[got]
        for got, sent in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
        if got in first.headers
    }
    found = {
        "cached": repeated(lambda path: run.site.get(path).ms, [path], seconds=run.seconds / 2, most=300),
        "version_ms": run.ask_desk("version"),
    }
    statuses = set()

    def ask_conditionally(path):
        answer = run.site.get(path, PAGE_HEADERS | validators, expect=(200, 304))
        statuses.add(answer.status)
        return answer.ms

    conditional = repeated(ask_conditionally, [path], seconds=run.seconds / 2, most=300)
    found["304"] = conditional if statuses == {304} else {"why": "the site does not answer 304 to its own validators"}
    run.say(f"The same again: {words(found['cached'])}; 304: {words(found['304'])}")
    return found


def pages(run):
    """Requests per second of the list with four filters and of one statement, against Datasette's like pages."""
    asked = questions.of_every_kind()
    references = run.ask_desk("references", count=20_000)
    pairs = {
        "list": (
            [address_of(each) for each in asked],
            [f"/bench/statements?{each.of_datasette()}" for each in asked],
        ),
        "statement": (
            [f"/statements/{reference}/" for _key, reference in references],
            [f"/bench/statements/{key}" for key, _reference in references],
        ),
    }
    for name, (site, peer) in pairs.items():
        run.touch()
        found = {
            "site": or_why_not(rate, run.site, site),
            "cached": or_why_not(rate, run.site, site[:1]),
            "datasette": or_why_not(rate, run.datasette, peer),
            "version_ms": run.ask_desk("version"),
        } | broken_down(run, site)
        run.figures[f"pages {name}"] = found
        rates = [f"{who} {found[who].get('rate', 0):.0f}" for who in ("site", "cached", "datasette")]
        run.say(f"Pages a second, {name}: " + ", ".join(rates))


def rate(server, paths):
    server.hang_up()
    return requests_per_second(server, paths, PAGE_HEADERS)


def words(found):
    return found.get("why") or f"p50 {found['p50']:.1f} ms, p95 {found['p95']:.1f} ms, n {found['n']}"
