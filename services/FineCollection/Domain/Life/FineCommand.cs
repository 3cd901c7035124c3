using System.Text.Json.Serialization;
using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What can be done to a fine. Days are local dates of the road.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AssignOwner), "assign_owner")]
[JsonDerivedType(typeof(Serve), "serve")]
[JsonDerivedType(typeof(PassTime), "pass_time")]
[JsonDerivedType(typeof(Pay), "pay")]
[JsonDerivedType(typeof(ReversePayment), "reverse_payment")]
[JsonDerivedType(typeof(Refund), "refund")]
[JsonDerivedType(typeof(Object), "object")]
[JsonDerivedType(typeof(Decide), "decide")]
[JsonDerivedType(typeof(NominateDriver), "nominate_driver")]
[JsonDerivedType(typeof(AgreeInstalments), "agree_instalments")]
[JsonDerivedType(typeof(Withdraw), "withdraw")]
[JsonDerivedType(typeof(WriteOff), "write_off")]
public abstract record FineCommand
{
    /// <summary>The owner of the vehicle at the time of the violation was found.</summary>
    public sealed record AssignOwner(Owner Owner) : FineCommand;

    /// <summary>There is proof that the notice was served on a day.</summary>
    public sealed record Serve(DateOnly ServedOn) : FineCommand;

    /// <summary>Does what a deadline asks for, if one has passed; at most one step a time.</summary>
    /// <param name="Settled">Changes up to this sequence are known to have reached everybody who follows the fine.</param>
    public sealed record PassTime(int Settled) : FineCommand;

    /// <summary>Money came in. It is never refused: what is not due is owed back.</summary>
    /// <param name="PaymentId">Identifies the payment; booked once.</param>
    /// <param name="Amount">More than 0, in the currency of the fine.</param>
    /// <param name="ValueDate">The day on which it counts as paid.</param>
    /// <param name="Method">How, e.g. <c>card</c>, <c>bank_transfer</c>.</param>
    public sealed record Pay(string PaymentId, Money Amount, DateOnly ValueDate, string Method) : FineCommand;

    /// <summary>A payment was dishonoured: what it had covered is due again.</summary>
    public sealed record ReversePayment(string PaymentId, string Reason) : FineCommand;

    /// <summary>What was paid too much went back.</summary>
    /// <param name="RefundId">Identifies the refund; booked once.</param>
    /// <param name="Amount">At most what is owed back.</param>
    public sealed record Refund(string RefundId, Money Amount) : FineCommand;

    /// <summary>The recipient objects: all clocks stand still.</summary>
    public sealed record Object(string Grounds) : FineCommand;

    /// <summary>Decides the objection.</summary>
    /// <param name="Decision">One of <see cref="Decisions"/>.</param>
    /// <param name="PenaltyMinorUnits">The new penalty when reduced: more than 0 and less than the old one; null otherwise.</param>
    /// <param name="Reason">Goes into the notice.</param>
    public sealed record Decide(string Decision, long? PenaltyMinorUnits, string Reason) : FineCommand;

    /// <summary>Somebody else drove: cancels this fine, and another one is set for the driver.</summary>
    public sealed record NominateDriver(Owner Driver) : FineCommand;

    /// <summary>What is due may be paid in equal monthly parts.</summary>
    /// <param name="Count">Number of parts, 2 or more.</param>
    /// <param name="FirstDueDate">Last day to pay the first part.</param>
    public sealed record AgreeInstalments(int Count, DateOnly FirstDueDate) : FineCommand;

    /// <summary>The authority takes the fine back.</summary>
    public sealed record Withdraw(string Reason) : FineCommand;

    /// <summary>The authority gives the claim up.</summary>
    public sealed record WriteOff(string Reason) : FineCommand;
}

/// <summary>Ways in which an objection is decided.</summary>
public static class Decisions
{
    /// <summary>The fine stands.</summary>
    public const string Upheld = "upheld";

    /// <summary>The fine stands with a lower penalty.</summary>
    public const string Reduced = "reduced";

    /// <summary>The fine falls.</summary>
    public const string Dismissed = "dismissed";
}

/// <summary>A command, who gave it, and what it is repeated by.</summary>
/// <param name="Cause">
/// Id of the command: carried out once a fine, and every posting that follows from it carries it. Two deadlines of a fine are two causes.
/// </param>
/// <param name="By">Who gave it: what a client claimed, or the name of the part of the system.</param>
/// <param name="Command">What to do.</param>
/// <param name="Redriven">
/// The giver repeats the order until its changes reached everybody who follows the fine (a broker, a due-date book, an import). If nobody
/// would, the fine sees to it itself.
/// </param>
public sealed record FineOrder(string Cause, string By, FineCommand Command, bool Redriven);
