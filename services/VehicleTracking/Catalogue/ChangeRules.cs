using System.Text.Json;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>What a wanted change makes of an entry, looked at alone.</summary>
public static class ChangeRules
{
    /// <summary>An entry keeps all its versions, so there is an end to them.</summary>
    public const int MostVersions = 1_000;

    /// <summary>The entry after the change, or null with an outcome that says why it stays as it is.</summary>
    public static (CatalogueEntry? After, ChangeOutcome Outcome) Apply(
        CatalogueEntry? before, WantedChange change, string by, DateTimeOffset now, string? reason)
    {
        if (Obstacle(before, change) is { } obstacle) return (null, obstacle);
        DateTimeOffset? from = change.Always || (before is null && change.EffectiveFrom is null) ? null : change.EffectiveFrom ?? Milliseconds(now);
        var counts = before?.At(from?.ToUnixTimeMilliseconds() ?? long.MinValue)?.Value;
        if (Same(counts, change.Value)) return (null, new ChangeOutcome(ChangeResult.Unchanged, before?.Latest.Version ?? 0));
        if (before?.Versions.Count >= MostVersions) return (null, ChangeOutcome.Refuse("too_many_versions", $"'{change.Id}' has {MostVersions} versions, which is the most."));

        var result = change.Value is null ? ChangeResult.Retired : counts is null ? ChangeResult.Created : ChangeResult.Changed;
        var version = new CatalogueVersion((before?.Latest.Version ?? 0) + 1, NameOf(result), from, change.Value, by, now, reason);
        return (new CatalogueEntry(change.Id, [.. before?.Versions ?? [], version]), new ChangeOutcome(result, version.Version));
    }

    private static ChangeOutcome? Obstacle(CatalogueEntry? before, WantedChange change)
    {
        if (change.IfVersion is { } expected && expected != (before?.Latest.Version ?? 0))
            return ChangeOutcome.Refuse("version_conflict", $"'{change.Id}' is at version {before?.Latest.Version ?? 0}, not {expected}; read it again.", "If-Match");
        if (change.IfAbsent && before?.Latest.Value is not null) return ChangeOutcome.Refuse("already_exists", $"There is '{change.Id}' already; PUT changes it.", "id");
        if (change.Value is null && before is null) return ChangeOutcome.Refuse("not_found", $"There is no '{change.Id}'.", "id");
        return null;
    }

    private static string NameOf(ChangeResult result) => result switch
    {
        ChangeResult.Retired => CatalogueChange.Retired,
        ChangeResult.Created => CatalogueChange.Created,
        _ => CatalogueChange.Changed,
    };

    private static bool Same(JsonElement? left, JsonElement? right) =>
        left is { } one && right is { } other ? JsonElement.DeepEquals(one, other) : left is null && right is null;

    private static DateTimeOffset Milliseconds(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
