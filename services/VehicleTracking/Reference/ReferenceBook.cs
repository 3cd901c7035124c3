using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Zones;

namespace Fleet.VehicleTracking.Reference;

/// <summary>What the service knows of the world, as of one moment of its administration. Immutable.</summary>
/// <param name="Roads">Roads under section control.</param>
/// <param name="Tolerances">What the law takes off a measured speed.</param>
public sealed record ReferenceSnapshot(RoadMap Roads, Tolerances Tolerances)
{
    /// <summary>The registered devices.</summary>
    public DeviceBook Devices { get; init; } = DeviceBook.Empty;

    /// <summary>Zones of all times.</summary>
    public ZoneIndex Zones { get; init; } = ZoneIndex.Empty;
}

/// <summary>The current <see cref="ReferenceSnapshot"/>. A request or turn reads it once and works with that to its end.</summary>
public sealed class ReferenceBook(ReferenceSnapshot first)
{
    private ReferenceSnapshot current = first;

    public ReferenceSnapshot Current => Volatile.Read(ref current);

    /// <summary>From now on <paramref name="snapshot"/> counts.</summary>
    public void Change(ReferenceSnapshot snapshot) => Volatile.Write(ref current, snapshot);
}
