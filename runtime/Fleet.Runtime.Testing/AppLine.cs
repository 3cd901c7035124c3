using System.Diagnostics;

namespace Fleet.Runtime.Testing;

/// <summary>
/// One way between an app and its sidecar, which a test can cut. Before it is joined, what is sent waits: app and sidecar
/// each need the other to start. What goes wrong on it is a fault of the host, see <see cref="FleetTestHost.Faults"/>.
/// </summary>
public sealed class AppLine : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly Action<HttpRequestMessage, int>? told;
    private TaskCompletionSource<HttpMessageInvoker> other = NewEnd();
    private CancellationTokenSource broken = new();

    /// <summary>A way; <paramref name="told"/> hears of every request with the status of its answer (0: there was none).</summary>
    public AppLine(Action<HttpRequestMessage, int>? told = null) => this.told = told;

    /// <summary>Joins the line to <paramref name="handler"/>; what waits goes on.</summary>
    public void Join(HttpMessageHandler handler)
    {
        lock (gate)
        {
            if (other.Task.IsCompleted)
                other = NewEnd();
            if (broken.IsCancellationRequested)
                broken = new CancellationTokenSource();
            other.SetResult(new HttpMessageInvoker(handler, disposeHandler: false));
        }
    }

    /// <summary>Breaks the line: what is under way fails, and so does all that is sent until it is joined again.</summary>
    public void Cut()
    {
        CancellationTokenSource cut;
        lock (gate)
            cut = broken;
        cut.Cancel();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (end, cut) = Ends();
        if (cut.IsCancellationRequested)
            throw new HttpRequestException("connection refused");
        Trace(request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut, cancellationToken);
        var status = 0;
        try
        {
            var invoker = await end.WaitAsync(either.Token);
            var response = await invoker.SendAsync(request, either.Token);
            if (cut.IsCancellationRequested)
            {
                response.Dispose();
                throw new HttpRequestException("connection reset");
            }

            status = (int)response.StatusCode;
            return response;
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("connection reset", ended);
        }
        finally
        {
            told?.Invoke(request, status);
        }
    }

    // As a connection over the network does it: what an app sends carries the trace that it is in.
    private static void Trace(HttpRequestMessage request)
    {
        if (request.Headers.NonValidated.Contains("traceparent"))
            return;
        DistributedContextPropagator.Current.Inject(Activity.Current, request, static (carrier, name, value) =>
            ((HttpRequestMessage)carrier!).Headers.TryAddWithoutValidation(name, value));
    }

    private (Task<HttpMessageInvoker> End, CancellationToken Cut) Ends()
    {
        lock (gate)
            return (other.Task, broken.Token);
    }

    private static TaskCompletionSource<HttpMessageInvoker> NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
