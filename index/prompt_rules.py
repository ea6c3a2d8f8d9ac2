r"""What a sentence that speaks to the reader of the page looks like: a table of kinds, cue words and patterns.

    newsletter
        inbox       \b(?:to|in) your (?:e-?mail )?(?:inbox|mailbox|in-box)\b
    ->  a sentence with "inbox" that fits the pattern is a "newsletter"

Patterns are searched in the sentence in lower case, with straight apostrophes. `^` stands before its first word, after
whatever marks and small words a prompt may begin with. `.` as a cue is any sentence, `_` a space, `|` parts cues of
which one is enough. A row that begins with `^` or `\A` fits nowhere but there, in all its alternatives.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from index.cues import Cues
from index.residue_rules import spellings

_SHORTHAND = {
    "^": r"\A\W*(?:(?:please|also|and|or|but|so|just|then|plus|p\.?s\.?|editor's note:|to) )?",
    "{network}": (
        r"(?:twitter|facebook|instagram|linked ?in|youtube|google ?\+|snapchat|tik ?tok|flipboard|parler|gab|telegram"
        r"|whats ?app|truth social|threads|mastodon|periscope|tumblr|soundcloud|pinterest)"
    ),
    "{address}": r"(?:[\w.+-]+@[\w-]+\.\w+|\[email.protected\])",
    "{site}": r"\S+\.(?:com|org|net|gov|co\.uk|info)\b\S*",
    "{paper}": r"(?:article|story|column|piece|post|essay|op-ed)",
    "{you may}": r"\byou can (?:also )?",
    "{more}": r"(?:\w+ ){0,3}(?:more|additional|further)",
    "{you can}": r"(?:you can |be sure to |reporters? )?",
}

_TABLE = r"""
newsletter
    sign        ^(?:click here to )?sign(?:ing)?[ -]up\b(?! (?:for )?(?:on|in|through|by|with|at) )
    subscribe   ^(?:click here to )?subscribe\b(?=.*\b(?:to|now|today|here|for|at|our|free)\b)
    subscribe   \bsubscribe (?:here|now|today)\b|\bsubscribe to (?:\S+ ){0,6}newsletters?
    your        \b(?:to|in) your (?:e-?mail )?(?:inbox|mailbox|in-box)\b|\b(?:right|directly) to your e-?mail\b
    newsletter  \b(?:get|subscribe to|sign up (?:for|to)|receive|join) (?:\S+ ){0,10}newsletters?\b(?<!the newsletter)
    newsletter  ^want (?:\S+ ){0,8}newsletters?\b|\Aget our (?:daily|weekly|free) newsletter
    mailing     \b(?:join|sign up|subscribe|on) (?:\S+ ){0,4}mailing list\b
    agree       \bby (?:signing up|subscribing|submitting|registering|providing|clicking)\b.{0,60}\b(?:agree|consent)
    agree       \byou (?:also )?agree to (?:our|the|receive)\b
    opt         \b(?:you (?:may|can)|to) opt[ -]out\b.{0,60}\b(?:any ?time|here|link|list|e-?mail)\b
    unsubscribe \b(?:you (?:may|can)|to) unsubscribe\b
    recaptcha   \bprotected by recaptcha\b
    address     \b(?:invalid|valid|enter (?:your|an|a valid)) e-?mail address\b
    receive     ^(?:(?:if you(?:'d| would) like|want|like) to )?receive\b.{0,90}\b(?:sign up|subscribe|inbox|newsletter)
    thank       \bthank you for (?:signing up|subscribing|reading|your support|supporting)\b.{0,80}\Z
    thanks      \bthanks for (?:signing up|subscribing|reading|your support|supporting)\b.{0,80}\Z
    _app        ^(?:click (?:here )?(?:to|for) )(?:\S+ ){1,8}apps?\b.{0,60}\Z
    _app        ^(?:get|download|install|try) (?:\S+ ){0,7}(?:news|our|mobile|iphone|android) (?:\S+ )?apps?\b.{0,60}\Z
    _app        ^(?:download|install) (?:\S+ ){0,7}apps?\b|^get (?:the|our) (?:\S+ ){0,5}apps?\b
    _app        ^stay (?:up to date|informed|connected)\b.{0,60}\bapps?\b
    journalism  ^(?:support|help|back|fund|join|keep)\b.{0,60}\bjournalism\b
    support     \b(?:become a|your) (?:\S+ ){0,3}(?:member|subscriber|supporter|patron)\b.{0,80}\bsupport
    support     ^help support (?:\S+ ){0,3}(?:media|us|our)\b
    become      ^become a (?:\S+ ){0,3}(?:member|subscriber|supporter|patron)\b
    donat       ^(?:donate|make a (?:\S+ ){0,3}donation)\b(?=.*\b(?:today|here|now)\b)
    contribut   \b(?:chip in|make a|consider a) (?:\S+ ){0,4}contribution\b.{0,60}\b(?:today|here|now|us)\b
    reader      \bis reader[- ](?:supported|funded)\b
    paywall     \bno paywall\b|\bwithout (?:a )?paywall\b|\bremoved the paywall\b
    this        \b(?:enjoyed|like|liked) (?:reading )?this {paper}\b
    podcast     \b(?:apple podcasts?|itunes|spotify|stitcher|google (?:play|podcasts?)|overcast)\b
    podcast     \bwherever you (?:get|listen to) (?:your )?podcasts?\b|\bfeatured in (?:the )?.{0,80}\bpodcast\b
    podcast     ^(?:listen|subscribe) (?:to|now|here|on)\b.*\b(?:podcast|episode)\b
    itunes      \b(?:subscribe|listen|download|available)\b.*\bitunes\b
share
    .           ^{you can}(?:follow|find|like|join|tweet|reach|contact)\b.{0,110}\b(?:on|at|via) {network}\b
    .           ^{you can}(?:add|see|visit|watch|get)\b.{0,110}\b(?:on|at|via|our) {network}\b
    follow      ^{you can}follow (?:@\w|us\b|(?:him|her|them|me) (?:on|at|@)|(?:[\w.'-]+ ){1,4}(?:on twitter|@\w))
    follow      ^{you can}follow (?:the )?(?:authors?|writer|reporter|latest)\b
    _h|_them|_us \b(?:follow|find|reach|contact|tweet|e-?mail) (?:him|her|them|us) (?:directly )?(?:on|at|@|by|via)\b
    .           \A\W*{network}: ?@?\S+\W*\Z
    on_         \bon {network}:? (?:at )?(?:@\w+|https?://\S+|www\.\S+)\W*\Z
    convers     ^join (?:the|our) (?:conversation|discussion|debate)
    comment     ^(?:share|leave|post|add|tell|send) (?:this|us|me|your|a) (?:\S+ ){0,6}comments?\b
    your        ^(?:share|leave|post|add|tell|send) (?:us )?your (?:\S+ ){0,3}(?:thoughts?|opinions?)\b
comment
    @           ^{you can}(?:send|e-?mail|contact|write|reach|submit|respond|text)\b(?! me\b).{0,140}{address}
    @           ^(?:or|got|have|do you|if you) .{1,90}(?:send|e-?mail|contact|write|text)\b(?! me\b).{0,140}{address}
    email       ^{you can}(?:send|e-?mail|contact|write|reach|submit|respond)\b(?! me\b).{0,140}{address}
    @           \b(?:tips?|letters?|comments?|questions?|feedback|corrections?)\b.{0,60}{address}
    @           \b(?:reached|contacted) at {address}
    here        \bhere(?:'s| is| are) (?:how to|instructions on how to) (?:send|submit|share|contact|reach)\b
    tip         \A\W*(?:got|have) a (?:\S+ ){0,3}tip\b.{0,80}\?
    tip         ^(?:send|submit) (?:a|us|your) (?:\S+ ){0,3}tips?\b
    securely    \b(?:tips?|documents?|information)\b.*\bsecurely\b
related
    click       \A\W*click\b
    click       \bclick here\b
    click       \bclick (?:for (?:more|the)|to (?:read|see|view|watch|get|listen|sign)|below)\b
    click       \bclick (?:through|on the (?:survey|link|image|photo|picture|video|headline|graphic|map|box|list))\b
    _here       ^(?:read|see|watch|view|find|check out|visit|explore|browse|learn|hear|listen)\b.{0,200}\bhere\)?\W*\Z
    _here       ^(?:discover|catch|take|buy|order|register|apply|get)\b.{0,200}\b(?:right )?here\)?\W*\Z
    read        ^read (?:more|the (?:full|rest|entire|whole|original|complete)|full|our|also|next|part|all about)\b
    read        ^read (?:it (?:all|here)|\S+'s (?:full|entire|complete))\b
    .           ^(?:visit|check out|see|go to)\b.{0,99}\b(?:our|the) (?:\S+ )?(?:website|site|page|dataset|archive)\W*\Z
    .           ^(?:visit|check out|see|go to)\b.{0,100}{site}\W*\Z
    check       ^check out\b.{0,100}\blist of resources\b
    check       ^check out (?:this|our|these|the (?:full|latest|rest))\b.{0,90}\Z
    you         {you may}(?:read|find|see|watch|listen|learn|view)\b.{0,160}\b(?:here|below|online|website)\)?\W*\Z
    you         {you may}(?:download|buy|order|pre-?order|sign)\b.{0,160}\b(?:here|below|online)\)?\W*\Z
    more        ^for {more}\b.{0,140}\b(?:here|click|visit|go to|subscribe|sign up|{site})\b.{0,60}\Z
    more        ^(?:learn|read|see|find|hear|watch|view|explore|get) {more}\b.{0,140}\b(?:here|click|visit)\b.{0,60}\Z
    more        ^(?:for|see|get|check out|view|read) (?:\S+ ){0,3}more (?:\S+ ){0,4}(?:stories|coverage|from)\b.{0,90}\Z
    more        \A\W*(?:view |read |see )?more (?:opinions?|stories|columns|articles) (?:on|from|at|by)\b.{0,90}\Z
    more        \A\W*(?:view |read |see )?more (?:coverage|news|videos) (?:on|from|at|by)\b.{0,90}\Z
    dataset     \bvisit the dataset\b
    publish     \A\W*(?:this|the) {paper}\b.{0,40}\b(?:originally|first) published\b.{0,160}\Z
    appear      \A\W*(?:this|the) {paper}\b.{0,40}\b(?:originally|first) appeared\b.{0,160}\Z
    appear      \A\W*this {paper} appeared\b.{0,120}\Z
    below       ^(?:watch|view|listen to|see|hear) (?:the |it |this |more |a |\S+ )?.{0,90}\b(?:below|above)\W*\Z
    scroll      ^scroll (?:down|up|on)\b
navigation
    expressed   \b(?:views?|opinions?)\b.{0,20}\bexpressed\b.{0,90}\b(?:own|those of|authors?|solely|do not|his)\b
    expressed   \b(?:views?|opinions?)\b.{0,20}\bexpressed\b.{0,90}\bnot necessarily\b
    opinions    \bopinions (?:are|is) (?:\w+ )?(?:his|her|their) own\b
    committed   \A\W*we are committed to (?:truth|accuracy|accurate|fair)\b
    our         ^(?:read|see|view|learn about) our (?:\S+ )?(?:editorial|ethics|privacy|standards|corrections)\b
    may_not     \bmaterial may not be (?:published|reproduced|broadcast|rewritten|redistributed|copied)\b
    terms       \b(?:our|and|website|the) terms of (?:use|service)\b(?=.*\b(?:agree|visit|see|privacy|permissions)\b)
    privacy     \b(?:agree|our|see|read|visit|terms|notice|\|).{0,40}\bprivacy policy\b(?=.{0,80}\Z)
    licens      ^for licensing\b
    licens      \bavailable without charge to any eligible\b
    reprint     ^(?:click here )?(?:for|to request) (?:\w+ ){0,3}reprint
    javascript  \b(?:enable|turn on|requires|without) javascript\b|\bjavascript (?:enabled|disabled|is)\b
    cookies     \b(?:we use|this site uses|accept (?:all )?|our use of) cookies\b
    encourage   \A\W*we encourage (?:readers|you|comments)\b
copyright
    ©           \A.{0,60}©\s*(?:copyright\b|\d{4}|by\b|the\b|\w+ \d{4}).{0,200}\Z
    copyright   \A.{0,60}\bcopyright\s*(?:©|\(c\)|by\b|\d{4}).{0,200}\Z
    rights      \ball rights reserved\b.{0,80}\Z
    distributed \A\W*(?:\S+ ){0,4}distributed by\b.{0,80}\Z
"""


class Prompt(NamedTuple):
    """One way to speak to the reader: its kind, a piece that it cannot do without, and how to see it."""

    rule: str
    cue: str
    fits: Callable[[str], re.Match[str] | None]


def _rows(table: str) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the cues and the pattern of each row of `table`."""
    rule = ""
    for row in table.strip().splitlines():
        if row.startswith(" "):
            cues, pattern = row.split(maxsplit=1)
            yield rule, cues.removeprefix(".").replace("_", " "), pattern
        else:
            rule = row


def _written_out(pattern: str) -> str:
    """Return `pattern` without shorthand."""
    for short, long in _SHORTHAND.items():
        pattern = pattern.replace(short, long)
    return pattern


def _prompts(rows: Iterable[tuple[str, str, str]]) -> Iterator[Prompt]:
    """Yield the prompts of a table, one a cue."""
    for rule, cues, pattern in rows:
        compiled = re.compile(_written_out(pattern))
        fits = compiled.match if pattern.startswith(_ANCHORS) else compiled.search  # `search` would try every place
        yield from (Prompt(rule, cue, fits) for cue in cues.split("|"))


_ANCHORS = ("^", r"\A\W*", r"\A")

_PROMPTS = tuple(_prompts(_rows(_TABLE)))
_CUES = Cues((), signs={prompt.cue for prompt in _PROMPTS if prompt.cue})
_OF_CUE = {
    cue: {place for place, prompt in enumerate(_PROMPTS) if prompt.cue == cue}
    for cue in {prompt.cue for prompt in _PROMPTS}
}


def prompts_for(sentence: str) -> Iterator[Prompt]:
    """Yield the prompts whose cue stands in `sentence`, in lower case; the first that fits names the receipt."""
    places = _OF_CUE[""].union(*map(_OF_CUE.__getitem__, _CUES.in_line(sentence)))
    return map(_PROMPTS.__getitem__, sorted(places))


WEAK = re.compile(
    r"\A\W*(?:do|have|are|want|would|looking|interested|got|did|like|enjoy|need|can|love|worried|tired)\b.{3,200}\?\W*\Z"
    r"|\b(?:our (?:journalism|reporting|newsroom|coverage|work|investigations|readers|stories|website|mission|app)"
    r"|our newsletters?|nonprofit newsroom|top (?:stories|investigations)|news highlights|(?:stories|news) you care)\b"
    r"|\b(?:delivered|at a glance|every (?:day|week|morning|weekday)|support|podcast|daily dispatch|latest news)\b"
)
"""What a sentence may look like that goes when its neighbour is a prompt."""

WORDS = spellings(
    "newsletter newsletters inbox mailbox in-box subscribe subscribing subscribed recaptcha unsubscribe opt opt-out"
    " podcast podcasts itunes spotify stitcher paywall signing sign-up mailing donate donation click twitter"
    " facebook instagram linkedin youtube copyright reprint licensing privacy javascript cookies"
    " dataset securely visit [email tip opinions expressed journalism reader-supported app apps scroll"
) | frozenset(
    "Sign SIGN Join Follow FOLLOW Read READ Watch WATCH Listen LISTEN Download Visit VISIT Check Become chip"
    " here. here: here) here! .here here, HERE HERE. website. below. below: below) reserved. reserved"
    " Distributed Thank Thanks published appeared resources. dataset. encourage".split()
)
SIGNS = frozenset("@©")
"""One of these words stands, as it is written here, in every prompt, or one of these signs: a cheap look before the
patterns."""
