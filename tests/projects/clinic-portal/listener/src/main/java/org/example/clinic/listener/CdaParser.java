package org.example.clinic.listener;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Reads the header of CDA documents that other houses send. */
public final class CdaParser {

    /** The title of a discharge summary. */
    public String title(InputStream document) throws ParserConfigurationException, SAXException, IOException {
        // planted: xxe
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Document parsed = builder.parse(document);
        return firstText(parsed, "title");
    }

    /** The custodian of a document. */
    public String custodian(InputStream document) throws ParserConfigurationException, SAXException, IOException {
        // near-miss: xxe
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        Document parsed = builder.parse(document);
        return firstText(parsed, "representedCustodianOrganization");
    }

    private static String firstText(Document document, String tag) {
        var found = document.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
