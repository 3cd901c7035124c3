using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.FineCollection.Fines.Finding;
using Fleet.Runtime.Faults;
using Fleet.ServiceDefaults.Indexes;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class FindingTests
{
    [Fact]
    public async Task Lists_are_narrowed_by_state_plate_owner_and_time_in_any_combination()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Listed(chain, 60);
        var all = await Lines(chain);
        foreach (var line in all.Where((_, at) => at % 4 == 0)) await Change(chain, line with { State = "paid", Sequence = 2 });
        all = await Lines(chain);
        var (middle, plate, owner) = (all[30].DecidedAt, Some.Plate(1), Some.OwnerOf(Some.Plate(2)).OwnerId);

        Assert.Equal(15, all.Count(line => line.State == "paid"));
        await AssertList(chain, "state=paid", line => line.State == "paid");
        await AssertList(chain, "state=issued&limit=7", line => line.State == "issued");
        await AssertList(chain, $"plate={plate}&state=paid&limit=2", line => line.Plate == plate && line.State == "paid");
        await AssertList(chain, $"owner={owner}", line => line.OwnerId == owner);
        await AssertList(chain, $"owner={owner}&state=issued&limit=3", line => line.OwnerId == owner && line.State == "issued");
        await AssertList(chain, $"plate={plate}&owner={owner}", _ => false);
        await AssertList(chain, $"from={middle:O}&limit=9", line => line.DecidedAt >= middle);
        await AssertList(chain, $"to={middle.UtcDateTime:O}&state=paid", line => line.DecidedAt < middle && line.State == "paid");
        await AssertList(chain, $"from={middle:yyyy-MM-dd}&to={middle:yyyy-MM-dd}", _ => true);
        await AssertList(chain, "to=2020-01-01", _ => false);
        var states = (await chain.Fines.Json("/v1/stats")).GetProperty("states");
        Assert.Equal((15, 45, 0), (states.GetProperty("paid").GetInt32(), states.GetProperty("issued").GetInt32(), states.GetProperty("prescribed").GetInt32()));
        Assert.Equal(60, await chain.Fines.Stat("finesIssued"));
    }

    [Fact]
    public async Task Cursors_neither_miss_nor_repeat_a_fine_while_fines_come_and_change_state()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Listed(chain, 90);
        var before = await Lines(chain);
        var seen = new List<FineLine>();
        string? cursor = null;
        for (var round = 0; round == 0 || cursor is not null; round++)
        {
            var page = await chain.Fines.Json("/v1/fines?state=issued&limit=10" + (cursor is null ? "" : "&starting_after=" + cursor));
            seen.AddRange(page.GetProperty("data").Deserialize<List<FineLine>>(ContractJson.Options)!);
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            // The row that the cursor names leaves the list, others change in it, and new ones come at its beginning.
            await Change(chain, seen[^1] with { State = "paid", Sequence = 2 });
            await Change(chain, seen[^5] with { Sequence = 3 });
            await Listed(chain, 3, from: 1_000 + (round * 3), total: 93 + (round * 3));
        }

        Assert.Equal(before.Select(line => line.Id), seen.Select(line => line.Id));
    }

    [Fact]
    public async Task A_payment_moves_a_fine_from_one_list_to_another_and_shows_what_is_still_due()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        await chain.Fines.Order(fineId, "payments", Desk.Amount(300), "part");
        await Answers.Until(async () => (await Lines(chain)).Single().Due?.MinorUnits == 10_000);
        await chain.Fines.Order(fineId, "payments", Desk.Amount(10_000), "rest");
        await Answers.Until(async () => (await FineLists.Ids(chain.Fines, "/v1/fines?state=paid")).Count == 1);

        var line = (await Lines(chain)).Single();
        Assert.Equal((10_300, 0), (line.Amount?.MinorUnits, line.Due?.MinorUnits));
        Assert.Empty(await FineLists.Ids(chain.Fines, "/v1/fines?state=issued"));
        Assert.Equal(1, await chain.Fines.Stat("finesIssued"));
    }

    [Fact]
    public async Task An_older_change_that_comes_late_changes_nothing_and_survives_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("fleet-finding-");
        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection))
        {
            await Listed(chain, 5);
            var line = (await Lines(chain))[2];
            await Change(chain, line with { State = "in_collection", Sequence = 5 });
            await Change(chain, line with { State = "reminded", Sequence = 4 });
            await Change(chain, line);
        }

        await using var again = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection);
        Assert.Equal(["in_collection", "issued", "issued", "issued", "issued"], (await Lines(again)).Select(line => line.State).Order(StringComparer.Ordinal));
        Assert.Empty(await FineLists.Ids(again.Fines, "/v1/fines?state=reminded"));
        Assert.Equal(4, (await FineLists.Ids(again.Fines, "/v1/fines?state=issued")).Count);
    }

    [Fact]
    public async Task A_rebuild_brings_the_lists_back_to_the_truth_while_fines_come_and_calls_fail()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Listed(chain, 300);
        var truth = await Lines(chain);
        foreach (var line in truth.Take(40)) await Change(chain, line with { State = "written_off", Plate = "WR0NG", Sequence = 9 });
        chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = "*/FineActor/fin_*/method/Get", Times = 3 });

        using var started = await chain.Fines.PostAsync("/v1/fines/index/rebuild", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await Listed(chain, 200, from: 300, total: 500);
        await Done(chain);

        Assert.Equal(500, (await Lines(chain)).Count);
        Assert.Equal(truth, (await Lines(chain)).Skip(200));
        Assert.Empty(await FineLists.Ids(chain.Fines, "/v1/fines?plate=WR0NG"));
        Assert.Empty(await FineLists.Ids(chain.Fines, "/v1/fines?state=written_off"));
        Assert.Equal((500, 500), (await chain.Fines.Stat("fines"), await chain.Fines.Stat("finesIssued")));
    }

    [Fact]
    public async Task A_rebuild_that_a_crash_interrupts_goes_on_after_the_restart()
    {
        var data = Directory.CreateTempSubdirectory("fleet-finding-");
        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection))
        {
            await Listed(chain, 120);
            // It gets as far as reading the fines, and no further.
            chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = "*/FineActor/fin_*/method/Get" });
            using var started = await chain.Fines.PostAsync("/v1/fines/index/rebuild", null);
            await Answers.Until(() => Task.FromResult(chain.Faults.Rules[0].Acted > 0));
            Assert.Equal("building", (await chain.Fines.Json("/v1/fines/index")).GetProperty("rebuild").GetProperty("phase").GetString());
        }

        await using var again = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection);
        var view = await Done(again);
        Assert.Equal((120, 120), (view.GetProperty("finesListed").GetInt32(), view.GetProperty("finesRegistered").GetInt32()));
        Assert.Equal(120, (await Lines(again)).Count);
    }

    [Theory]
    [InlineData("state=open", "unknown_state", "state")]
    [InlineData("plate=", "out_of_range", "plate")]
    [InlineData("plate=-%20-", "out_of_range", "plate")]
    [InlineData("owner=", "out_of_range", "owner")]
    [InlineData("from=yesterday", "bad_instant", "from")]
    [InlineData("from=2026-03-14T12:00:00", "bad_instant", "from")]
    [InlineData("to=2026-02-30", "bad_instant", "to")]
    [InlineData("from=2026-03-15&to=2026-03-14", "bad_period", "from")]
    [InlineData("starting_after=9223372036854775807.fin_1", "bad_cursor", "starting_after")]
    [InlineData("starting_after=1.", "bad_cursor", "starting_after")]
    public async Task A_value_that_makes_no_sense_is_named(string query, string code, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        using var answer = await chain.Fines.GetAsync("/v1/fines?" + query);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, code, param), (answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("param").GetString()));
    }

    private static async Task<JsonElement> Done(ServiceChain chain)
    {
        var view = default(JsonElement);
        await Answers.Until(async () =>
        {
            view = await chain.Fines.Json("/v1/fines/index");
            return view.GetProperty("rebuild").GetProperty("phase").GetString() == "done";
        });
        return view;
    }

    // Fines of five vehicles in turn.
    private static async Task Listed(ServiceChain chain, int count, int from = 0, int? total = null)
    {
        var violations = Enumerable.Range(from, count).Select(number => Some.Violation(Some.Plate(number % 5), number: number)).ToArray<object>();
        foreach (var batch in violations.Chunk(100)) await chain.Publish(Topics.SpeedingViolations, batch);
        await chain.Fines.UntilStat("fines", total ?? count);
    }

    private static Task Change(ServiceChain chain, FineLine line)
    {
        var index = chain.OfFines<IndexClient<FineLine>>();
        return index.Put(index.ShardOf(line.Id), [FineIndex.Item(line)], CancellationToken.None);
    }

    private static async Task<List<FineLine>> Lines(ServiceChain chain, string query = "limit=100")
    {
        var lines = new List<FineLine>();
        var more = "";
        while (true)
        {
            var page = await chain.Fines.Json(string.Create(CultureInfo.InvariantCulture, $"/v1/fines?{query}{more}"));
            lines.AddRange(page.GetProperty("data").Deserialize<List<FineLine>>(ContractJson.Options)!);
            if (!page.GetProperty("hasMore").GetBoolean()) return lines;
            more = "&starting_after=" + page.GetProperty("nextCursor").GetString();
        }
    }

    private static async Task AssertList(ServiceChain chain, string query, Func<FineLine, bool> wanted) =>
        Assert.Equal((await Lines(chain)).Where(wanted), await Lines(chain, query));
}
