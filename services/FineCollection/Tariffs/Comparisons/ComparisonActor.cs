using Dapr.Actors.Runtime;

namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>
/// The shell around one comparison. A reminder lets it read some pages a second and save what they made together with where to go on, so that it
/// outlives a crash and counts no fine twice; between two ticks it answers. When its time is over a second reminder erases it.
/// </summary>
public sealed class ComparisonActor : Actor, IComparisonActor, IRemindable
{
    private const string Tick = "tick";
    private const string Drop = "drop";
    private const int MostFailures = 60;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DropPeriod = TimeSpan.FromHours(1);
    private readonly ComparisonStore store;
    private readonly ComparedFines fines;
    private readonly ComparisonSettings settings;
    private readonly TimeProvider time;

    public ComparisonActor(ActorHost host, ComparedFines fines, ComparisonSettings settings, TimeProvider time)
        : base(host)
    {
        (this.fines, this.settings, this.time) = (fines, settings, time);
        store = new ComparisonStore(StateManager);
    }

    /// <inheritdoc/>
    public async Task<ComparisonAnswer> Start(ComparisonStart start)
    {
        if (await store.Head() is { } known) return new ComparisonAnswer(known, known.Hash == start.Hash ? StartResults.Known : StartResults.OtherRequest);
        var head = ComparisonHead.Queued(start.Id, start.Hash, start.Plan, time.GetUtcNow());

        // First the reminder: whatever is cut off here, it finds and cleans up.
        await RegisterReminderAsync(Tick, [], TimeSpan.Zero, TickPeriod);
        await store.Save(head);
        return new ComparisonAnswer(head, StartResults.Started);
    }

    /// <inheritdoc/>
    public async Task<ComparisonAnswer> Read() => new(await store.Head());

    /// <inheritdoc/>
    public async Task<DifferencesFound> Find(DifferencesQuery query) =>
        new(await store.Head() is { } head ? await store.Read(head, query.From, query.Limit) : null);

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var head = await store.Head();
        if (head is null) await Unregister();
        else if (reminderName == Drop) await Erase(head);
        else if (ComparisonStatus.IsOver(head.Status)) await Settle();
        else await GoOn(head);
    }

    private async Task GoOn(ComparisonHead head)
    {
        try
        {
            await Work(head with { Status = ComparisonStatus.Running, StartedAt = head.StartedAt ?? time.GetUtcNow(), Failures = 0 });
        }
        catch (Exception failure)
        {
            // Mostly the list, a fine or the store cannot be reached: what was not saved is done again.
            await store.Forget();
            Logger.LogWarning("A comparison of tariffs could not go on: {Reason}", failure.Message);
            head = head with { Failures = head.Failures + 1 };
            if (head.Failures >= MostFailures) await End(head, ComparisonStatus.Failed, "The fines could not be read for a minute.");
            else await store.Save(head);
        }
    }

    private async Task Work(ComparisonHead head)
    {
        var began = time.GetTimestamp();
        for (var pages = 0; pages < settings.PagesATick && time.GetElapsedTime(began).TotalMilliseconds < settings.TickMilliseconds; pages++)
        {
            // What is decided from now on would come before the cursor: it is left out, however far the period goes.
            var plan = head.Plan with { To = head.Plan.To < head.CreatedAt ? head.Plan.To : head.CreatedAt.AddMilliseconds(1) };
            var page = await fines.Read(plan, head.Cursor, CancellationToken.None);
            head = await Compare(head, page);
            if (page.Cursor is not null) continue;
            await End(head, ComparisonStatus.Done);
            return;
        }

        await store.Save(head);
    }

    private async Task<ComparisonHead> Compare(ComparisonHead head, ComparedPage page)
    {
        var differences = new List<TariffDifference>();
        foreach (var fine in page.Fines)
        {
            (head, var difference) = head.With(fine);
            if (difference is not null) differences.Add(difference);
        }

        return head with { Kept = await store.Add(head.Kept, differences), Cursor = page.Cursor, ReachedAt = page.ReachedAt ?? head.ReachedAt };
    }

    private async Task End(ComparisonHead head, string status, string? error = null)
    {
        await store.Save(head with { Status = status, EndedAt = time.GetUtcNow(), Error = error, Cursor = null });
        await Settle();
    }

    // Also by the next tick, when a crash came between.
    private async Task Settle()
    {
        await RegisterReminderAsync(Drop, [], TimeSpan.FromDays(settings.KeptDays), DropPeriod);
        await UnregisterReminderAsync(Tick);
    }

    private async Task Erase(ComparisonHead head)
    {
        await store.Erase(head);
        await UnregisterReminderAsync(Drop);
    }

    private async Task Unregister()
    {
        await UnregisterReminderAsync(Tick);
        await UnregisterReminderAsync(Drop);
    }
}
