using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>What is sensible in a road and its cameras.</summary>
internal static class RoadKind
{
    private const int MostCameras = 1_000;
    private static readonly string[] Others = ["law", "minConfidence", "legs", "limits"];

    public static CatalogueKind<Road> Kind { get; } = new(CatalogueKeys.Roads, "road", "id", (entry, _) => Mistakes(entry));

    private static IEnumerable<EntryMistake> Mistakes(Road road)
    {
        EntryMistake[] named =
        [
            .. Checks.Text("name", road.Name),
            .. Checks.Range("limitKmh", road.LimitKmh, 1, 500),
            .. Checks.Range("sectionTimeoutMinutes", road.SectionTimeoutMinutes, 1, 24 * 60),
            .. TimeZoneInfo.TryFindSystemTimeZoneById(road.TimeZone, out _) ? Array.Empty<EntryMistake>() : [new EntryMistake("timeZone", "unknown_time_zone", "timeZone is an IANA time zone such as Europe/Amsterdam.")],
            .. road.Cameras.Count is < 2 or > MostCameras ? [new EntryMistake("cameras", "out_of_range", $"A road has 2 to {MostCameras} cameras.")] : Array.Empty<EntryMistake>(),
            .. road.Cameras.Index().SelectMany(camera => CameraMistakes($"cameras[{camera.Index}]", camera.Item)),
            .. road.Cameras.Index().Where(camera => road.Cameras.Take(camera.Index).Any(other => other.Id == camera.Item.Id))
                .Select(camera => new EntryMistake($"cameras[{camera.Index}].id", "twice", $"The camera '{camera.Item.Id}' is there twice.")),
        ];

        var others = RoadMistakes.In(road).Select(text => OfText(road, text));
        return [.. named, .. others.Where(mistake => named.Length == 0 || (mistake.Param is { } param && Others.Contains(param.Split('[', '.')[0], StringComparer.Ordinal)))];
    }

    // The road map says its mistakes as sentences that begin with the road's id, and mostly go on with the field.
    private static EntryMistake OfText(Road road, string text)
    {
        var detail = text.StartsWith($"'{road.Id}': ", StringComparison.Ordinal) ? text[(road.Id.Length + 4)..] : text;
        var first = detail.Split(' ', 2)[0].TrimEnd(':');
        return new EntryMistake(first == "camera" ? CameraParam(road, detail) : first.Length > 0 && char.IsAsciiLetterLower(first[0]) ? first : null, "out_of_range", detail);
    }

    private static string CameraParam(Road road, string detail)
    {
        var named = road.Cameras.Index().FirstOrDefault(camera => detail.StartsWith($"camera '{camera.Item.Id}' ", StringComparison.Ordinal));
        return named.Item is not null && detail.Contains("(offsetMetres)", StringComparison.Ordinal) ? $"cameras[{named.Index}].offsetMetres" : "cameras";
    }

    public static IEnumerable<EntryMistake> CameraMistakes(string path, Camera camera)
    {
        if (!VehicleId.IsValid(camera.Id)) yield return new EntryMistake(path + ".id", "malformed_id", $"id {VehicleId.Expected}.");
        foreach (var mistake in Checks.Text(path + ".name", camera.Name)) yield return mistake;
        foreach (var mistake in Checks.Range(path + ".offsetMetres", camera.OffsetMetres, -10_000_000, 10_000_000)) yield return mistake;
        foreach (var mistake in Checks.Range(path + ".latitude", camera.Latitude, -90, 90)) yield return mistake;
        foreach (var mistake in Checks.Range(path + ".clockUncertaintyMs", camera.ClockUncertaintyMs, 0, 600_000)) yield return mistake;
        foreach (var mistake in Checks.Range(path + ".clockOffsetMs", camera.ClockOffsetMs, -600_000, 600_000)) yield return mistake;
        foreach (var mistake in Checks.Range(path + ".longitude", camera.Longitude, -180, 180)) yield return mistake;
    }
}
