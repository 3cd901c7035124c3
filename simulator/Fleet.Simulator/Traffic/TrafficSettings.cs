namespace Fleet.Simulator.Traffic;

/// <summary>How much traffic there is, and of what kind. Shares are of 1.</summary>
public sealed record TrafficSettings
{
    /// <summary>Seed of everything that is left to chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Most registered vehicles that take part.</summary>
    public int Vehicles { get; init; } = 2000;

    /// <summary>Journeys that end in a second.</summary>
    public double JourneysPerSecond { get; init; } = 16;

    /// <summary>Share of journeys with at least one section driven too fast.</summary>
    public double Speeders { get; init; } = 0.5;

    /// <summary>Share of journeys by vehicles that nobody owns; they keep the limit.</summary>
    public double Unowned { get; init; } = 0.04;

    /// <summary>Share of journeys that end between two cameras: entered, never left.</summary>
    public double NeverLeaving { get; init; } = 0.01;

    /// <summary>Share of journeys whose passages arrive in the wrong order.</summary>
    public double OutOfOrder { get; init; } = 0.04;

    /// <summary>Share of sent batches that are sent a second time.</summary>
    public double Resent { get; init; } = 0.03;

    /// <summary>Most sections of one journey.</summary>
    public int MostSections { get; init; } = 2;

    /// <summary>Pause between two positions of a vehicle on its way.</summary>
    public TimeSpan PositionEvery { get; init; } = TimeSpan.FromSeconds(10);
}
