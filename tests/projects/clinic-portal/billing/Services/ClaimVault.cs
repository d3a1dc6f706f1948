using System.Runtime.Serialization.Formatters.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using Clinic.Billing.Data;

namespace Clinic.Billing.Services;

/// <summary>Reads and writes claims in the formats of the old billing system and of this one.</summary>
public sealed class ClaimVault
{
    /// <summary>A claim as the old billing system exported it.</summary>
    public Claim Restore(Stream export)
    {
        // planted: deserialization
        return (Claim)new BinaryFormatter().Deserialize(export);
    }

    /// <summary>A claim as this system exports it.</summary>
    public Claim RestoreJson(Stream export)
    {
        // near-miss: deserialization
        return JsonSerializer.Deserialize<Claim>(export) ?? throw new InvalidDataException("no claim");
    }

    /// <summary>The control number of a remittance advice.</summary>
    public string ControlNumber(Stream remittance)
    {
        // planted: xxe
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = new XmlUrlResolver() };
        using var reader = XmlReader.Create(remittance, settings);
        return reader.ReadToFollowing("control") ? reader.ReadElementContentAsString() : "";
    }

    /// <summary>The payer of a remittance advice.</summary>
    public string Payer(Stream remittance)
    {
        // near-miss: xxe
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(remittance, settings);
        return reader.ReadToFollowing("payer") ? reader.ReadElementContentAsString() : "";
    }

    /// <summary>A claim file for a payer whose system knows one cipher.</summary>
    public byte[] SealForOldPayer(byte[] key, byte[] claim)
    {
        // planted: weak-cipher
        using var cipher = DES.Create();
        cipher.Key = key;
        var start = RandomNumberGenerator.GetBytes(8);
        return [.. start, .. cipher.EncryptCbc(claim, start)];
    }

    /// <summary>A claim file for all other payers: nonce, tag, sealed text.</summary>
    public byte[] Seal(byte[] key, byte[] claim)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var tag = new byte[16];
        var sealedClaim = new byte[claim.Length];
        // near-miss: weak-cipher
        using var cipher = new AesGcm(key, tag.Length);
        cipher.Encrypt(nonce, claim, sealedClaim, tag);
        return [.. nonce, .. tag, .. sealedClaim];
    }

    /// <summary>Digest of the password that a payer's clerk types.</summary>
    public string PasswordDigest(string password)
    {
        // planted: weak-hash
        return Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
    }

    /// <summary>Digest of the password, since version 0.3.</summary>
    public byte[] PasswordDigestV2(string password, byte[] salt)
    {
        // near-miss: weak-hash
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, 210_000, HashAlgorithmName.SHA512, 32);
    }
}
