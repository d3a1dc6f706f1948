using System.Net.Http;
using System.Net.Security;
using Microsoft.Data.SqlClient;

namespace Clinic.Gateway;

public class Clients
{
    public HttpClient Lab()
    {
        var handler = new HttpClientHandler();
        // ruleid: tls.csharp.cert-callback-true
        handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => true;
        return new HttpClient(handler);
    }

    public HttpClientHandler Pharmacy()
    {
        return new HttpClientHandler
        {
            // ruleid: tls.csharp.cert-callback-true
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
    }

    public void Database(SqlConnectionStringBuilder builder)
    {
        // ruleid: tls.csharp.cert-callback-true
        builder.TrustServerCertificate = true;
    }

    public HttpClientHandler Checked(string pin)
    {
        // ok: tls.csharp.cert-callback-true
        return new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (message, cert, chain, errors) =>
                errors == SslPolicyErrors.None || cert.GetCertHashString() == pin,
        };
    }

    public void DatabaseChecked(SqlConnectionStringBuilder builder)
    {
        // ok: tls.csharp.cert-callback-true
        builder.TrustServerCertificate = false;
    }

    public void Other(Form form)
    {
        // ok: tls.csharp.cert-callback-true
        form.Validate = (a, b, c, d) => true;
    }
}
