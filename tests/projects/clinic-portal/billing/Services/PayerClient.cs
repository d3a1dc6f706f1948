using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Authentication;
using Clinic.Billing.Data;

namespace Clinic.Billing.Services;

/// <summary>Sends claims to payers and fetches their answers.</summary>
public sealed class PayerClient
{
    private readonly HttpClient production;
    private readonly HttpClient certification;

    public PayerClient()
    {
        production = new HttpClient(ProductionHandler()) { BaseAddress = new Uri("https://payer.example/api/") };
        certification = new HttpClient(CertificationHandler()) { BaseAddress = new Uri("https://cert.payer.example/api/") };
    }

    private static HttpClientHandler ProductionHandler()
    {
        var handler = new HttpClientHandler();
        // near-miss: weak-tls
        handler.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        // near-miss: cert-check-disabled
        handler.ServerCertificateCustomValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None;
        return handler;
    }

    private static HttpClientHandler CertificationHandler()
    {
        var handler = new HttpClientHandler();
        // planted: weak-tls
        handler.SslProtocols = SslProtocols.Tls | SslProtocols.Tls11;
        // planted: cert-check-disabled
        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
        return handler;
    }

    /// <summary>Send a claim; throws when the payer refuses it.</summary>
    public async Task SubmitAsync(Claim claim)
    {
        var answer = await production.PostAsJsonAsync("claims", claim);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Whether the payer's certification system would accept a claim.</summary>
    public async Task<bool> WouldAcceptAsync(Claim claim)
    {
        var answer = await certification.PostAsJsonAsync("claims/check", claim);
        return answer.IsSuccessStatusCode;
    }
}
