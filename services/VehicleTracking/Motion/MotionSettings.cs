namespace Fleet.VehicleTracking.Motion;

/// <summary>
/// By what measure positions are judged: the configuration section <c>Tracking</c>, each setting by the property's name
/// (<c>Tracking:Trips:StopSeconds</c>). The values here are the defaults.
/// </summary>
public sealed record MotionSettings
{
    /// <summary>How far a position may be behind its vehicle's newest one, and still be put in its place and decided.</summary>
    public double WindowMinutes { get; init; } = 10;

    /// <summary>A vehicle that has sent nothing for so long is offline.</summary>
    public double OfflineMinutes { get; init; } = 10;

    public FilterSettings Filters { get; init; } = new();

    public TripSettings Trips { get; init; } = new();

    public OverspeedSettings Overspeed { get; init; } = new();

    public HarshSettings Harsh { get; init; } = new();

    public AlertSettings Alerts { get; init; } = new();

    public long WindowMs => (long)(WindowMinutes * 60_000);

    public long OfflineMs => (long)(OfflineMinutes * 60_000);

    public static MotionSettings Of(IConfiguration configuration) => configuration.GetSection("Tracking").Get<MotionSettings>() ?? new MotionSettings();
}

/// <summary>What the world is told.</summary>
public sealed record AlertSettings
{
    /// <summary>What happened longer ago is kept, and not published.</summary>
    public double MaxAgeHours { get; init; } = 24;

    public long MaxAgeMs => (long)(MaxAgeHours * 3_600_000);
}

/// <summary>Which positions are kept out, and by what measure.</summary>
public sealed record FilterSettings
{
    public bool Invalid { get; init; } = true;

    public bool Zero { get; init; } = true;

    public bool Jump { get; init; } = true;

    public bool Accuracy { get; init; } = true;

    public bool Jitter { get; init; } = true;

    /// <summary>Nothing travels faster than this.</summary>
    public double JumpKmh { get; init; } = 300;

    /// <summary>A displacement up to this is no jump, however short the time.</summary>
    public double JumpMetres { get; init; } = 50;

    /// <summary>So many jumps one after the other that agree among themselves say that the fix before them was wrong.</summary>
    public int JumpsAgreeing { get; init; } = 3;

    /// <summary>A less accurate fix says nothing.</summary>
    public double AccuracyMetres { get; init; } = 200;

    /// <summary>A standing vehicle seems to move so far.</summary>
    public double JitterMetres { get; init; } = 15;
}

/// <summary>What a trip is.</summary>
public sealed record TripSettings
{
    /// <summary>From this speed on a vehicle moves.</summary>
    public double MovingKmh { get; init; } = 5;

    /// <summary>Standing for so long ends a trip.</summary>
    public double StopSeconds { get; init; } = 300;

    /// <summary>So long without a fix ends a trip.</summary>
    public double GapSeconds { get; init; } = 3_600;

    /// <summary>A trip is at least so long.</summary>
    public double LeastMetres { get; init; } = 200;

    /// <summary>A trip takes at least so long.</summary>
    public double LeastSeconds { get; init; } = 60;

    /// <summary>Over a longer time without a fix the engine is not known to have run.</summary>
    public double EngineGapSeconds { get; init; } = 300;
}

/// <summary>What an overspeed episode is.</summary>
public sealed record OverspeedSettings
{
    /// <summary>The limit where neither the device nor a zone has one; 0 for none.</summary>
    public double LimitKmh { get; init; } = 130;

    /// <summary>An episode takes at least so long.</summary>
    public double LeastSeconds { get; init; } = 10;

    /// <summary>So long without a fix ends an episode.</summary>
    public double GapSeconds { get; init; } = 300;
}

/// <summary>What is harsh, in m/s².</summary>
public sealed record HarshSettings
{
    public double Braking { get; init; } = 3.5;

    public double Acceleration { get; init; } = 3;

    /// <summary>Two fixes closer than this measure nothing.</summary>
    public double LeastSeconds { get; init; } = 0.5;

    /// <summary>Two fixes farther apart than this have missed the moment.</summary>
    public double MostSeconds { get; init; } = 3;
}
