using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What time does to a plate.</summary>
/// <param name="State">The plate without the passages that timed out.</param>
/// <param name="Lost">Sections entered and never left.</param>
/// <param name="Erased">How many passages went.</param>
public readonly record struct TimeoutDecision(PlateState State, IReadOnlyList<VehicleLost> Lost, int Erased);

/// <summary>
/// Erases passages whose section timed out. One that nothing followed on its road is a lost vehicle, unless its camera is
/// the last of the road: there the vehicle left.
/// </summary>
public static class TimeoutRules
{
    /// <param name="state">The plate.</param>
    /// <param name="plate">Normalised number plate.</param>
    /// <param name="minute">Unix minute up to which, inclusive, sections have timed out.</param>
    /// <param name="roads">The roads; a passage of a camera that was taken out of them is erased.</param>
    public static TimeoutDecision Expire(PlateState state, string plate, long minute, RoadMap roads)
    {
        var due = state.Passages.Where(passage => IsDue(passage, minute, roads)).ToList();
        if (due.Count == 0) return new TimeoutDecision(state, [], 0);
        var lost = due.Where(passage => IsLost(passage, state, roads)).Select(passage => Lost(passage, plate, roads)).ToList();
        return new TimeoutDecision(new PlateState(state.Passages.Except(due).ToList()), lost, due.Count);
    }

    private static bool IsDue(KeptPassage passage, long minute, RoadMap roads) =>
        roads.RoadOf(passage.Camera) is not { } road || SectionRules.DueMinute(passage.InstantMs, road) <= minute;

    private static bool IsLost(KeptPassage passage, PlateState state, RoadMap roads) =>
        roads.StartingAt(passage.Camera) is { Road: var road }
        && !passage.Began
        && !state.Passages.Any(other => other.InstantMs > passage.InstantMs
            && other.InstantMs - passage.InstantMs <= road.SectionTimeoutMinutes * 60_000L
            && roads.RoadOf(other.Camera) == road);

    private static VehicleLost Lost(KeptPassage passage, string plate, RoadMap roads)
    {
        var road = roads.RoadOf(passage.Camera)!;
        var seen = DateTimeOffset.FromUnixTimeMilliseconds(passage.InstantMs);
        var subject = DerivedId.Of("los", plate, passage.Camera, passage.InstantMs.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new VehicleLost(
            DerivedId.Event(subject, "lost"), plate, road.Id, passage.Camera, seen, seen.AddMinutes(road.SectionTimeoutMinutes));
    }
}
