namespace Fleet.FineCollection.Domain.Life;

/// <summary>States of a fine.</summary>
public static class FineStates
{
    /// <summary>Set, but nobody is known who could be told; a person has to find the owner.</summary>
    public const string OwnerUnknown = "owner_unknown";

    /// <summary>Set and told to the recipient; the notice is on its way.</summary>
    public const string Issued = "issued";

    /// <summary>Served, and a lower amount suffices for some days; only where the tariff has a discount.</summary>
    public const string DiscountWindow = "discount_window";

    /// <summary>Served; the whole amount is asked.</summary>
    public const string Served = "served";

    /// <summary>First reminder sent, with its surcharge.</summary>
    public const string Reminded = "reminded";

    /// <summary>Final notice sent, with its surcharge.</summary>
    public const string FinalNotice = "final_notice";

    /// <summary>With the collector.</summary>
    public const string InCollection = "in_collection";

    /// <summary>Paid in parts, by an agreed plan.</summary>
    public const string Instalments = "instalments";

    /// <summary>Disputed: all clocks stand still until the decision.</summary>
    public const string Objected = "objected";

    /// <summary>Nothing is due because it was paid.</summary>
    public const string Paid = "paid";

    /// <summary>An objection succeeded.</summary>
    public const string Dismissed = "dismissed";

    /// <summary>Cancelled: somebody else drove and got a fine of their own.</summary>
    public const string Nominated = "nominated";

    /// <summary>The authority took it back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>The authority gave the claim up.</summary>
    public const string WrittenOff = "written_off";

    /// <summary>Too old to be enforced.</summary>
    public const string Prescribed = "prescribed";

    /// <summary>Handed to the prosecutor; there is no amount.</summary>
    public const string Referred = "referred";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OwnerUnknown, Issued, DiscountWindow, Served, Reminded, FinalNotice, InCollection, Instalments, Objected,
        Paid, Dismissed, Nominated, Withdrawn, WrittenOff, Prescribed, Referred,
    ];
}
