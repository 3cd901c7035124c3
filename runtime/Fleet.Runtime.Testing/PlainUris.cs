namespace Fleet.Runtime.Testing;

/// <summary>
/// Runtime and SDK send paths verbatim, in a kind of URI that an in-process server does not read; this makes them ordinary.
/// </summary>
internal sealed class PlainUris(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsAbsoluteUri: true } verbatim) request.RequestUri = new Uri(verbatim.OriginalString);
        return base.SendAsync(request, cancellationToken);
    }
}
