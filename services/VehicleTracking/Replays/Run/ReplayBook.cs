using Dapr.Actors.Runtime;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>The shell around the list of replays.</summary>
public sealed class ReplayBook(ActorHost host) : Actor(host), IReplayBook
{
    public const string ActorName = "replays";
    private const string StateName = "book";

    public async Task<BookAnswer> Enter(BookEntry entry)
    {
        var book = await Book();
        if (!book.Has(entry.Id) && !book.HasRoom) return new BookAnswer(false, false);
        if (!book.Entries.Contains(entry)) book = await Save([.. book.Entries.Where(other => other.Id != entry.Id), entry]);
        return new BookAnswer(true, book.MayRun(entry.Id));
    }

    public async Task Leave(string id)
    {
        var book = await Book();
        if (book.Has(id)) await Save([.. book.Entries.Where(entry => entry.Id != id)]);
    }

    public Task<BookView> List() => Book();

    private async Task<BookView> Save(IEnumerable<BookEntry> entries)
    {
        var book = new BookView([.. entries.OrderBy(entry => entry.CreatedMs).ThenBy(entry => entry.Id, StringComparer.Ordinal)]);
        try
        {
            await StateManager.SetStateAsync(StateName, book);
            await StateManager.SaveStateAsync();
            return book;
        }
        catch
        {
            // What is not saved must not be seen by the next turn.
            await StateManager.ClearCacheAsync();
            throw;
        }
    }

    private async Task<BookView> Book() => await StateManager.TryGetStateAsync<BookView>(StateName) is { HasValue: true } found ? found.Value : BookView.Empty;
}
