using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace Fleet.FineCollection.Book.Checks;

/// <summary>Asks for a check.</summary>
/// <param name="Id">Its id, if it is the one to begin.</param>
public sealed record CheckStart(string Id);

/// <summary>How often the book is checked when nobody asks.</summary>
/// <param name="Days">Days from one check to the next; 0: never.</param>
public sealed record CheckInterval(int Days);

/// <summary>Asks for a report.</summary>
/// <param name="Id">Which check; null: the latest.</param>
/// <param name="OnlyEnded">Not one that runs.</param>
public sealed record CheckAsked(string? Id, bool OnlyEnded = false);

/// <summary>Answer of <see cref="ILedgerCheckActor.Find"/>.</summary>
/// <param name="Report">Null when there is none.</param>
public sealed record CheckFound(CheckReport? Report);

/// <summary>Checks the book, one check at a time.</summary>
public interface ILedgerCheckActor : IActor
{
    /// <summary>Sees to it that the book is checked every so many days.</summary>
    Task Repeat(CheckInterval interval);

    /// <summary>Begins a check; if one runs, that is the answer.</summary>
    Task<CheckFound> Start(CheckStart start);

    /// <summary>A check that runs, or one of the last that ended.</summary>
    Task<CheckFound> Find(CheckAsked asked);
}

/// <inheritdoc cref="ILedgerCheckActor"/>
/// <remarks>A reminder lets a check do some steps a second, and saves where to go on: a crash repeats some steps.</remarks>
public sealed class LedgerCheckActor(ActorHost host, CheckSteps steps, TimeProvider time) : Actor(host), ILedgerCheckActor, IRemindable
{
    private const string Regular = "regular";
    private const string Tick = "tick";
    private const string Run = "run";
    private const string Ended = "ended";
    private const int MostEnded = 30;
    private const int StepsATick = 25;
    private static readonly TimeSpan TickTime = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task Repeat(CheckInterval interval)
    {
        // A start of the service must not put the next check off.
        if (await StateManager.TryGetStateAsync<int>(Regular) is { HasValue: true } known && known.Value == interval.Days) return;
        if (interval.Days > 0) await RegisterReminderAsync(Regular, [], TimeSpan.FromDays(interval.Days), TimeSpan.FromDays(interval.Days));
        else await UnregisterReminderAsync(Regular);
        await StateManager.SetStateAsync(Regular, interval.Days);
        await SaveStateAsync();
    }

    /// <inheritdoc/>
    public async Task<CheckFound> Start(CheckStart start)
    {
        if (await Running() is { } running) return new CheckFound(running.Report);
        var run = CheckRun.Begin(start.Id, time.GetUtcNow());
        // First the reminder: without a check to go on with, it ends itself.
        await RegisterReminderAsync(Tick, [], TimeSpan.Zero, TickPeriod);
        await StateManager.SetStateAsync(Run, run);
        await SaveStateAsync();
        return new CheckFound(run.Report);
    }

    /// <inheritdoc/>
    public async Task<CheckFound> Find(CheckAsked asked)
    {
        if (!asked.OnlyEnded && await Running() is { } running && (asked.Id is null || asked.Id == running.Report.Check.Id)) return new CheckFound(running.Report);
        var ended = await EndedIds();
        var id = asked.Id ?? ended.LastOrDefault();
        return new CheckFound(id is not null && await StateManager.TryGetStateAsync<CheckReport>(ReportKey(id)) is { HasValue: true } found ? found.Value : null);
    }

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        // Whatever failed before, what counts is what is stored.
        await StateManager.ClearCacheAsync();
        if (reminderName == Regular) await Start(new CheckStart(CheckIds.New()));
        else if (await Running() is { } run) await GoOn(run);
        else await UnregisterReminderAsync(Tick);
    }

    private async Task GoOn(CheckRun run)
    {
        var began = time.GetTimestamp();
        for (var done = 0; done < StepsATick && run.Stage != CheckStage.Done && time.GetElapsedTime(began) < TickTime; done++)
        {
            var after = await steps.Step(run, CancellationToken.None);
            if (ReferenceEquals(after, run)) break;
            run = after;
        }

        if (run.Stage == CheckStage.Done) await End(run.Report);
        else await StateManager.SetStateAsync(Run, run);
        await SaveStateAsync();
    }

    private async Task End(CheckReport report)
    {
        var state = report.Check.FindingCount == 0 ? CheckStates.Passed : CheckStates.Failed;
        var ended = report with { Check = report.Check with { State = state, EndedAt = time.GetUtcNow() } };
        if (state == CheckStates.Failed) Logger.LogError("The check {Check} of the book has {Findings} findings", ended.Check.Id, ended.Check.FindingCount);
        var ids = (await EndedIds()).Append(ended.Check.Id).ToList();
        foreach (var old in ids.SkipLast(MostEnded)) await StateManager.TryRemoveStateAsync(ReportKey(old));
        await StateManager.SetStateAsync(Ended, ids.TakeLast(MostEnded).ToArray());
        await StateManager.SetStateAsync(ReportKey(ended.Check.Id), ended);
        await StateManager.TryRemoveStateAsync(Run);
    }

    private async Task<CheckRun?> Running() => await StateManager.TryGetStateAsync<CheckRun>(Run) is { HasValue: true } run ? run.Value : null;

    private async Task<string[]> EndedIds() => await StateManager.TryGetStateAsync<string[]>(Ended) is { HasValue: true } ids ? ids.Value : [];

    private static string ReportKey(string id) => "report-" + id;
}
