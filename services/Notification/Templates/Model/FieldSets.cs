using System.Collections.Frozen;
using Fleet.Contracts.FineCollection;

namespace Fleet.Notification.Templates.Model;

/// <summary>Which values the templates can show: of each template, the fields and whether they are always there.</summary>
public static class FieldSets
{
    private static readonly Field[] Every =
    [
        Always("locale", "language of the template, a BCP 47 tag"),
        Always("subject", "the subject line; not in the subject itself"),
    ];

    private static readonly Field[] Fine =
    [
        .. Every,
        Always("fineId", "id of the fine, which is its payment reference"),
        Always("name", "name of the recipient"),
        Always("plate", "number plate"),
        Always("road", "road"),
        Always("place", "place on the road"),
        Always("timeZone", "IANA time zone of the road"),
        Always("enteredAt", "local time of entering the section, with offset"),
        Always("leftAt", "local time of leaving the section, with offset"),
        Always("measuredSpeed", "measured average speed"),
        Always("tolerance", "legal tolerance that was taken off"),
        Always("correctedSpeed", "corrected speed"),
        Always("limit", "speed limit"),
        Always("occurredOn", "local date of the event"),
        Always("fineUrl", "page of the fine"),
        Always("payUrl", "page to pay at"),
        Always("objectUrl", "page to object at"),
    ];

    private static readonly Field Amount = Maybe("amount", "what is due after the event, also when it is nothing");
    private static readonly Field StillDue = Maybe("stillDue", "what is due after the event; absent when nothing is");
    private static readonly Field DueDate = Maybe("dueDate", "last day to pay; absent when nothing is due");
    private static readonly Field Refundable = Maybe("refundable", "what is owed back to the recipient; absent when nothing is");
    private static readonly Field Received = Maybe("received", "the payment that was booked or reversed");
    private static readonly Field Refunded = Maybe("refunded", "what went back to the recipient");
    private static readonly Field Surcharge = Maybe("surcharge", "what the event added; absent when nothing");
    private static readonly Field Reason = Maybe("reason", "what the authority gives as reason");
    private static readonly Field Related = Maybe("relatedFineId", "the fine that replaces this one, or that this one replaces");
    private static readonly Field RelatedUrl = Maybe("relatedUrl", "page of that fine");

    private static readonly Field Instalments = new(
        "instalments", "the agreed parts, in order of dates", IsAlways: false,
        [Always("dueDate", "last day to pay the part"), Always("amount", "how much")]);

    private static readonly Field[] Alert =
    [
        .. Every,
        Always("plate", "number plate"),
        Always("kind", "what happened, as on the wire, e.g. overspeed"),
        Always("what", "what happened, in words"),
        Always("at", "local time, with offset"),
        Maybe("until", "local time when it was over"),
        Maybe("position", "latitude and longitude, WGS 84 degrees with five decimals"),
        Maybe("zone", "the zone that it is about"),
        Maybe("speed", "the speed that it is about"),
        Maybe("limit", "the limit that was exceeded"),
    ];

    private static readonly Field[] Digest =
    [
        .. Every,
        Always("count", "how many messages it sums up"),
        Maybe("many", "the same; absent for one message"),
        Always("latest", "subject of the latest of them"),
        new Field("items", "the messages, oldest first", IsAlways: true,
            [Always("at", "local time, with offset"), Always("subject", "what the message would have had as subject"), Always("type", "type of the event")]),
    ];

    private static readonly FrozenDictionary<string, FieldSet> Sets = Build().ToFrozenDictionary(set => set.Template, StringComparer.Ordinal);

    /// <summary>Names of all templates.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Sets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The fields of a template; null when there is none of that name.</summary>
    public static FieldSet? Of(string template) => Sets.GetValueOrDefault(template);

    private static IEnumerable<FieldSet> Build()
    {
        yield return new FieldSet(FineEventTypes.Issued,
        [
            .. Fine, Amount with { IsAlways = true }, StillDue, DueDate with { IsAlways = true }, Always("objectUntil", "last day to object"),
            Maybe("discounted", "what suffices until discountUntil"), Maybe("discountUntil", "last day of the discount window"), Related, RelatedUrl,
        ]);
        foreach (var (type, own) in Later) yield return new FieldSet(type, [.. Fine, Amount, StillDue, DueDate, Refundable, .. own]);
        foreach (var group in AlertGroups.Names) yield return new FieldSet(group, Alert);
        yield return new FieldSet(TemplateNames.Digest, Digest);
    }

    private static IEnumerable<(string Type, Field[] Own)> Later =>
    [
        (FineEventTypes.FirstReminder, [Surcharge]),
        (FineEventTypes.FinalNotice, [Surcharge]),
        (FineEventTypes.InCollection, [Surcharge]),
        (FineEventTypes.Objected, [Reason]),
        (FineEventTypes.Upheld, [Reason]),
        (FineEventTypes.Reduced, [Reason]),
        (FineEventTypes.Dismissed, [Reason]),
        (FineEventTypes.DriverNominated, [Reason, Related, RelatedUrl]),
        (FineEventTypes.PaymentReceived, [Received]),
        (FineEventTypes.Paid, [Received]),
        (FineEventTypes.PaymentReversed, [Received, Reason]),
        (FineEventTypes.Refunded, [Refunded]),
        (FineEventTypes.InstalmentsAgreed, [Instalments]),
        (FineEventTypes.InstalmentsDefaulted, [Surcharge]),
        (FineEventTypes.Withdrawn, [Reason]),
        (FineEventTypes.WrittenOff, [Reason]),
        (FineEventTypes.Prescribed, [Reason]),
    ];

    private static Field Always(string name, string meaning) => new(name, meaning, IsAlways: true);

    private static Field Maybe(string name, string meaning) => new(name, meaning, IsAlways: false);
}
