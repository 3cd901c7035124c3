using Fleet.Contracts.FineCollection;
using Fleet.Notification.Templates.Formats;

namespace Fleet.Notification.Templates.Model;

/// <summary>The values of a fine event, written as a locale writes them.</summary>
public static class FineModel
{
    /// <summary>The fields of the event's template.</summary>
    /// <exception cref="UnwritableException">The event lacks what every event of its type has.</exception>
    public static Dictionary<string, object?> Of(FineEvent told, string locale, LocaleFormats formats, NoticeOptions options)
    {
        var violation = told.Violation;
        var model = new ModelWriter(locale);
        model.Text("fineId", told.FineId).Text("name", told.Recipient?.Name);
        model.Text("plate", violation.Plate).Text("road", violation.RoadName).Text("place", violation.Place).Text("timeZone", violation.TimeZone);
        model.Text("enteredAt", formats.TimeOf(violation.EnteredAt, violation.TimeZone)).Text("leftAt", formats.TimeOf(violation.LeftAt, violation.TimeZone));
        model.Text("measuredSpeed", formats.SpeedOf(violation.MeasuredSpeedKmh)).Text("tolerance", formats.SpeedOf(violation.ToleranceKmh));
        model.Text("correctedSpeed", formats.SpeedOf(violation.CorrectedSpeedKmh)).Text("limit", formats.SpeedOf(violation.LimitKmh));
        model.Text("occurredOn", formats.LocalDateOf(told.OccurredAt, violation.TimeZone));
        model.Text("fineUrl", options.Link(options.FinePage, told.FineId)).Text("payUrl", options.Link(options.PayPage, told.FineId));
        model.Text("objectUrl", options.Link(options.ObjectPage, told.FineId));
        Terms(model, told, formats);
        Details(model, told.Details ?? new FineEventDetails(), formats, options);
        return model.Checked(told.Type);
    }

    private static void Terms(ModelWriter model, FineEvent told, LocaleFormats formats)
    {
        var isIssued = told.Type == FineEventTypes.Issued;
        var isDue = told.Amount is { MinorUnits: > 0 };
        model.Text("amount", told.Amount is { } amount ? formats.MoneyOf(amount) : null);
        model.Text("stillDue", isDue ? formats.MoneyOf(told.Amount!) : null);
        model.Text("dueDate", Date(isDue || isIssued ? told.DueDate : null, formats));
        // A fine can be objected to as long as it can be paid, unless the law says otherwise.
        model.Text("objectUntil", Date(told.Details?.ObjectUntil ?? (isIssued ? told.DueDate : null), formats));
    }

    private static void Details(ModelWriter model, FineEventDetails details, LocaleFormats formats, NoticeOptions options)
    {
        model.Text("discounted", Money(details.Discounted, formats)).Text("discountUntil", Date(details.DiscountUntil, formats));
        model.Text("surcharge", Money(details.Surcharge, formats)).Text("received", Money(details.Received, formats));
        model.Text("refundable", Money(details.Refundable, formats)).Text("refunded", Money(details.Refunded, formats));
        model.Text("reason", details.Reason).Text("relatedFineId", details.RelatedFineId);
        model.Text("relatedUrl", details.RelatedFineId is { } related ? options.Link(options.FinePage, related) : null);
        model.List("instalments", details.Instalments?.Select(part => new ModelWriter(null)
            .Text("dueDate", formats.DateOf(part.DueDate)).Text("amount", formats.MoneyOf(part.Amount))));
    }

    private static string? Date(DateOnly? date, LocaleFormats formats) => date is { } day ? formats.DateOf(day) : null;

    private static string? Money(Money? money, LocaleFormats formats) => money is { MinorUnits: not 0 } ? formats.MoneyOf(money) : null;
}
