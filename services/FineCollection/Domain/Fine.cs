using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.FineCollection.Domain;

/// <summary>States of a fine.</summary>
public static class FineStates
{
    /// <summary>Set and told to the recipient.</summary>
    public const string Issued = "issued";

    /// <summary>Handed to the prosecutor; there is no amount.</summary>
    public const string Referred = "referred";

    /// <summary>Set, but nobody is known who could be told; a person has to find the owner.</summary>
    public const string OwnerUnknown = "owner_unknown";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Issued, Referred, OwnerUnknown];
}

/// <summary>A fine: what one violation led to.</summary>
/// <param name="Id">Derived from the violation.</param>
/// <param name="State">One of <see cref="FineStates"/>.</param>
/// <param name="Violation">What it is for.</param>
/// <param name="RoadId">Where.</param>
/// <param name="Jurisdiction">Whose law applies.</param>
/// <param name="TariffVersion">The tariff that decided.</param>
/// <param name="Owner">Who is answerable; null when nobody is known.</param>
/// <param name="DecidedAt">When it was decided, UTC.</param>
/// <param name="DueDate">Last day to pay, local date of the road; null for a referral.</param>
/// <param name="Ledger">All postings, oldest first; empty for a referral.</param>
public sealed record Fine(
    string Id,
    string State,
    ViolationSummary Violation,
    string RoadId,
    string Jurisdiction,
    string TariffVersion,
    Owner? Owner,
    DateTimeOffset DecidedAt,
    DateOnly? DueDate,
    IReadOnlyList<Posting> Ledger);
