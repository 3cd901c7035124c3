namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>How much replays may take: the configuration section <c>Tracking:Replays</c>.</summary>
public sealed record ReplaySettings
{
    /// <summary>How many steps are done before the work is saved.</summary>
    public int StepsATick { get; init; } = 200;

    /// <summary>After so long the work is saved, too.</summary>
    public double TickMilliseconds { get; init; } = 500;

    /// <summary>How long the result of a replay is kept.</summary>
    public double KeptDays { get; init; } = 7;

    public static ReplaySettings Of(IConfiguration configuration) => configuration.GetSection("Tracking:Replays").Get<ReplaySettings>() ?? new ReplaySettings();
}
