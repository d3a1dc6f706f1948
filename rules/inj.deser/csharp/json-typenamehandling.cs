using Newtonsoft.Json;
using System.Web.Script.Serialization;

namespace Clinic.Api;

public class Settings
{
    public JsonSerializerSettings Open()
    {
        // ruleid: inj.deser.csharp.json-typenamehandling
        return new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All };
    }

    public void Later(JsonSerializerSettings settings)
    {
        // ruleid: inj.deser.csharp.json-typenamehandling
        settings.TypeNameHandling = TypeNameHandling.Auto;
    }

    public JavaScriptSerializer Old()
    {
        // ruleid: inj.deser.csharp.json-typenamehandling
        return new JavaScriptSerializer(new SimpleTypeResolver());
    }

    public JsonSerializerSettings Closed()
    {
        // ok: inj.deser.csharp.json-typenamehandling
        return new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None };
    }

    public JsonSerializerSettings Bound(ReferralBinder binder)
    {
        // ok: inj.deser.csharp.json-typenamehandling
        return new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.Auto, SerializationBinder = binder };
    }

    public bool IsOpen(JsonSerializerSettings settings)
    {
        // ok: inj.deser.csharp.json-typenamehandling
        return settings.TypeNameHandling == TypeNameHandling.All;
    }
}
