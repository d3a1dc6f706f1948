using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace Clinic.Fhir;

public class Parsers
{
    public FhirJsonParser Permissive()
    {
        // ruleid: health.fhir.csharp.firely-permissive
        return new FhirJsonParser(new ParserSettings { PermissiveParsing = true });
    }

    public void Unknown(ParserSettings settings)
    {
        // ruleid: health.fhir.csharp.firely-permissive
        settings.AcceptUnknownMembers = true;
        // ruleid: health.fhir.csharp.firely-permissive
        settings.AllowUnrecognizedEnums = true;
    }

    public JsonSerializerOptions Ostrich()
    {
        // ruleid: health.fhir.csharp.firely-permissive
        return new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector).UsingMode(DeserializerModes.Ostrich);
    }

    public FhirJsonParser Strict()
    {
        // ok: health.fhir.csharp.firely-permissive
        return new FhirJsonParser(new ParserSettings { PermissiveParsing = false });
    }

    public void Known(ParserSettings settings)
    {
        // ok: health.fhir.csharp.firely-permissive
        settings.AcceptUnknownMembers = false;
    }

    public JsonSerializerOptions Poco()
    {
        // ok: health.fhir.csharp.firely-permissive
        return new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);
    }
}
