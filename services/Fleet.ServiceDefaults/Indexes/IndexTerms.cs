namespace Fleet.ServiceDefaults.Indexes;

/// <summary>Lists that every index has.</summary>
public static class IndexTerms
{
    /// <summary>The list of everything. A row is in it without saying so.</summary>
    public const string All = "all";
}
