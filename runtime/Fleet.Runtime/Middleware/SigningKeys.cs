using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Components;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Fleet.Runtime.Middleware;

/// <summary>The keys of an issuer, fetched at the start and again when they are ten minutes old.</summary>
internal sealed class SigningKeys(ComponentContext context) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
    private readonly SemaphoreSlim fetching = new(1);
    private IReadOnlyList<SecurityKey> keys = [];
    private string address = "";
    private long fetchedAt;

    /// <summary>Finds where the keys are, and fetches them.</summary>
    /// <exception cref="ComponentException">They cannot be had.</exception>
    public async Task FindAsync(string issuer, CancellationToken cancellationToken)
    {
        try
        {
            address = context.Metadata.Text("jwksURL") ?? await DiscoverAsync(issuer, cancellationToken);
            await FetchAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or InvalidOperationException or UriFormatException or ArgumentException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ComponentException($"the keys of {issuer} cannot be fetched: {failure.Message}", failure);
        }
    }

    /// <summary>The keys, fetched again when they are old. One caller fetches, for ten seconds at most; the others, and when that fails all, go on with the old keys.</summary>
    public async ValueTask<IReadOnlyList<SecurityKey>> CurrentAsync(CancellationToken cancellationToken)
    {
        if (context.Shared.Time.GetElapsedTime(fetchedAt) < Fresh || !await fetching.WaitAsync(0, cancellationToken))
            return keys;
        try
        {
            await FetchAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or ArgumentException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            fetchedAt = context.Shared.Time.GetTimestamp();
            context.Log.LogWarning(failure, "Component {Component} goes on with old keys", context.Name);
        }
        finally
        {
            fetching.Release();
        }

        return keys;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        fetching.Dispose();
    }

    private async Task<string> DiscoverAsync(string issuer, CancellationToken cancellationToken)
    {
        var document = JsonNode.Parse(await GetAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", cancellationToken));
        if ((string?)document?["issuer"] is var named && named != issuer)
            throw new ComponentException($"the OpenID configuration names the issuer '{named}', the metadata '{issuer}'");
        return (string?)document?["jwks_uri"] ?? throw new ComponentException("the OpenID configuration has no jwks_uri");
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        keys = [.. new JsonWebKeySet(await GetAsync(address, cancellationToken)).GetSigningKeys()];
        fetchedAt = context.Shared.Time.GetTimestamp();
    }

    private async Task<string> GetAsync(string url, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, context.Shared.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        return await client.GetStringAsync(new Uri(url), either.Token);
    }
}
