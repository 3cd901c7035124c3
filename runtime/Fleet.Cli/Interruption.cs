using System.Runtime.InteropServices;

namespace Fleet.Cli;

/// <summary>Ctrl-C, SIGTERM and a closed terminal: the first asks for a clean stop, the second for an end at once.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abort = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <summary>Listens for signals from now on.</summary>
    public Interruption()
    {
        foreach (var signal in Signals)
            registrations.Add(PosixSignalRegistration.Create(signal, Take));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Cancelled at the second signal.</summary>
    public CancellationToken Abort => abort.Token;

    /// <summary>Done when a stop is asked for.</summary>
    public Task StoppedAsync(TimeProvider time) => WaitAsync(time, stop.Token);

    /// <summary>Done when <paramref name="cancellation"/> is cancelled.</summary>
    public static async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // This is what was waited for.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stop.Dispose();
        abort.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        if (stop.IsCancellationRequested)
            abort.Cancel();
        else
            stop.Cancel();
    }
}
