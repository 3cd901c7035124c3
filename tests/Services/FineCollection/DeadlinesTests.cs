using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class DeadlinesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    // Midnights of Amsterdam: summer time begins between them.
    private static readonly DateTimeOffset ServedAt = new(2026, 3, 17, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset RemindedAt = new(2026, 5, 9, 22, 0, 0, TimeSpan.Zero);

    private static readonly (DateTimeOffset At, string Type)[] Steps =
    [
        (ServedAt, FineEventTypes.Served),
        (RemindedAt, FineEventTypes.FirstReminder),
        (new(2026, 6, 7, 22, 0, 0, TimeSpan.Zero), FineEventTypes.FinalNotice),
        (new(2026, 7, 6, 22, 0, 0, TimeSpan.Zero), FineEventTypes.InCollection),
    ];

    [Fact]
    public async Task Time_alone_takes_every_fine_to_collection_each_step_once_on_its_local_day_through_crashes()
    {
        const int Fines = 130;
        var time = new VirtualTime(Start);
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Issue(chain, time, Fines);

        foreach (var (due, type) in Steps)
        {
            time.Advance(due - TimeSpan.FromSeconds(1) - time.GetUtcNow());
            Assert.Empty(Told(chain, type));
            time.Advance(TimeSpan.FromSeconds(1));
            await Until(time, () => Told(chain, type).Count > 0);
            await chain.Crash(AppIds.FineCollection);
            // Events are told before the next deadlines are entered: the clock jumps while that is being done.
            await Until(time, () => Told(chain, type).Count == Fines);
            Assert.All(Told(chain, type).Values, told => Assert.InRange(told.OccurredAt, due, due.AddHours(1)));
        }

        Assert.Equal(Fines * (Steps.Length + 1), chain.Told.Events.DistinctBy(told => told.EventId).Count());
    }

    [Fact]
    public async Task After_everything_was_down_on_the_day_the_deadlines_come_and_each_once()
    {
        var time = new VirtualTime(Start);
        var data = Directory.CreateTempSubdirectory("fleet-deadlines-");
        await using (var before = await ServiceChain.StartAt(time, data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection)) await Issue(before, time, 30);

        time.Advance(ServedAt.AddHours(30) - time.GetUtcNow());
        await using (var chain = await ServiceChain.StartAt(time, data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection))
        {
            await Until(time, () => Told(chain, FineEventTypes.Served).Count == 30);
            await Until(time, async () => (await chain.Fines.Json("/v1/deadlines")).GetProperty("overdue").GetInt64() == 0);
            Assert.Empty(Told(chain, FineEventTypes.FirstReminder));
            Assert.Equal(30, chain.Told.Events.Where(told => told.Type == FineEventTypes.Served).DistinctBy(told => told.EventId).Count());
        }

        data.Delete(recursive: true);
    }

    [Fact]
    public async Task The_deadline_of_a_disputed_fine_does_nothing_and_its_clock_goes_on_with_the_days_left_at_the_decision()
    {
        var time = new VirtualTime(Start);
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Issue(chain, time, 2);
        await AdvanceTo(chain, time, ServedAt);
        await Until(time, () => Told(chain, FineEventTypes.Served).Count == 2);
        var fineId = chain.Told.FineIds.Order(StringComparer.Ordinal).First();

        // 2026-04-29 in Amsterdam: ten days before the last day of the term, which is a Saturday.
        await AdvanceTo(chain, time, RemindedAt.AddDays(-11).AddHours(12));
        Assert.Equal(200, (await chain.Fines.Order(fineId, "objections", new { grounds = "It was not me." })).Status);
        await AdvanceTo(chain, time, RemindedAt);
        await Until(time, () => Told(chain, FineEventTypes.FirstReminder).Count == 1);
        Assert.DoesNotContain(fineId, Told(chain, FineEventTypes.FirstReminder).Keys);

        await AdvanceTo(chain, time, new DateTimeOffset(2026, 5, 20, 10, 0, 0, TimeSpan.Zero));
        var decided = await chain.Fines.Order(fineId, "decisions", new { decision = "upheld", reason = "The measurement stands." });
        Assert.Equal((200, "2026-05-30"), (decided.Status, decided.Json.GetProperty("dueDate").GetString()));
        var resumed = new DateTimeOffset(2026, 5, 30, 22, 0, 0, TimeSpan.Zero);
        await AdvanceTo(chain, time, resumed.AddSeconds(-1));
        Assert.DoesNotContain(fineId, Told(chain, FineEventTypes.FirstReminder).Keys);
        await Until(time, () => Told(chain, FineEventTypes.FirstReminder).Count == 2);
        Assert.InRange(Told(chain, FineEventTypes.FirstReminder)[fineId].OccurredAt, resumed, resumed.AddHours(1));
    }

    [Fact]
    public async Task A_deadline_of_a_fine_that_was_paid_does_nothing()
    {
        var time = new VirtualTime(Start);
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Issue(chain, time, 3);
        var ids = chain.Told.FineIds.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(200, (await chain.Fines.Order(ids[0], "payments", Desk.Amount(10_300), key: "pay")).Status);

        foreach (var at in (DateTimeOffset[])[ServedAt, RemindedAt])
            await AdvanceTo(chain, time, at);

        await Until(time, () => Told(chain, FineEventTypes.FirstReminder).Count == 2);
        Assert.DoesNotContain(ids[0], Told(chain, FineEventTypes.Served).Keys);
        Assert.DoesNotContain(ids[0], Told(chain, FineEventTypes.FirstReminder).Keys);
    }

    [Fact]
    public async Task While_the_broker_is_away_deadlines_wait_and_none_is_lost_or_doubled()
    {
        var time = new VirtualTime(Start);
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Issue(chain, time, 30);
        chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = "*/publish/*", Times = 3 });

        time.Advance(ServedAt - time.GetUtcNow());
        await Until(time, () => Told(chain, FineEventTypes.Served).Count == 30);

        Assert.Equal(60, chain.Told.Events.DistinctBy(told => told.EventId).Count());
    }

    private static async Task Issue(ServiceChain chain, VirtualTime time, int count)
    {
        foreach (var some in Enumerable.Range(0, count).Select(number => Some.Violation(Some.Plate(number % 5), number: number)).Chunk(100))
            await chain.Publish(Topics.SpeedingViolations, [.. some.Cast<object>()]);
        await Until(time, () => Told(chain, FineEventTypes.Issued).Count == count);
        await Until(time, async () => (await chain.Fines.Json("/v1/deadlines")).GetProperty("data").EnumerateArray().Sum(hour => hour.GetProperty("waiting").GetInt64()) == count);
    }

    private static async Task AdvanceTo(ServiceChain chain, VirtualTime time, DateTimeOffset instant)
    {
        time.Advance(instant - time.GetUtcNow());
        await Until(time, async () => (await chain.Fines.Json("/v1/deadlines")).GetProperty("overdue").GetInt64() == 0);
    }

    private static Dictionary<string, FineEvent> Told(ServiceChain chain, string type) =>
        chain.Told.Events.Where(told => told.Type == type).DistinctBy(told => told.EventId).ToDictionary(told => told.FineId, StringComparer.Ordinal);

    private static Task Until(VirtualTime time, Func<bool> condition) => Until(time, () => Task.FromResult(condition()));

    private static async Task Until(VirtualTime time, Func<Task<bool>> condition)
    {
        Assert.True(await time.AdvanceUntilAsync(condition, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(30)));
    }
}
