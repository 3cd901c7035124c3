namespace Fleet.Tests.Benchmarks;

/// <summary>What one row measured.</summary>
/// <param name="Rate">A second.</param>
/// <param name="Milliseconds">How long each took, sorted.</param>
internal sealed record Measured(double Rate, IReadOnlyList<double> Milliseconds)
{
    /// <summary>A percentile in milliseconds.</summary>
    public double At(double share) => Milliseconds.Count == 0 ? 0 : Milliseconds[(int)Math.Min(Milliseconds.Count - 1, Milliseconds.Count * share)];
}

/// <summary>Rows of figures. The ratio beside a budget is 1 where it is just met, and more where it is met better.</summary>
internal static class Figures
{
    /// <summary>A measurement without a budget of its own.</summary>
    public static void Print(string what, Measured measured) => Line(what, Text(measured));

    /// <summary>A rate that must be at least <paramref name="budget"/>.</summary>
    public static void AtLeast(string what, Measured measured, double budget) =>
        Line(what, $"{Text(measured)}   budget {budget:N0}/s: {measured.Rate / budget:N2}");

    /// <summary>A value that must be at most <paramref name="budget"/>.</summary>
    public static void AtMost(string what, double value, double budget, string unit) =>
        Line(what, $"{value,11:N2} {unit}   budget {budget:N2} {unit}: {budget / value:N2}");

    /// <summary>How one row compares with another of the same run.</summary>
    public static void Ratio(string what, double value, double other) => Line(what, $"{value / other,11:N2} x");

    private static string Text(Measured measured) =>
        $"{measured.Rate,11:N0}/s  p50 {measured.At(0.5),7:N2} ms  p99 {measured.At(0.99),7:N2} ms  n {measured.Milliseconds.Count}";

    private static void Line(string what, string text) => Console.WriteLine($"{what,-52} {text}");
}
