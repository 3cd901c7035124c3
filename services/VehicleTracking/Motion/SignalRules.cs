using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Motion;

/// <summary>What devices say themselves: the ignition went on or off, an alarm is raised. Said when it changes.</summary>
public static class SignalRules
{
    /// <param name="was">Last known ignition; null while unknown.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="world">The vehicle.</param>
    /// <param name="events">Takes what it says.</param>
    public static void Ignition(bool? was, Fix fix, MachineWorld world, ICollection<TrackEvent> events)
    {
        if (was is null || fix.Ignition is not { } isOn || isOn == was) return;
        events.Add(TrackEvent.Of(world.Vehicle, isOn ? VehicleEventKinds.IgnitionOn : VehicleEventKinds.IgnitionOff, fix, fix.InstantMs));
    }

    /// <param name="before">The fix before.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="world">The vehicle.</param>
    /// <param name="events">Takes what it says.</param>
    public static void Alarm(Fix? before, Fix fix, MachineWorld world, ICollection<TrackEvent> events)
    {
        if (fix.Alarm is not { } alarm || alarm == before?.Alarm) return;
        events.Add(TrackEvent.Of(world.Vehicle, VehicleEventKinds.Alarm, fix, fix.InstantMs) with { What = alarm });
    }
}
