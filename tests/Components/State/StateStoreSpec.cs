using System.Text;
using Fleet.Runtime.State;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Components.State;

/// <summary>What every state store owes.</summary>
public abstract class StateStoreSpec : IAsyncDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected VirtualTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected ComponentBench Bench { get; }

    protected StateStoreSpec(TimeProvider? time = null) => Bench = new ComponentBench(time ?? Time);

    /// <summary>A stale ETag in a transaction undoes the rest of it; Redis cannot.</summary>
    protected virtual bool UndoesTransactions => true;

    /// <summary>Reading a value tells when it ends; Dapr's Redis component does not.</summary>
    protected virtual bool TellsEnds => true;

    /// <summary>What a second first-write gets.</summary>
    protected virtual Type FirstWriteFailure => typeof(EtagMismatchException);

    protected abstract Task<ITransactionalStateStore> StartAsync();

    protected virtual Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_value_is_read_as_it_was_written()
    {
        var store = await StartAsync();
        byte[] binary = [0, 255, 254, 0, 1];
        await store.WriteAsync(new StateWrite("text", "{\"ü\":1}"u8.ToArray()), Cancellation);
        await store.WriteAsync(new StateWrite("binary", binary), Cancellation);
        await store.WriteAsync(new StateWrite("empty", ReadOnlyMemory<byte>.Empty), Cancellation);

        var found = await store.GetAsync(["binary", "nothing", "text", "empty"], Cancellation);

        Assert.Equal(binary, found[0]!.Value.ToArray());
        Assert.Null(found[1]);
        Assert.Equal("{\"ü\":1}", Encoding.UTF8.GetString(found[2]!.Value.Span));
        Assert.Equal(0, found[3]!.Value.Length);
    }

    [Fact]
    public async Task Keys_that_differ_are_different_whatever_they_hold()
    {
        var store = await StartAsync();
        string[] keys = ["a", "a\0", "a\0b", "A", "a ", "a\n", "a%", "a_", "*", "a*", "ä", "a\u0308", "'; DROP TABLE state;--", new string('k', 100_000)];
        foreach (var key in keys)
            await store.WriteAsync(Set(key, $"{Array.IndexOf(keys, key)}"), Cancellation);

        var found = await store.GetAsync(keys, Cancellation);

        Assert.Equal(keys.Select((_, index) => $"{index}"), found.Select(entry => entry is null ? "" : Encoding.UTF8.GetString(entry.Value.Span)));
    }

    [Fact]
    public async Task A_write_with_an_old_etag_changes_nothing()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("k", "1"), Cancellation);
        var old = (await GetAsync(store, "k"))!.Etag;
        await store.WriteAsync(Set("k", "2") with { Etag = old }, Cancellation);

        await Assert.ThrowsAsync<EtagMismatchException>(() => store.WriteAsync(Set("k", "3") with { Etag = old }, Cancellation));
        await Assert.ThrowsAsync<EtagMismatchException>(() => store.WriteAsync(new StateWrite("k", null, old), Cancellation));

        Assert.Equal("2", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task First_write_fails_on_a_key_that_is_there()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("k", "1") with { FirstWrite = true }, Cancellation);

        await Assert.ThrowsAsync(FirstWriteFailure, () => store.WriteAsync(Set("k", "2") with { FirstWrite = true }, Cancellation));

        Assert.Equal("1", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task Of_many_who_write_with_one_etag_one_wins()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("k", "0"), Cancellation);
        var etag = (await GetAsync(store, "k"))!.Etag;

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            var attempt = store.WriteAsync(Set("k", $"{number}") with { Etag = etag }, Cancellation);
            await attempt.ContinueWith(_ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
            return attempt.IsCompletedSuccessfully;
        }));

        Assert.Equal(1, outcomes.Count(won => won));
    }

    [Fact]
    public async Task A_transaction_is_done_as_a_whole_or_not_at_all()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("old", "1"), Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => store.TransactAsync(
            [Set("a", "1"), Set("b", "1"), Set("old", "2") with { Etag = "99" }], Cancellation));
        Assert.Equal(UndoesTransactions ? null : "1", await TextAsync(store, "a"));
        Assert.Equal("1", await TextAsync(store, "old"));

        await store.TransactAsync([Set("a", "1"), Set("a", "2"), new StateWrite("old", null)], Cancellation);
        Assert.Equal("2", await TextAsync(store, "a"));
        Assert.Null(await GetAsync(store, "old"));
    }

    [Fact]
    public async Task A_value_with_a_time_to_live_goes_when_it_is_over()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("k", "1") with { Ttl = TimeSpan.FromSeconds(30) }, Cancellation);
        var end = (await GetAsync(store, "k"))!.ExpiresAt;
        if (TellsEnds)
            Assert.Equal(Time.GetUtcNow() + TimeSpan.FromSeconds(30), end!.Value, TimeSpan.FromMilliseconds(1));

        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.NotNull(await GetAsync(store, "k"));
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Null(await GetAsync(store, "k"));

        // What is over is not there: it can be written for the first time again.
        await store.WriteAsync(Set("k", "2") with { FirstWrite = true }, Cancellation);
        Assert.Null((await GetAsync(store, "k"))!.ExpiresAt);
    }

    [Fact]
    public async Task A_time_to_live_of_zero_lets_a_value_stay()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("k", "1") with { Ttl = TimeSpan.FromSeconds(30) }, Cancellation);
        await store.WriteAsync(Set("k", "2") with { Ttl = TimeSpan.Zero }, Cancellation);

        await PassAsync(TimeSpan.FromSeconds(31));

        Assert.Equal("2", await TextAsync(store, "k"));
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Bench.DisposeAsync();
    }

    protected static StateWrite Set(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    protected static async Task<StateEntry?> GetAsync(IStateStore store, string key) => (await store.GetAsync([key], Cancellation))[0];

    protected static async Task<string?> TextAsync(IStateStore store, string key) =>
        await GetAsync(store, key) is { } entry ? Encoding.UTF8.GetString(entry.Value.Span) : null;
}
