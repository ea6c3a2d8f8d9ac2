"""The bound on the attributes of a tag."""

import pytest

from index.tags import MOST_ATTRIBUTES, with_few_attributes

MANY = " ".join(f"a{number}" for number in range(MOST_ATTRIBUTES)).encode()


@pytest.mark.parametrize(
    ("html", "bounded"),
    [
        (b"<p %b>x</p>" % MANY, b"<p %b>x</p>" % MANY),
        (b"<p %b b c>x</p>" % MANY, b"<p %b>x</p>" % MANY),
        (b"<p %b b=1 c='>' d=\"<\" e = f>x</p>" % MANY, b"<p %b>x</p>" % MANY),
        (b"<p " + b"a='<p'" * (MOST_ATTRIBUTES + 2) + b">x", b"<p " + b"a='<p'" * MOST_ATTRIBUTES + b">x"),
        (b"<p " + b'a=">"/' * (MOST_ATTRIBUTES + 2) + b">x", b"<p " + b'a=">"/' * (MOST_ATTRIBUTES - 1) + b'a=">"/>x'),
        (b"</P\n%b b>x" % MANY, b"</P\n%b>x" % MANY),
        (b"<p title='<script>'><b %b c>x" % MANY, b"<p title='<script>'><b %b>x" % MANY),
        (b"<p title='<!--'><b %b c>x" % MANY, b"<p title='<!--'><b %b>x" % MANY),
        (b"<script %b b>x" % MANY, b"<script %b>x" % MANY),
        (
            b"<script>if (a<b %b c) d</script><b %b c>" % (MANY, MANY),
            b"<script>if (a<b %b c) d</script><b %b>" % (MANY, MANY),
        ),
        (b"<!-- <b %b c> --><b %b c>" % (MANY, MANY), b"<!-- <b %b c> --><b %b>" % (MANY, MANY)),
        (b"<title><script></title><b %b c>" % MANY, b"<title><script></title><b %b>" % MANY),
        (b"<p class='%b b c'>x</p>" % MANY, b"<p class='%b b c'>x</p>" % MANY),
        (b"1 < 2 %b c > d" % MANY, b"1 < 2 %b c > d" % MANY),
        (b"<p %b c" % MANY, b"<p %b" % MANY),
    ],
)
def test_a_tag_keeps_so_many_attributes_and_no_more(html: bytes, bounded: bytes) -> None:
    """Wherever the tag stands and however its attributes are written; what only looks like a tag stays as it is."""
    assert with_few_attributes(html) == bounded
