namespace Fleet.Runtime.Testing;

/// <summary>
/// The way to an in-process server, made like one over the network. Runtime and SDK send paths verbatim, in a kind of URI
/// that such a server does not read: they become ordinary. What it throws, be it an answer that was broken off, is a broken connection.
/// Who no longer wants an answer is free at once, whatever the app still waits for.
/// </summary>
internal sealed class InProcessWay(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsAbsoluteUri: true } verbatim) request.RequestUri = new Uri(verbatim.OriginalString);
        try
        {
            return await AnswerAsync(base.SendAsync(request, cancellationToken), cancellationToken);
        }
        catch (Exception broken) when (broken is not HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("the connection broke", broken);
        }
    }

    // The server tells the app that its client has gone, and then waits for it: an app that waits for a clock that a test
    // has stopped would never let go of its caller.
    private static async Task<HttpResponseMessage> AnswerAsync(Task<HttpResponseMessage> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!answer.IsCompleted)
        {
            _ = DropAsync(answer);
            throw;
        }
    }

    private static async Task DropAsync(Task<HttpResponseMessage> late)
    {
        await ((Task)late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (late.IsCompletedSuccessfully)
            (await late).Dispose();
    }
}
