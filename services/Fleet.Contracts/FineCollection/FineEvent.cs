using Fleet.Contracts.VehicleRegistry;

namespace Fleet.Contracts.FineCollection;

/// <summary>Something happened to a fine. Published on <see cref="Topics.FineEvents"/>.</summary>
/// <param name="EventId">Id of this event, the same for every publication of it.</param>
/// <param name="Type">One of <see cref="FineEventTypes"/>.</param>
/// <param name="FineId">Derived from the violation: <see cref="DerivedId.Fine"/>.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
/// <param name="Recipient">Who is to be told; null when the plate has no known owner.</param>
/// <param name="Violation">What the fine is for.</param>
/// <param name="Amount">What is asked; null unless a fine was set (a referral has no amount, which is not an amount of 0).</param>
/// <param name="DueDate">Last day to pay, local date of the road; null with <paramref name="Amount"/>.</param>
public sealed record FineEvent(
    string EventId,
    string Type,
    string FineId,
    DateTimeOffset OccurredAt,
    Owner? Recipient,
    ViolationSummary Violation,
    Money? Amount,
    DateOnly? DueDate);

/// <summary>Types of <see cref="FineEvent"/>.</summary>
public static class FineEventTypes
{
    /// <summary>A fine was set: a notice goes to the recipient.</summary>
    public const string Issued = "fine.issued";

    /// <summary>Too fast for a fine: the case went to the prosecutor, who writes to the driver.</summary>
    public const string Referred = "fine.referred";

    /// <summary>A fine was set but the plate has no known owner; a person has to find one.</summary>
    public const string OwnerUnknown = "fine.owner_unknown";
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
