using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Api;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Replays.Api;

/// <summary>Reads the body of <c>POST /v1/replays</c>; what is wrong is refused by the field's name.</summary>
internal static class ReplayBody
{
    private const int MostDays = 31;
    private const int MostIds = 10_000;
    private const int MostEntries = 1_000;
    private const double MostKmh = 1_000;
    private static readonly HashSet<string> None = [];

    /// <summary>What is asked, without mistakes by itself.</summary>
    /// <exception cref="RequestRefusedException">400 when it cannot be read, 422 when it makes no sense.</exception>
    public static ReplayPlan Read(JsonElement json, ReferenceSnapshot world)
    {
        json = Unstamped(json);
        var mistakes = new List<EntryMistake>();
        ContractFields.Check(json, typeof(ReplayPlan), "", None, mistakes);
        Refuse(mistakes);
        var plan = json.Deserialize<ReplayPlan>(ContractJson.Options)! with { From = Instant(json, "from"), To = Instant(json, "to") };
        Refuse([.. Span(plan), .. Ids(plan, world), .. Changes(plan.Changes)]);
        Refuse(Entries(json.GetProperty("changes"), world));
        return plan with { Vehicles = plan.Vehicles?.Distinct(StringComparer.Ordinal).ToList(), Roads = plan.Roads?.Distinct(StringComparer.Ordinal).ToList() };
    }

    // Entries as the catalogue gives them say which version they are, which means nothing here.
    private static JsonElement Unstamped(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || JsonObject.Create(json) is not { } plan || plan["changes"] is not JsonObject changes) return json;
        foreach (var kind in CatalogueKinds.All)
        {
            foreach (var entry in (changes[kind.Name] as JsonArray)?.OfType<JsonObject>() ?? []) entry.Remove(CatalogueKind.Stamp);
        }

        return JsonSerializer.SerializeToElement(plan);
    }

    private static DateTimeOffset Instant(JsonElement json, string name) => RequestFacts.Instant(json.GetProperty(name).GetString(), name);

    private static IEnumerable<EntryMistake> Span(ReplayPlan plan)
    {
        if (plan.To <= plan.From) yield return new EntryMistake("to", "out_of_range", "to is later than from.");
        else if (plan.To - plan.From > TimeSpan.FromDays(MostDays)) yield return new EntryMistake("to", "out_of_range", $"to is {MostDays} days after from at most.");
    }

    private static IEnumerable<EntryMistake> Ids(ReplayPlan plan, ReferenceSnapshot world)
    {
        if (plan.Roads is { Count: 0 or > MostIds }) yield return new EntryMistake("roads", "out_of_range", $"roads has 1 to {MostIds} ids; leave it out for all.");
        if (plan.Vehicles is { Count: 0 or > MostIds }) yield return new EntryMistake("vehicles", "out_of_range", $"vehicles has 1 to {MostIds} ids; leave it out for all.");
        var known = KnownRoads(world);
        foreach (var (index, road) in (plan.Roads ?? []).Index())
        {
            if (road is null || !known.Contains(road)) yield return new EntryMistake($"roads[{index}]", "unknown_road", $"There is no road '{road}'; GET /v1/roads lists them.");
        }

        foreach (var (index, vehicle) in (plan.Vehicles ?? []).Index())
        {
            if (vehicle is null || (!VehicleId.IsValid(vehicle) && Plates.Normalise(vehicle) is null))
                yield return new EntryMistake($"vehicles[{index}]", "malformed_vehicle", "A vehicle is an id of 1 to 64 letters, digits, '-', '_', '.' and ':', or a plate.");
        }
    }

    private static IEnumerable<EntryMistake> Changes(ReplayChanges changes)
    {
        (string Name, int? Count)[] lists =
        [
            ("roads", changes.Roads?.Count), ("limitKmh", changes.LimitKmh?.Count), ("tolerances", changes.Tolerances?.Count), ("zones", changes.Zones?.Count),
        ];
        if (changes.OverspeedLimitKmh is null && Array.TrueForAll(lists, list => list.Count is null))
            yield return new EntryMistake("changes", "required", "changes has at least one of roads, limitKmh, tolerances, overspeedLimitKmh and zones.");
        foreach (var list in lists.Where(list => list.Count is 0 or > MostEntries))
            yield return new EntryMistake("changes." + list.Name, "out_of_range", $"changes.{list.Name} has 1 to {MostEntries} entries; leave it out to change nothing.");
        foreach (var mistake in Checks.Range("changes.overspeedLimitKmh", changes.OverspeedLimitKmh, 0, MostKmh)) yield return mistake;
    }

    private static List<EntryMistake> Entries(JsonElement changes, ReferenceSnapshot world)
    {
        var mistakes = new List<EntryMistake>();
        var known = KnownRoads(world);
        var tolerances = Kind(changes, ToleranceKind.Kind, world, mistakes);
        if (tolerances.Count > 0) world = world with { Tolerances = new Tolerances(world.Tolerances.All.Concat(tolerances.Select(Table)).DistinctBy(table => table.Jurisdiction)) };
        foreach (var (index, road) in Kind(changes, RoadKind.Kind, world, mistakes).Index())
        {
            var id = road.GetProperty("id").GetString()!;
            if (!known.Contains(id)) mistakes.Add(new EntryMistake($"changes.roads[{index}].id", "unknown_road", $"There is no road '{id}'; GET /v1/roads lists them."));
        }

        Kind(changes, ZoneKind.Kind, world, mistakes);
        if (changes.TryGetProperty("limitKmh", out var limits) && limits.ValueKind == JsonValueKind.Object) mistakes.AddRange(limits.EnumerateObject().SelectMany(limit => Limit(limit, known)));
        return mistakes;
    }

    private static IEnumerable<EntryMistake> Limit(JsonProperty limit, HashSet<string> known)
    {
        var path = "changes.limitKmh." + limit.Name;
        if (!known.Contains(limit.Name)) yield return new EntryMistake(path, "unknown_road", $"There is no road '{limit.Name}'; GET /v1/roads lists them.");
        foreach (var mistake in Checks.Range(path, limit.Value.GetDouble(), 1, MostKmh / 2)) yield return mistake;
    }

    // The same checks as those of the catalogue, with the paths of here.
    private static List<JsonElement> Kind(JsonElement changes, CatalogueKind kind, ReferenceSnapshot world, List<EntryMistake> mistakes)
    {
        var entries = new List<JsonElement>();
        if (!changes.TryGetProperty(kind.Name, out var list) || list.ValueKind != JsonValueKind.Array) return entries;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var path = $"changes.{kind.Name}[{index}]";
            var found = new List<EntryMistake>();
            var (id, value) = kind.Read(item, null, world, found);
            if (found.Count == 0 && !ids.Add(id)) found.Add(new EntryMistake(kind.IdField, "twice", $"'{id}' is there twice."));
            mistakes.AddRange(found.Select(mistake => mistake with { Param = mistake.Param is null ? path : $"{path}.{mistake.Param}" }));
            if (found.Count == 0) entries.Add(value);
        }

        return entries;
    }

    private static Tolerance Table(JsonElement json) => json.Deserialize<Tolerance>(ContractJson.Options)!;

    private static HashSet<string> KnownRoads(ReferenceSnapshot world) => world.Roads.Versions.Select(version => version.Road.Id).ToHashSet(StringComparer.Ordinal);

    private static void Refuse(IReadOnlyList<EntryMistake> mistakes)
    {
        if (mistakes.Count == 0) return;
        var isUnreadable = mistakes.Any(mistake => mistake.Code is "wrong_type" or "required" or "unknown_field");
        throw new RequestRefusedException(
            isUnreadable ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity, mistakes[0].Code,
            mistakes.Count == 1 ? mistakes[0].Detail : $"The replay has {mistakes.Count} mistakes; the first: {mistakes[0].Detail}", mistakes[0].Param);
    }
}
