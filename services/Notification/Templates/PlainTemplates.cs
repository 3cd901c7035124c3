using System.Globalization;
using System.Text.Encodings.Web;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Channels;
using Fleet.Notification.Domain;

namespace Fleet.Notification.Templates;

/// <summary>Writes without templates, in English: the notice of a fine in full, everything else in a few lines.</summary>
public sealed class PlainTemplates : ITemplates
{
    /// <inheritdoc/>
    public ValueTask<Content> Write(ThingToSay thing, CancellationToken cancellation) => ValueTask.FromResult(thing switch
    {
        { Fine: { Type: FineEventTypes.Issued } issued } => Issued(thing, issued),
        { Fine: { } fine } => Lines(thing, $"Speeding fine {fine.FineId}: {Words(fine.Type)}", Facts(fine)),
        { Vehicle: { } vehicle } => Lines(thing, $"Vehicle {vehicle.Plate}: {vehicle.Kind} at {Time(vehicle.At, thing.TimeZone)}", []),
        { Digest: { } digest } => Lines(thing, $"{digest.Count} messages", digest.Select(news => news.Subject)),
        _ => throw new UnwritableException($"There is nothing to say by template '{thing.Template}'."),
    });

    private static Content Issued(ThingToSay thing, FineEvent issued)
    {
        var notice = FineNotice.Render(issued);
        return new Content(thing.Template, "en", 1, notice.Subject, notice.Subject, notice.Html);
    }

    private static Content Lines(ThingToSay thing, string subject, IEnumerable<string> lines)
    {
        var all = lines.Prepend(subject).ToList();
        var html = string.Concat(all.Select(line => $"<p>{HtmlEncoder.Default.Encode(line)}</p>\n"));
        return new Content(thing.Template, "en", 1, OneLine(subject), string.Join('\n', all), "<!DOCTYPE html>\n<html lang=\"en\">\n<body>\n" + html + "</body>\n</html>\n");
    }

    private static IEnumerable<string> Facts(FineEvent fine)
    {
        if (fine.Amount is { } amount) yield return $"Amount due: {Amounts.Format(amount)}";
        if (fine.DueDate is { } due) yield return $"Pay by: {LocalTimes.Format(due)}";
        if (fine.Details?.Received is { } received) yield return $"Payment: {Amounts.Format(received)}";
        if (fine.Details?.Reason is { } reason) yield return $"Reason: {reason}";
    }

    private static string Words(string type) => type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    private static string Time(DateTimeOffset at, string? zone) => LocalTimes.Format(at, zone ?? "Etc/UTC").ToString(CultureInfo.InvariantCulture);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '?'));
}
