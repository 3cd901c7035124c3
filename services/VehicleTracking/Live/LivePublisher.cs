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
    private HashSet<string> erased = new(StringComparer.Ordinal);

    /// <summary>Positions of a turn that is saved.</summary>
    public void Offer(IEnumerable<VehiclePosition> positions)
    {
        lock (gate)
        {
            foreach (var position in positions) Keep_NeedsLock(position);
        }

        bell.Writer.TryWrite(true);
    }

    /// <summary>A vehicle that was erased: nobody is to show it any more.</summary>
    public void Erase(string vehicle)
    {
        lock (gate)
        {
            waiting.Remove(vehicle);
            erased.Add(vehicle);
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
        var messages = TakeAll();
        for (var next = 0; next < messages.Count; next++)
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
                await dapr.PublishEventAsync(ComponentNames.Live, Topics.VehiclePositions, messages[next], either.Token);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                log.LogWarning("The live view is behind: {Reason}", failure.Message);
                PutBack(messages[next..]);
                return false;
            }
        }

        return true;
    }

    private List<VehiclePositions> TakeAll()
    {
        lock (gate)
        {
            var (positions, gone) = (waiting, erased);
            waiting = new Dictionary<string, VehiclePosition>(positions.Count, StringComparer.Ordinal);
            erased = new HashSet<string>(StringComparer.Ordinal);
            return
            [
                .. gone.Chunk(MostInAMessage).Select(chunk => new VehiclePositions([], chunk)),
                .. positions.Values.Chunk(MostInAMessage).Select(chunk => new VehiclePositions(chunk)),
            ];
        }
    }

    // What was erased meanwhile must not come back.
    private void PutBack(IReadOnlyList<VehiclePositions> messages)
    {
        lock (gate)
        {
            foreach (var position in messages.SelectMany(message => message.Positions))
            {
                if (!erased.Contains(position.Vehicle)) Keep_NeedsLock(position);
            }

            erased.UnionWith(messages.SelectMany(message => message.Erased ?? []));
        }

        bell.Writer.TryWrite(true);
    }

    // A vehicle beyond the bound is seen again when it reports again.
    private void Keep_NeedsLock(VehiclePosition position)
    {
        var isKnown = waiting.TryGetValue(position.Vehicle, out var before);
        if (isKnown ? before!.Instant < position.Instant : waiting.Count < MostWaiting) waiting[position.Vehicle] = position;
    }
}
