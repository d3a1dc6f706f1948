from lxml import etree

NAMESPACE = "urn:hl7-org:v3"


def entry(tree, mrn):
    # ruleid: inj.xpath.python.lxml-xpath
    return tree.xpath(f"//patient[@mrn = '{mrn}']")


def sections(tree, code):
    query = "//section[code/@code='%s']" % code
    # ruleid: inj.xpath.python.lxml-xpath
    return tree.xpath(query)


def finder(name):
    # ruleid: inj.xpath.python.lxml-xpath
    return etree.XPath("//author[name='" + name + "']")


def entry_bound(tree, mrn):
    # ok: inj.xpath.python.lxml-xpath
    return tree.xpath("//patient[@mrn = $mrn]", mrn=mrn)


def nth(tree, number):
    # ok: inj.xpath.python.lxml-xpath
    return tree.xpath(f"//entry[{int(number)}]")


def authors(tree):
    # ok: inj.xpath.python.lxml-xpath
    return tree.xpath("//*[namespace-uri() = '" + NAMESPACE + "']")


def by_tag(tree, tag):
    # ok: inj.xpath.python.lxml-xpath
    return tree.findall(f"./{tag}")
