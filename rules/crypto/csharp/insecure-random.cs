using System;
using System.Security.Cryptography;

namespace Clinic.Portal;

public class Tokens
{
    private readonly Random shared = new Random();

    public string NewSessionId()
    {
        // ruleid: crypto.csharp.insecure-random
        return shared.Next().ToString("x");
    }

    public void Invite(Mailer mailer)
    {
        // ruleid: crypto.csharp.insecure-random
        var resetCode = Random.Shared.Next(1000000).ToString("D6");
        mailer.Send(resetCode);
    }

    public string TemporaryPassword()
    {
        var random = new Random(42);
        // ruleid: crypto.csharp.insecure-random
        return "Ward" + random.Next(9999);
    }

    public string PortalToken()
    {
        // ok: crypto.csharp.insecure-random
        return Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
    }

    public int OneTimeCode()
    {
        // ok: crypto.csharp.insecure-random
        return RandomNumberGenerator.GetInt32(1000000);
    }

    public TimeSpan RetryDelay(int attempt)
    {
        // ok: crypto.csharp.insecure-random
        return TimeSpan.FromMilliseconds((1 << attempt) * 100 + shared.Next(50));
    }

    public int SampleBed(int beds)
    {
        // ok: crypto.csharp.insecure-random
        var bed = new Random().Next(beds);
        return bed;
    }
}
