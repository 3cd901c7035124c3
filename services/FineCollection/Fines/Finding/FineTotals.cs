using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>Names of the totals in <c>/v1/stats</c> that say how fines began. They only grow.</summary>
public static class FineTotals
{
    public const string All = "fines";
    public const string Issued = "finesIssued";
    public const string Referred = "finesReferred";
    public const string OwnerUnknown = "finesOwnerUnknown";

    /// <summary>The total that a fine counts in which began in this state. The fine of a nominated driver counts as one of its own.</summary>
    public static string Of(string state) => state switch
    {
        FineStates.Referred => Referred,
        FineStates.OwnerUnknown => OwnerUnknown,
        _ => Issued,
    };
}
