using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Fleet.Simulator.Traffic;

namespace Fleet.Tests.Unit.Simulator;

internal static class Some
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static Road Road(string id = "a1-north", int limitKmh = 100) => new(
        id, "A1", "Europe/Amsterdam", "nl", limitKmh, 30,
        [.. Enumerable.Range(0, 4).Select(i => new Camera($"{id}-{i}", $"km {i * 6}", i * 6000, 52 + (i * 0.05), 5))], Law: RoadLaws.EachLeg);

    public static IReadOnlyList<Road> Roads() => [Road(), Road("a2-south", 80)];

    public static IReadOnlyList<string> Plates(int count = 500) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"AB{i:D3}C"))];

    public static List<Journey> Journeys(int count, TrafficSettings? settings = null, DateTimeOffset? start = null) =>
        [.. new TrafficPlan(settings ?? new TrafficSettings(), Roads(), Plates(), start ?? Start, new Dictionary<string, IReadOnlyList<Arrival>>()).Journeys().Take(count)];

    public static string Folder() => Directory.CreateTempSubdirectory("fleet-test-").FullName;
}
