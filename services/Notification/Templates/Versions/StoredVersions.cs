using System.Collections.Immutable;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Reading;
using HandlebarsDotNet;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Templates.Versions;

/// <summary>
/// The versions in use: those that were put into use at run time, else the newest that the service came with. Kept in memory; when a message is
/// written and the last look is older than <see cref="NoticeOptions.Refresh"/>, the book is asked what changed. A version that this service
/// cannot use is passed over for the one before it.
/// </summary>
public sealed class StoredVersions(
    ShippedTemplates shipped, TemplateBookCalls book, IOptions<NoticeOptions> options, TimeProvider time, ILogger<StoredVersions> log) : ITemplateVersions, IDisposable
{
    private readonly SemaphoreSlim looking = new(1);
    private Known? known;

    /// <inheritdoc/>
    public async ValueTask<ChosenTemplate?> Choose(string template, string? locale, CancellationToken cancellation)
    {
        var known = await Current(cancellation);
        foreach (var tag in LocaleChain.Of(locale, options.Value.Locale))
        {
            if (!shipped.Locales.TryGetValue(tag, out var kit)) continue;
            var key = new TemplateKey(template, kit.Locale);
            if (known.Versions.GetValueOrDefault(key) is { } own) return new ChosenTemplate(own, kit);
            if (shipped.Of(key) is [.., var newest]) return new ChosenTemplate(newest, kit);
        }

        return null;
    }

    /// <summary>Takes what changed in the book at once.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            await Look();
        }
        finally
        {
            looking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => looking.Dispose();

    private async ValueTask<Known> Current(CancellationToken cancellation)
    {
        var seen = Volatile.Read(ref known);
        if (seen is not null && time.GetElapsedTime(seen.LookedAt) < options.Value.Refresh) return seen;
        // One looks, the others go on with what is known.
        if (seen is not null && !await looking.WaitAsync(0, cancellation)) return seen;
        if (seen is null) await looking.WaitAsync(cancellation);
        try
        {
            if (Volatile.Read(ref known) is { } fresh && fresh != seen) return fresh;
            await Look();
        }
        catch (Exception failure) when (seen is not null && !cancellation.IsCancellationRequested)
        {
            log.LogWarning("The book of templates does not answer; what is known stays in use: {Reason}", failure.Message);
            Volatile.Write(ref known, seen with { LookedAt = time.GetTimestamp() });
        }
        finally
        {
            looking.Release();
        }

        return Volatile.Read(ref known)!;
    }

    private async Task Look()
    {
        var before = Volatile.Read(ref known) ?? new Known(0, ImmutableDictionary<TemplateKey, TemplateVersion>.Empty, 0);
        var news = await book.News(before.Revision);
        var versions = before.Versions;
        foreach (var active in news.Active)
        {
            var usable = await Usable(active.Key, active.Number);
            versions = usable is null ? versions.Remove(active.Key) : versions.SetItem(active.Key, usable);
        }

        Volatile.Write(ref known, new Known(news.Revision, versions, time.GetTimestamp()));
    }

    // Null: the newest that the service came with.
    private async Task<TemplateVersion?> Usable(TemplateKey key, int number)
    {
        if (!shipped.Locales.ContainsKey(key.Locale)) return null;
        for (; number >= TemplateVersion.FirstOwn; number--)
        {
            if ((await book.Text(new BookVersion(key, number))).Parts is not { } parts) continue;
            var mistakes = Mistakes(key, parts);
            if (mistakes.Count == 0) return new TemplateVersion(key, number, parts);
            log.LogError("Version {Number} of template {Template} cannot be used, the one before it is: {Mistake}", number, key.ToString(), mistakes[0]);
        }

        return shipped.Of(key).LastOrDefault(version => version.Number <= number);
    }

    /// <summary>What is wrong with the texts of a template, tried on an invented event too.</summary>
    public IReadOnlyList<TemplateMistake> Mistakes(TemplateKey key, TemplateParts parts)
    {
        if (FieldSets.Of(key.Name) is not { } fields || !shipped.Locales.TryGetValue(key.Locale, out var kit))
            return [new TemplateMistake("", 1, null, "unknown_template", $"There is no template {key}.")];
        var mistakes = TemplateCheck.Of(parts, fields, kit.Partials);
        if (mistakes.Count > 0) return mistakes;
        try
        {
            kit.Compile(parts).All(kit.Model(Samples.Of(key.Name), options.Value));
            kit.Compile(parts).All(kit.Model(Samples.Least(key.Name), options.Value));
            return [];
        }
        catch (HandlebarsException mistake)
        {
            return [new TemplateMistake("", 1, null, "wrong_tag", mistake.Message)];
        }
    }

    private sealed record Known(long Revision, ImmutableDictionary<TemplateKey, TemplateVersion> Versions, long LookedAt);
}
