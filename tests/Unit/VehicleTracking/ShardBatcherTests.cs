using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Ingest;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class ShardBatcherTests
{
    private readonly List<(ShardBatch Batch, TaskCompletionSource<ShardOutcomes> Turn)> turns = [];
    private readonly ShardBatcher batcher;

    public ShardBatcherTests() => batcher = new ShardBatcher(batch =>
    {
        turns.Add((batch, new TaskCompletionSource<ShardOutcomes>()));
        return turns[^1].Turn.Task;
    });

    [Fact]
    public async Task What_comes_in_during_a_turn_waits_for_the_next_and_shares_it()
    {
        var first = batcher.Add(Passages("A1"));
        var second = batcher.Add(Passages("B1", "B2"));
        var third = batcher.Add(Passages("C1"));
        Assert.Single(turns);

        Finish(0, ItemOutcome.Accepted);
        await first;
        Assert.False(second.IsCompleted);
        Finish(1, ItemOutcome.Accepted, ItemOutcome.Duplicate, ItemOutcome.TooOld);

        Assert.Equal([ItemOutcome.Accepted, ItemOutcome.Duplicate], (await second).Passages);
        Assert.Equal([ItemOutcome.TooOld], (await third).Passages);
        Assert.Equal(["B1", "B2", "C1"], turns[1].Batch.Passages.Select(passage => passage.Plate));
    }

    [Fact]
    public async Task A_turn_that_fails_fails_for_those_in_it_and_the_next_goes_on()
    {
        var first = batcher.Add(Passages("A1"));
        var second = batcher.Add(Passages("B1"));

        turns[0].Turn.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Finish(1, ItemOutcome.Accepted);

        Assert.Equal([ItemOutcome.Accepted], (await second).Passages);
    }

    [Fact]
    public async Task A_queue_that_is_full_says_so_until_a_turn_took_from_it()
    {
        var first = batcher.Add(Passages("A1"));
        var waiting = Enumerable.Range(0, 10).Select(_ => batcher.Add(Passages(Enumerable.Repeat("B1", 2_000).ToArray()))).ToList();
        Assert.False(batcher.HasRoomFor(1));

        Finish(0, ItemOutcome.Accepted);
        await first;

        Assert.True(batcher.HasRoomFor(2_000));
        Assert.Equal(2_000, turns[1].Batch.Passages.Count);
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
    }

    [Fact]
    public async Task It_is_idle_when_the_last_turn_has_ended()
    {
        Assert.True(batcher.Idle.IsCompleted);
        var first = batcher.Add(Passages("A1"));
        var idle = batcher.Idle;
        Assert.False(idle.IsCompleted);

        Finish(0, ItemOutcome.Accepted);

        await first;
        await idle;
    }

    [Fact]
    public async Task A_turn_has_no_more_bytes_than_a_sidecar_takes()
    {
        var first = batcher.Add(Passages("A1"));
        var large = Enumerable.Range(0, 10).Select(_ => batcher.Add(Reports(500))).ToList();

        Finish(0, ItemOutcome.Accepted);
        await first;

        var body = JsonSerializer.SerializeToUtf8Bytes(turns[1].Batch, ContractJson.Options);
        Assert.InRange(body.Length, 500 * 2_000, 4 * 1024 * 1024);
        Assert.DoesNotContain(large, task => task.IsCompleted);
    }

    // As large as a report may be.
    private static ShardBatch Reports(int count)
    {
        var attributes = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["note"] = JsonSerializer.SerializeToElement(new string('x', 2_000)) };
        return new([], [.. Enumerable.Range(0, count).Select(i => new Position("van-1", Some.Noon.AddSeconds(i), 52.1, 5.2, Attributes: attributes))]);
    }

    private static ShardBatch Passages(params string[] plates) =>
        new(plates.Select(plate => new Passage("one", plate, Some.Noon)).ToList(), []);

    private void Finish(int turn, params ItemOutcome[] outcomes) => turns[turn].Turn.SetResult(new ShardOutcomes(outcomes, []));
}
