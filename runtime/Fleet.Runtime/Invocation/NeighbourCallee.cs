using Fleet.Runtime.Hosting;

namespace Fleet.Runtime.Invocation;

/// <summary>An app whose sidecar another runtime of this machine plays: that sidecar is asked to carry the call on.</summary>
internal sealed class NeighbourCallee(string name, Neighbour neighbour, HttpConnections connections) : ICallee
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <summary>The app of that id elsewhere on this machine; null when nobody knows of it.</summary>
    public static NeighbourCallee? Find(Sidecar caller, string name)
    {
        var shared = caller.Runtime.Shared;
        return shared.Options.Elsewhere?.Invoke(name, caller.Options.Namespace) is { } found ? new NeighbourCallee(name, found, HttpConnections.Neighbours(shared)) : null;
    }

    /// <inheritdoc/>
    public HttpRequestMessage Request(HttpMethod method, string pathAndQuery)
    {
        var asItIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(method, new Uri(neighbour.Api.GetLeftPart(UriPartial.Authority) + NeighbourApi.Path + pathAndQuery, asItIs));
        request.Headers.TryAddWithoutValidation(NeighbourApi.KeyHeader, neighbour.Key);
        return request;
    }

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
            return await connections.Invoker.SendAsync(request, cancellationToken);
    }

    /// <summary>To be told of a failure; true: nothing of the request was sent, and another instance can have it.</summary>
    public bool GivesWay(HttpRequestException failure) =>
        neighbour.Lost?.Invoke(neighbour.Api) is true && failure.HttpRequestError == HttpRequestError.ConnectionError;
}
