using System.Threading.Channels;
using Fleet.Contracts.VehicleTracking;
using Fleet.Simulator.Journal;
using Fleet.Simulator.Traffic;

namespace Fleet.Simulator.Sending;

/// <summary>
/// Sends passages when they are due, in small batches. A vehicle's passages go through one lane, so that a batch that
/// has to be sent again does not arrive after what followed it.
/// </summary>
internal sealed class PassageSender(GatewayClient gateway, JourneyJournal journal, SimulationCounters counters, TimeProvider time, TrafficSettings settings)
{
    private const int Lanes = 4;
    private const int MostInBatch = 10;

    private readonly Channel<Due>[] lanes = [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateUnboundedPrioritized(new UnboundedPrioritizedChannelOptions<Due> { Comparer = Due.BySendTime }))];

    private readonly Retry retry = new(time, counters);

    /// <summary>Takes passages of a journey.</summary>
    public void Add(Journey journey, IEnumerable<int> indexes)
    {
        var lane = lanes[LaneOf(journey.Plate)];
        foreach (var index in indexes)
            lane.Writer.TryWrite(new Due(new PassageKey(journey.Id, index), journey.Passages[index]));
    }

    /// <summary>No more will come.</summary>
    public void Complete()
    {
        foreach (var lane in lanes)
            lane.Writer.Complete();
    }

    /// <summary>Sends until everything was acknowledged after <see cref="Complete"/>.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(lanes.Select((lane, index) => RunLaneAsync(lane.Reader, new Random(settings.Seed + index), cancellation)));

    private async Task RunLaneAsync(ChannelReader<Due> lane, Random random, CancellationToken cancellation)
    {
        var batch = new List<Due>(MostInBatch);
        while (await lane.WaitToReadAsync(cancellation))
        {
            batch.Clear();
            while (batch.Count < MostInBatch && lane.TryPeek(out var next) && next.Passage.SendAt <= time.GetUtcNow() && lane.TryRead(out next))
                batch.Add(next);
            if (batch.Count > 0)
                await SendAsync([.. batch], random, cancellation);
            else if (lane.TryPeek(out var later))
                await Task.Delay(Wait(later), time, cancellation);
        }
    }

    private TimeSpan Wait(Due later)
    {
        var wait = later.Passage.SendAt - time.GetUtcNow();
        var most = TimeSpan.FromMilliseconds(20);
        return wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait < most ? wait : most;
    }

    private async Task SendAsync(IReadOnlyList<Due> batch, Random random, CancellationToken cancellation)
    {
        IReadOnlyList<Passage> passages = [.. batch.Select(due => new Passage(due.Passage.Camera, due.Passage.PlateAsRead, due.Passage.Instant, due.Passage.Lane))];
        var (delivery, sentAt) = await retry.UntilDoneAsync(token => gateway.PostAsync(passages, token), cancellation);
        counters.AddPassages(delivery.Accepted + delivery.Duplicates);
        counters.AddRejected(delivery.Rejected.Count);
        var tooOld = delivery.Rejected.Where(item => item.Code == GatewayClient.TooOld).Select(item => batch[item.Index].Key).ToList();
        if (tooOld.Count > 0)
            await journal.GiveUpAsync(tooOld, cancellation);
        await journal.AcknowledgePassagesAsync([.. batch.Select(due => due.Key)], sentAt, cancellation);
        if (random.NextDouble() < settings.Resent)
            await gateway.PostAsync(passages, cancellation);
    }

    // Not string.GetHashCode, which differs from process to process.
    private static int LaneOf(string plate) => plate.Aggregate(0, (hash, c) => ((hash * 31) + c) & 0xFFFF) % Lanes;

    private sealed record Due(PassageKey Key, PlannedPassage Passage)
    {
        public static IComparer<Due> BySendTime { get; } = Comparer<Due>.Create((a, b) => a.Passage.SendAt.CompareTo(b.Passage.SendAt));
    }
}
