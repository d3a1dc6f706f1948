using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Users;

public class Accounts
{
    private readonly PasswordHasher<User> hasher;

    public byte[] Hash(string password)
    {
        // ruleid: authn.password.csharp.fast-hash
        return SHA256.HashData(Encoding.UTF8.GetBytes(password));
    }

    public byte[] Salted(string salt, string pwd)
    {
        using var md5 = MD5.Create();
        // ruleid: authn.password.csharp.fast-hash
        return md5.ComputeHash(Encoding.UTF8.GetBytes(salt + pwd));
    }

    public byte[] FromForm(Login login)
    {
        using (var sha = new SHA1Managed())
        {
            // ruleid: authn.password.csharp.fast-hash
            return sha.ComputeHash(Encoding.UTF8.GetBytes(login.Password));
        }
    }

    public string Slow(User user, string password)
    {
        // ok: authn.password.csharp.fast-hash
        return hasher.HashPassword(user, password);
    }

    public byte[] Checksum(byte[] report)
    {
        // ok: authn.password.csharp.fast-hash
        return SHA256.HashData(report);
    }

    public byte[] ResetToken(string passwordResetToken)
    {
        // ok: authn.password.csharp.fast-hash
        return SHA256.HashData(Encoding.UTF8.GetBytes(passwordResetToken));
    }

    public byte[] Derived(string password, byte[] salt)
    {
        // ok: authn.password.csharp.fast-hash
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, 600000, HashAlgorithmName.SHA256, 32);
    }
}
