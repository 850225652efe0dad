"""Ways in which a document can ask its engine for something from elsewhere. `{}` is the address."""

from urllib.parse import quote

IN_BODY = {
    "picture": '<img src="{}">',
    "picture in capitals": '<IMG SRC="{}">',
    "picture of several sizes": '<img srcset="{} 2x" src="{}">',
    "object": '<object data="{}"></object>',
    "embedded": '<embed src="{}">',
    "frame": '<iframe src="{}"></iframe>',
    "attachment of a link": '<a rel="attachment" href="{}">x</a>',
    "button picture": '<input type="image" src="{}">',
    "poster of a film": '<video poster="{}" src="{}"></video>',
    "sound": '<audio src="{}"></audio>',
    "script": '<script src="{}"></script>',
    "background": '<p style="background: url({})">x</p>',
    "picture of a list": '<ul><li style="list-style-image: url({})">x</li></ul>',
    "content before": '<style>p.v::before {{ content: url({}) }}</style><p class="v">x</p>',
    "border picture": '<p style="border: 1px solid; border-image-source: url({})">x</p>',
    "pointer": '<p style="cursor: url({}), auto">x</p>',
    "mask": '<p style="mask-image: url({})">x</p>',
    "table background": '<table background="{}"><tr><td>x</td></tr></table>',
}
IN_HEAD = {
    "style sheet": '<link rel="stylesheet" href="{}">',
    "attachment": '<link rel="attachment" href="{}">',
    "icon": '<link rel="icon" href="{}">',
    "import": "<style>@import url({});</style>",
    "import by name": '<style>@import "{}";</style>',
    "font": "<style>@font-face {{ font-family: v; src: url({}) }} body {{ font-family: v }}</style>",
    "page background": "<style>@page {{ background: url({}) }}</style>",
    "page margin": "<style>@page {{ @top-center {{ content: url({}) }} }}</style>",
    "counter": "<style>@counter-style v {{ system: cyclic; symbols: url({}) }}</style>",
    "refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "author": '<meta name="author" content="{}">',
    "keywords": '<meta name="keywords" content="{}">',
    "generator": '<meta name="generator" content="url({})">',
    "xmp metadata": '<link rel="meta" type="application/rdf+xml" href="{}">',
}
IN_SVG = {
    "svg picture": '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    "svg old picture": '<svg width="9" height="9"><image xlink:href="{}" width="9" height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{}#a"/></svg>',
    "svg fill": '<svg width="9" height="9"><rect width="9" height="9" fill="url({}#a)"/></svg>',
    "svg filter": '<svg width="9" height="9"><filter id="f"><feImage href="{}"/></filter><a filter="url(#f)"/></svg>',
    "svg style": '<svg width="9" height="9"><style>@import url({});</style><rect width="9" height="9"/></svg>',
    "svg style sheet": '<svg width="9" height="9"><link rel="stylesheet" href="{}"/><rect width="9" height="9"/></svg>',
    "svg foreign": '<svg width="9" height="9"><foreignObject><img src="{}"/></foreignObject></svg>',
}
# A drawing inside of an address, which asks for one more.
WRAPPED = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}" width="9" height="9"/></svg>'
ENTITY = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY v SYSTEM "{}">]><svg xmlns="http://www.w3.org/2000/svg"><text>&v;</text></svg>'
VECTORS = {**IN_HEAD, **IN_BODY, **IN_SVG}


def wrapped(markup: str, address: str) -> str:
    return f'<img src="data:image/svg+xml,{quote(markup.format(address))}">'


def a_document(addresses, way=lambda address: address) -> tuple[str, dict[str, str]]:
    """HTML in which every vector asks for an address of its own; and which name went to which address."""
    asked = {name: way(next(addresses)) for name in (*VECTORS, "drawing in an address", "entity")}
    head = "".join(markup.replace("{}", asked[name]) for name, markup in IN_HEAD.items())
    body = "".join(markup.replace("{}", asked[name]) for name, markup in {**IN_BODY, **IN_SVG}.items())
    body += wrapped(WRAPPED, asked["drawing in an address"]) + wrapped(ENTITY, asked["entity"])
    doubled = f"<head><title>x</title>{head}</head><body>{body}</body>".replace("{{", "{").replace("}}", "}")
    return f'<!DOCTYPE html><html lang="en">{doubled}</html>', asked
