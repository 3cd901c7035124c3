namespace Fleet.FineCollection.Domain;

/// <summary>Accounts of a fine's ledger. Debit is positive, credit negative.</summary>
public static class Accounts
{
    /// <summary>What the recipient still has to pay: 0 or positive.</summary>
    public const string Receivable = "receivable";

    /// <summary>Penalties earned: 0 or negative.</summary>
    public const string Revenue = "revenue";

    /// <summary>Administration and dishonour fees earned: 0 or negative.</summary>
    public const string Fees = "fees";

    /// <summary>Surcharges of reminders earned: 0 or negative.</summary>
    public const string Surcharges = "surcharges";

    /// <summary>What was given up because it was paid soon: 0 or positive.</summary>
    public const string Discounts = "discounts";

    /// <summary>Payments that stand, less what went back: positive when money is here; negative when more went back than was really paid.</summary>
    public const string Cash = "cash";

    /// <summary>What is owed back to the recipient: 0 or negative.</summary>
    public const string RefundsDue = "refunds_due";

    /// <summary>Claims given up: 0 or positive.</summary>
    public const string WriteOffs = "write_offs";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Receivable, Revenue, Fees, Surcharges, Discounts, Cash, RefundsDue, WriteOffs];
}
