using Dapr.Actors;
using Fleet.Notification.Templates.Reading;

namespace Fleet.Notification.Templates.Versions;

/// <summary>The versions that were made at run time, and which version of each template is in use. One for the service; its id is <see cref="TemplateBook.BookId"/>.</summary>
public interface ITemplateBook : IActor
{
    /// <summary>What changed after a revision.</summary>
    Task<BookNews> News(long revision);

    /// <summary>Adds a version and puts it into use.</summary>
    Task<BookAnswer> Add(NewVersion version);

    /// <summary>Puts a version into use.</summary>
    Task<BookAnswer> Activate(Activation activation);

    /// <summary>The versions of a template that were made at run time.</summary>
    Task<BookEntry> Entry(TemplateKey key);

    /// <summary>The texts of such a version; null parts when there is none.</summary>
    Task<BookText> Text(BookVersion version);
}

/// <summary>A version to add.</summary>
/// <param name="Key">Of which template.</param>
/// <param name="Parts">Its texts, checked.</param>
/// <param name="Current">The version that came with the service and is in use as long as no other was put into use.</param>
/// <param name="CurrentHash">Hash of the texts of that version.</param>
/// <param name="Hash">Hash of the texts.</param>
/// <param name="By">Who wants it.</param>
/// <param name="OnceKey">Idempotency key; null without one.</param>
public sealed record NewVersion(TemplateKey Key, TemplateParts Parts, int Current, string CurrentHash, string Hash, string By, string? OnceKey);

/// <summary>A version to put into use.</summary>
/// <param name="Key">Of which template.</param>
/// <param name="Number">Which version: one that the service came with, or one that was made at run time.</param>
/// <param name="By">Who wants it.</param>
public sealed record Activation(TemplateKey Key, int Number, string By);

/// <summary>A version that was made at run time.</summary>
public sealed record BookVersion(TemplateKey Key, int Number);

/// <summary>Texts of a version.</summary>
public sealed record BookText(TemplateParts? Parts);

/// <summary>What became of a change.</summary>
/// <param name="Result">One of <see cref="BookResults"/>.</param>
/// <param name="Number">The version in use after it.</param>
public sealed record BookAnswer(string Result, int Number);

/// <summary>Results of a change of the book.</summary>
public static class BookResults
{
    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>Nothing was to be done.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The idempotency key came with another request before.</summary>
    public const string KeyReused = "key_reused";

    /// <summary>The template has as many versions as it can.</summary>
    public const string Full = "full";

    /// <summary>There is no such version.</summary>
    public const string NotFound = "not_found";
}

/// <summary>What changed.</summary>
/// <param name="Revision">Up to here.</param>
/// <param name="Active">The versions in use, of templates that changed.</param>
public sealed record BookNews(long Revision, IReadOnlyList<ActiveVersion> Active);

/// <summary>The version of a template in use.</summary>
/// <param name="Key">Which template.</param>
/// <param name="Number">Which version.</param>
/// <param name="Revision">The change that put it into use.</param>
public sealed record ActiveVersion(TemplateKey Key, int Number, long Revision);

/// <summary>What the book has of a template.</summary>
/// <param name="Versions">Oldest first.</param>
/// <param name="Active">The version in use; null: the newest that the service came with.</param>
/// <param name="Once">Answers to the last requests with an idempotency key.</param>
public sealed record BookEntry(IReadOnlyList<BookLine> Versions, int? Active, IReadOnlyList<BookOnce> Once)
{
    public static BookEntry Empty { get; } = new([], null, []);
}

/// <summary>A version without its texts.</summary>
/// <param name="Number">Number of the version.</param>
/// <param name="By">Who made it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Hash">Hash of its texts.</param>
public sealed record BookLine(int Number, string By, DateTimeOffset At, string Hash);

/// <summary>The answer to a request with an idempotency key.</summary>
public sealed record BookOnce(string Key, string Hash, int Number);

/// <summary>Which versions are in use.</summary>
public sealed record BookHead(long Revision, IReadOnlyList<ActiveVersion> Active)
{
    public static BookHead Empty { get; } = new(0, []);
}
