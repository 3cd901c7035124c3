using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Domain;

/// <summary>A fine: what one violation led to, and everything that became of it.</summary>
/// <param name="Id">Derived from the violation (for a nominated driver: from the fine before and the driver).</param>
/// <param name="State">One of <see cref="FineStates"/>.</param>
/// <param name="Violation">What it is for.</param>
/// <param name="RoadId">Where.</param>
/// <param name="Jurisdiction">Whose law applies.</param>
/// <param name="TariffVersion">The tariff that decided, and whose terms it lives under.</param>
/// <param name="Owner">Who is answerable; null when nobody is known.</param>
/// <param name="DecidedAt">When it was decided, UTC.</param>
/// <param name="DueDate">Last day to pay, local date of the road; null when no day is set.</param>
/// <param name="Ledger">All postings, oldest first; empty for a referral.</param>
/// <param name="Sequence">Number of changes so far; setting it is the first.</param>
/// <param name="VehicleClass">Class of the vehicle; null when no camera knew it.</param>
/// <param name="Evidence">Where the measurement can be looked up; null for fines from before it was kept.</param>
/// <param name="Terms">Its days and instants; null for a referral.</param>
/// <param name="Payments">All payments, in the order they came.</param>
/// <param name="Objection">The objection, open or decided; null when there was none.</param>
/// <param name="Plan">The instalment plan; null when none runs.</param>
/// <param name="Replaces">The fine that this one replaces, since its recipient nominated this driver.</param>
/// <param name="ReplacedBy">The fine of the driver that was nominated.</param>
/// <param name="Trail">The audit trail, oldest first.</param>
/// <param name="Charges">What is asked, before it is known what was paid in time; null for a referral.</param>
/// <param name="Repayments">What went back to the recipient, in order.</param>
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
    IReadOnlyList<Posting> Ledger,
    int Sequence = 1,
    string? VehicleClass = null,
    EvidenceReference? Evidence = null,
    FineTerms? Terms = null,
    IReadOnlyList<Payment>? Payments = null,
    Objection? Objection = null,
    InstalmentPlan? Plan = null,
    string? Replaces = null,
    string? ReplacedBy = null,
    IReadOnlyList<TrailEntry>? Trail = null,
    Charges? Charges = null,
    IReadOnlyList<Repayment>? Repayments = null);

/// <summary>What is asked. What of it is due follows from the payments and their value dates.</summary>
/// <param name="PenaltyMinorUnits">For the speeding.</param>
/// <param name="FeeMinorUnits">For the administration.</param>
/// <param name="Late">Surcharges and dishonour fees, oldest first.</param>
public sealed record Charges(long PenaltyMinorUnits, long FeeMinorUnits, IReadOnlyList<LateCharge> Late);

/// <summary>What came on top later.</summary>
/// <param name="For">Type of the event that told of it: first reminder, final notice or reversed payment.</param>
/// <param name="LastDay">Who had paid everything by this day does not owe it; null: owed whatever was paid when.</param>
/// <param name="MinorUnits">Integer minor units, 0 or more.</param>
public sealed record LateCharge(string For, DateOnly? LastDay, long MinorUnits);

/// <summary>Money that went back to the recipient.</summary>
/// <param name="Id">Identifies it; booked once.</param>
/// <param name="MinorUnits">Integer minor units, more than 0.</param>
/// <param name="At">When, UTC.</param>
public sealed record Repayment(string Id, long MinorUnits, DateTimeOffset At);

/// <summary>What measured the violation.</summary>
/// <param name="EntryCameraId">Camera at the beginning of the section.</param>
/// <param name="ExitCameraId">Camera at its end.</param>
/// <param name="DistanceMetres">Length of the shortest lawful way between them, metres.</param>
/// <param name="LimitVersion">Which limit counted.</param>
/// <param name="ToleranceVersion">Which version of the jurisdiction's tolerances.</param>
/// <param name="Sha256">Hash over the evidence that vehicle-tracking keeps.</param>
public sealed record EvidenceReference(
    string EntryCameraId, string ExitCameraId, double DistanceMetres, string? LimitVersion, string? ToleranceVersion, string? Sha256);

/// <summary>The clocks of a fine. Days are local dates of the road and are over when the day is.</summary>
/// <param name="ServedOn">The day on which the notice counts as served; null before.</param>
/// <param name="DiscountUntil">Last day on which the discounted amount suffices; null without discount.</param>
/// <param name="ObjectUntil">Last day to object.</param>
/// <param name="NominateUntil">Last day to nominate the driver.</param>
/// <param name="PrescribesOn">First day on which it can no longer be enforced.</param>
/// <param name="NextStepAt">The first instant at which time changes something; null while no clock runs.</param>
/// <param name="Stopped">Where the fine goes on when the objection or the plan ends, or a payment turns out bad; null while the clocks of a phase run.</param>
/// <param name="NoticeOn">Day on which the notice went out: that of the decision, or the one on which the owner was found; null before.</param>
public sealed record FineTerms(
    DateOnly? ServedOn,
    DateOnly? DiscountUntil,
    DateOnly? ObjectUntil,
    DateOnly? NominateUntil,
    DateOnly? PrescribesOn,
    DateTimeOffset? NextStepAt,
    StoppedClock? Stopped = null,
    DateOnly? NoticeOn = null);

/// <summary>A clock that stands still.</summary>
/// <param name="State">The state that it ran in.</param>
/// <param name="DaysLeft">Days that were left to pay, 0 or more; counted as the tariff counts the payment term.</param>
/// <param name="DiscountDaysLeft">Days that were left of the discount window; null when it was over or there was none.</param>
/// <param name="Before">For a plan that stands still itself: where the fine goes on when the plan fails.</param>
public sealed record StoppedClock(string State, int DaysLeft, int? DiscountDaysLeft = null, StoppedClock? Before = null);

/// <summary>Money that came in.</summary>
/// <param name="Id">Identifies it; booked once.</param>
/// <param name="MinorUnits">Integer minor units, more than 0.</param>
/// <param name="ValueDate">The day on which it counts as paid.</param>
/// <param name="Method">How.</param>
/// <param name="ReversedBy">Cause of its reversal; null while it stands.</param>
public sealed record Payment(string Id, long MinorUnits, DateOnly ValueDate, string Method, string? ReversedBy = null);

/// <summary>An objection and what became of it.</summary>
/// <param name="At">When it was received, UTC.</param>
/// <param name="Grounds">What the recipient says.</param>
/// <param name="Decision">One of <see cref="Decisions"/>; null while it is open.</param>
/// <param name="Reason">Why it was decided so.</param>
public sealed record Objection(DateTimeOffset At, string Grounds, string? Decision = null, string? Reason = null);

/// <summary>An agreed plan to pay in parts.</summary>
/// <param name="Parts">In order of dates; they sum up to what was due.</param>
/// <param name="DueAtStart">What was due when it was agreed, minor units.</param>
public sealed record InstalmentPlan(IReadOnlyList<Instalment> Parts, long DueAtStart);

/// <summary>The fine that is to be set for a nominated driver.</summary>
/// <param name="FineId">Its id.</param>
/// <param name="Driver">Whom it is for.</param>
/// <param name="Replaces">The fine before.</param>
public sealed record Successor(string FineId, Owner Driver, string Replaces);

/// <summary>One line of the audit trail. Free of personal data; each line's hash covers the line before.</summary>
/// <param name="Sequence">Change of the fine, from 1.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Command">What was done, e.g. <c>pay</c>; <c>issue</c> for the first.</param>
/// <param name="Cause">Id of the command.</param>
/// <param name="From">State before; null for the first.</param>
/// <param name="To">State after.</param>
/// <param name="Detail">What else an auditor needs, e.g. an amount.</param>
/// <param name="Hash">SHA-256 over this line and the hash of the line before, 64 lower-case hexadecimal digits.</param>
public sealed record TrailEntry(
    int Sequence, DateTimeOffset At, string By, string Command, string Cause, string? From, string To, string? Detail, string Hash);
