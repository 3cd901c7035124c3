using System.Collections.Concurrent;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Simulation.Traffic;

/// <summary>What clients know: what they sent, and what was answered 2xx before the world that answered died.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentDictionary<(string Vehicle, long InstantMs), bool> _positions = new();
    private readonly ConcurrentDictionary<(string Camera, string Plate, long InstantMs), bool> _passages = new();
    private readonly ConcurrentQueue<string> _refusals = new();

    /// <summary>Every position that was sent, and whether it was acknowledged.</summary>
    public IReadOnlyDictionary<(string Vehicle, long InstantMs), bool> Positions => _positions;

    /// <summary>Every passage that was sent, and whether it was acknowledged.</summary>
    public IReadOnlyDictionary<(string Camera, string Plate, long InstantMs), bool> Passages => _passages;

    /// <summary>What was refused although it was good.</summary>
    public IReadOnlyCollection<string> Refusals => _refusals;

    public void Sent(object item) => Note(item, isAcknowledged: false);

    public void Took(object item) => Note(item, isAcknowledged: true);

    public void Refused(object item, string reason) => _refusals.Enqueue($"{item}: {reason}");

    private void Note(object item, bool isAcknowledged)
    {
        if (item is Position position)
            _positions.AddOrUpdate((position.Vehicle, position.Instant.ToUnixTimeMilliseconds()), isAcknowledged, (_, known) => known || isAcknowledged);
        else if (item is Passage passage)
            _passages.AddOrUpdate((passage.Camera, passage.Plate, passage.Instant.ToUnixTimeMilliseconds()), isAcknowledged, (_, known) => known || isAcknowledged);
    }
}
