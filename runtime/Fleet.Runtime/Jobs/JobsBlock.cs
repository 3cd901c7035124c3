using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Fleet.Runtime.Scheduler;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Jobs;

/// <summary>Brings the jobs of an app to it.</summary>
internal sealed class JobsBlock(Sidecar sidecar) : SidecarBlock(sidecar), IScheduledTarget
{
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private IDisposable? attachment;
    private bool isDraining;
    private int open = 1;

    /// <summary>Keeps the jobs.</summary>
    public DurableScheduler Scheduler { get; } = SchedulerEngine.Of(sidecar.Runtime.Shared);

    /// <inheritdoc/>
    public override Task AppReadyAsync(CancellationToken cancellationToken)
    {
        Attach(Sidecar.App is not null);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task AppHealthChangedAsync(bool isHealthy, CancellationToken cancellationToken)
    {
        // The jobs of an app that must not be called wait, and lose no try.
        Attach(isHealthy);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task DrainAsync(CancellationToken cancellationToken)
    {
        isDraining = true;
        Attach(false);
        Close();
        return idle.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CallOutcome> CallAsync(ScheduledItem item, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref open);
        var job = Job.Read(item.Content);
        var (began, outcome) = (Sidecar.Metrics.Jobs.Now, CallOutcome.Failed);
        try
        {
            return outcome = await CallAsync(job, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Sidecar.Log.LogWarning(failure, "Job {Name} did not reach the app", job.Name);
            return cancellationToken.IsCancellationRequested || Sidecar.IsStopped || Sidecar.App is { IsHealthy: false } ? CallOutcome.Absent : CallOutcome.Failed;
        }
        finally
        {
            Sidecar.Metrics.Jobs.Triggered(began, outcome == CallOutcome.Done);
            Close();
        }
    }

    private async Task<CallOutcome> CallAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.Data is null)
        {
            Sidecar.Log.LogWarning("Job {Name} has no data; like daprd, the sidecar does not call an HTTP app for it", job.Name);
            return CallOutcome.Done;
        }

        using var content = new ReadOnlyMemoryContent(JsonText.Bytes(job.Data));
        content.Headers.ContentType = new("application/json");
        using var request = Sidecar.App!.Request(HttpMethod.Post, "/job/" + PathText.Escape(job.Name), content);
        using var span = Sidecar.Tracing.Callback("job/" + job.Name, default);
        if (span is not null)
            request.Headers.TryAddWithoutValidation(TraceContext.Header, span.Context.Parent);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Sidecar.Stopping);
        using var response = await Sidecar.App.SendAsync(request, either.Token, FaultOperations.Job, job.Name);
        span?.Answered((int)response.StatusCode);
        if (response.IsSuccessStatusCode)
            return CallOutcome.Done;
        Sidecar.Log.LogWarning("The app answered {Status} to job {Name}", (int)response.StatusCode, job.Name);
        // An app that does not know the job will not know it a second later.
        return (int)response.StatusCode == 404 ? CallOutcome.Done : CallOutcome.Failed;
    }

    private void Attach(bool isWanted)
    {
        lock (gate)
        {
            if (!isWanted)
            {
                attachment?.Dispose();
                attachment = null;
            }
            else if (!isDraining)
            {
                attachment ??= Scheduler.Attach(Job.TargetOf(Sidecar.Options.Namespace, Sidecar.AppId), this);
            }
        }
    }

    private void Close()
    {
        if (Interlocked.Decrement(ref open) == 0)
            idle.TrySetResult();
    }
}
