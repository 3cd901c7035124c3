using System.Globalization;
using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>The items of one slot and one shard.</summary>
public interface IDueBook : IActor
{
    /// <summary>Enters items, in one transaction. What was entered just before is not entered again.</summary>
    Task<DueEntered> Add(DueEntries entries);

    /// <summary>Strikes off the batch that is done with, and gives the next one, in one transaction.</summary>
    Task<DueBatch> Next(DueProgress progress);

    /// <summary>What the book holds; <see cref="DueBookHead.Empty"/> when nothing.</summary>
    Task<DueBookHead> Head();

    /// <summary>Registers the reminder anew, in case the scheduler has lost it or has it too late; a book without items is closed.</summary>
    Task Wake();
}

/// <inheritdoc cref="IDueBook"/>
/// <remarks>
/// The actor only keeps the book: <see cref="DueRunner"/> handles the items, outside the turn, so that a long run holds up nobody who enters items,
/// and a handler may itself enter items in the book that is running. The reminder fires every minute until the book is empty: whatever ends a run,
/// the next firing takes up where it ended, which repeats at most one batch. Then state, reminder and the entry in the catalogue are removed.
/// </remarks>
public sealed class DueBook(ActorHost host, DueRunner runner, DueBookOptions options, TimeProvider time) : Actor(host), IDueBook, IRemindable
{
    internal const int PageSize = 100;
    private const string HeadKey = "head";
    private const string Reminder = "due";
    private const int MaxAttemptsToRemind = 10;
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxLate = TimeSpan.FromSeconds(5);

    // Head and newest page as the store has them; null: they have to be read.
    private DueBookHead? keptHead;
    private List<DueItem>? keptPage;

    private string Name => Id.GetId();

    /// <inheritdoc/>
    public async Task<DueEntered> Add(DueEntries entries)
    {
        var (head, page) = await Newest();
        if (head.Waiting == 0) await Open();
        var count = 0;
        foreach (var item in entries.Items.Where(item => !page.Contains(item)))
        {
            if (head.Closed || page.Count == PageSize)
            {
                if (!head.Closed) await SavePage(head, page);
                (head, page) = (head with { End = head.End + 1, Closed = false }, []);
            }

            page.Add(item);
            head = head with { Waiting = head.Waiting + 1, OldestDueAt = item.DueAt < head.OldestDueAt ? item.DueAt : head.OldestDueAt };
            count++;
        }

        if (count > 0) await SavePage(head, page);
        if (count > 0) await Save(head);
        (keptHead, keptPage) = (head, page);
        return new DueEntered(count);
    }

    /// <inheritdoc/>
    public async Task<DueBatch> Next(DueProgress progress)
    {
        var (head, page) = await Newest();
        if (progress.Done is { } done)
        {
            // Another run has begun since, or this was reported before: the one that is listened to goes on.
            if (head.Runner != progress.Runner || head.First != done || head.HandedOut == 0) return DueBatch.None;
            await StateManager.RemoveStateAsync(PageKey(done));
            head = head with { First = done + 1, Waiting = head.Waiting - head.HandedOut, HandedOut = 0 };
        }

        if (head.First == head.End) return await Close();
        var isNewest = head.First == head.End - 1;
        var items = isNewest && !head.Closed ? [.. page] : await StateManager.GetStateAsync<DueItem[]>(PageKey(head.First));
        head = head with { Runner = progress.Runner, HandedOut = items.Length, Closed = head.Closed || isNewest };
        await Save(head);
        (keptHead, keptPage) = (head, head.Closed ? [] : page);
        return new DueBatch(head.First, items);
    }

    /// <inheritdoc/>
    public async Task<DueBookHead> Head()
    {
        var (head, page) = await Newest();
        (keptHead, keptPage) = (head, page);
        return head;
    }

    /// <inheritdoc/>
    public async Task Wake()
    {
        var head = await Head();
        if (head.Waiting > 0) await Remind();
        else await Close();
    }

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        // A scheduler may count in whole seconds, by a clock of its own.
        if (DueBookName.InstantOf(Name) > time.GetUtcNow()) await Remind();
        else runner.Start(Name);
    }

    // If the turn fails, the next one reads again what the store really has.
    private async Task<(DueBookHead Head, List<DueItem> Page)> Newest()
    {
        var kept = (keptHead, keptPage);
        (keptHead, keptPage) = (null, null);
        if (kept is ({ } known, { } knownPage)) return (known, knownPage);
        await StateManager.ClearCacheAsync();
        var head = await StateManager.TryGetStateAsync<DueBookHead>(HeadKey) is { HasValue: true } found ? found.Value : DueBookHead.Empty;
        return (head, head.Closed ? [] : [.. await StateManager.GetStateAsync<DueItem[]>(PageKey(head.End - 1))]);
    }

    // A reminder without a book is found when it fires; a book without a reminder never would be.
    private async Task Open()
    {
        await Catalogue().InvokeMethodAsync(nameof(IDueCatalogue.Open), new DueBookListed(Name));
        await Remind();
    }

    private async Task<DueBatch> Close()
    {
        if (await StateManager.TryRemoveStateAsync(HeadKey)) await Saved();
        await Catalogue().InvokeMethodAsync(nameof(IDueCatalogue.Close), new DueBookListed(Name));
        await UnregisterReminderAsync(Reminder);
        return DueBatch.None;
    }

    // A reminder is registered with the time that is left, and counts from when the sidecar takes it: what the clock jumps meanwhile, as after a
    // machine slept, would be added to it. A clock that jumps on and on is left to DueWatch.
    private async Task Remind()
    {
        for (var attempt = 1; attempt <= MaxAttemptsToRemind; attempt++)
        {
            var began = time.GetUtcNow();
            var left = DueBookName.InstantOf(Name) - began;
            await RegisterReminderAsync(Reminder, [], left > TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)) : TimeSpan.Zero, Again);
            if (left <= TimeSpan.Zero || time.GetUtcNow() - began < MaxLate) return;
        }
    }

    private Task SavePage(DueBookHead head, List<DueItem> page) => StateManager.SetStateAsync(PageKey(head.End - 1), page.ToArray());

    private async Task Save(DueBookHead head)
    {
        await StateManager.SetStateAsync(HeadKey, head);
        await Saved();
    }

    private async Task Saved()
    {
        await SaveStateAsync();
        await StateManager.ClearCacheAsync();
    }

    private Dapr.Actors.Client.ActorProxy Catalogue() => DueCatalogue.Proxy(ProxyFactory, options);

    private static string PageKey(long number) => "page-" + number.ToString("00000000", CultureInfo.InvariantCulture);
}
