using System.Globalization;
using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Contracts;

namespace Fleet.Notification.Channels.Post;

/// <summary>Gathers letters until somebody closes them into a file. There is one.</summary>
public interface IPrintBook : IActor
{
    Task Add(Letter letter);

    Task<Closed> Close(CloseOrder order);

    Task<FilesFound> Files(FilesWanted wanted);

    Task<PageFound> Page(PageWanted wanted);
}

/// <inheritdoc cref="IPrintBook"/>
/// <remarks>
/// A letter is written into the file that is open; closing only moves on to the next number. Each is one transaction, so that a letter is in exactly one
/// file whatever crashes.
/// </remarks>
public sealed class PrintBook(ActorHost host, TimeProvider time) : Actor(host), IPrintBook
{
    private const string Head = "head";
    private const int PageSize = 20;

    /// <summary>The book.</summary>
    public static ActorProxy Of(IActorProxyFactory actors) => actors.Create(new ActorId("book"), nameof(PrintBook));

    /// <summary>The id of a file.</summary>
    public static string IdOf(int file) => string.Create(CultureInfo.InvariantCulture, $"prt_{file:D6}");

    /// <summary>The number of a file; null when it is no id of one.</summary>
    public static int? NumberOf(string id) =>
        id.StartsWith("prt_", StringComparison.Ordinal) && int.TryParse(id.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var file) && IdOf(file) == id ? file : null;

    /// <inheritdoc/>
    public async Task Add(Letter letter)
    {
        var mark = "letter:" + letter.MessageId;
        if ((await StateManager.TryGetStateAsync<PrintPlace>(mark)).HasValue) return;
        var head = await Begin();
        var key = PageKey(head.File, head.Letters / PageSize);
        var page = await StateManager.TryGetStateAsync<PrintPage>(key);
        await StateManager.SetStateAsync(key, new PrintPage([.. page.HasValue ? page.Value.Letters : [], letter]));
        await StateManager.SetStateAsync(mark, new PrintPlace(head.File));
        await StateManager.SetStateAsync(Head, head with { Letters = head.Letters + 1 });
        await SaveStateAsync();
    }

    /// <inheritdoc/>
    public async Task<Closed> Close(CloseOrder order)
    {
        var once = order.Key is { } key ? DerivedId.Of("key", key) : null;
        if (once is not null && await StateManager.TryGetStateAsync<PrintPlace>(once) is { HasValue: true } before) return new Closed(await Find(before.Value.File));
        var head = await Begin();
        if (head.Letters == 0) return new Closed(null);
        var file = new PrintFile(IdOf(head.File), head.Letters, time.GetUtcNow());
        await StateManager.SetStateAsync(file.Id, file);
        if (once is not null) await StateManager.SetStateAsync(once, new PrintPlace(head.File));
        await StateManager.SetStateAsync(Head, new PrintHead(head.File + 1, 0));
        await SaveStateAsync();
        return new Closed(file);
    }

    /// <inheritdoc/>
    public async Task<FilesFound> Files(FilesWanted wanted)
    {
        var head = await Begin();
        var files = new List<PrintFile>();
        for (var number = Math.Min(wanted.Before ?? head.File, head.File) - 1; number > 0 && files.Count < wanted.Most; number--)
        {
            if (await Find(number) is { } file) files.Add(file);
        }

        return new FilesFound(files, head.Letters);
    }

    /// <inheritdoc/>
    public async Task<PageFound> Page(PageWanted wanted)
    {
        if (await Find(wanted.File) is not { } file) return new PageFound(null, []);
        var page = await StateManager.TryGetStateAsync<PrintPage>(PageKey(wanted.File, wanted.Page));
        return new PageFound(file, page.HasValue ? page.Value.Letters : []);
    }

    private static string PageKey(int file, int page) => string.Create(CultureInfo.InvariantCulture, $"page:{file}:{page}");

    private async Task<PrintHead> Begin() => await StateManager.TryGetStateAsync<PrintHead>(Head) is { HasValue: true } head ? head.Value : new PrintHead(1, 0);

    private async Task<PrintFile?> Find(int number) =>
        await StateManager.TryGetStateAsync<PrintFile>(IdOf(number)) is { HasValue: true } file ? file.Value : null;
}
