using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Motion;

/// <summary>Harsh braking and acceleration, from two reported speeds shortly after each other; one event a manoeuvre.</summary>
public static class HarshRules
{
    /// <param name="memory">Kind of the manoeuvre under way; null without one.</param>
    /// <param name="before">The fix before.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="world">Vehicle and measures.</param>
    /// <param name="events">Takes what it says.</param>
    public static string? Step(string? memory, Fix? before, Fix fix, MachineWorld world, ICollection<TrackEvent> events)
    {
        if (before is not { SpeedKmh: { } from } last || fix.SpeedKmh is not { } to) return null;
        var settings = world.Settings.Harsh;
        var seconds = (fix.InstantMs - last.InstantMs) / 1_000.0;
        if (seconds < settings.LeastSeconds || seconds > settings.MostSeconds) return null;
        var acceleration = (to - from) / 3.6 / seconds;
        var kind = acceleration >= settings.Acceleration ? VehicleEventKinds.HarshAcceleration
            : acceleration <= -settings.Braking ? VehicleEventKinds.HarshBraking
            : null;
        if (kind is not null && kind != memory)
            events.Add(TrackEvent.Of(world.Vehicle, kind, fix, fix.InstantMs) with { SpeedKmh = from, Value = Math.Round(Math.Abs(acceleration), 2) });
        return kind;
    }
}
