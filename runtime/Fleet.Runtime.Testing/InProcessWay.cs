namespace Fleet.Runtime.Testing;

/// <summary>
/// The way to an in-process server, made like one over the network. Runtime and SDK send paths verbatim, in a kind of URI
/// that such a server does not read: they become ordinary. What it throws, be it an answer that was broken off, is a broken connection.
/// </summary>
internal sealed class InProcessWay(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsAbsoluteUri: true } verbatim) request.RequestUri = new Uri(verbatim.OriginalString);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (Exception broken) when (broken is not HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("the connection broke", broken);
        }
    }
}
