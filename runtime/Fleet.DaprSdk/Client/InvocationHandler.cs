#nullable enable
namespace Dapr.Client;

/// <summary>
/// Lets an <see cref="HttpClient"/> talk to another app as if directly: the host of a request's URI is read as an app id
/// and the request goes to the sidecar's invocation API instead.
/// </summary>
public class InvocationHandler : DelegatingHandler
{
    internal const string ApiTokenHeader = "dapr-api-token";

    private Uri endpoint = new(DaprDefaults.HttpEndpoint());

    /// <summary>The sidecar's HTTP endpoint; http or https.</summary>
    public string DaprEndpoint
    {
        get => endpoint.OriginalString;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var uri = new Uri(value, UriKind.Absolute);
            endpoint = IsWeb(uri) ? uri : throw new ArgumentException($"'{value}' is not an http or https URI.", nameof(value));
        }
    }

    /// <summary>The app id whose spelling is kept where a URI's host, always lower case, equals it in all but case.</summary>
    public string? DefaultAppId { get; set; }

    internal string? DaprApiToken { get; set; } = DaprDefaults.ApiToken();

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var original = request.RequestUri;
        if (original is null || !original.IsAbsoluteUri || !IsWeb(original))
        {
            throw new ArgumentException($"'{original}' does not name an app to invoke.", nameof(request));
        }

        try
        {
            if (!string.IsNullOrWhiteSpace(DaprApiToken))
            {
                request.Headers.Add(ApiTokenHeader, DaprApiToken);
            }

            request.RequestUri = Rewrite(original);
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = original;
            request.Headers.Remove(ApiTokenHeader);
        }
    }

    private Uri Rewrite(Uri uri)
    {
        var appId = string.Equals(uri.Host, DefaultAppId, StringComparison.OrdinalIgnoreCase) ? DefaultAppId : uri.Host;
        return SidecarUri.Create(endpoint, $"/v1.0/invoke/{appId}/method{uri.PathAndQuery}");
    }

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
}
