using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Clinic.Security;

public class TokenChecks
{
    public TokenValidationParameters Unsigned()
    {
        // ruleid: authn.jwt.csharp.no-validation
        return new TokenValidationParameters { RequireSignedTokens = false, ValidateAudience = true };
    }

    public TokenValidationParameters Everything()
    {
        // ruleid: authn.jwt.csharp.no-validation
        return new TokenValidationParameters
        {
            ValidateIssuer = true,
            SignatureValidator = (token, parameters) => new JsonWebToken(token),
        };
    }

    public void Endless(TokenValidationParameters parameters)
    {
        // ruleid: authn.jwt.csharp.no-validation
        parameters.ValidateLifetime = false;
    }

    public TokenValidationParameters Complete(SecurityKey key)
    {
        // ok: authn.jwt.csharp.no-validation
        return new TokenValidationParameters { ValidateLifetime = true, IssuerSigningKey = key };
    }

    public void Lifetime(TokenValidationParameters parameters)
    {
        // ok: authn.jwt.csharp.no-validation
        parameters.ValidateLifetime = true;
    }

    public bool IsEndless(TokenValidationParameters parameters)
    {
        // ok: authn.jwt.csharp.no-validation
        return parameters.ValidateLifetime == false;
    }
}
