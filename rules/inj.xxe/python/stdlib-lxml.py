import xml.sax
from xml.sax.handler import feature_external_ges, feature_external_pes, feature_namespaces

import defusedxml.ElementTree
from lxml import etree


def parse_cda(data):
    # ruleid: inj.xxe.python.stdlib-lxml
    parser = etree.XMLParser(resolve_entities=True)
    return etree.fromstring(data, parser)


def parse_with_dtd(data):
    # ruleid: inj.xxe.python.stdlib-lxml
    return etree.fromstring(data, etree.XMLParser(load_dtd=True, no_network=True))


def stream_documents(source):
    # ruleid: inj.xxe.python.stdlib-lxml
    return etree.iterparse(source, no_network=False)


def sax_reader(handler):
    reader = xml.sax.make_parser()
    # ruleid: inj.xxe.python.stdlib-lxml
    reader.setFeature(feature_external_ges, True)
    reader.setContentHandler(handler)
    return reader


def parse_cda_safe(data):
    # ok: inj.xxe.python.stdlib-lxml
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(data, parser)


def parse_fhir(data):
    # ok: inj.xxe.python.stdlib-lxml
    return defusedxml.ElementTree.fromstring(data)


def sax_reader_safe(handler):
    reader = xml.sax.make_parser()
    # ok: inj.xxe.python.stdlib-lxml
    reader.setFeature(feature_external_pes, False)
    # ok: inj.xxe.python.stdlib-lxml
    reader.setFeature(feature_namespaces, True)
    return reader


def report_parser():
    # ok: inj.xxe.python.stdlib-lxml
    return etree.HTMLParser(recover=True)
