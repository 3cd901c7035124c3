using System.Globalization;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>
/// Chance from a seed, for a few seconds. Every failure names the seed; <c>FLEET_FUZZ_SEED</c> repeats a run and
/// <c>FLEET_FUZZ_SECONDS</c> makes it longer.
/// </summary>
internal sealed class FuzzRun
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);
    private readonly TimeSpan length = Number("FLEET_FUZZ_SECONDS") is { } seconds ? TimeSpan.FromSeconds(seconds) : Usual;
    private readonly long start = TimeProvider.System.GetTimestamp();

    public FuzzRun()
    {
        Seed = Number("FLEET_FUZZ_SEED") ?? Random.Shared.Next();
        Chance = new Random(Seed);
    }

    public int Seed { get; }

    public Random Chance { get; }

    /// <summary>There is time for more.</summary>
    public bool GoesOn => TimeProvider.System.GetElapsedTime(start) < length;

    public T Any<T>(IReadOnlyList<T> of) => of[Chance.Next(of.Count)];

    /// <summary>True once in so many times.</summary>
    public bool Once(int inTimes) => Chance.Next(inTimes) == 0;

    /// <summary>The head of a failure's text.</summary>
    public override string ToString() => $"FLEET_FUZZ_SEED={Seed}";

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
