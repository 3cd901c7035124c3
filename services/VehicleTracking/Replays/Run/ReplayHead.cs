using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>What a replay is doing; names on the wire.</summary>
public static class ReplayStatus
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static bool IsOver(string status) => status is Done or Failed or Cancelled;
}

/// <summary>What a replay does next.</summary>
public enum ReplayStage
{
    /// <summary>Finds out what there is, shard by shard.</summary>
    Survey,

    /// <summary>Replays the passages of the shard's plates.</summary>
    Passages,

    /// <summary>Replays the positions of the shard's vehicles.</summary>
    Positions,
}

/// <summary>Where a replay goes on.</summary>
/// <param name="Stage">What it does.</param>
/// <param name="Shard">In which shard; <see cref="ShardKey.Count"/> at the end.</param>
/// <param name="Survey">Where the survey of the shard goes on.</param>
/// <param name="Bucket">Which of the shard's lists of plates.</param>
/// <param name="After">The plate or vehicle that was replayed last.</param>
/// <param name="Ahead">Vehicles that come next.</param>
/// <param name="Track">The vehicle that is under way.</param>
public sealed record ReplayCursor(
    ReplayStage Stage, int Shard, SurveyCursor? Survey = null, int Bucket = 0, string After = "", IReadOnlyList<string>? Ahead = null, TrackProgress? Track = null);

/// <summary>How far a replay is.</summary>
/// <param name="ShardsDone">Of <see cref="ShardKey.Count"/>.</param>
/// <param name="VehiclesDone">Plates and vehicles; one that has passages and positions counts twice.</param>
/// <param name="VehiclesTotal">How many there are, as far as that is known.</param>
public sealed record ReplayProgress(int ShardsDone = 0, int VehiclesDone = 0, int VehiclesTotal = 0);

/// <summary>A replay: what it is to do, where it goes on, and what it has found. Saved as one with what a step has found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">Of what was asked, to recognise the same request.</param>
/// <param name="Plan">What was asked.</param>
/// <param name="Status">One of <see cref="ReplayStatus"/>.</param>
/// <param name="CreatedAt">When it was asked.</param>
/// <param name="Cursor">Where it goes on.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Covered">What there was to replay.</param>
/// <param name="Totals">What it has compared.</param>
/// <param name="Kept">How many differences are kept.</param>
/// <param name="StartedAt">When it began to run.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="Failures">How often in a row it could not go on.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ReplayHead(
    string Id,
    string Hash,
    ReplayPlan Plan,
    string Status,
    DateTimeOffset CreatedAt,
    ReplayCursor Cursor,
    ReplayProgress Progress,
    ReplayCoverage Covered,
    ReplayTotals Totals,
    int Kept = 0,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    int Failures = 0,
    string? Error = null)
{
    /// <summary>How many differences a replay keeps; more are only counted.</summary>
    public const int MostKept = 10_000;

    public static ReplayHead Queued(string id, string hash, ReplayPlan plan, DateTimeOffset now) => new(
        id, hash, plan, ReplayStatus.Queued, now, new ReplayCursor(ReplayStage.Survey, 0), new ReplayProgress(), new ReplayCoverage(), ReplayTotals.Empty);
}
