using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>How fast a leg was driven and what the law makes of it.</summary>
/// <param name="Leg">The leg, of the road as it was at the entry.</param>
/// <param name="Entry">The passage at its first camera.</param>
/// <param name="Exit">The passage at its last camera.</param>
/// <param name="ExitPlan">The road as it was at the exit, with the clock of the last camera then.</param>
/// <param name="Tolerance">The tolerances that were law at the entry.</param>
/// <param name="Limit">The highest limit that was in force during the drive.</param>
/// <param name="Speed">The measurement.</param>
public sealed record LegSpeed(Leg Leg, KeptPassage Entry, KeptPassage Exit, RoadPlan ExitPlan, Tolerance Tolerance, LimitInForce Limit, Measurement Speed)
{
    /// <summary>By how much the corrected speed is above the limit, km/h; a violation if it is positive.</summary>
    public int ExcessKmh => Speed.CorrectedKmh - Limit.LimitKmh;

    public long EnteredMs => Leg.Plan.Corrected(Leg.Entry, Entry.InstantMs);

    public long LeftMs => ExitPlan.Corrected(ExitPlan.IndexOf(Exit.Camera), Exit.InstantMs);

    /// <summary>The last camera as it was at the exit.</summary>
    public Camera ExitCamera => ExitPlan.Road.Cameras[ExitPlan.IndexOf(Exit.Camera)];

    public long EntryUncertaintyMs => Leg.Plan.UncertaintyMs(Leg.Entry);

    public long ExitUncertaintyMs => ExitPlan.UncertaintyMs(ExitPlan.IndexOf(Exit.Camera));

    /// <summary>The class that both passages tell of; null when neither knew it or they contradict each other.</summary>
    public string? VehicleClass => ClassOf(Entry, Exit);

    /// <summary>Measures a leg; null when the exit does not lie behind the entry in time.</summary>
    public static LegSpeed? Of(Leg leg, KeptPassage entry, KeptPassage exit, RoadPlan exitPlan, Tolerances tolerances)
    {
        var exitCamera = exitPlan.IndexOf(exit.Camera);
        var (enteredMs, leftMs) = (leg.Plan.Corrected(leg.Entry, entry.InstantMs), exitPlan.Corrected(exitCamera, exit.InstantMs));
        if (leftMs <= enteredMs) return null;
        var tolerance = tolerances.Of(leg.Plan.Road.Jurisdiction, enteredMs);
        var (entryDoubt, exitDoubt) = (leg.Plan.UncertaintyMs(leg.Entry), exitPlan.UncertaintyMs(exitCamera));
        var limit = leg.Plan.HighestLimit(enteredMs - entryDoubt, leftMs + exitDoubt, new LimitSubject(ClassOf(entry, exit), entry.Lane, exit.Lane));
        return new LegSpeed(leg, entry, exit, exitPlan, tolerance, limit, Measurement.Of(leg.ShortestMetres, leftMs - enteredMs, entryDoubt + exitDoubt, tolerance));
    }

    private static string? ClassOf(KeptPassage entry, KeptPassage exit) =>
        entry.VehicleClass is null || exit.VehicleClass is null || string.Equals(entry.VehicleClass, exit.VehicleClass, StringComparison.OrdinalIgnoreCase)
            ? entry.VehicleClass ?? exit.VehicleClass
            : null;
}
