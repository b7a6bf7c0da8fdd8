import json

from django.template import Context, Template
from django.test import RequestFactory

from stances.templatetags.sharing import feed_address, json_ld


def render(text, **context):
    return Template("{% load sharing %}" + text).render(Context(context))


def test_nothing_said_ends_the_block_of_data():
    written = json_ld({"text": "</script><!-- & <script>"})

    assert written.count("<") == 2
    assert json.loads(written[len('<script type="application/ld+json">') : -len("</script>")]) == {
        "text": "</script><!-- & <script>"
    }


def test_what_is_captured_is_said_twice_and_escaped_once():
    page = "{% captured as title %}{{ name }}{% endcaptured %}<title>{{ title }}</title><meta content='{{ title }}'>"

    assert render(page, name="A & B") == "<title>A &amp; B</title><meta content='A &amp; B'>"


def test_feed_of_a_list_begins_with_what_changed_last_unless_asked_otherwise():
    assert feed_address("state=NC") == "/statements.atom?state=NC&sort=updated"
    assert feed_address("state=NC&sort=oldest") == "/statements.atom?state=NC&sort=oldest"


def test_any_page_has_a_preview_and_one_address():
    page = '{% include "_machine_head.html" with page_title="Agencies" page_description="All of them" %}'

    head = render(page, request=RequestFactory().get("/agencies/?page=2"))
    assert '<link rel="canonical" href="http://localhost:8000/agencies/">' in head
    assert '<meta property="og:title" content="Agencies">' in head
    assert '<meta property="og:image" content="http://localhost:8000/static/share.png">' in head
