using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

public sealed class UuidTurnTests
{
    private readonly Drive drive = new();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_report_sent_again_within_the_window_is_known_by_its_id(int batch)
    {
        var reports = Enumerable.Range(0, 1_600).Select(second => Drive.At(second, 0, 0) with { Uuid = $"report-{second}" }).ToList();
        foreach (var some in reports.Chunk(batch)) await drive.Take(some);

        var again = reports[^720..].Select(report => report with { Instant = report.Instant.AddMilliseconds(500) }).ToArray();
        Assert.All(await drive.Take(again), outcome => Assert.Equal(ItemOutcome.Duplicate, outcome));
        Assert.Equal([ItemOutcome.Accepted], await drive.Take(Drive.At(1_601, 0, 0) with { Uuid = "another" }));
    }
}
