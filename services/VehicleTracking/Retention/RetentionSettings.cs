using System.Globalization;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Retention;

/// <summary>
/// For how long what is kept, by purpose: the configuration section <c>Retention</c>, each setting by the property's name, in
/// whole UTC days. Null and 0 keep for ever.
/// </summary>
public sealed record RetentionSettings
{
    /// <summary>Where a vehicle was. Null by default: whoever takes over old tracks says first how long they are needed.</summary>
    public int? PositionsDays { get; init; }

    /// <summary>What a vehicle did: trips, stops, events, lost vehicles. Null by default, for the same reason.</summary>
    public int? JournalDays { get; init; }

    /// <summary>Violations and their evidence, from the day when they were found.</summary>
    public int? ViolationsDays { get; init; } = 730;

    /// <exception cref="InvalidDataException">A setting is below 0 or no whole number; names it.</exception>
    public static RetentionSettings Of(IConfiguration configuration)
    {
        var section = configuration.GetSection("Retention");
        return new RetentionSettings
        {
            PositionsDays = Days(section, nameof(PositionsDays), null),
            JournalDays = Days(section, nameof(JournalDays), null),
            ViolationsDays = Days(section, nameof(ViolationsDays), new RetentionSettings().ViolationsDays),
        };
    }

    /// <summary>The oldest days that are kept as of an instant (Unix milliseconds).</summary>
    public KeptSince Since(long nowMs)
    {
        var today = TrackRules.DayOf(nowMs);
        return new KeptSince(Oldest(today, PositionsDays), Oldest(today, JournalDays), Oldest(today, ViolationsDays));
    }

    // A day that ended as many days ago is not needed any more.
    private static long Oldest(long today, int? days) => days is > 0 and var count ? today - count : KeptSince.EverDay;

    private static int? Days(IConfigurationSection section, string name, int? ifAbsent)
    {
        if (section[name] is not { } text) return ifAbsent;
        if (text.Length == 0) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? days
            : throw new InvalidDataException($"Retention:{name} is '{text}'; expected a whole number of days, or 0 or nothing to keep for ever.");
    }
}

/// <summary>The oldest UTC days (counted from 1970-01-01) of which something is kept.</summary>
/// <param name="Positions">Of positions.</param>
/// <param name="Journal">Of trips, stops and events.</param>
/// <param name="Violations">On which a violation was found.</param>
public readonly record struct KeptSince(long Positions, long Journal, long Violations)
{
    /// <summary>Before every day that there can be.</summary>
    public const long EverDay = -10_000_000;

    private const long DayMs = 86_400_000;

    /// <summary>Nothing is ever erased for its age.</summary>
    public static KeptSince Ever { get; } = new(EverDay, EverDay, EverDay);

    public bool IsEver => this == Ever;

    /// <summary>The oldest instant of which a position is taken, Unix milliseconds.</summary>
    public long PositionsMs => Positions * DayMs;

    /// <summary>The oldest instant of which an entry of the journal is kept, Unix milliseconds.</summary>
    public long JournalMs => Journal * DayMs;
}
