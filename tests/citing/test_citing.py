"""Citations in every style: of quotations and of the others, of people and of bodies, however well they are dated."""

import datetime

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from stances.citing import FILES, Work, citables
from stances.citing.work import parts_of_name, shortened
from tests.records import make_agency, make_article, make_official, make_statement

pytestmark = pytest.mark.django_db

ADDRESS = "https://stances.example/statements/aaaaaaaa/"


def work(**fields):
    """A statement of a sheriff to be cited on the first of November."""
    official = make_official(name=fields.pop("name", "Garry L. McFadden"))
    if fields.pop("as_a_body", False):
        official = None
    statement = make_statement(
        reference="aaaaaaaa", official=official, **{"text": "We will not hold people.", **fields}
    )
    return Work.of(statement, ADDRESS, datetime.date(2026, 11, 1))


def cited(**fields):
    return {each.name: each.text for each in citables(work(**fields))}


def test_a_quotation_of_a_person_in_each_style():
    found = cited(date="2017-02-21")

    assert found["APA"] == (
        "McFadden, G. L. (2017, February 21). We will not hold people. [Quotation]. Stances. "
        f"Retrieved November 1, 2026, from {ADDRESS}"
    )
    assert found["Chicago"] == (
        "McFadden, Garry L. “We will not hold people.” Quotation, Mecklenburg County Sheriff's Office, "
        f"February 21, 2017. Stances. Accessed November 1, 2026. {ADDRESS}."
    )
    assert found["MLA"] == (
        "McFadden, Garry L. “We will not hold people.” Quotation, Mecklenburg County Sheriff's Office, 21 Feb. 2017. "
        f"Stances, {ADDRESS}. Accessed 1 Nov. 2026."
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("paraphrase", "Paraphrase in the archive’s words"),
        ("policy", "Policy, told in the archive’s words"),
        ("action", "Action, told in the archive’s words"),
    ],
)
def test_what_is_no_quotation_says_so_and_wears_no_quotation_marks(kind, words):
    for name, text in cited(kind=kind).items():
        assert words in text, name
        assert not any(mark in text for mark in '“”"'), name


def test_a_body_is_cited_by_its_name():
    found = cited(as_a_body=True)

    assert found["APA"].startswith("Mecklenburg County Sheriff's Office. (2017, ")
    assert "Quotation, Feb. 2017" not in found["MLA"]
    assert "author = {{Mecklenburg County Sheriff's Office}}," in found["BibTeX"]
    assert "AU  - Mecklenburg County Sheriff's Office\r\n" in found["RIS"]


DATES = [
    pytest.param("2016-11", "(2016, November)", "November 2016", "Nov. 2016", "2016/11//", id="a month"),
    pytest.param(
        "2016-03", "(2016, March)", "March 2016", "Mar. 2016", "2016/03//", id="a month cut short by MLA only"
    ),
    pytest.param("2016", "(2016)", ", 2016", ", 2016", "2016///", id="a year"),
    pytest.param("2016~", "(ca. 2016)", "ca. 2016", "ca. 2016", "2016///about 2016", id="about"),
    pytest.param(
        "2016-11?", "(2016, November?)", "November 2016?", "Nov. 2016?", "2016/11//perhaps November 2016", id="perhaps"
    ),
    pytest.param(
        "2016-11/2017-01~",
        "(2016, November–ca. 2017, January)",
        "November 2016–ca. January 2017",
        "Nov. 2016–ca. Jan. 2017",
        "2016/11//November 2016 to about January 2017",
        id="a span",
    ),
]


@pytest.mark.parametrize(("date", "apa", "chicago", "mla", "ris"), DATES)
def test_a_date_is_cited_as_exactly_as_it_is_known(date, apa, chicago, mla, ris):
    found = cited(date=date)

    assert apa in found["APA"]
    assert f"{chicago}. Stances." in found["Chicago"].replace("? ", "?. ")
    assert f"{mla}. Stances," in found["MLA"].replace("? ", "?. ")
    assert f"DA  - {ris}\r\n" in found["RIS"]
    assert f"date = {{{date}}}," in found["BibTeX"]


def test_what_is_undated_says_so_or_names_no_date():
    found = cited(date="")

    assert "McFadden, G. L. (n.d.). " in found["APA"]
    assert "Sheriff's Office, n.d. Stances." in found["Chicago"]
    assert "Sheriff's Office. Stances, " in found["MLA"]
    assert not any(field in found["BibTeX"] for field in (" date =", "year =", "month ="))
    assert "PY  - " not in found["RIS"]


def test_a_long_text_is_shortened_at_a_word():
    assert shortened("We will not hold people", 23) == "We will not hold people"
    assert shortened("We will not hold people", 18) == "We will not hold …"
    assert shortened("We will not hold, people", 18) == "We will not hold …"
    assert shortened("Z" * 30, 10) == f"{'Z' * 10} …"


NAMES = [
    pytest.param("Garry McFadden", ("Garry", "McFadden", ""), id="two names"),
    pytest.param("Gregory Burns Jr.", ("Gregory", "Burns", "Jr."), id="a suffix"),
    pytest.param("María de la Cruz", ("María", "de la Cruz", ""), id="particles"),
    pytest.param('Enrique "Kiki" Vigil', ("Enrique", "Vigil", ""), id="a nickname"),
    pytest.param("Anderson", ("", "Anderson", ""), id="one name is a family name"),
]


@pytest.mark.parametrize(("name", "parts"), NAMES)
def test_a_name_is_read(name, parts):
    assert parts_of_name(name) == parts


# Through the parsers of others

HARD = "100% of {them} & $5_000 #1 ~ ^ \\textbf{no} “so” – Doña"


def read_bibtex(text):
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    # The parser takes the character that TeX prints as a circumflex for an accent.
    return {field.key: field.value.replace("ˆ", "^") for field in library.entries[0].fields}


def read_ris(text):
    [entry] = rispy.loads(text)
    return entry


def test_bibtex_is_read_back_as_it_was_written():
    source = make_article(headline=f"Headline {HARD}", publisher="Sun & Post", url="https://example.com/a_b%20c~d#e")
    read = read_bibtex(cited(text=HARD, article=source, agency=make_agency(name="Police & Fire {X}"))["BibTeX"])

    assert read["title"].strip("{}") == HARD
    assert read["note"].split(". ", 1)[1] == (
        f"Police & Fire {{X}}. Reported by Sun & Post. Headline {HARD}. https://example.com/a_b%20c~d#e"
    )
    assert (read["author"], read["url"], read["urldate"]) == ("McFadden, Garry L.", ADDRESS, "2026-11-01")
    assert (read["date"], read["year"], read["month"]) == ("2017-02-21", "2017", "feb")


def test_bibtex_keeps_names_of_several_words_together():
    assert "author = {{de la Cruz}, Jr., María}," in cited(name="María de la Cruz Jr.")["BibTeX"]


def test_ris_is_read_back_as_it_was_written():
    read = read_ris(cited(text=HARD, topics=["detainers", "287g"])["RIS"])

    assert (read["type_of_reference"], read["authors"], read["title"]) == ("ELEC", ["McFadden, Garry L."], HARD)
    assert (read["year"], read["date"], read["keywords"]) == ("2017", "2017/02/21/", ["287(g)", "Detainers"])
    assert (read["urls"], read["access_date"], read["abstract"]) == ([ADDRESS], "2026/11/01", HARD)


def test_line_breaks_begin_no_other_field():
    found = cited(text="One\r\nER  - \n\nAU  - Nobody", official_title="Chief\nTY  - BOOK")

    assert read_ris(found["RIS"])["title"] == "One ER - AU - Nobody"
    assert len(read_bibtex(found["BibTeX"])["title"].splitlines()) == 1


@pytest.mark.parametrize("extension", FILES)
def test_records_of_several_statements_make_one_file(extension):
    _name, record, _content_type = FILES[extension]
    first = work()
    both = record(first) + record(Work.of(make_statement(), ADDRESS, first.accessed))

    entries = rispy.loads(both) if extension == "ris" else bibtexparser.parse_string(both).entries
    assert len(entries) == 2
