using Fleet.Runtime.Actors;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>One call at a time, in the order of arrival.</summary>
public sealed class TurnLockTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Waiting_calls_come_in_in_the_order_of_arrival()
    {
        var turns = new TurnLock();
        Assert.Equal(TurnEntry.Entered, await turns.EnterAsync(null, Never));
        var waiting = Enumerable.Range(0, 5).Select(_ => turns.EnterAsync(null, Never).AsTask()).ToList();
        foreach (var next in waiting)
        {
            Assert.All(waiting.Skip(waiting.IndexOf(next)), task => Assert.False(task.IsCompleted));
            turns.Leave();
            Assert.Equal(TurnEntry.Entered, await next);
        }
    }

    [Fact]
    public async Task A_call_of_the_same_chain_comes_in_at_once_and_the_turn_ends_with_the_outer_one()
    {
        var turns = new TurnLock();
        await turns.EnterAsync("chain", Never);
        var stranger = turns.EnterAsync("other", Never).AsTask();
        Assert.Equal(TurnEntry.Entered, await turns.EnterAsync("chain", Never));
        turns.Leave();
        Assert.False(stranger.IsCompleted);
        turns.Leave();
        Assert.Equal(TurnEntry.Entered, await stranger);
    }

    [Fact]
    public async Task Without_an_id_a_call_waits_for_itself()
    {
        var turns = new TurnLock();
        await turns.EnterAsync(null, Never);
        var inner = turns.EnterAsync(null, Never).AsTask();
        Assert.False(inner.IsCompleted);
    }

    [Fact]
    public async Task A_chain_that_is_too_long_is_refused()
    {
        var turns = new TurnLock(maxDepth: 2);
        await turns.EnterAsync("chain", Never);
        await turns.EnterAsync("chain", Never);
        Assert.Equal(TurnEntry.TooDeep, await turns.EnterAsync("chain", Never));
        turns.Leave();
        Assert.Equal(TurnEntry.Entered, await turns.EnterAsync("chain", Never));
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_passed_over()
    {
        var turns = new TurnLock();
        using var giveUp = new CancellationTokenSource();
        await turns.EnterAsync(null, Never);
        var first = turns.EnterAsync(null, giveUp.Token).AsTask();
        var second = turns.EnterAsync(null, Never).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        turns.Leave();
        Assert.Equal(TurnEntry.Entered, await second);
    }

    [Fact]
    public async Task Closing_sends_away_who_waits_and_completes_when_the_turn_ends()
    {
        var turns = new TurnLock();
        await turns.EnterAsync("chain", Never);
        var waiting = turns.EnterAsync(null, Never).AsTask();
        Assert.False(turns.TryClose());
        var closed = turns.CloseAsync();
        Assert.Equal(TurnEntry.Closed, await waiting);
        Assert.Equal(TurnEntry.Closed, await turns.EnterAsync(null, Never));
        Assert.Equal(TurnEntry.Entered, await turns.EnterAsync("chain", Never));
        turns.Leave();
        Assert.False(closed.IsCompleted);
        turns.Leave();
        await closed;
    }

    [Fact]
    public async Task Many_callers_at_once_never_meet_inside()
    {
        var turns = new TurnLock();
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () =>
        {
            await turns.EnterAsync(null, Never);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            turns.Leave();
        })));
        Assert.Equal(1, most);
    }
}
