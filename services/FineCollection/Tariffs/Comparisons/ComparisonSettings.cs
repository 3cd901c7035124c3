namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>How much comparisons may take: the configuration section <c>Tariffs:Comparisons</c>.</summary>
public sealed record ComparisonSettings
{
    /// <summary>How many pages of 100 fines are read before the work is saved.</summary>
    public int PagesATick { get; init; } = 10;

    /// <summary>After so long the work is saved, too.</summary>
    public double TickMilliseconds { get; init; } = 500;

    /// <summary>How long the result is kept.</summary>
    public double KeptDays { get; init; } = 30;

    public static ComparisonSettings Of(IConfiguration configuration) => configuration.GetSection("Tariffs:Comparisons").Get<ComparisonSettings>() ?? new ComparisonSettings();
}
