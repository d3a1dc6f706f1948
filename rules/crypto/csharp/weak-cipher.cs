using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;

namespace Clinic.Crypto;

public class Ciphers
{
    public SymmetricAlgorithm Old()
    {
        // ruleid: crypto.csharp.weak-cipher
        return DES.Create();
    }

    public SymmetricAlgorithm Provider()
    {
        // ruleid: crypto.csharp.weak-cipher
        return new TripleDESCryptoServiceProvider();
    }

    public RC4Engine Stream()
    {
        // ruleid: crypto.csharp.weak-cipher
        return new RC4Engine();
    }

    public SymmetricAlgorithm Current()
    {
        // ok: crypto.csharp.weak-cipher
        return Aes.Create();
    }

    public AesGcm Gcm(byte[] key)
    {
        // ok: crypto.csharp.weak-cipher
        return new AesGcm(key, 16);
    }

    public AesEngine Engine()
    {
        // ok: crypto.csharp.weak-cipher
        return new AesEngine();
    }

    public Plan Design()
    {
        // ok: crypto.csharp.weak-cipher
        return Description.Create("DES");
    }
}
