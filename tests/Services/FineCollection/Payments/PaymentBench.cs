using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection.Payments;

/// <summary>Fines beside a payment provider whose events a test makes itself.</summary>
internal sealed class PaymentBench : IAsyncDisposable
{
    public const string Secret = "whsec_of_this_test";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleet-pay-");

    private PaymentBench()
    {
    }

    public ServiceChain Chain { get; private set; } = null!;

    public TimeProvider Time { get; private set; } = null!;

    public HttpClient Fines => Chain.Fines;

    /// <summary>Starts registry and fines.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="providerUrl">Where the provider is; null for nowhere.</param>
    /// <param name="apps">More services.</param>
    public static async Task<PaymentBench> Start(TimeProvider? time = null, Uri? providerUrl = null, params string[] apps)
    {
        var bench = new PaymentBench { Time = time ?? TimeProvider.System };
        var secrets = Path.Combine(bench.folder.FullName, "secrets.json");
        await File.WriteAllTextAsync(secrets, JsonSerializer.Serialize(new Dictionary<string, string> { ["FLEET_PAYMENT_WEBHOOK_SECRET"] = Secret }));
        var components = Components(secrets, providerUrl ?? new Uri("http://127.0.0.1:9/"));
        bench.Chain = await ServiceChain.StartWith(components, bench.Time, null, [AppIds.VehicleRegistry, AppIds.FineCollection, .. apps]);
        return bench;
    }

    public static object Succeeded(string paymentId, string reference, long minorUnits, string? eventId = null, string currency = "EUR", string paidAt = "2026-03-20T10:00:00Z") => new
    {
        id = eventId ?? "evt_" + paymentId,
        type = "payment.succeeded",
        data = new { id = paymentId, reference, amount = new { minorUnits, currency }, paidAt, method = "card" },
    };

    public static object Reversed(string paymentId, string reason = "dishonoured", string? eventId = null) =>
        new { id = eventId ?? "evt_r_" + paymentId, type = "payment.reversed", data = new { paymentId, reason } };

    /// <summary>The header of a body, signed at an instant.</summary>
    public string Sign(string body, TimeSpan ago = default, string secret = Secret)
    {
        var seconds = (Time.GetUtcNow() - ago).ToUnixTimeSeconds();
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")))}";
    }

    /// <summary>Tells an event, signed as the provider does.</summary>
    public Task<DeskAnswer> Tell(object told)
    {
        var body = told as string ?? JsonSerializer.Serialize(told);
        return Post(Fines, body, Sign(body));
    }

    public static async Task<DeskAnswer> Post(HttpClient client, string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payment-provider/webhooks") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null) request.Headers.Add("Fleet-Provider-Signature", signature);
        using var answer = await client.SendAsync(request);
        return new DeskAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), false);
    }

    public Task<JsonElement> Fine(string fineId) => Fines.Json("/v1/fines/" + fineId);

    public async Task<List<JsonElement>> List(string what) => [.. (await Fines.Json("/v1/payment-provider/" + what)).GetProperty("data").EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        await Chain.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string Components(string secrets, Uri provider) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: secrets
        spec:
          type: secretstores.local.file
          version: v1
          metadata:
            - name: secretsFile
              value: "{secrets}"
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: payment-provider
        spec:
          type: bindings.http
          version: v1
          metadata:
            - name: url
              value: "{provider}"
        scopes: [fine-collection]

        """;
}

/// <summary>Reading fines.</summary>
internal static class PaidFines
{
    public static string State(this JsonElement fine) => fine.GetProperty("state").GetString()!;

    public static long Due(this JsonElement fine) => fine.GetProperty("due").GetProperty("minorUnits").GetInt64();

    public static long Refundable(this JsonElement fine) => fine.GetProperty("refundable").GetProperty("minorUnits").GetInt64();

    public static int Payments(this JsonElement fine) => fine.GetProperty("payments").GetArrayLength();

    public static string? Text(this JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;
}
