using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Channels;

namespace Fleet.Notification.Templates.Model;

/// <summary>Invented things to say, for previews and for the check of new versions.</summary>
public static class Samples
{
    private const string Zone = "Europe/Amsterdam";
    private static readonly DateTimeOffset At = new(2026, 3, 14, 11, 50, 1, TimeSpan.Zero);
    private static readonly Money Due = new(123_450, "EUR");

    private static readonly FineEventDetails Details = new(
        new Money(61_725, "EUR"), new DateOnly(2026, 4, 2), new DateOnly(2026, 4, 30), new Money(4_115, "EUR"), new Money(5_000, "EUR"), new Money(1_250, "EUR"),
        "The sign was covered by a tree.",
        [new Instalment(new DateOnly(2026, 6, 1), new Money(61_725, "EUR")), new Instalment(new DateOnly(2026, 7, 1), new Money(61_725, "EUR"))], "fin_9876", new Money(2_500, "EUR"));

    private static readonly FineEvent Fine = new(
        "evt_sample", FineEventTypes.Issued, "fin_0123", At.AddMinutes(10),
        new Owner("own_sample", "Jo Sample", "jo@example.org"),
        new ViolationSummary("vio_0123", "AB123C", "A2 north", "km 40.1 to km 48.3", Zone, At, At.AddMinutes(4), 100, 122.4m, 3.7m, 118),
        Due, new DateOnly(2026, 5, 9), 1, Details);

    /// <summary>Something to say by a template, with all that its events may have.</summary>
    public static ThingToSay Of(string template)
    {
        var thing = new ThingToSay(template, ChannelNames.Email, null, Zone);
        if (template == TemplateNames.Digest) return thing with { Digest = [new DigestNews("evt_1", "alert.overspeed", At, "First"), new DigestNews("evt_2", "alert.alarm", At, "Second")] };
        return AlertGroups.Names.Contains(template, StringComparer.Ordinal)
            ? thing with { Template = "alert." + KindOf(template), Vehicle = new VehicleNews("AB123C", KindOf(template), At, At.AddMinutes(5), 52.0907, 5.1214, "depot", 131.5, 100) }
            : thing with { Fine = Fine with { Type = template } };
    }

    /// <summary>The same with the least that its events have.</summary>
    public static ThingToSay Least(string template) => Of(template) switch
    {
        { Vehicle: { } vehicle } thing => thing with { Vehicle = new VehicleNews(vehicle.Plate, vehicle.Kind, vehicle.At) },
        { Fine: { Type: FineEventTypes.Issued } fine } thing => thing with { Fine = fine with { Details = null } },
        { Fine: { } fine } thing => thing with { Fine = fine with { Details = null, Amount = null, DueDate = null } },
        var thing => thing with { Digest = [.. thing.Digest!.Take(1)] },
    };

    private static string KindOf(string group) => AlertGroups.KindsOf(group) is [var first, ..] ? first : "strange";
}
