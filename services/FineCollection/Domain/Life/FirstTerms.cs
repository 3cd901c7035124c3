namespace Fleet.FineCollection.Domain.Life;

/// <summary>The terms that a fine begins with.</summary>
public static class FirstTerms
{
    /// <summary>Without a recipient only the claim grows old; else everything counts from the notice.</summary>
    public static FineTerms Of(FineLaw law, string state, DateOnly decidedOn)
    {
        var prescribesOn = LegalTerms.PrescribesOn(law, decidedOn);
        return state == FineStates.OwnerUnknown
            ? new FineTerms(null, null, null, null, prescribesOn, null)
            : LegalTerms.OnNotice(law, decidedOn, prescribesOn);
    }
}
