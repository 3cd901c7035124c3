using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>What can be wrong with roads, said for the person who wrote them: each mistake names the road and the field.</summary>
public static class RoadMistakes
{
    private const int MostTimeoutMinutes = 1_440;
    private const int MostClockMs = 600_000;
    private const int MostLimitKmh = 1_000;
    private static readonly string[] Laws = [RoadLaws.WorstLeg, RoadLaws.EachLeg, RoadLaws.Whole];

    /// <summary>All mistakes in all versions of all roads.</summary>
    public static IEnumerable<string> In(IReadOnlyList<RoadVersion> versions) =>
        versions.SelectMany(version => In(version.Road))
            .Concat(Together(versions, version => [version.Road.Id], "road"))
            .Concat(TwoRoads(versions))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The mistakes that one road shows by itself.</summary>
    public static IEnumerable<string> In(Road road)
    {
        if (string.IsNullOrWhiteSpace(road.Id)) yield return "A road has no id.";
        if (string.IsNullOrWhiteSpace(road.Name)) yield return $"'{road.Id}': name is missing.";
        if (string.IsNullOrWhiteSpace(road.Jurisdiction)) yield return $"'{road.Id}': jurisdiction is missing.";
        if (road.LimitKmh is <= 0 or > MostLimitKmh) yield return $"'{road.Id}': limitKmh must be positive, at most {MostLimitKmh}.";
        if (road.SectionTimeoutMinutes is <= 0 or > MostTimeoutMinutes) yield return $"'{road.Id}': sectionTimeoutMinutes must be positive, at most {MostTimeoutMinutes}.";
        if (string.IsNullOrEmpty(road.TimeZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(road.TimeZone, out _)) yield return $"'{road.Id}': timeZone: unknown time zone '{road.TimeZone}'.";
        if (road.Law is not null && !Laws.Contains(road.Law, StringComparer.Ordinal)) yield return $"'{road.Id}': law is {string.Join(" or ", Laws)}, not '{road.Law}'.";
        if (road.MinConfidence is not (null or >= 0 and <= 1)) yield return $"'{road.Id}': minConfidence is a number from 0 to 1.";
        foreach (var mistake in InCameras(road).Concat(InLegs(road)).Concat(LimitMistakes.In(road))) yield return mistake;
    }

    private static IEnumerable<string> InCameras(Road road)
    {
        if (road.Cameras is null or { Count: < 2 })
        {
            yield return $"'{road.Id}': cameras: it needs at least two cameras.";
            yield break;
        }

        foreach (var camera in road.Cameras)
        {
            if (string.IsNullOrWhiteSpace(camera.Id)) yield return $"'{road.Id}': a camera has no id.";
            if (!double.IsFinite(camera.OffsetMetres) || Math.Abs(camera.OffsetMetres) > 1e7) yield return $"'{road.Id}': offsetMetres of camera '{camera.Id}' is a number of metres, at most 10,000 km.";
            if (camera.Latitude is not (>= -90 and <= 90)) yield return $"'{road.Id}': latitude of camera '{camera.Id}' is a number from -90 to 90.";
            if (camera.Longitude is not (>= -180 and <= 180)) yield return $"'{road.Id}': longitude of camera '{camera.Id}' is a number from -180 to 180.";
            if (camera.ClockUncertaintyMs is not (null or >= 0 and <= MostClockMs)) yield return $"'{road.Id}': clockUncertaintyMs of camera '{camera.Id}' is a number from 0 to {MostClockMs}.";
            if (camera.ClockOffsetMs is not (null or >= -MostClockMs and <= MostClockMs)) yield return $"'{road.Id}': clockOffsetMs of camera '{camera.Id}' is a number from -{MostClockMs} to {MostClockMs}.";
        }

        foreach (var same in road.Cameras.GroupBy(camera => camera.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"'{road.Id}': The camera '{same.Key}' is there twice.";
        foreach (var (entry, exit) in road.Cameras.Zip(road.Cameras.Skip(1)))
        {
            if (exit.OffsetMetres <= entry.OffsetMetres) yield return $"'{road.Id}': camera '{exit.Id}' does not lie behind '{entry.Id}' (offsetMetres).";
        }
    }

    private static IEnumerable<string> InLegs(Road road)
    {
        if (road.Legs is { Count: 0 }) yield return $"'{road.Id}': legs is empty; leave it out to measure between all cameras.";
        var cameras = (road.Cameras ?? []).Select(camera => camera.Id).ToList();
        foreach (var (index, leg) in (road.Legs ?? []).Index())
        {
            var (entry, exit) = (cameras.IndexOf(leg.Entry), cameras.IndexOf(leg.Exit));
            if (entry < 0) yield return $"'{road.Id}': legs[{index}].entry: there is no camera '{leg.Entry}'.";
            if (exit < 0) yield return $"'{road.Id}': legs[{index}].exit: there is no camera '{leg.Exit}'.";
            if (entry >= 0 && exit >= 0 && exit <= entry) yield return $"'{road.Id}': legs[{index}].exit: '{leg.Exit}' does not lie behind '{leg.Entry}'.";
            if (road.Law == RoadLaws.EachLeg && entry >= 0 && exit > entry + 1) yield return $"'{road.Id}': legs[{index}]: under {RoadLaws.EachLeg} a leg lies between neighbouring cameras.";
            if (leg.ShortestMetres is not (> 0 and <= 1e7)) yield return $"'{road.Id}': legs[{index}].shortestMetres must be positive, at most 10,000 km.";
        }

        foreach (var same in (road.Legs ?? []).GroupBy(leg => (leg.Entry, leg.Exit)).Where(same => same.Count() > 1))
            yield return $"'{road.Id}': The leg from '{same.Key.Entry}' to '{same.Key.Exit}' is there twice.";
    }

    // A road has one version at a time: two that begin together leave open which counts.
    private static IEnumerable<string> Together(IReadOnlyList<RoadVersion> versions, Func<RoadVersion, IEnumerable<string>> ids, string what) => versions
        .SelectMany(version => ids(version).Select(id => (id, version.FromMs)))
        .GroupBy(pair => pair).Where(same => same.Count() > 1).Select(same => $"The {what} '{same.Key.id}' is there twice.");

    // A camera stands on one road at a time.
    private static IEnumerable<string> TwoRoads(IReadOnlyList<RoadVersion> versions)
    {
        var spans = versions.GroupBy(version => version.Road.Id, StringComparer.Ordinal).SelectMany(Spans)
            .SelectMany(span => (span.Road.Cameras ?? []).Select(camera => (Camera: camera.Id, span.Road, span.FromMs, span.UntilMs)));
        foreach (var camera in spans.GroupBy(span => span.Camera, StringComparer.Ordinal))
        {
            var ordered = camera.OrderBy(span => span.FromMs).ToList();
            var clash = ordered.Zip(ordered.Skip(1)).FirstOrDefault(pair => pair.Second.FromMs < pair.First.UntilMs && pair.First.Road.Id != pair.Second.Road.Id);
            if (clash.First.Road is not null) yield return $"The camera '{camera.Key}' is there twice: on '{clash.First.Road.Id}' and '{clash.Second.Road.Id}'.";
        }
    }

    private static IEnumerable<(Road Road, long FromMs, long UntilMs)> Spans(IEnumerable<RoadVersion> versions)
    {
        var ordered = versions.OrderBy(version => version.FromMs).ToList();
        return ordered.Select((version, index) =>
            (version.Road, version.FromMs, index + 1 < ordered.Count ? Math.Min(version.UntilMs, ordered[index + 1].FromMs) : version.UntilMs));
    }
}
