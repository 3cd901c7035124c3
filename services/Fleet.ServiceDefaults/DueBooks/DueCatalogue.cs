using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Names a book.</summary>
public sealed record DueBookListed(string Book);

/// <summary>Which hours are wanted.</summary>
/// <param name="After">Only hours after this one; null from the first.</param>
/// <param name="Until">Only hours up to this one; null for all.</param>
/// <param name="Limit">How many at most.</param>
public sealed record DueHoursRead(string? After, string? Until, int Limit);

/// <summary>The books of an hour, in order of time.</summary>
public sealed record DueHourBooks(string Hour, IReadOnlyList<string> Books);

/// <summary>Some hours that have books, in order of time.</summary>
public sealed record DueHoursFound(IReadOnlyList<DueHourBooks> Hours);

/// <summary>Which books of a service there are, for who wants to look, and for waking those whose reminder was lost. A book is listed before it has items.</summary>
public interface IDueCatalogue : IActor
{
    /// <summary>A book comes into being.</summary>
    Task Open(DueBookListed book);

    /// <summary>A book is empty and gone.</summary>
    Task Close(DueBookListed book);

    /// <summary>Lists books by hour.</summary>
    Task<DueHoursFound> Read(DueHoursRead read);
}

/// <inheritdoc cref="IDueCatalogue"/>
public sealed class DueCatalogue(ActorHost host) : Actor(host), IDueCatalogue
{
    private const string HoursKey = "hours";

    /// <inheritdoc/>
    public async Task Open(DueBookListed book)
    {
        var hour = DueBookName.HourOf(book.Book);
        var books = await Names(HourKey(hour));
        if (books.Contains(book.Book)) return;
        if (books.Length == 0) await Set(HoursKey, [.. await Names(HoursKey), hour]);
        await Set(HourKey(hour), [.. books, book.Book]);
    }

    /// <inheritdoc/>
    public async Task Close(DueBookListed book)
    {
        var hour = DueBookName.HourOf(book.Book);
        var books = await Names(HourKey(hour));
        if (!books.Contains(book.Book)) return;
        if (books.Length > 1)
        {
            await Set(HourKey(hour), books.Where(other => other != book.Book));
            return;
        }

        await StateManager.RemoveStateAsync(HourKey(hour));
        await Set(HoursKey, (await Names(HoursKey)).Where(other => other != hour));
    }

    /// <inheritdoc/>
    public async Task<DueHoursFound> Read(DueHoursRead read)
    {
        var wanted = (await Names(HoursKey))
            .Where(hour => read.After is null || string.CompareOrdinal(hour, read.After) > 0)
            .Where(hour => read.Until is null || string.CompareOrdinal(hour, read.Until) <= 0)
            .Take(read.Limit);
        var found = new List<DueHourBooks>();
        foreach (var hour in wanted) found.Add(new DueHourBooks(hour, await Names(HourKey(hour))));
        return new DueHoursFound(found);
    }

    internal static ActorProxy Proxy(IActorProxyFactory actors, DueBookOptions options) => actors.Create(new ActorId("all"), options.CatalogueType);

    private async Task<string[]> Names(string key) =>
        await StateManager.TryGetStateAsync<string[]>(key) is { HasValue: true } found ? found.Value : [];

    private Task Set(string key, IEnumerable<string> names) =>
        StateManager.SetStateAsync(key, names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());

    private static string HourKey(string hour) => "hour-" + hour;
}
