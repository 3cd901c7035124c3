using Fleet.Contracts.VehicleRegistry;

namespace Fleet.Contracts.FineCollection;

/// <summary>Something happened to a fine. Published on <see cref="Topics.FineEvents"/>.</summary>
/// <param name="EventId">Id of this event, the same for every publication of it.</param>
/// <param name="Type">One of <see cref="FineEventTypes"/>.</param>
/// <param name="FineId">Derived from the violation: <see cref="DerivedId.Fine"/>.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
/// <param name="Recipient">Who is to be told; null when the plate has no known owner.</param>
/// <param name="Violation">What the fine is for.</param>
/// <param name="Amount">What is due after it; null unless a fine was set (a referral has no amount, which is not an amount of 0).</param>
/// <param name="DueDate">Last day to pay, local date of the road; null when no day is set.</param>
/// <param name="Sequence">Which change of the fine it tells of, from 1.</param>
/// <param name="Details">What a notice states beside; null for events that need nothing more.</param>
public sealed record FineEvent(
    string EventId,
    string Type,
    string FineId,
    DateTimeOffset OccurredAt,
    Owner? Recipient,
    ViolationSummary Violation,
    Money? Amount,
    DateOnly? DueDate,
    int Sequence = 1,
    FineEventDetails? Details = null);

/// <summary>What a notice states beside amount and date. A member that does not apply to the event is null.</summary>
/// <param name="Discounted">What suffices until <paramref name="DiscountUntil"/>.</param>
/// <param name="DiscountUntil">Last day of the discount window, local date of the road.</param>
/// <param name="ObjectUntil">Last day to object, local date of the road.</param>
/// <param name="Surcharge">What this event added.</param>
/// <param name="Received">The payment that was booked or reversed.</param>
/// <param name="Refundable">What is owed back to the recipient.</param>
/// <param name="Reason">What the authority gives as reason, as text.</param>
/// <param name="Instalments">The plan that was agreed, in order of dates.</param>
/// <param name="RelatedFineId">The fine that replaces this one, or that this one replaces.</param>
/// <param name="Refunded">What went back to the recipient.</param>
public sealed record FineEventDetails(
    Money? Discounted = null,
    DateOnly? DiscountUntil = null,
    DateOnly? ObjectUntil = null,
    Money? Surcharge = null,
    Money? Received = null,
    Money? Refundable = null,
    string? Reason = null,
    IReadOnlyList<Instalment>? Instalments = null,
    string? RelatedFineId = null,
    Money? Refunded = null);

/// <summary>One part of an instalment plan.</summary>
/// <param name="DueDate">Last day to pay it, local date of the road.</param>
/// <param name="Amount">How much.</param>
public sealed record Instalment(DateOnly DueDate, Money Amount);

/// <summary>Types of <see cref="FineEvent"/>.</summary>
public static class FineEventTypes
{
    /// <summary>A fine was set: a notice goes to the recipient.</summary>
    public const string Issued = "fine.issued";

    /// <summary>Too fast for a fine: the case went to the prosecutor, who writes to the driver.</summary>
    public const string Referred = "fine.referred";

    /// <summary>A fine was set but the plate has no known owner; a person has to find one.</summary>
    public const string OwnerUnknown = "fine.owner_unknown";

    /// <summary>The notice counts as served: terms that run from service have begun.</summary>
    public const string Served = "fine.served";

    /// <summary>Not paid in time: first reminder, with its surcharge.</summary>
    public const string FirstReminder = "fine.first_reminder";

    /// <summary>Still not paid: final notice, with its surcharge.</summary>
    public const string FinalNotice = "fine.final_notice";

    /// <summary>Handed to the collector.</summary>
    public const string InCollection = "fine.in_collection";

    /// <summary>An objection was received: all clocks stand still.</summary>
    public const string Objected = "fine.objected";

    /// <summary>The objection failed: the fine stands as it was.</summary>
    public const string Upheld = "fine.upheld";

    /// <summary>The objection succeeded in part: the fine is lower.</summary>
    public const string Reduced = "fine.reduced";

    /// <summary>The objection succeeded: nothing is due any more.</summary>
    public const string Dismissed = "fine.dismissed";

    /// <summary>Somebody else drove: this fine is cancelled, another is set for the driver.</summary>
    public const string DriverNominated = "fine.driver_nominated";

    /// <summary>A payment that leaves something due.</summary>
    public const string PaymentReceived = "fine.payment_received";

    /// <summary>Nothing is due any more because it was paid; what was paid too much is refundable.</summary>
    public const string Paid = "fine.paid";

    /// <summary>A payment was dishonoured: what it had covered is due again.</summary>
    public const string PaymentReversed = "fine.payment_reversed";

    /// <summary>What was paid too much went back.</summary>
    public const string Refunded = "fine.refunded";

    /// <summary>The fine may be paid in parts.</summary>
    public const string InstalmentsAgreed = "fine.instalments_agreed";

    /// <summary>A part was not paid in time: the whole is due.</summary>
    public const string InstalmentsDefaulted = "fine.instalments_defaulted";

    /// <summary>The authority took the fine back.</summary>
    public const string Withdrawn = "fine.withdrawn";

    /// <summary>The authority gave the claim up.</summary>
    public const string WrittenOff = "fine.written_off";

    /// <summary>The claim is too old to be enforced.</summary>
    public const string Prescribed = "fine.prescribed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Issued, Referred, OwnerUnknown, Served, FirstReminder, FinalNotice, InCollection, Objected, Upheld, Reduced, Dismissed, DriverNominated,
        PaymentReceived, Paid, PaymentReversed, Refunded, InstalmentsAgreed, InstalmentsDefaulted, Withdrawn, WrittenOff, Prescribed,
    ];
}

/// <summary>The facts of a violation that a notice states.</summary>
public sealed record ViolationSummary(
    string ViolationId,
    string Plate,
    string RoadName,
    string Place,
    string TimeZone,
    DateTimeOffset EnteredAt,
    DateTimeOffset LeftAt,
    int LimitKmh,
    decimal MeasuredSpeedKmh,
    decimal ToleranceKmh,
    int CorrectedSpeedKmh);

/// <summary>An amount of money.</summary>
/// <param name="MinorUnits">Integer minor units (cents).</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record Money(long MinorUnits, string Currency);
