using System.Collections.Frozen;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>The table state x command. There is no default: every state has a row, and every row a cell for every command.</summary>
public static class LifeTable
{
    private static readonly FrozenDictionary<string, LifeRow> Rows = new Dictionary<string, LifeRow>(StringComparer.Ordinal)
    {
        [FineStates.OwnerUnknown] = new(
            AssignOwner: To(Serving.AssignOwner, FineStates.Issued, FineStates.Paid), Serve: No("owner_unknown"),
            PassTime: To(TimePassing.OwnerUnknown, FineStates.Prescribed), Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.InPhase),
            Refund: To(Refunding.Refund), Object: No("owner_unknown"), Decide: No("no_objection"), NominateDriver: No("owner_unknown"),
            AgreeInstalments: No("owner_unknown"), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn), WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.Issued] = new(
            AssignOwner: No("owner_known"), Serve: To(Serving.Proven, FineStates.DiscountWindow, FineStates.Served, FineStates.Paid),
            PassTime: To(TimePassing.Issued, FineStates.DiscountWindow, FineStates.Served, FineStates.Paid, FineStates.Prescribed),
            Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.InPhase, FineStates.DiscountWindow, FineStates.Served), Refund: To(Refunding.Refund),
            Object: To(Objecting.Object, FineStates.Objected), Decide: No("no_objection"), NominateDriver: To(Nominating.Nominate, FineStates.Nominated),
            AgreeInstalments: To(Agreeing.Agree, FineStates.Instalments), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn),
            WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.DiscountWindow] = new(
            AssignOwner: No("owner_known"), Serve: No("already_served"), PassTime: To(TimePassing.DiscountOver, FineStates.Served, FineStates.Prescribed),
            Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.InPhase, FineStates.Served), Refund: To(Refunding.Refund),
            Object: To(Objecting.Object, FineStates.Objected), Decide: No("no_objection"), NominateDriver: To(Nominating.Nominate, FineStates.Nominated),
            AgreeInstalments: To(Agreeing.Agree, FineStates.Instalments), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn),
            WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.Served] = new(
            AssignOwner: No("owner_known"), Serve: No("already_served"), PassTime: To(TimePassing.Unpaid, FineStates.Reminded, FineStates.Prescribed),
            Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.InPhase), Refund: To(Refunding.Refund),
            Object: To(Objecting.Object, FineStates.Objected), Decide: No("no_objection"), NominateDriver: To(Nominating.Nominate, FineStates.Nominated),
            AgreeInstalments: To(Agreeing.Agree, FineStates.Instalments), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn),
            WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.Reminded] = new(
            AssignOwner: No("owner_known"), Serve: No("already_served"), PassTime: To(TimePassing.StillUnpaid, FineStates.FinalNotice, FineStates.Prescribed),
            Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.InPhase), Refund: To(Refunding.Refund),
            Object: To(Objecting.Object, FineStates.Objected), Decide: No("no_objection"), NominateDriver: To(Nominating.Nominate, FineStates.Nominated),
            AgreeInstalments: To(Agreeing.Agree, FineStates.Instalments), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn),
            WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.FinalNotice] = new(
            AssignOwner: No("owner_known"), Serve: No("already_served"), PassTime: To(TimePassing.Collect, FineStates.InCollection, FineStates.Prescribed),
            Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.InPhase), Refund: To(Refunding.Refund),
            Object: To(Objecting.Object, FineStates.Objected), Decide: No("no_objection"), NominateDriver: To(Nominating.Nominate, FineStates.Nominated),
            AgreeInstalments: To(Agreeing.Agree, FineStates.Instalments), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn),
            WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.InCollection] = new(
            AssignOwner: No("owner_known"), Serve: No("already_served"), PassTime: To(TimePassing.InCollection, FineStates.Prescribed),
            Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.InPhase), Refund: To(Refunding.Refund),
            Object: To(Objecting.Object, FineStates.Objected), Decide: No("no_objection"), NominateDriver: To(Nominating.Nominate, FineStates.Nominated),
            AgreeInstalments: To(Agreeing.Agree, FineStates.Instalments), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn),
            WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.Instalments] = new(
            AssignOwner: No("owner_known"), Serve: No("already_served"),
            PassTime: To(TimePassing.PartMissed, FineStates.Issued, FineStates.DiscountWindow, FineStates.Served, FineStates.Reminded, FineStates.FinalNotice, FineStates.InCollection, FineStates.Prescribed),
            Pay: To(Paying.PayDue, FineStates.Paid), ReversePayment: To(Reversing.KeepState), Refund: To(Refunding.Refund),
            Object: To(Objecting.Object, FineStates.Objected), Decide: No("no_objection"), NominateDriver: To(Nominating.Nominate, FineStates.Nominated),
            AgreeInstalments: No("already_agreed"), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn), WriteOff: To(Closing.WriteOff, FineStates.WrittenOff)),
        [FineStates.Objected] = new(
            AssignOwner: No("owner_known"), Serve: No("already_served"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway),
            ReversePayment: To(Reversing.KeepState), Refund: To(Refunding.Refund), Object: No("already_objected"),
            Decide: To(Deciding.Decide, FineStates.DiscountWindow, FineStates.Served, FineStates.Reminded, FineStates.FinalNotice, FineStates.InCollection, FineStates.Instalments, FineStates.Paid, FineStates.Dismissed),
            NominateDriver: No("objection_open"), AgreeInstalments: No("objection_open"), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn),
            WriteOff: No("objection_open")),
        [FineStates.Paid] = new(
            AssignOwner: No("already_paid"), Serve: No("already_paid"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway),
            ReversePayment: To(Reversing.Paid, FineStates.OwnerUnknown, FineStates.Issued, FineStates.DiscountWindow, FineStates.Served, FineStates.Reminded, FineStates.FinalNotice, FineStates.InCollection),
            Refund: To(Refunding.Refund), Object: No("already_paid"), Decide: No("no_objection"), NominateDriver: No("already_paid"),
            AgreeInstalments: No("already_paid"), Withdraw: To(Closing.Withdraw, FineStates.Withdrawn), WriteOff: No("already_paid")),
        [FineStates.Dismissed] = new(
            AssignOwner: No("closed"), Serve: No("closed"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway), ReversePayment: To(Reversing.Closed),
            Refund: To(Refunding.Refund), Object: No("closed"), Decide: No("closed"), NominateDriver: No("closed"), AgreeInstalments: No("closed"),
            Withdraw: No("closed"), WriteOff: No("closed")),
        [FineStates.Nominated] = new(
            AssignOwner: No("closed"), Serve: No("closed"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway), ReversePayment: To(Reversing.Closed),
            Refund: To(Refunding.Refund), Object: No("closed"), Decide: No("closed"), NominateDriver: No("closed"), AgreeInstalments: No("closed"),
            Withdraw: No("closed"), WriteOff: No("closed")),
        [FineStates.Withdrawn] = new(
            AssignOwner: No("closed"), Serve: No("closed"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway), ReversePayment: To(Reversing.Closed),
            Refund: To(Refunding.Refund), Object: No("closed"), Decide: No("closed"), NominateDriver: No("closed"), AgreeInstalments: No("closed"),
            Withdraw: No("closed"), WriteOff: No("closed")),
        [FineStates.WrittenOff] = new(
            AssignOwner: No("closed"), Serve: No("closed"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway),
            ReversePayment: To(Reversing.WrittenOff, FineStates.InCollection), Refund: To(Refunding.Refund), Object: No("closed"), Decide: No("closed"),
            NominateDriver: No("closed"), AgreeInstalments: No("closed"), Withdraw: No("closed"), WriteOff: No("closed")),
        [FineStates.Prescribed] = new(
            AssignOwner: No("closed"), Serve: No("closed"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway), ReversePayment: To(Reversing.Closed),
            Refund: To(Refunding.Refund), Object: No("closed"), Decide: No("closed"), NominateDriver: No("closed"), AgreeInstalments: No("closed"),
            Withdraw: No("closed"), WriteOff: No("closed")),
        [FineStates.Referred] = new(
            AssignOwner: No("referred_to_prosecutor"), Serve: No("referred_to_prosecutor"), PassTime: To(TimePassing.Stopped), Pay: To(Paying.PayAnyway),
            ReversePayment: To(Reversing.Closed), Refund: To(Refunding.Refund), Object: No("referred_to_prosecutor"), Decide: No("referred_to_prosecutor"),
            NominateDriver: No("referred_to_prosecutor"), AgreeInstalments: No("referred_to_prosecutor"), Withdraw: No("referred_to_prosecutor"),
            WriteOff: No("referred_to_prosecutor")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The row of a state.</summary>
    /// <exception cref="KeyNotFoundException">It is not one of <see cref="FineStates"/>.</exception>
    public static LifeRow Of(string state) => Rows[state];

    /// <summary>The cell of a command, by its name, in a state.</summary>
    public static Cell Of(string state, string command) => Of(state).Cells[IndexOf(command)];

    /// <summary>Commands that a client may give in a state. Time is not a client's.</summary>
    public static IReadOnlyList<string> AllowedIn(string state) =>
        [.. CommandNames.All.Where(command => command != "pass_time" && Of(state, command).Do is not null)];

    private static int IndexOf(string command) => CommandNames.All.Index().First(name => name.Item == command).Index;

    private static Cell To(Func<Turn, LifeOutcome> function, params string[] states) => new(function, states, null);

    private static Cell No(string code) => new(null, [], code);
}
