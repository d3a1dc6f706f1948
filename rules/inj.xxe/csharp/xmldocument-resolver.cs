using System.IO;
using System.Xml;

namespace Clinic.Cda;

public class CdaReader
{
    public XmlReader Open(Stream body)
    {
        // ruleid: inj.xxe.csharp.xmldocument-resolver
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse };
        return XmlReader.Create(body, settings);
    }

    public XmlDocument Load(Stream body)
    {
        var document = new XmlDocument();
        // ruleid: inj.xxe.csharp.xmldocument-resolver
        document.XmlResolver = new XmlUrlResolver();
        document.Load(body);
        return document;
    }

    public void Later(XmlReaderSettings settings)
    {
        // ruleid: inj.xxe.csharp.xmldocument-resolver
        settings.DtdProcessing = DtdProcessing.Parse;
    }

    public XmlReader Closed(Stream body)
    {
        // ok: inj.xxe.csharp.xmldocument-resolver
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        return XmlReader.Create(body, settings);
    }

    public XmlDocument LoadClosed(Stream body)
    {
        var document = new XmlDocument();
        // ok: inj.xxe.csharp.xmldocument-resolver
        document.XmlResolver = null;
        document.Load(body);
        return document;
    }

    public bool IsOpen(XmlReaderSettings settings)
    {
        // ok: inj.xxe.csharp.xmldocument-resolver
        return settings.DtdProcessing == DtdProcessing.Parse;
    }
}
