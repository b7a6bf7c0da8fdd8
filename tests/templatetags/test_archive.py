import pytest
from django.template import Context, Template

from stances.templatetags.archive import as_list, marked

MARKED = [
    pytest.param("A wedge.", "wedge", "A <mark>wedge</mark>.", id="a word"),
    pytest.param("Two wedges.", "wedge", "Two <mark>wedges</mark>.", id="another form of the word"),
    pytest.param("A wedge.", "-wedge", "A wedge.", id="a word left out"),
    pytest.param("A wedge.", "", "A wedge.", id="no words"),
    pytest.param("A wedge.", None, "A wedge.", id="no query"),
    pytest.param("", "wedge", "", id="no text"),
    pytest.param("<b>no</b> & 'yes'", "", "&lt;b&gt;no&lt;/b&gt; &amp; &#x27;yes&#x27;", id="markup without a query"),
    pytest.param(
        "<b>yes</b>", "yes b", "&lt;<mark>b</mark>&gt;<mark>yes</mark>&lt;/<mark>b</mark>&gt;", id="markup around it"
    ),
    pytest.param("<mark>no</mark>", "no", "&lt;mark&gt;<mark>no</mark>&lt;/mark&gt;", id="a mark in the text"),
    pytest.param("a {0} b", "b", "a {0} <mark>b</mark>", id="braces"),
    pytest.param("x", "<script>", "x", id="markup in the query"),
]


@pytest.mark.parametrize(("text", "query", "html"), MARKED)
def test_marked(text, query, html):
    assert marked(text, query) == html


def test_words_are_cut_at_the_end_of_one():
    text = Template("{% load archive %}{{ words|shortened:14 }}").render(Context({"words": "A wedge between us."}))

    assert text == "A wedge …"


@pytest.mark.parametrize(("value", "listed"), [("a", ["a"]), (["a", "b"], ["a", "b"]), (None, [""]), ("", [""])])
def test_what_a_field_was_given_is_a_list(value, listed):
    assert as_list(value) == listed
