using System.Globalization;
using Fleet.Notification.Templates.Formats;

namespace Fleet.Notification.Templates.Model;

/// <summary>The values of what happened to a vehicle, and of a digest.</summary>
public static class VehicleModel
{
    private const string Utc = "Etc/UTC";

    /// <summary>The fields of the template of the kind's group.</summary>
    /// <exception cref="UnwritableException">The event lacks what every event of its type has.</exception>
    public static Dictionary<string, object?> Of(VehicleNews news, string locale, LocaleFormats formats, string? timeZone)
    {
        var zone = timeZone ?? Utc;
        return new ModelWriter(locale)
            .Text("plate", news.Plate).Text("kind", news.Kind).Text("what", formats.KindOf(news.Kind)).Text("zone", news.Zone)
            .Text("at", formats.TimeOf(news.At, zone)).Text("until", news.Until is { } until ? formats.TimeOf(until, zone) : null)
            .Text("position", news is { Latitude: { } latitude, Longitude: { } longitude } ? Position(latitude, longitude) : null)
            .Text("speed", Speed(news.SpeedKmh, formats)).Text("limit", Speed(news.LimitKmh, formats))
            .Checked(AlertGroups.Of(news.Kind));
    }

    /// <summary>The fields of a digest, which has one item at least.</summary>
    public static Dictionary<string, object?> Of(IReadOnlyList<DigestNews> digest, string locale, LocaleFormats formats, string? timeZone) => new ModelWriter(locale)
        .Text("count", Count(digest)).Text("many", digest.Count > 1 ? Count(digest) : null).Text("latest", digest.Count == 0 ? null : digest[^1].Subject)
        .List("items", digest.Select(news => new ModelWriter(null)
            .Text("at", formats.TimeOf(news.At, timeZone ?? Utc)).Text("subject", news.Subject).Text("type", news.Type)))
        .Checked(TemplateNames.Digest);

    private static string Count(IReadOnlyList<DigestNews> digest) => digest.Count.ToString(CultureInfo.InvariantCulture);

    private static string Position(double latitude, double longitude) => string.Create(CultureInfo.InvariantCulture, $"{latitude:0.00000}, {longitude:0.00000}");

    // A speed is a measurement: beyond what a decimal holds it is none.
    private static string? Speed(double? kmh, LocaleFormats formats) =>
        kmh is { } speed && double.IsFinite(speed) && Math.Abs(speed) < 1e9 ? formats.SpeedOf((decimal)speed) : null;
}
