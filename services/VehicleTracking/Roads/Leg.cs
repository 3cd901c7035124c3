using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>Two cameras of a road between which speed is measured.</summary>
/// <param name="Plan">The road.</param>
/// <param name="Entry">Index of the camera that is passed first.</param>
/// <param name="Exit">Index of the camera that is passed last.</param>
/// <param name="ShortestMetres">Length of the shortest lawful way, metres.</param>
public sealed record Leg(RoadPlan Plan, int Entry, int Exit, decimal ShortestMetres)
{
    public Camera EntryCamera => Plan.Road.Cameras[Entry];

    public Camera ExitCamera => Plan.Road.Cameras[Exit];

    /// <summary>The leg for a person, e.g. <c>km 40.1 to km 48.3</c>.</summary>
    public string Place => $"{EntryCamera.Name} to {ExitCamera.Name}";
}
