using System.Collections.Frozen;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Domain.Messages;

/// <summary>What is to be told of a type of fine event.</summary>
/// <param name="Category">One of <see cref="Categories"/>.</param>
/// <param name="Required">The law requires it: no preference switches it off, it is never taken for a duplicate, and no rate holds it back.</param>
/// <param name="Urgent">A term runs from it: quiet hours do not delay it.</param>
/// <param name="Silence">Why nobody is told; null when the recipient is.</param>
public sealed record NoticeLaw(string Category, bool Required, bool Urgent, string? Silence = null);

/// <summary>Which fine events are told, and how.</summary>
public static class FineEventLaw
{
    /// <summary>The prosecutor writes to the driver.</summary>
    public const string ProsecutorWrites = "prosecutor_writes";

    /// <summary>There is nobody to write to yet.</summary>
    public const string OwnerUnknown = "owner_unknown";

    /// <summary>The notice that counts as served was sent before; nothing is told of it.</summary>
    public const string NothingToTell = "nothing_to_tell";

    private static readonly NoticeLaw UrgentFine = new(Categories.Fines, Required: true, Urgent: true);
    private static readonly NoticeLaw Fine = new(Categories.Fines, Required: true, Urgent: false);
    private static readonly NoticeLaw UrgentPayment = new(Categories.Payments, Required: true, Urgent: true);
    private static readonly NoticeLaw Payment = new(Categories.Payments, Required: true, Urgent: false);

    private static readonly FrozenDictionary<string, NoticeLaw> Laws = new Dictionary<string, NoticeLaw>(StringComparer.Ordinal)
    {
        [FineEventTypes.Issued] = UrgentFine,
        [FineEventTypes.Referred] = Fine with { Silence = ProsecutorWrites },
        [FineEventTypes.OwnerUnknown] = Fine with { Silence = OwnerUnknown },
        [FineEventTypes.Served] = Fine with { Silence = NothingToTell },
        [FineEventTypes.FirstReminder] = UrgentFine,
        [FineEventTypes.FinalNotice] = UrgentFine,
        [FineEventTypes.InCollection] = UrgentFine,
        [FineEventTypes.Objected] = Fine,
        [FineEventTypes.Upheld] = UrgentFine,
        [FineEventTypes.Reduced] = UrgentFine,
        [FineEventTypes.Dismissed] = Fine,
        [FineEventTypes.DriverNominated] = Fine,
        [FineEventTypes.PaymentReceived] = new(Categories.Payments, Required: false, Urgent: false),
        [FineEventTypes.Paid] = Payment,
        [FineEventTypes.PaymentReversed] = UrgentPayment,
        [FineEventTypes.Refunded] = Payment,
        [FineEventTypes.InstalmentsAgreed] = UrgentPayment,
        [FineEventTypes.InstalmentsDefaulted] = UrgentPayment,
        [FineEventTypes.Withdrawn] = Fine,
        [FineEventTypes.WrittenOff] = new(Categories.Fines, Required: false, Urgent: false),
        [FineEventTypes.Prescribed] = new(Categories.Fines, Required: false, Urgent: false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is to be told of <paramref name="type"/>; null when it is no type of fine event.</summary>
    public static NoticeLaw? Of(string type) => Laws.GetValueOrDefault(type);
}
