using System.IO;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Formatters.Binary;
using System.Text.Json;
using System.Web.UI;

namespace Clinic.Transfer;

public class ReferralReader
{
    public object FromPartner(Stream body)
    {
        // ruleid: inj.deser.csharp.binaryformatter
        var formatter = new BinaryFormatter();
        return formatter.Deserialize(body);
    }

    public object FromQueue(Stream body)
    {
        // ruleid: inj.deser.csharp.binaryformatter
        return new NetDataContractSerializer().ReadObject(body);
    }

    public object FromPage(string state)
    {
        // ruleid: inj.deser.csharp.binaryformatter
        return new LosFormatter().Deserialize(state);
    }

    public Referral Json(Stream body)
    {
        // ok: inj.deser.csharp.binaryformatter
        return JsonSerializer.Deserialize<Referral>(body);
    }

    public object Contract(Stream body)
    {
        // ok: inj.deser.csharp.binaryformatter
        return new DataContractSerializer(typeof(Referral)).ReadObject(body);
    }

    public string Text(Referral referral)
    {
        // ok: inj.deser.csharp.binaryformatter
        return new ReferralFormatter().Format(referral);
    }
}
