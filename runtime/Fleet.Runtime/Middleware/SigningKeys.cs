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
        catch (Exception failure) when (failure is HttpRequestException or JsonException or InvalidOperationException or UriFormatException or ArgumentException)
        {
            throw new ComponentException($"the keys of {issuer} cannot be fetched: {failure.Message}", failure);
        }
    }

    /// <summary>The keys, fetched again when they are old. One caller fetches; when that fails the old keys go on.</summary>
    public async ValueTask<IReadOnlyList<SecurityKey>> CurrentAsync(CancellationToken cancellationToken)
    {
        if (context.Shared.Time.GetElapsedTime(fetchedAt) < Fresh || !await fetching.WaitAsync(0, cancellationToken))
            return keys;
        try
        {
            await FetchAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or ArgumentException)
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
        var document = JsonNode.Parse(await client.GetStringAsync(new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration"), cancellationToken));
        if ((string?)document?["issuer"] is var named && named != issuer)
            throw new ComponentException($"the OpenID configuration names the issuer '{named}', the metadata '{issuer}'");
        return (string?)document?["jwks_uri"] ?? throw new ComponentException("the OpenID configuration has no jwks_uri");
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        keys = [.. new JsonWebKeySet(await client.GetStringAsync(new Uri(address), cancellationToken)).GetSigningKeys()];
        fetchedAt = context.Shared.Time.GetTimestamp();
    }
}
