using System.Collections.Concurrent;
using Fleet.Tests.Simulation.Facts;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation;

/// <summary>Reads fines now and then while the run goes on: what it was told once must still be true at the end.</summary>
internal sealed class Witness(Func<FleetWorld?> world, TimeProvider time)
{
    private const int MostAtOnce = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<FineSeen> seen = new();

    public IReadOnlyList<FineSeen> Seen => [.. seen];

    public async Task Watch(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, CancellationToken.None);
            if (world() is { } there) await Read(there);
        }
    }

    private async Task Read(FleetWorld there)
    {
        try
        {
            var inquiry = new Inquiry(there);
            foreach (var id in (await inquiry.FineIds()).Take(MostAtOnce))
            {
                var fine = await inquiry.Fine(id);
                if (!there.Died.IsCancellationRequested) seen.Enqueue(fine);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Nobody answers just now: the next look will tell more.
            return;
        }
    }
}
