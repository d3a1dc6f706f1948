using System.Net;
using System.Net.Http;
using System.Security.Authentication;

namespace Clinic.Gateway;

public class Protocols
{
    public HttpClientHandler Lab()
    {
        // ruleid: tls.csharp.min-version
        return new HttpClientHandler { SslProtocols = SslProtocols.Tls11 };
    }

    public void Legacy()
    {
        // ruleid: tls.csharp.min-version
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Ssl3;
    }

    public void Mixed(HttpClientHandler handler)
    {
        // ruleid: tls.csharp.min-version
        handler.SslProtocols = SslProtocols.Tls | SslProtocols.Tls12;
    }

    public HttpClientHandler Current()
    {
        // ok: tls.csharp.min-version
        return new HttpClientHandler { SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
    }

    public void System(HttpClientHandler handler)
    {
        // ok: tls.csharp.min-version
        handler.SslProtocols = SslProtocols.None;
    }

    public bool IsOld(HttpClientHandler handler)
    {
        // ok: tls.csharp.min-version
        return handler.SslProtocols == SslProtocols.Tls11;
    }
}
