using Fleet.Runtime.Testing;

namespace Fleet.Tests.Simulation;

/// <summary>
/// Moves the clock in small steps, each only when everything has come to rest that the one before set in motion: then what
/// takes a virtual second is what waits for it, and not a busy machine. While a world starts, which
/// is work for disks and threads that nobody sees, time goes as outside.
/// </summary>
internal sealed class Pace(VirtualTime time, Func<bool> isStarting)
{
    private static readonly TimeSpan StartingStep = TimeSpan.FromMilliseconds(10);
    private const int MostLooks = 500;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>One step.</summary>
    public async Task Step(TimeSpan step)
    {
        while (isStarting())
        {
            time.Advance(StartingStep);
            await Task.Delay(StartingStep, TimeProvider.System);
        }

        time.Advance(step);
        await Rest();
    }

    /// <summary>Steps until <paramref name="work"/> has ended.</summary>
    public async Task<T> While<T>(Task<T> work, TimeSpan step)
    {
        while (!work.IsCompleted) await Step(step);
        return await work;
    }

    private static async Task Rest()
    {
        for (var (looks, quiet) = (0, 0); looks < MostLooks && quiet < 1; looks++)
        {
            var before = ThreadPool.CompletedWorkItemCount;
            await Task.Delay(Look, TimeProvider.System);
            quiet = ThreadPool.PendingWorkItemCount == 0 && ThreadPool.CompletedWorkItemCount - before <= 2 ? quiet + 1 : 0;
        }
    }
}
