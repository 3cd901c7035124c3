using System.Text.Json.Serialization;

namespace Fleet.ServiceDefaults.Indexes;

/// <summary>A row in a list.</summary>
/// <param name="At">Instant that lists are ordered by.</param>
/// <param name="Id">Id of the row.</param>
/// <param name="Row">What lists show.</param>
/// <param name="Sequence">Which change of the row this is: the higher is the newer.</param>
/// <param name="Terms">The other lists that it stands in; only in the list of everything.</param>
/// <param name="Totals">The totals that it counts in; only in the list of everything.</param>
public sealed record IndexEntry<TRow>(
    DateTimeOffset At, string Id, TRow Row, long Sequence, IReadOnlyList<string>? Terms = null, IReadOnlyList<string>? Totals = null)
{
    /// <summary>Where it stands.</summary>
    [JsonIgnore]
    public IndexKey Key => new(At, Id);
}
