using System.Globalization;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Motion;

/// <summary>Whether vehicles report at all. By the service's own clock: what does not come has no time of its own.</summary>
public static class Presence
{
    /// <summary>Nothing has come for the offline time, which ended at <paramref name="sinceMs"/>.</summary>
    public static TrackEvent Offline(string vehicle, long sinceMs) => Of(vehicle, VehicleEventKinds.Offline, sinceMs);

    /// <summary>Something has come again.</summary>
    public static TrackEvent Online(string vehicle, long nowMs) => Of(vehicle, VehicleEventKinds.Online, nowMs);

    private static TrackEvent Of(string vehicle, string kind, long atMs) =>
        new(DerivedId.Of("evt", vehicle, kind, atMs.ToString(CultureInfo.InvariantCulture)), kind, atMs, atMs);
}
