using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>The stretch between two consecutive cameras of a road: where average speed is measured.</summary>
public sealed record Section(Road Road, Camera Entry, Camera Exit)
{
    /// <summary>Length along the road, metres.</summary>
    public decimal DistanceMetres { get; } = (decimal)Exit.OffsetMetres - (decimal)Entry.OffsetMetres;

    /// <summary>The section for a person, e.g. <c>km 40.1 to km 48.3</c>.</summary>
    public string Place => $"{Entry.Name} to {Exit.Name}";
}
