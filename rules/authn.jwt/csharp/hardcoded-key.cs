using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Clinic.Security;

public class TokenKeys
{
    private const string Secret = "EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-";

    public SecurityKey Literal()
    {
        // ruleid: authn.jwt.csharp.hardcoded-key
        return new SymmetricSecurityKey(Encoding.UTF8.GetBytes("EXAMPLE-KEY"));
    }

    public SecurityKey Constant()
    {
        // ruleid: authn.jwt.csharp.hardcoded-key
        return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret));
    }

    public SecurityKey Variable()
    {
        var bytes = Encoding.ASCII.GetBytes("EXAMPLE-KEY");
        // ruleid: authn.jwt.csharp.hardcoded-key
        return new SymmetricSecurityKey(bytes);
    }

    public SecurityKey Configured(IConfiguration configuration)
    {
        // ok: authn.jwt.csharp.hardcoded-key
        return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"]));
    }

    public SecurityKey Parameter(byte[] key)
    {
        // ok: authn.jwt.csharp.hardcoded-key
        return new SymmetricSecurityKey(key);
    }

    public byte[] Text()
    {
        // ok: authn.jwt.csharp.hardcoded-key
        return Encoding.UTF8.GetBytes("no open visit");
    }
}
