namespace Fleet.Runtime.Testing;

/// <summary>App and sidecar each need the other to start: the app gets a handler that finds its sidecar a moment later.</summary>
internal sealed class LateHandler : HttpMessageHandler
{
    private readonly TaskCompletionSource<HttpMessageInvoker> sidecar = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Connect(HttpMessageHandler handler) => sidecar.TrySetResult(new HttpMessageInvoker(new PlainUris(handler)));

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var invoker = await sidecar.Task.WaitAsync(cancellationToken);
        return await invoker.SendAsync(request, cancellationToken);
    }
}
