using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Enters items in the books of the service.</summary>
public sealed class DueBookClient(IActorProxyFactory actors, DueBookOptions options, ILogger<DueBookClient> log)
{
    // A call stays far below the size that sidecars take.
    private const int MaxItemsACall = 1_000;

    /// <summary>Enters items, in one call a book. Entering an item again is harmless.</summary>
    /// <returns>The items that will come due: they are stored, and the reminder of their book is set. What fails is logged.</returns>
    public Task<IReadOnlyList<DueItem>> Add(IReadOnlyList<DueItem> items, CancellationToken cancellation) => Enter(items, item => item.DueAt, cancellation);

    /// <summary>Enters items that are due already, to be handled once more at <paramref name="at"/>.</summary>
    internal Task<IReadOnlyList<DueItem>> AddAgain(IReadOnlyList<DueItem> items, Func<DueItem, DateTimeOffset> at, CancellationToken cancellation) =>
        Enter(items, at, cancellation);

    internal ActorProxy Book(string name) => actors.Create(new ActorId(name), options.BookType);

    internal Task<DueHoursFound> Hours(DueHoursRead read, CancellationToken cancellation) =>
        DueCatalogue.Proxy(actors, options).InvokeMethodAsync<DueHoursRead, DueHoursFound>(nameof(IDueCatalogue.Read), read, cancellation);

    private async Task<IReadOnlyList<DueItem>> Enter(IReadOnlyList<DueItem> items, Func<DueItem, DateTimeOffset> at, CancellationToken cancellation)
    {
        var books = items.GroupBy(item => DueBookName.Of(item.Id, at(item), options));
        var entered = await Task.WhenAll(books.Select(book => Enter(book.Key, [.. book], cancellation)));
        return [.. entered.SelectMany(stored => stored)];
    }

    private async Task<IReadOnlyList<DueItem>> Enter(string book, IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        var stored = new List<DueItem>();
        try
        {
            foreach (var part in items.Chunk(MaxItemsACall))
            {
                await Book(book).InvokeMethodAsync<DueEntries, DueEntered>(nameof(IDueBook.Add), new DueEntries(part), cancellation);
                stored.AddRange(part);
            }
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "{Count} items could not be entered in due-date book {Book}", items.Count - stored.Count, book);
        }

        return stored;
    }
}
