using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>What can be wrong with a list of roads, said for the person who wrote it.</summary>
public static class RoadMistakes
{
    public static IEnumerable<string> In(IReadOnlyList<Road> roads) =>
        roads.SelectMany(In)
            .Concat(Twice(roads.Select(road => road.Id), "road"))
            .Concat(Twice(roads.SelectMany(road => road.Cameras).Select(camera => camera.Id), "camera"));

    private static IEnumerable<string> In(Road road)
    {
        if (road.Cameras.Count < 2) yield return $"'{road.Id}' needs at least two cameras.";
        if (road.LimitKmh <= 0) yield return $"'{road.Id}': limitKmh must be positive.";
        if (road.SectionTimeoutMinutes <= 0) yield return $"'{road.Id}': sectionTimeoutMinutes must be positive.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(road.TimeZone, out _)) yield return $"'{road.Id}': unknown time zone '{road.TimeZone}'.";
        foreach (var (entry, exit) in road.Cameras.Zip(road.Cameras.Skip(1)))
        {
            if (exit.OffsetMetres <= entry.OffsetMetres) yield return $"'{road.Id}': camera '{exit.Id}' does not lie behind '{entry.Id}'.";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> ids, string what) =>
        ids.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"The {what} '{same.Key}' is there twice.");
}
