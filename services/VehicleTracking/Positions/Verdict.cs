namespace Fleet.VehicleTracking.Positions;

/// <summary>What the filters say of a point. Part of the stored data: numbers keep their meaning.</summary>
public enum Verdict : byte
{
    /// <summary>Nothing against it.</summary>
    Good = 0,

    /// <summary>The receiver says itself that it has no fix.</summary>
    Invalid = 1,

    /// <summary>It is at 0 degrees north, 0 degrees east exactly, where receivers without a fix are.</summary>
    Zero = 2,

    /// <summary>Nothing travels so fast from the last good fix.</summary>
    Jump = 3,

    /// <summary>It is too inaccurate to say anything.</summary>
    Accuracy = 4,

    /// <summary>A small move of a vehicle that stands: it adds no distance, and is a fix like any other besides.</summary>
    Jitter = 5,

    /// <summary>It came later than the window: it is in the history, and decides nothing.</summary>
    Late = 6,
}

/// <summary>Names of verdicts on the wire.</summary>
public static class Verdicts
{
    public const int Count = 7;

    private static readonly string?[] Names = [null, "invalid", "zero", "jump", "accuracy", "jitter", "late"];

    /// <summary>The filter's name; null for a good point.</summary>
    public static string? Name(this Verdict verdict) => Names[(int)verdict];

    /// <summary>Whether detectors see the point.</summary>
    public static bool IsSeen(this Verdict verdict) => verdict is Verdict.Good or Verdict.Jitter;
}
