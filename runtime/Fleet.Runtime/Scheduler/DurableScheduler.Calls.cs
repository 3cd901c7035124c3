using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Scheduler;

/// <content>What happens when an item is due.</content>
public sealed partial class DurableScheduler
{
    private static readonly TimeSpan PauseWhenAbsent = TimeSpan.FromMilliseconds(50);

    private void Fire(Entry entry)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested || !IsCurrent_NeedsLock(entry))
                return;
            entry.Waits = null;
            if (Target_NeedsLock(entry) is not { } target)
                return;
            running.Start(() => CallAsync(entry, target));
        }
    }

    private IScheduledTarget? Target_NeedsLock(Entry entry)
    {
        var name = entry.Item.Target;
        if (!targets.TryGetValue(name, out var slot))
            targets.Add(name, slot = new TargetSlot());
        var target = slot.Next();
        if (target is null)
        {
            entry.MayBeLate = true;
            slot.Waiting.Add(entry);
        }

        return target;
    }

    private async Task CallAsync(Entry entry, IScheduledTarget target)
    {
        try
        {
            var outcome = entry.Item.ExpiresAt <= entry.Item.Due
                ? CallOutcome.Done
                : await CallAsync(entry.Item, target);
            if (!stopping.IsCancellationRequested)
                await AfterCallAsync(entry, outcome);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Cannot go on with {Key}", entry.Item.Key);
        }
    }

    private async Task<CallOutcome> CallAsync(ScheduledItem item, IScheduledTarget target)
    {
        try
        {
            return await target.CallAsync(item, stopping.Token);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.LogError(failure, "The call of {Key} failed", item.Key);
            return CallOutcome.Failed;
        }
    }

    private Task AfterCallAsync(Entry entry, CallOutcome outcome)
    {
        var policy = entry.Item.OnFailure;
        if (outcome == CallOutcome.Absent)
        {
            Park(entry);
            return Task.CompletedTask;
        }

        if (outcome == CallOutcome.Failed && (policy.MaxRetries is null || entry.FailedTries < policy.MaxRetries))
        {
            entry.FailedTries++;
            Enqueue(entry, Later(policy.Interval));
            return Task.CompletedTask;
        }

        if (outcome == CallOutcome.Failed)
            log.LogWarning("{Key} failed {Tries} times; given up", entry.Item.Key, entry.FailedTries + 1);
        return AdvanceAsync(entry, outcome == CallOutcome.Cancelled ? null : Following(entry));
    }

    private DateTimeOffset Later(TimeSpan interval)
    {
        var now = time.GetUtcNow();
        return interval < DateTimeOffset.MaxValue - now ? now + interval : DateTimeOffset.MaxValue;
    }

    private void Park(Entry entry)
    {
        lock (gate)
        {
            // Somebody may have attached since: then it is tried again soon.
            entry.MayBeLate = true;
            if (IsCurrent_NeedsLock(entry) && Target_NeedsLock(entry) is not null)
                entry.Waits = queue.Add(entry, time.GetUtcNow() + PauseWhenAbsent);
        }
    }

    private async Task AdvanceAsync(Entry entry, ScheduledItem? next)
    {
        Task writing;
        lock (gate)
        {
            if (!IsCurrent_NeedsLock(entry))
                return;
            (entry.FailedTries, entry.MayBeLate) = (0, false);
            if (next is null)
                entries.Remove(entry.Item.Key);
            else
                entry.Item = next;
            writing = next is null ? store.DeleteAsync(entry.Item.Key) : store.SaveAsync(next);
        }

        if (next is not null)
            Enqueue(entry, next.Due);
        await writing;
    }

    private ScheduledItem? Following(Entry entry)
    {
        var item = entry.Item;
        var left = item.CallsLeft - 1;
        if (left <= 0 || item.Repeat is null)
            return null;
        var due = entry.MayBeLate ? item.Repeat.NextAfter(item.Due, time.GetUtcNow()) : item.Repeat.Next(item.Due);
        return due is null || item.ExpiresAt <= due ? null : item with { Due = due.Value, CallsLeft = left };
    }
}
