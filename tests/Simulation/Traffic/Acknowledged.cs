using System.Collections.Concurrent;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Simulation.Traffic;

/// <summary>What clients know: what they sent, and what was answered 2xx before the world that answered died.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentDictionary<(string Vehicle, long InstantMs), bool> positions = new();
    private readonly ConcurrentDictionary<(string Camera, string Plate, long InstantMs), bool> passages = new();
    private readonly ConcurrentQueue<string> refusals = new();

    /// <summary>Every position that was sent, and whether it was acknowledged.</summary>
    public IReadOnlyDictionary<(string Vehicle, long InstantMs), bool> Positions => positions;

    /// <summary>Every passage that was sent, and whether it was acknowledged.</summary>
    public IReadOnlyDictionary<(string Camera, string Plate, long InstantMs), bool> Passages => passages;

    /// <summary>What was refused although it was good.</summary>
    public IReadOnlyCollection<string> Refusals => refusals;

    public void Sent(object item) => Note(item, isAcknowledged: false);

    public void Took(object item) => Note(item, isAcknowledged: true);

    public void Refused(object item, string reason) => refusals.Enqueue($"{item}: {reason}");

    private void Note(object item, bool isAcknowledged)
    {
        if (item is Position position)
            positions.AddOrUpdate((position.Vehicle, position.Instant.ToUnixTimeMilliseconds()), isAcknowledged, (_, known) => known || isAcknowledged);
        else if (item is Passage passage)
            passages.AddOrUpdate((passage.Camera, passage.Plate, passage.Instant.ToUnixTimeMilliseconds()), isAcknowledged, (_, known) => known || isAcknowledged);
    }
}
