namespace Fleet.Gateway.Forwarding;

/// <summary>Which headers pass the gateway.</summary>
internal static class HeaderRules
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>Copies a client's headers, and its <paramref name="body"/> if it has one, to the request for the service.</summary>
    public static void CopyRequest(HttpRequest from, HttpRequestMessage to, Stream body)
    {
        if (from.ContentLength > 0 || from.Headers.TransferEncoding.Count > 0) to.Content = new StreamContent(body);
        var named = Named(from.Headers.Connection);
        foreach (var (name, values) in from.Headers)
        {
            if (!Passes(name, named) || IsOurs(name)) continue;
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    /// <summary>Copies the service's headers to the answer for the client.</summary>
    public static void CopyResponse(HttpResponseMessage from, HttpResponse to)
    {
        var named = from.Headers.Connection.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in from.Headers.Concat(from.Content.Headers))
        {
            if (Passes(name, named)) to.Headers[name] = values.ToArray();
        }
    }

    private static bool Passes(string name, HashSet<string> named) => !HopByHop.Contains(name) && !named.Contains(name);

    // A client must not speak to the sidecar in the gateway's name.
    private static bool IsOurs(string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.StartsWith("dapr-", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Named(Microsoft.Extensions.Primitives.StringValues connection) => connection
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
