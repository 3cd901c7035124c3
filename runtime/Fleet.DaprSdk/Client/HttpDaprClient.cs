#nullable enable
using System.Text.Json;

namespace Dapr.Client;

/// <summary>The client over Dapr's HTTP API. One file a building block.</summary>
internal sealed partial class HttpDaprClient : DaprClient
{
    private static readonly TimeSpan HealthInterval = TimeSpan.FromMilliseconds(500);

    private readonly SidecarHttp sidecar;
    private readonly HttpMessageHandler transport;
    private readonly JsonSerializerOptions json;
    private readonly TimeProvider time;

    public HttpDaprClient(SidecarHttp sidecar, HttpMessageHandler transport, JsonSerializerOptions json, TimeProvider time)
    {
        this.sidecar = sidecar;
        this.transport = transport;
        this.json = json;
        this.time = time;
        sidecar.Client.DefaultRequestHeaders.UserAgent.Add(UserAgent());
    }

    public override JsonSerializerOptions JsonSerializerOptions => json;

    public override Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default) =>
        IsHealthyAsync("/v1.0/healthz", cancellationToken);

    public override Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default) =>
        IsHealthyAsync("/v1.0/healthz/outbound", cancellationToken);

    public override async Task WaitForSidecarAsync(CancellationToken cancellationToken = default)
    {
        while (!await CheckOutboundHealthAsync(cancellationToken))
        {
            await Task.Delay(HealthInterval, time, cancellationToken);
        }
    }

    public override async Task ShutdownSidecarAsync(CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync("Shutdown", sidecar.Request(HttpMethod.Post, "/v1.0/shutdown"), cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sidecar.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<bool> IsHealthyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await sidecar.SendAsync(sidecar.Request(HttpMethod.Get, path), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not reachable is an answer to the question asked here.
            return false;
        }
    }

    /// <summary>Sends a request; whatever is not 2xx becomes a <see cref="DaprException"/>.</summary>
    private async Task<HttpResponseMessage> SendAsync(string operation, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await TransferAsync(operation, request, cancellationToken);
        return response.IsSuccessStatusCode ? response : throw await FailureAsync(operation, response, cancellationToken);
    }

    private async Task<HttpResponseMessage> TransferAsync(
        string operation,
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        try
        {
            return await sidecar.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            throw new DaprException($"{operation} failed: the sidecar could not be reached.", unreachable);
        }
    }

    private static async Task<DaprException> FailureAsync(
        string operation,
        HttpResponseMessage response,
        CancellationToken cancellationToken)
    {
        using (response)
        {
            var error = await SidecarHttp.ReadErrorAsync(response, cancellationToken);
            return new DaprException($"{operation} failed. {error}", error.ToException());
        }
    }

    private TValue? Deserialize<TValue>(string operation, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return utf8.IsEmpty ? default : JsonSerializer.Deserialize<TValue>(utf8, json);
        }
        catch (JsonException notTheType)
        {
            throw new DaprException($"{operation} failed: the answer is not a {typeof(TValue)}.", notTheType);
        }
    }

    private byte[] Serialize<TValue>(TValue value) => JsonSerializer.SerializeToUtf8Bytes(value, json);
}
