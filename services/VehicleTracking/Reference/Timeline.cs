namespace Fleet.VehicleTracking.Reference;

/// <summary>A version of something and since when it counts.</summary>
/// <param name="Version">Number of the version, from 1; 0 for what never was in the catalogue.</param>
/// <param name="FromMs">First instant at which it counts, Unix milliseconds; <see cref="long.MinValue"/> for always.</param>
/// <param name="Value">What it says; null when the thing does not exist from then on.</param>
public sealed record Effective<T>(int Version, long FromMs, T? Value)
    where T : class;

/// <summary>
/// All versions of one thing. At an instant counts the version that began last; of two that begin at the same instant, the
/// one with the higher number. Immutable.
/// </summary>
public sealed class Timeline<T>
    where T : class
{
    // In rising order of FromMs, each instant once. Nearly everything has one version.
    private readonly Effective<T>[] versions;

    public Timeline(string id, IEnumerable<Effective<T>> versions)
    {
        Id = id;
        this.versions = [.. versions.GroupBy(version => version.FromMs).Select(same => same.MaxBy(version => version.Version)!).OrderBy(version => version.FromMs)];
    }

    /// <summary>Something that is and always was so.</summary>
    public Timeline(string id, T value)
    {
        Id = id;
        versions = [new Effective<T>(0, long.MinValue, value)];
    }

    public string Id { get; }

    /// <summary>The versions that count at some time, in order of time.</summary>
    public IReadOnlyList<Effective<T>> Versions => versions;

    /// <summary>What counts at an instant; null when the thing does not exist then.</summary>
    public T? At(long instantMs) => VersionAt(instantMs)?.Value;

    /// <summary>The version that counts at an instant; null before the first one.</summary>
    public Effective<T>? VersionAt(long instantMs)
    {
        for (var i = versions.Length - 1; i >= 0; i--)
        {
            if (versions[i].FromMs <= instantMs) return versions[i];
        }

        return null;
    }
}
