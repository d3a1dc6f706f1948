import xml.etree.ElementTree as ET
import xml.sax
from xml.dom import minidom

import defusedxml.ElementTree as SafeET
from flask import request
from lxml import etree

STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def receive_cda():
    # ruleid: inj.xxe.python.stdlib-request
    document = ET.fromstring(request.data)
    return document.tag


def receive_v3():
    body = request.get_data()
    # ruleid: inj.xxe.python.stdlib-request
    return minidom.parseString(body)


def receive_referral(handler):
    # ruleid: inj.xxe.python.stdlib-request
    xml.sax.parse(request.stream, handler)


def receive_report(request):
    # ruleid: inj.xxe.python.stdlib-request
    return etree.parse(request.FILES["report"])


def receive_cda_safe():
    # ok: inj.xxe.python.stdlib-request
    return SafeET.fromstring(request.data)


def receive_report_safe(request):
    # ok: inj.xxe.python.stdlib-request
    return etree.parse(request.FILES["report"], STRICT)


def value_set():
    # ok: inj.xxe.python.stdlib-request
    return ET.parse("terminology/valueset.xml")


def own_document(builder):
    body = builder.to_xml()
    # ok: inj.xxe.python.stdlib-request
    return ET.fromstring(body)
