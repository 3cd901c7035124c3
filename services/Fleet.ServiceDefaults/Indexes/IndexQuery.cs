namespace Fleet.ServiceDefaults.Indexes;

/// <summary>What of an index is wanted.</summary>
/// <param name="Term">The list to read: the shortest that has everything wanted.</param>
/// <param name="From">Only rows of this instant or later; null for all.</param>
/// <param name="To">Only rows before this instant; null for all.</param>
/// <param name="Keep">What of it is wanted; null for everything. So few rows may be wanted that a page ends early, with a cursor.</param>
public sealed record IndexQuery<TRow>(string Term, DateTimeOffset? From = null, DateTimeOffset? To = null, Func<TRow, bool>? Keep = null);
