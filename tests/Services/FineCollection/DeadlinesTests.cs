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

    [Fact]
    public async Task A_deadline_of_a_fine_that_was_paid_does_nothing()
    {
        var time = new VirtualTime(Start);
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Issue(chain, time, 3);
        var ids = chain.Told.FineIds.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(200, (await chain.Fines.Order(ids[0], "payments", Desk.Amount(10_300), key: "pay")).Status);

        foreach (var at in (DateTimeOffset[])[ServedAt, RemindedAt])
        {
            time.Advance(at - time.GetUtcNow());
            await Until(time, async () => (await chain.Fines.Json("/v1/deadlines")).GetProperty("overdue").GetInt64() == 0);
        }

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

    private static Dictionary<string, FineEvent> Told(ServiceChain chain, string type) =>
        chain.Told.Events.Where(told => told.Type == type).DistinctBy(told => told.EventId).ToDictionary(told => told.FineId, StringComparer.Ordinal);

    private static Task Until(VirtualTime time, Func<bool> condition) => Until(time, () => Task.FromResult(condition()));

    private static async Task Until(VirtualTime time, Func<Task<bool>> condition)
    {
        Assert.True(await time.AdvanceUntilAsync(condition, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(30)));
    }
}
