using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Replays.Run;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Replays.Api;

/// <summary>How far a replay is.</summary>
/// <param name="ShardsDone">How many parts of the store are done.</param>
/// <param name="ShardsTotal">How many there are.</param>
/// <param name="VehiclesDone">Plates and vehicles that are compared; one that has passages and positions counts as two.</param>
/// <param name="VehiclesTotal">How many there are; grows until all parts were looked at.</param>
/// <param name="Percent">0 to 100; 100 when it is done.</param>
public sealed record ReplayProgressView(int ShardsDone, int ShardsTotal, int VehiclesDone, int VehiclesTotal, double Percent);

/// <summary>A replay as <c>/v1/replays</c> gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">One of <see cref="ReplayStatus"/>.</param>
/// <param name="CreatedAt">When it was asked.</param>
/// <param name="StartedAt">When it began to run.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="From">Beginning of the span.</param>
/// <param name="To">End of the span.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Covered">What was there to be replayed, as far as it has come.</param>
/// <param name="Totals">What it has compared so far.</param>
/// <param name="DifferencesKept">How many differences can be read.</param>
/// <param name="NotCovered">What cannot be replayed.</param>
/// <param name="Roads">Only these roads.</param>
/// <param name="Vehicles">Only these vehicles.</param>
/// <param name="Changes">What would be otherwise; not in the list.</param>
/// <param name="Differences">When it is done the first differences; <c>/differences</c> gives all.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ReplayView(
    string Id,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset From,
    DateTimeOffset To,
    ReplayProgressView Progress,
    ReplayCoverage Covered,
    ReplayTotals Totals,
    int DifferencesKept,
    IReadOnlyList<string> NotCovered,
    IReadOnlyList<string>? Roads,
    IReadOnlyList<string>? Vehicles,
    ReplayChanges? Changes,
    Page<Difference>? Differences,
    string? Error)
{
    private static readonly string[] OfPassages =
    [
        "Passages of vehicles that were not found to speed are erased when their section times out; stricter rules are replayed only over passages that are still stored.",
        "Of violations whose section has timed out only the two passages in the evidence are known, not those at other cameras of the drive.",
        "Passages that are held because the plate is not sure, and positions that came later than the window, are not replayed.",
    ];

    private static readonly string[] OfPositions = ["Positions that came later than the window, and those that retention has erased, are not replayed."];

    public static ReplayView Of(ReplayHead head, Page<Difference>? differences = null, bool withChanges = true) => new(
        head.Id, head.Status, head.CreatedAt, head.StartedAt, head.EndedAt, head.Plan.From, head.Plan.To, ProgressOf(head), head.Covered, head.Totals, head.Kept,
        [.. head.Plan.Changes.TouchPassages ? OfPassages : [], .. head.Plan.Changes.TouchPositions ? OfPositions : []],
        head.Plan.Roads, head.Plan.Vehicles, withChanges ? head.Plan.Changes : null, differences, head.Error);

    private static ReplayProgressView ProgressOf(ReplayHead head)
    {
        var (progress, isSurvey) = (head.Progress, head.Cursor.Stage == ReplayStage.Survey);
        var percent = head.Status == ReplayStatus.Done ? 100
            : isSurvey || progress.VehiclesTotal == 0 ? 0
            : Math.Min(99.9, Math.Round(100.0 * progress.VehiclesDone / progress.VehiclesTotal, 1));
        return new ReplayProgressView(progress.ShardsDone, ShardKey.Count, progress.VehiclesDone, progress.VehiclesTotal, percent);
    }
}
