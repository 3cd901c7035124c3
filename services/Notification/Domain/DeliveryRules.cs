using System.Net.Mail;
using Fleet.Contracts.FineCollection;

namespace Fleet.Notification.Domain;

/// <summary>What is to be done about a fine event.</summary>
public abstract record DeliveryDecision
{
    /// <summary>A notice goes to an address.</summary>
    public sealed record Send(string Address, Notice Notice) : DeliveryDecision;

    /// <summary>Nobody is told, for a reason that is logged.</summary>
    public sealed record Suppress(string Reason) : DeliveryDecision;
}

/// <summary>Who is told what.</summary>
public static class DeliveryRules
{
    /// <summary>The prosecutor writes to the driver.</summary>
    public const string ProsecutorWrites = "prosecutor_writes";

    /// <summary>There is nobody to write to yet.</summary>
    public const string OwnerUnknown = "owner_unknown";

    /// <summary>Decides about <paramref name="told"/>.</summary>
    /// <exception cref="ArgumentException">The event is of no known type, or lacks what its type needs.</exception>
    public static DeliveryDecision Decide(FineEvent told) => told.Type switch
    {
        FineEventTypes.Issued => new DeliveryDecision.Send(Address(told), FineNotice.Render(told)),
        FineEventTypes.Referred => new DeliveryDecision.Suppress(ProsecutorWrites),
        FineEventTypes.OwnerUnknown => new DeliveryDecision.Suppress(OwnerUnknown),
        _ => throw new ArgumentException($"'{told.Type}' is no type of fine event.", nameof(told)),
    };

    // One plain address: a list separator here would tell a stranger.
    private static string Address(FineEvent told)
    {
        var email = told.Recipient?.Email ?? "";
        var plain = !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ';' or ',' or '<' or '>' or '"')
            && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;
        return plain ? email : throw new ArgumentException("The recipient has no plain e-mail address.", nameof(told));
    }
}
