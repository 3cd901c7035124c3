using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Zones;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

/// <summary>Zones on the way of a <see cref="Drive"/>: metres are those north of its start.</summary>
internal static class Zoned
{
    public static ReferenceSnapshot World { get; } = Drive.World with
    {
        Zones = new ZoneIndex(
        [
            Version(new Zone("start", "Start", Circle(0, 300), DwellMinutes: 1)),
            Version(new Zone("middle", "Middle", Circle(5_550, 400), LimitKmh: 30, DwellMinutes: 5)),
            Version(new Zone("noon", "Noon", Circle(2_000, 500), Calendar: new ZoneCalendar("Etc/UTC", From: "11:00", Until: "12:10"))),
            Version(new Zone("road", "Road", Line(6_000, 8_500), LimitKmh: 60, SectionControl: new ZoneSectionControl())),
            Version(new Zone("moved", "Moved", Circle(9_000, 300))),
            Version(new Zone("moved", "Moved", Circle(9_500, 300)), 2, Some.Noon.AddMinutes(20)),
        ]),
    };

    private static ZoneVersion Version(Zone zone, int version = 1, DateTimeOffset? from = null) => new(zone, version, from ?? DateTimeOffset.UnixEpoch);

    private static ZoneGeometry Circle(double metres, double radius) => new(Circle: new ZoneCircle(Place(metres), radius));

    private static ZoneGeometry Line(double from, double until) => new(Corridor: new ZoneCorridor([Place(from), Place(until)], 50));

    private static LonLat Place(double metres) => new(5, 52 + (metres / Drive.DegreeMetres));
}
