"""The words on buttons and over boxes: lines that are nothing but such a label are residue.

"READ MORE »"  ->  label_of  ->  "read more"  ->  LABELS  ->  "related"
"""

import re

_TABLE = """
ad
    ad | ads | advert | advertisement | advertisements | advertisement advertisement | advertising | sponsored |
    sponsored content | sponsored by | paid content | paid post | promoted | promoted content |
    content from our partners | from our partners | hidden ad unit | skip ad | skip advertisement | report this ad |
    report ad | close ad | advertisement story continues below | article continues after advertisement |
    article continues below advertisement | supported by | ad feedback
share
    share | share this | share this article | share this story | share on facebook | share on twitter |
    share via email | shares | tweet | tweet this | email | email this | print | print this | print article | pin it |
    save | save article | facebook | twitter | whatsapp | pinterest | linkedin | reddit | flipboard | copy link |
    link copied | link | copied | follow | follow us | like | like us | follow @0 | comment | comments | 0 comments |
    leave a comment | post a comment | view comments | show comments | join the conversation | join the discussion |
    gift this article | give this article | republish | bookmark | share this with email |
    these are external links and will open in a new window | read about sharing | follow us on twitter |
    like us on facebook | follow us on facebook | subscribe to our youtube channel | about sharing
related
    story continued below | story continues below | story continues | article continues below | continue reading |
    continue reading below | continue reading the main story | continued below | continues below |
    scroll to continue | scroll down to continue | read more | read more here | more | see more | show more |
    load more | view more | learn more | read next | up next | next up | related | related stories |
    related articles | related content | related coverage | related topics | related video | related videos |
    more on this | more on this story | more stories | more coverage | more from this author | also read | also see |
    see also | must read | must reads | most read | most popular | most viewed | trending | trending now |
    recommended | recommended for you | recommended stories | recommended reading | you may also like |
    you might also like | you may like | you might like | we recommend | editors picks | editor's picks |
    top stories | top story | latest stories | latest news | latest headlines | more news | more headlines |
    dig deeper | go deeper | further reading | on this story | from around the web | from the web | around the web |
    popular on the web | more like this | full coverage | complete coverage | in this story | topics | tags |
    next article | previous article | next story | previous story | back to top | return to top | top of page |
    read the full story | read full article | read full story | read the full article | originally published | next |
    previous | prev | what to read next | dont miss | don't miss | stay connected | explore more | keep reading |
    read also | view all | see all | click here | download results
player
    replay | more videos | replay more videos | watch | watch now | watch live | watch video | watch the video |
    play | play video | play all | pause | mute | unmute | video | videos | video player is loading | now playing |
    must watch | just watched | loading | live tv | audio | listen | listen now | listen to article |
    listen to this article | slideshow | slide show | photo | photos | photo gallery | gallery | view gallery |
    view photo gallery | launch gallery | hide caption | show caption | toggle caption | image | images | enlarge |
    enlarge image | enlarge this image | view larger | click to enlarge | click to expand | full screen | fullscreen |
    autoplay | transcript | view transcript | 0 of 0 | next image 0 of 0 | prev image 0 of 0 | 00:00 |
    media playback is unsupported on your device | media playback is not supported on this device | play facebook |
    slideshow (0 images) | image 0 of 0 | photo 0 of 0 | embed | embedded video | view image | open image modal |
    tap to unmute
newsletter
    newsletter | newsletters | newsletter sign-up | newsletter sign up | newsletter signup | sign up | signup |
    sign in | log in | login | register | subscribe | subscribe now | subscribe today | sign up now | sign up today |
    donate | donate now | support us | become a member | join now | manage newsletters | get the newsletter |
    free newsletters | email sign up | thank you for subscribing | thanks for signing up | thank you for signing up |
    already a subscriber | read our
widget
    exit mobile version | home | menu | search | close | cancel | submit | ok | okay | accept | accept cookies |
    i agree | got it | dismiss | open in app | view in app | opens in new window | opens in a new window |
    skip to content | skip to main content | advertise with us | contact us | about us | terms of use |
    terms of service | privacy policy | cookie policy | sitemap | pullquote | [pullquote] | pull quote | block quote |
    audio-clip | [audio-clip] | embedtweet | [image] | 0 years ago | 0 days ago | 0 hours ago | 0 hour ago |
    0 day ago | 0 minutes ago | 0 min read | 0 minute read | minute read | analysis/opinion | opinion/analysis |
    opinion | commentary | exclusive | breaking | breaking news | vote | vote now | view results | yes no |
    your message has been sent successfully | your message has been sent | message sent | text size | font size |
    a a a | this story has been shared 0 times | 0 shares | 0 views | 0 retweets | 0 likes |
    view this post on instagram | view comments (0) | view on twitter | view original tweet | a post shared by |
    loading… | please enter a valid email
"""

_NUMBER = re.compile(r"\d[\d,.]*")
_MARKS = " *•|›»>→▶►·:.!…_-–—"
LONGEST_LABEL = 64


def label_of(line: str) -> str:
    """Return `line` in the form of `LABELS`: lower case, 0 for any number, no marks at its ends, one space for many."""
    plain = _NUMBER.sub("0", line.lower().replace("’", "'"))
    return " ".join(plain.split()).strip(_MARKS)


def _labels(table: str) -> dict[str, str]:
    """Return the labels of `table`, each with the name of its kind: the line above them that is not indented."""
    kinds: dict[str, str] = {}
    kind = ""
    for row in table.strip().splitlines():
        if row.startswith(" "):
            kinds |= dict.fromkeys(filter(None, map(str.strip, row.split("|"))), kind)
        else:
            kind = row
    return kinds


LABELS = _labels(_TABLE)
"""Each label, as `label_of` writes it, with the rule that names its receipt."""
