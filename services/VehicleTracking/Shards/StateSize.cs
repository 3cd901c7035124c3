using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Shards;

/// <summary>About how many bytes a state takes in memory; only of those that may be large.</summary>
internal static class StateSize
{
    private const int Plain = 400;
    private const int OfEntry = 400;

    public static int Of<T>(T? value) => Plain + value switch
    {
        VehicleState vehicle => vehicle.Tail.Length + (vehicle.Late?.Length ?? 0) + ((vehicle.Recent?.Count ?? 0) * OfEntry),
        Segment segment => segment.Points.Length,
        JournalPart part => part.Entries.Count * OfEntry,
        ViolationPart part => part.Entries.Count * OfEntry,
        StoredViolation => 5 * OfEntry,
        _ => 0,
    };
}
