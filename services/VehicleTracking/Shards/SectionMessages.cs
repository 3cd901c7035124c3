using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>Violations of a shard, newest first.</summary>
public sealed record ViolationsView(IReadOnlyList<StoredViolation> Violations);

/// <summary>Which held passages are wanted: the one with <paramref name="Id"/>, or those held before a moment, newest first.</summary>
public sealed record HeldQuery(long BeforeMs, string BeforeId, int Limit, string? Id = null);

/// <summary>Held passages of a shard, newest first.</summary>
public sealed record HeldView(IReadOnlyList<HeldPassage> Passages);

/// <summary>A held passage is done with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsErased">It was dismissed, and did not become a passage.</param>
public sealed record HeldClosing(string Id, bool IsErased);
