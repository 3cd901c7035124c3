using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Texts by which a vehicle may be asked for; anything else cannot exist, and never becomes the name of a state.</summary>
internal static class VehicleIds
{
    public static bool CanBe(string id) => VehicleId.IsValid(id) || Plates.Normalise(id) is not null;
}
