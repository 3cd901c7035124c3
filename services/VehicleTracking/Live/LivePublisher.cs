using System.Threading.Channels;
using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Live;

/// <summary>
/// Tells every instance of the service where vehicles are now. A turn only leaves its positions here: what waits is the newest
/// of each vehicle, so a broker that is slow or away costs freshness and never a turn.
/// </summary>
public sealed class LivePublisher(DaprClient dapr, TimeProvider time, ILogger<LivePublisher> log) : BackgroundService
{
    private const int MostInAMessage = 1_000;
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Dictionary<string, VehiclePosition> waiting = new(StringComparer.Ordinal);

    /// <summary>Positions of a turn that is saved.</summary>
    public void Offer(IEnumerable<VehiclePosition> positions)
    {
        lock (gate)
        {
            foreach (var position in positions) Keep_NeedsLock(position);
        }

        bell.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await bell.Reader.ReadAsync(stoppingToken);
            var isDone = await Publish(stoppingToken);
            await Task.Delay(isDone ? Pace : Pause, time, stoppingToken);
        }
    }

    private async Task<bool> Publish(CancellationToken stopping)
    {
        var taken = TakeAll();
        foreach (var chunk in taken.Values.Chunk(MostInAMessage))
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
                await dapr.PublishEventAsync(ComponentNames.Live, Topics.VehiclePositions, new VehiclePositions(chunk), either.Token);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                log.LogWarning("The live view is behind: {Reason}", failure.Message);
                Offer(chunk);
                return false;
            }
        }

        return true;
    }

    private Dictionary<string, VehiclePosition> TakeAll()
    {
        lock (gate)
        {
            var taken = waiting;
            waiting = new Dictionary<string, VehiclePosition>(taken.Count, StringComparer.Ordinal);
            return taken;
        }
    }

    // A vehicle beyond the bound is seen again when it reports again.
    private void Keep_NeedsLock(VehiclePosition position)
    {
        var isKnown = waiting.TryGetValue(position.Vehicle, out var before);
        if (isKnown ? before!.Instant < position.Instant : waiting.Count < MostWaiting) waiting[position.Vehicle] = position;
    }
}
