namespace Fleet.Tests.Simulation.World;

/// <summary>What is going wrong just now; the same for every world.</summary>
internal sealed class Weather(int seed)
{
    private readonly Random random = new(seed);
    private readonly Lock gate = new();

    public bool IsRegistryAway { get; set; }

    /// <summary>Share of answers, between apps and their sidecars, that never arrive.</summary>
    public double AnswersLost { get; set; }

    public bool LosesAnswer()
    {
        if (AnswersLost == 0) return false;
        lock (gate) return random.NextDouble() < AnswersLost;
    }

    public void Clear() => (IsRegistryAway, AnswersLost) = (false, 0);
}
