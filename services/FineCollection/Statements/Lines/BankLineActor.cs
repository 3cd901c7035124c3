using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Statements.Reading;

namespace Fleet.FineCollection.Statements.Lines;

/// <summary>A line came in a file.</summary>
public sealed record TakeLine(StatementLine Line, string ImportId);

/// <summary>Somebody knows which fine an unmatched line pays.</summary>
public sealed record AssignLine(string FineId, string By);

/// <summary>The money of an unmatched line went back.</summary>
/// <param name="By">Who says so.</param>
/// <param name="ByLine">The bank line by which it went back; null when it was said by hand.</param>
public sealed record GiveBack(string By, string? ByLine = null);

/// <summary>A line after an order.</summary>
/// <param name="Line">Null when there is none of this id.</param>
/// <param name="Refused">Why the fine refused the money.</param>
public sealed record LineAnswer(BankLine? Line, LifeOutcome.Refused? Refused = null);

/// <summary>One bank line; its id is the line's, so it is decided and booked once, in however many files it comes.</summary>
public interface IBankLineActor : IActor
{
    Task<LineAnswer> Take(TakeLine take);

    Task<LineAnswer> Assign(AssignLine assign);

    Task<LineAnswer> Return(GiveBack back);

    Task<LineAnswer> Get();
}

/// <inheritdoc cref="IBankLineActor"/>
/// <remarks>
/// The decision is saved before it is carried out, so that after a crash the same is carried out again and not something else. The import repeats
/// what it gave; for what came by hand the line sets itself a reminder first.
/// </remarks>
public sealed class BankLineActor(ActorHost host, LineMatching matching, LineBooking booking, TimeProvider time) : Actor(host), IBankLineActor, IRemindable
{
    private const string Key = "line";
    private const string Finish = "finish";
    private static readonly TimeSpan FinishPeriod = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<LineAnswer> Take(TakeLine take)
    {
        var line = await Load();
        if (line is null) await Save(line = await matching.Decide(take.Line, take.ImportId, time.GetUtcNow(), CancellationToken.None));
        return await CarryOut(line);
    }

    /// <inheritdoc/>
    public async Task<LineAnswer> Assign(AssignLine assign)
    {
        if (await Finished() is not { State: LineStates.Unmatched } line) return new LineAnswer(await Load());
        return await ByHand(line.Decide(LineStates.Assigned, assign.FineId, by: assign.By));
    }

    /// <inheritdoc/>
    public async Task<LineAnswer> Return(GiveBack back)
    {
        if (await Finished() is not { State: LineStates.Unmatched } line) return new LineAnswer(await Load());
        return await ByHand(line.Decide(LineStates.Returned, other: back.ByLine, by: back.By));
    }

    /// <inheritdoc/>
    public async Task<LineAnswer> Get() => new(await Load());

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        await Finished();
        await UnregisterReminderAsync(Finish);
    }

    private async Task<LineAnswer> ByHand(BankLine decided)
    {
        await RegisterReminderAsync(Finish, [], FinishPeriod, FinishPeriod);
        await Save(decided);
        var answer = await CarryOut(decided);
        await UnregisterReminderAsync(Finish);
        return answer;
    }

    // What an earlier order left undone comes first.
    private async Task<BankLine?> Finished() => await Load() is { } line ? (await CarryOut(line)).Line : null;

    private async Task<LineAnswer> CarryOut(BankLine line)
    {
        LifeOutcome.Refused? refused = null;
        while (!line.IsDone)
        {
            var booked = await booking.CarryOut(line, CancellationToken.None);
            refused ??= booked.Refused;
            await Save(line = booked.Line);
        }

        return new LineAnswer(line, refused);
    }

    private async Task<BankLine?> Load()
    {
        // Whatever failed before, what counts is what is stored.
        await StateManager.ClearCacheAsync();
        return await StateManager.TryGetStateAsync<BankLine>(Key) is { HasValue: true } found ? found.Value : null;
    }

    private async Task Save(BankLine line)
    {
        await StateManager.SetStateAsync(Key, line);
        await SaveStateAsync();
    }
}
