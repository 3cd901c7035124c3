namespace Fleet.Contracts.VehicleTracking;

/// <summary>Answer to a batch of passages or positions. Accepted and duplicate items are stored when this is sent.</summary>
/// <param name="Accepted">Items that were new.</param>
/// <param name="Duplicates">Items that had been accepted before; sending them again did nothing.</param>
/// <param name="Rejected">Items that were refused, in the order of the request; the others are not affected. The first 1,000 of an NDJSON upload.</param>
/// <param name="RejectedTotal">How many items were refused; null for as many as <paramref name="Rejected"/> lists.</param>
/// <param name="Held">Passages that are kept for a person to look at, because the camera was not sure of the plate; null for none.</param>
public sealed record IngestResult(int Accepted, int Duplicates, IReadOnlyList<RejectedItem> Rejected, int? RejectedTotal = null, int? Held = null);

/// <summary>One refused item of a batch.</summary>
/// <param name="Index">Position in the array, or number of the line, from 0.</param>
/// <param name="Param">The offending field, e.g. <c>instant</c>; null when the item as a whole is wrong.</param>
/// <param name="Code">Stable reason, e.g. <c>instant_in_future</c>.</param>
/// <param name="Detail">What was expected, for a person.</param>
public sealed record RejectedItem(int Index, string? Param, string Code, string Detail);
