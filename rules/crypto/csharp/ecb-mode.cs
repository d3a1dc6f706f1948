using System.Security.Cryptography;

namespace Clinic.Crypto;

public class NoteCipher
{
    public Aes Later(byte[] key)
    {
        var aes = Aes.Create();
        aes.Key = key;
        // ruleid: crypto.csharp.ecb-mode
        aes.Mode = CipherMode.ECB;
        return aes;
    }

    public AesManaged Initialiser(byte[] key)
    {
        // ruleid: crypto.csharp.ecb-mode
        return new AesManaged { Key = key, Mode = CipherMode.ECB };
    }

    public byte[] OneShot(Aes aes, byte[] note)
    {
        // ruleid: crypto.csharp.ecb-mode
        return aes.EncryptEcb(note, PaddingMode.PKCS7);
    }

    public Aes Default(byte[] key)
    {
        // ok: crypto.csharp.ecb-mode
        var aes = Aes.Create();
        aes.Key = key;
        // ok: crypto.csharp.ecb-mode
        aes.Mode = CipherMode.CBC;
        return aes;
    }

    public bool IsEcb(Aes aes)
    {
        // ok: crypto.csharp.ecb-mode
        return aes.Mode == CipherMode.ECB;
    }

    public byte[] OneShotCbc(Aes aes, byte[] note, byte[] iv)
    {
        // ok: crypto.csharp.ecb-mode
        return aes.EncryptCbc(note, iv);
    }
}
