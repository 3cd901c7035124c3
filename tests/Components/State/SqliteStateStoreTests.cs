using System.Globalization;
using Fleet.Runtime.Sqlite;
using Fleet.Runtime.State;

namespace Fleet.Tests.Components.State;

public sealed class SqliteStateStoreTests : StateStoreSpec
{
    protected override Task<ITransactionalStateStore> StartAsync() =>
        Bench.StartAsync<ITransactionalStateStore>(SqliteStateStore.Type, "app", ("connectionString", "state.db"), ("busyTimeout", "50ms"));

    [Fact]
    public async Task A_restart_finds_what_was_written()
    {
        await (await StartAsync()).WriteAsync(Set("k", "1"), Cancellation);

        await Bench.RestartAsync();

        Assert.Equal("1", await TextAsync(await StartAsync(), "k"));
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_writing_loses_nothing_acknowledged_and_halves_no_transaction()
    {
        var store = await StartAsync();
        var acknowledged = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    await store.TransactAsync([Set($"{writer}/{i}/a", "x"), Set($"{writer}/{i}/b", "x"), Set($"{writer}/last", $"{i}")], CancellationToken.None);
                    if (Interlocked.Increment(ref acknowledged) == 200)
                        enough.SetResult();
                }
            },
            Cancellation)));
        await enough.Task.WaitAsync(Cancellation);

        var before = Volatile.Read(ref acknowledged);
        var crash = Bench.CrashAsync();
        await stop.CancelAsync();
        await crash;
        await writing.ContinueWith(_ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);

        store = await StartAsync();
        var found = 0;
        for (var writer = 0; writer < 8; writer++)
        {
            var last = await TextAsync(store, $"{writer}/last");
            for (var i = 0; i <= int.Parse(last ?? "-1", CultureInfo.InvariantCulture); i++, found++)
            {
                Assert.NotNull(await GetAsync(store, $"{writer}/{i}/a"));
                Assert.NotNull(await GetAsync(store, $"{writer}/{i}/b"));
            }
        }

        Assert.InRange(found, before, int.MaxValue);
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_told_as_such_and_works_again_when_it_is_free()
    {
        var store = await StartAsync();
        await using var other = new SqliteEngine(new SqliteOptions(Path.Combine(Bench.Folder, "state.db")), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        using var release = new ManualResetEventSlim();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = other.WriteAsync(
            _ =>
            {
                held.SetResult();
                release.Wait(Cancellation);
                return true;
            },
            Cancellation);
        await held.Task;

        var failure = await Assert.ThrowsAsync<SqliteFailureException>(() => store.WriteAsync(Set("k", "1"), Cancellation));
        Assert.Contains("locked by another process", failure.Message, StringComparison.Ordinal);
        release.Set();
        await holding;

        await store.WriteAsync(Set("k", "2"), Cancellation);
        Assert.Equal("2", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start_with_its_name()
    {
        await File.WriteAllTextAsync(Path.Combine(Bench.Folder, "state.db"), new string('x', 10_000), Cancellation);

        var failure = await Assert.ThrowsAsync<SqliteFailureException>(StartAsync);

        Assert.Contains("state.db", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no SQLite database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cleanup_removes_what_is_over()
    {
        var store = await Bench.StartAsync<ITransactionalStateStore>(
            SqliteStateStore.Type, "app", ("connectionString", "state.db"), ("cleanupInterval", "1m"));
        await store.WriteAsync(Set("k", "1") with { Ttl = TimeSpan.FromSeconds(30) }, Cancellation);

        Time.Advance(TimeSpan.FromMinutes(1));

        await using var other = new SqliteEngine(new SqliteOptions(Path.Combine(Bench.Folder, "state.db")), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        while (await other.WriteAsync(Rows, Cancellation) > 0)
            await Task.Yield();
    }

    [Fact]
    public async Task Two_sidecars_share_a_file()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? one : two).WriteAsync(Set($"k{i}", "1"), Cancellation)));

        var found = await one.GetAsync([.. Enumerable.Range(0, 200).Select(i => $"k{i}")], Cancellation);

        Assert.DoesNotContain(null, found);
    }

    private static long Rows(SqliteConnection connection)
    {
        var row = connection.Prepare("SELECT count(*) FROM state");
        row.Step();
        var count = row.Long(0);
        row.Reset();
        return count;
    }
}
