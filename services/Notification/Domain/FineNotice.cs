using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Fleet.Contracts.FineCollection;

namespace Fleet.Notification.Domain;

/// <summary>The notice of a fine: what happened, what was measured, what to pay until when, how to object.</summary>
public static class FineNotice
{
    private const string Site = "https://fines.fleet.example.org/";

    /// <summary>Renders the notice of a <see cref="FineEventTypes.Issued"/> event.</summary>
    /// <exception cref="ArgumentException">The event lacks what a notice has to state.</exception>
    public static Notice Render(FineEvent issued)
    {
        if (issued is not { Recipient: { } recipient, Amount: { } amount, DueDate: { } due })
            throw new ArgumentException("A notice needs a recipient, an amount and a due date.", nameof(issued));
        var subject = $"Speeding fine {issued.FineId}: {Amounts.Format(amount)} due by {LocalTimes.Format(due)}";
        return new Notice(OneLine(subject), Document(issued, recipient.Name, amount, due));
    }

    private static string Document(FineEvent issued, string name, Money amount, DateOnly due)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>").Append(Encode("Speeding fine " + issued.FineId)).Append("</title></head>\n<body>\n");
        html.Append("<h1>Speeding fine</h1>\n<p>Dear ").Append(Encode(name)).Append(",</p>\n");
        html.Append("<p>A vehicle that is registered in your name was driven faster than the limit.</p>\n<table>\n");
        foreach (var (label, value) in Facts(issued.FineId, issued.Violation)) Row(html, label, value);
        Row(html, "Amount to pay", Amounts.Format(amount));
        Row(html, "Pay by", LocalTimes.Format(due));
        html.Append("</table>\n");
        HowToPayOrObject(html, issued.FineId, due);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static IEnumerable<(string Label, string Value)> Facts(string fineId, ViolationSummary violation) =>
    [
        ("Fine", fineId),
        ("Number plate", violation.Plate),
        ("Road", violation.RoadName),
        ("Place", violation.Place),
        ("Entered the section", LocalTimes.Format(violation.EnteredAt, violation.TimeZone)),
        ("Left the section", LocalTimes.Format(violation.LeftAt, violation.TimeZone)),
        ("Measured average speed", Speed(violation.MeasuredSpeedKmh)),
        ("Legal tolerance taken off", Speed(violation.ToleranceKmh)),
        ("Corrected speed", Speed(violation.CorrectedSpeedKmh)),
        ("Speed limit", Speed(violation.LimitKmh)),
    ];

    private static void HowToPayOrObject(StringBuilder html, string fineId, DateOnly due)
    {
        var page = Site + Uri.EscapeDataString(fineId);
        html.Append("<h2>How to pay</h2>\n<p>Pay at ").Append(Link(page + "/pay")).Append(", or by bank transfer with the reference ")
            .Append(Encode(fineId)).Append(".</p>\n");
        html.Append("<h2>How to object</h2>\n<p>If you do not agree, object at ").Append(Link(page + "/object")).Append(", or in writing with the reference ")
            .Append(Encode(fineId)).Append(", until ").Append(Encode(LocalTimes.Format(due))).Append(".</p>\n");
    }

    private static void Row(StringBuilder html, string label, string value) =>
        html.Append("<tr><th scope=\"row\">").Append(Encode(label)).Append("</th><td>").Append(Encode(value)).Append("</td></tr>\n");

    private static string Link(string url) => $"<a href=\"{Encode(url)}\">{Encode(url)}</a>";

    private static string Speed(decimal kmh) => kmh.ToString("0.#", CultureInfo.InvariantCulture) + " km/h";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    // A header is one line, whatever an id may hold.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '?'));
}
