namespace Fleet.Tests.Benchmarks;

/// <summary>The rows of one sidecar, printed as they come and kept for a comparison with those of another.</summary>
internal sealed class SidecarFigures(string sidecar)
{
    private readonly List<Row> rows = [];

    private sealed record Row(string What, double? Rate, double Less);

    /// <summary>A measurement without a budget of its own.</summary>
    public void Print(string what, Measured measured)
    {
        Figures.Print($"{sidecar}: {what}", measured);
        rows.Add(new Row(what, measured.Rate, measured.At(0.5)));
    }

    /// <summary>The same on 1, 16 and 64 connections.</summary>
    /// <param name="what">What is measured.</param>
    /// <param name="measure">Measures with that many connections.</param>
    /// <param name="budget">A rate that must be reached on 16 connections; null: none.</param>
    /// <returns>The measurement on 16 connections.</returns>
    public async Task<Measured> OnConnectionsAsync(string what, Func<int, Task<Measured>> measure, double? budget = null)
    {
        Print($"{what}, 1 connection", await measure(1));
        var middle = await measure(16);
        if (budget is { } rate)
            AtLeast($"{what}, 16 connections", middle, rate);
        else
            Print($"{what}, 16 connections", middle);
        Print($"{what}, 64 connections", await measure(64));
        return middle;
    }

    /// <summary>A rate that must be at least <paramref name="budget"/>.</summary>
    public void AtLeast(string what, Measured measured, double budget)
    {
        Figures.AtLeast($"{sidecar}: {what}", measured, budget);
        rows.Add(new Row(what, measured.Rate, measured.At(0.5)));
    }

    /// <summary>A value that must be at most <paramref name="budget"/>.</summary>
    public void AtMost(string what, double value, double budget, string unit)
    {
        Figures.AtMost($"{sidecar}: {what}", value, budget, unit);
        rows.Add(new Row(what, null, value));
    }

    /// <summary>Says of every row of both how many times better this one is.</summary>
    public void Compare(SidecarFigures other)
    {
        foreach (var (mine, theirs) in rows.Join(other.rows, row => row.What, row => row.What, (mine, theirs) => (mine, theirs)))
        {
            if (mine.Rate is { } rate && theirs.Rate is { } otherRate)
                Figures.Ratio($"rate against the other: {mine.What}", rate, otherRate);
            Figures.Ratio($"{(mine.Rate is null ? "value" : "p50")} against the other: {mine.What}", theirs.Less, mine.Less);
        }
    }
}
