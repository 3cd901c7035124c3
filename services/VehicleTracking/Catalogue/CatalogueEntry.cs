using System.Text.Json;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>What a version did.</summary>
public static class CatalogueChange
{
    public const string Created = "created";
    public const string Changed = "changed";
    public const string Retired = "retired";
}

/// <summary>One change of an entry: what it says from when on, and who said so.</summary>
/// <param name="Version">Number, from 1.</param>
/// <param name="Change">One of <see cref="CatalogueChange"/>.</param>
/// <param name="EffectiveFrom">First instant at which it counts, UTC; null for always.</param>
/// <param name="Value">The contract's JSON; null when the entry was retired.</param>
/// <param name="ChangedBy">Who made it.</param>
/// <param name="ChangedAt">When it was made, UTC.</param>
/// <param name="Reason">Why, if somebody said so.</param>
public sealed record CatalogueVersion(
    int Version, string Change, DateTimeOffset? EffectiveFrom, JsonElement? Value, string ChangedBy, DateTimeOffset ChangedAt, string? Reason = null)
{
    public long FromMs => EffectiveFrom?.ToUnixTimeMilliseconds() ?? long.MinValue;
}

/// <summary>A thing in the catalogue with all its versions, oldest change first. Nothing of it is ever taken away.</summary>
public sealed record CatalogueEntry(string Id, IReadOnlyList<CatalogueVersion> Versions)
{
    public CatalogueVersion Latest => Versions[^1];

    /// <summary>The version that counts at an instant (Unix milliseconds); null before the first one.</summary>
    public CatalogueVersion? At(long instantMs)
    {
        CatalogueVersion? found = null;
        foreach (var version in Versions)
        {
            if (version.FromMs <= instantMs && (found is null || version.FromMs >= found.FromMs)) found = version;
        }

        return found;
    }

    /// <summary>The versions as what turns use; <paramref name="read"/> makes of a value's JSON what it says.</summary>
    public Timeline<T> Timeline<T>(Func<JsonElement, T> read)
        where T : class =>
        new(Id, Versions.Select(version => new Effective<T>(version.Version, version.FromMs, version.Value is { } value ? read(value) : null)));
}

/// <summary>Some entries of a kind: those whose ids have the same hash. One state, so that one change writes little.</summary>
public sealed record CataloguePage(IReadOnlyList<CatalogueEntry> Entries)
{
    public static CataloguePage Empty { get; } = new([]);

    public CatalogueEntry? Find(string id) => Entries.FirstOrDefault(entry => string.Equals(entry.Id, id, StringComparison.Ordinal));

    public CataloguePage With(CatalogueEntry entry) =>
        new([.. Entries.Where(other => !string.Equals(other.Id, entry.Id, StringComparison.Ordinal)), entry]);
}
