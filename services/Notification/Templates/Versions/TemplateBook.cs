using System.Globalization;
using Dapr.Actors.Runtime;

namespace Fleet.Notification.Templates.Versions;

/// <inheritdoc cref="ITemplateBook"/>
public sealed class TemplateBook(ActorHost host, TimeProvider time) : Actor(host), ITemplateBook
{
    /// <summary>Id of the one book.</summary>
    public const string BookId = "templates";

    private const int MostVersions = 1_000;
    private const int MostOnce = 50;
    private const string HeadKey = "head";

    /// <inheritdoc/>
    public Task<BookNews> News(long revision) => Turn(async () =>
    {
        var head = await Get(HeadKey, BookHead.Empty);
        return new BookNews(head.Revision, [.. head.Active.Where(active => active.Revision > revision)]);
    });

    /// <inheritdoc/>
    public Task<BookAnswer> Add(NewVersion version) => Turn(async () =>
    {
        var entry = await Get(EntryKey(version.Key), BookEntry.Empty);
        if (version.OnceKey is { } once && entry.Once.FirstOrDefault(known => known.Key == once) is { } known)
            return known.Hash == version.Hash ? new BookAnswer(BookResults.Done, known.Number) : new BookAnswer(BookResults.KeyReused, known.Number);
        var active = entry.Active ?? version.Current;
        var activeHash = entry.Versions.FirstOrDefault(line => line.Number == active)?.Hash ?? (active == version.Current ? version.CurrentHash : null);
        if (activeHash == version.Hash) return new BookAnswer(BookResults.Unchanged, active);
        if (entry.Versions.Count >= MostVersions) return new BookAnswer(BookResults.Full, active);
        var number = entry.Versions.Count == 0 ? TemplateVersion.FirstOwn : entry.Versions[^1].Number + 1;
        IReadOnlyList<BookOnce> remembered = version.OnceKey is { } key ? [.. entry.Once.TakeLast(MostOnce - 1), new BookOnce(key, version.Hash, number)] : entry.Once;
        await StateManager.SetStateAsync(TextKey(version.Key, number), version.Parts);
        var line = new BookLine(number, version.By, time.GetUtcNow(), version.Hash);
        await Use(version.Key, new BookEntry([.. entry.Versions, line], number, remembered));
        return new BookAnswer(BookResults.Done, number);
    });

    /// <inheritdoc/>
    public Task<BookAnswer> Activate(Activation activation) => Turn(async () =>
    {
        var entry = await Get(EntryKey(activation.Key), BookEntry.Empty);
        if (activation.Number >= TemplateVersion.FirstOwn && entry.Versions.All(line => line.Number != activation.Number))
            return new BookAnswer(BookResults.NotFound, entry.Active ?? 0);
        if (entry.Active == activation.Number) return new BookAnswer(BookResults.Unchanged, activation.Number);
        await Use(activation.Key, entry with { Active = activation.Number });
        return new BookAnswer(BookResults.Done, activation.Number);
    });

    /// <inheritdoc/>
    public Task<BookEntry> Entry(TemplateKey key) => Turn(() => Get(EntryKey(key), BookEntry.Empty));

    /// <inheritdoc/>
    public Task<BookText> Text(BookVersion version) => Turn(async () => new BookText(await Get<Reading.TemplateParts?>(TextKey(version.Key, version.Number), null)));

    private async Task Use(TemplateKey key, BookEntry entry)
    {
        var head = await Get(HeadKey, BookHead.Empty);
        var active = new ActiveVersion(key, entry.Active!.Value, head.Revision + 1);
        await StateManager.SetStateAsync(EntryKey(key), entry);
        await StateManager.SetStateAsync(HeadKey, new BookHead(active.Revision, [.. head.Active.Where(other => other.Key != key), active]));
        await SaveStateAsync();
    }

    // Whatever fails, the next turn starts from what is stored.
    private async Task<T> Turn<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            await StateManager.ClearCacheAsync();
        }
    }

    private async Task<T> Get<T>(string name, T ifAbsent) => await StateManager.TryGetStateAsync<T>(name) is { HasValue: true } found ? found.Value : ifAbsent;

    private static string EntryKey(TemplateKey key) => "entry-" + key.Name + "-" + key.Locale;

    private static string TextKey(TemplateKey key, int number) => "text-" + key.Name + "-" + key.Locale + "-" + number.ToString(CultureInfo.InvariantCulture);
}
