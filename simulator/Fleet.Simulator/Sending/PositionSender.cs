using System.Threading.Channels;
using Fleet.Contracts.VehicleTracking;
using Fleet.Simulator.Journal;
using Fleet.Simulator.Traffic;

namespace Fleet.Simulator.Sending;

/// <summary>Sends the tracks of journeys that ended, in batches of positions of many vehicles.</summary>
internal sealed class PositionSender(GatewayClient gateway, JourneyJournal journal, SimulationCounters counters, TimeProvider time)
{
    private const int MostInBatch = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly Channel<(string Journey, IReadOnlyList<Position> Track)> tracks = Channel.CreateUnbounded<(string, IReadOnlyList<Position>)>();
    private readonly List<Position> batch = new(MostInBatch);
    private readonly List<string> ended = [];
    private readonly Retry retry = new(time, counters);

    /// <summary>Takes the track of a journey.</summary>
    public void Add(Journey journey, IReadOnlyList<Position> track) => tracks.Writer.TryWrite((journey.Id, track));

    /// <summary>No more will come.</summary>
    public void Complete() => tracks.Writer.Complete();

    /// <summary>Sends until everything was acknowledged after <see cref="Complete"/>.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await tracks.Reader.WaitToReadAsync(cancellation))
        {
            while (tracks.Reader.TryRead(out var next))
                await AddToBatchAsync(next.Journey, next.Track, cancellation);
            await FlushAsync(cancellation);
            if (!tracks.Reader.Completion.IsCompleted)
                await Task.WhenAny(tracks.Reader.Completion, Task.Delay(LongestWait, time, cancellation));
        }
    }

    private async Task AddToBatchAsync(string journey, IReadOnlyList<Position> track, CancellationToken cancellation)
    {
        foreach (var position in track)
        {
            batch.Add(position);
            if (batch.Count == MostInBatch)
                await FlushAsync(cancellation);
        }

        ended.Add(journey);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (batch.Count > 0)
        {
            var (delivery, _) = await retry.UntilDoneAsync(token => gateway.PostAsync([.. batch], token), cancellation);
            counters.AddPositions(delivery.Accepted + delivery.Duplicates);
            counters.AddRejected(delivery.Rejected.Count);
            batch.Clear();
        }

        if (ended.Count > 0)
            await journal.AcknowledgePositionsAsync([.. ended], cancellation);
        ended.Clear();
    }
}
