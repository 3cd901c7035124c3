using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection.Book;

public sealed class CheckTests
{
    [Fact]
    public async Task A_sound_book_passes_its_check_and_the_trial_balance_says_so()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await chain.Publish(Topics.SpeedingViolations, [.. Enumerable.Range(0, 60).Select(number => Some.Violation(Some.Plate(number % 3), excessKmh: number % 4 == 0 ? 40 : 12, number))]);
        await chain.Fines.UntilStat("fines", 60);

        var report = await chain.Fines.Check();
        Assert.Equal("passed", report.GetProperty("check").GetProperty("state").GetString());
        Assert.Equal((45, 135), (report.GetProperty("check").GetProperty("fines").GetInt32(), report.GetProperty("check").GetProperty("postings").GetInt32()));
        Assert.Equal("passed", (await chain.Fines.Json("/v1/ledger/trial-balance")).GetProperty("lastCheck").GetProperty("state").GetString());
        Assert.Equal(report.GetRawText(), (await chain.Fines.Json("/v1/ledger/checks/latest")).GetRawText());
    }

    [Fact]
    public async Task What_does_not_agree_is_found_with_the_id_of_the_fine()
    {
        var time = new Fleet.Runtime.Testing.VirtualTime(Books.At);
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violation = Some.Violation(Some.Plate());
        await chain.Publish(Topics.SpeedingViolations, violation);
        Assert.True(await time.AdvanceUntilAsync(async () => await chain.Fines.Stat("fines") == 1, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
        await chain.Journal().Book(Books.Entry(Books.Fine(1), 1), Books.Entry(Some.FineId(violation), 2), Books.Entry(Books.Fine(2), 1, 100, -90));

        using var begun = await chain.Fines.PostAsync("/v1/ledger/checks", null);
        var path = begun.Headers.Location!.ToString();
        Assert.True(await time.AdvanceUntilAsync(async () => State(await chain.Fines.Json(path)) != "running", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));

        var report = await chain.Fines.Json(path);
        Assert.Equal("failed", State(report));
        var findings = report.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("kind")} {finding.GetProperty("fineId")}").Order(StringComparer.Ordinal);
        Assert.Equal([$"entry_refused {Books.Fine(2)}", $"fine_differs {Some.FineId(violation)}", $"fine_unknown {Books.Fine(1)}"], findings);
    }

    [Fact]
    public async Task The_book_is_checked_every_day_also_when_nobody_asks()
    {
        var time = new Fleet.Runtime.Testing.VirtualTime(Books.At);
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.FineCollection);
        await chain.Journal().Book(Books.Entry(Books.Fine(1), 1));
        using var before = await chain.Fines.GetAsync("/v1/ledger/checks/latest");
        Assert.Equal(404, (int)before.StatusCode);
        time.Advance(TimeSpan.FromHours(24));
        Assert.True(await time.AdvanceUntilAsync(
            async () => (await chain.Fines.Json("/v1/ledger/trial-balance")).TryGetProperty("lastCheck", out _), TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)));
    }

    private static string? State(JsonElement report) => report.GetProperty("check").GetProperty("state").GetString();
}
