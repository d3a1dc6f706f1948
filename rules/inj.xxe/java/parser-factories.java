package org.example.clinic.cda;

import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.w3c.dom.Document;

class CdaParser {
    Document parse(InputStream body) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        // ruleid: inj.xxe.java.parser-factories
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(body);
    }

    SAXParser sax() throws Exception {
        // ruleid: inj.xxe.java.parser-factories
        return SAXParserFactory.newInstance().newSAXParser();
    }

    XMLStreamReader stream(InputStream body) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // ruleid: inj.xxe.java.parser-factories
        return factory.createXMLStreamReader(body);
    }

    Document parseHardened(InputStream body) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        // ok: inj.xxe.java.parser-factories
        return factory.newDocumentBuilder().parse(body);
    }

    XMLStreamReader streamHardened(InputStream body) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        // ok: inj.xxe.java.parser-factories
        return factory.createXMLStreamReader(body);
    }

    Document byHelper(InputStream body) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        XmlHardening.apply(factory);
        // ok: inj.xxe.java.parser-factories
        return factory.newDocumentBuilder().parse(body);
    }

    Document nested(InputStream body) throws Exception {
        Document document = null;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            // ruleid: inj.xxe.java.parser-factories
            DocumentBuilder builder = factory.newDocumentBuilder();
            if (body != null) {
                document = builder.parse(body);
            }
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
        return document;
    }

    Document empty() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        // ok: inj.xxe.java.parser-factories
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.newDocument();
    }

    Document given(DocumentBuilderFactory hardened, InputStream body) throws Exception {
        // ok: inj.xxe.java.parser-factories
        return hardened.newDocumentBuilder().parse(body);
    }
}
