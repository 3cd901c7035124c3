using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Middleware;

/// <summary>
/// <c>middleware.http.oauth2clientcredentials</c>: fetches a token by the client credentials flow, keeps it until it
/// expires, and adds it to each request.
/// </summary>
internal sealed class ClientCredentialsMiddleware(ComponentContext context) : IHttpMiddleware
{
    private static readonly HttpReply Failure = new(500, "Internal Server Error");
    private static readonly TimeSpan Unlimited = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
    private readonly Lock gate = new();
    private (string Value, DateTimeOffset Until)? token;
    private Task<string>? fetching;

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new(
        "middleware.http.oauth2clientcredentials",
        [
            new("clientID", Required: true), new("clientSecret", Required: true), new("scopes", Required: true), new("tokenURL", Required: true),
            new("headerName", Required: true), new("endpointParamsQuery"), new("authStyle", FieldKind.Number) { Choices = ["0", "1", "2"] },
        ],
        context => new ClientCredentialsMiddleware(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        foreach (var field in Type.Fields.Where(field => field.Required))
            context.Metadata.Required(field.Name);
        if (context.Metadata.Number("authStyle", 0) is < 0 or > 2)
            throw new ComponentException("metadata field authStyle is neither 0, 1 nor 2");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<HttpReply?> HandleAsync(IHttpExchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            exchange.SetHeader(context.Metadata.Required("headerName"), await TokenAsync().WaitAsync(cancellationToken));
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or ComponentException or UriFormatException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            context.Log.LogError(failure, "Component {Component} has no token", context.Name);
            return Failure;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return default;
    }

    // Who comes while a token is fetched waits for that one, also for its failure: requests must not queue up to fail one after the other.
    private Task<string> TokenAsync()
    {
        lock (gate)
        {
            if (fetching is { IsCompleted: false })
                return fetching;
            var now = context.Shared.Time.GetUtcNow();
            return token is { } kept && kept.Until > now ? Task.FromResult(kept.Value) : fetching = RenewAsync(now);
        }
    }

    private async Task<string> RenewAsync(DateTimeOffset now)
    {
        using var late = new CancellationTokenSource(Patience, context.Shared.Time);
        var fetched = await FetchAsync(now, late.Token);
        token = fetched;
        return fetched.Value;
    }

    private async Task<(string Value, DateTimeOffset Until)> FetchAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Style 0 finds out by itself: first the header, then the body.
        var style = context.Metadata.Number("authStyle", 0);
        using var first = await client.SendAsync(Request(inBody: style == 1), cancellationToken);
        using var second = style == 0 && !first.IsSuccessStatusCode ? await client.SendAsync(Request(inBody: true), cancellationToken) : null;
        var response = (second ?? first).EnsureSuccessStatusCode();
        var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var value = (string?)answer?["access_token"] ?? throw new ComponentException("the answer of the token URL has no access_token");
        var kind = (string?)answer!["token_type"] is { Length: > 0 } type && !type.Equals("bearer", StringComparison.OrdinalIgnoreCase) ? type : "Bearer";
        var life = answer!["expires_in"] is JsonValue seconds && double.TryParse(seconds.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? TimeSpan.FromSeconds(number) : Unlimited;
        return ($"{kind} {value}", now + life);
    }

    private HttpRequestMessage Request(bool inBody)
    {
        var (id, secret) = (context.Metadata.Required("clientID"), context.Metadata.Required("clientSecret"));
        var form = QueryHelpers.ParseQuery(context.Metadata.Text("endpointParamsQuery") ?? "")
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))
            .Append(new("grant_type", "client_credentials"))
            .Append(new("scope", context.Metadata.Required("scopes").Replace(',', ' ')));
        if (inBody)
            form = form.Append(new("client_id", id)).Append(new("client_secret", secret));
        var request = new HttpRequestMessage(HttpMethod.Post, context.Metadata.Required("tokenURL")) { Content = new FormUrlEncodedContent(form) };
        if (!inBody)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}")));
        return request;
    }
}
