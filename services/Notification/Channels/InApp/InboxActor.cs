using System.Globalization;
using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Notification.Recipients;

namespace Fleet.Notification.Channels.InApp;

/// <summary>The inbox of one recipient.</summary>
public interface IInboxActor : IActor
{
    Task Put(InboxEntry entry);

    Task<InboxFound> Read(InboxWanted wanted);

    Task<InboxFound> Mark(InboxMark mark);

    Task Clear();
}

/// <inheritdoc cref="IInboxActor"/>
public sealed class InboxActor(ActorHost host, TimeProvider time) : Actor(host), IInboxActor
{
    private const string Head = "head";
    private const int PageSize = 20;

    /// <summary>The inbox of a recipient.</summary>
    public static ActorProxy Of(IActorProxyFactory actors, string recipientId) => actors.Create(new ActorId(Recipient.ActorIdOf(recipientId)), nameof(InboxActor));

    /// <inheritdoc/>
    public async Task Put(InboxEntry entry)
    {
        if ((await StateManager.TryGetStateAsync<InboxPlace>("id:" + entry.Id)).HasValue) return;
        var head = await Begin();
        var number = head.Newest + 1;
        var page = await Page(number);
        await StateManager.SetStateAsync(KeyOf(number), new InboxPage([.. page.Entries, entry with { Number = number }]));
        await StateManager.SetStateAsync("id:" + entry.Id, new InboxPlace(number));
        await StateManager.SetStateAsync(Head, new InboxHead(number, head.Unread + 1));
        await SaveStateAsync();
    }

    /// <inheritdoc/>
    public async Task<InboxFound> Read(InboxWanted wanted)
    {
        var head = await Begin();
        var entries = new List<InboxEntry>();
        if (wanted.After is { } after)
        {
            for (var number = after + 1; number <= head.Newest && entries.Count < wanted.Most; number++) await Take(number, entries);
        }
        else
        {
            for (var number = Math.Min(wanted.Before ?? long.MaxValue, head.Newest + 1) - 1; number > 0 && entries.Count < wanted.Most; number--) await Take(number, entries);
        }

        return new InboxFound(entries, head.Unread, head.Newest);
    }

    /// <inheritdoc/>
    public async Task<InboxFound> Mark(InboxMark mark)
    {
        var (head, now) = (await Begin(), time.GetUtcNow());
        var unread = head.Unread;
        foreach (var id in mark.Ids)
        {
            if (await StateManager.TryGetStateAsync<InboxPlace>("id:" + id) is not { HasValue: true } place) continue;
            var page = await Page(place.Value.Number);
            if (page.Entries.FirstOrDefault(entry => entry.Id == id) is not { ReadAt: null }) continue;
            await StateManager.SetStateAsync(KeyOf(place.Value.Number), new InboxPage([.. page.Entries.Select(entry => entry.Id == id ? entry with { ReadAt = now } : entry)]));
            unread--;
        }

        if (unread == head.Unread) return new InboxFound([], unread, head.Newest);
        await StateManager.SetStateAsync(Head, head with { Unread = unread });
        await SaveStateAsync();
        return new InboxFound([], unread, head.Newest);
    }

    /// <inheritdoc/>
    public async Task Clear()
    {
        var head = await Begin();
        for (var number = 1L; number <= head.Newest; number += PageSize)
        {
            foreach (var entry in (await Page(number)).Entries) await StateManager.TryRemoveStateAsync("id:" + entry.Id);
            await StateManager.TryRemoveStateAsync(KeyOf(number));
        }

        // Numbers go on, so that who watches live does not take a new message for one that it has seen.
        if (head.Newest == 0) return;
        await StateManager.SetStateAsync(Head, head with { Unread = 0 });
        await SaveStateAsync();
    }

    private static string KeyOf(long number) => string.Create(CultureInfo.InvariantCulture, $"page:{(number - 1) / PageSize}");

    private async Task Take(long number, List<InboxEntry> entries)
    {
        if ((await Page(number)).Entries.FirstOrDefault(entry => entry.Number == number) is { } found) entries.Add(found);
    }

    private async Task<InboxPage> Page(long number) =>
        await StateManager.TryGetStateAsync<InboxPage>(KeyOf(number)) is { HasValue: true } page ? page.Value : new InboxPage([]);

    private async Task<InboxHead> Begin() => await StateManager.TryGetStateAsync<InboxHead>(Head) is { HasValue: true } head ? head.Value : new InboxHead(0, 0);
}
