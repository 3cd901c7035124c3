using Fleet.Runtime.Faults;

namespace Fleet.Runtime.Testing;

/// <summary>The way of a test's client to an app, which faults can break.</summary>
internal sealed class FaultyClient(string appId, FaultBook faults, HttpMessageHandler app) : DelegatingHandler(app)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        faults.SendAsync(new FaultPlace(FaultOperations.Client, appId), request, base.SendAsync, cancellationToken);
}
