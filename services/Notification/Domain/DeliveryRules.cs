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

    /// <summary>Why <paramref name="told"/> can never be dealt with as it is; null: it can.</summary>
    public static string? Obstacle(FineEvent told) => told switch
    {
        not { EventId: not null, FineId: not null, Type: not null, Violation: not null } =>
            "The event is incomplete: eventId, fineId, type and violation are needed.",
        { Type: FineEventTypes.Referred or FineEventTypes.OwnerUnknown } => null,
        { Type: not FineEventTypes.Issued } => $"'{told.Type}' is no type of fine event.",
        _ when !IsPlain(told.Recipient?.Email ?? "") => "The recipient has no plain e-mail address.",
        _ => told is { Amount: not null, DueDate: not null } ? null : "A fine that was issued has an amount and a due date.",
    };

    private static string Address(FineEvent told) => told.Recipient?.Email is { } email && IsPlain(email)
        ? email
        : throw new ArgumentException("The recipient has no plain e-mail address.", nameof(told));

    // One plain address: a list separator here would tell a stranger.
    private static bool IsPlain(string email) =>
        !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ';' or ',' or '<' or '>' or '"')
        && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;
}
