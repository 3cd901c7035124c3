namespace Fleet.Runtime.Telemetry;

/// <summary>Values of a metric's own labels in their order; those that are null are left out.</summary>
internal readonly record struct LabelValues(string? First = null, string? Second = null, string? Third = null, string? Fourth = null, string? Fifth = null)
{
    /// <summary>The value at a place; null: the label is left out.</summary>
    public string? this[int index] => index switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        3 => Fourth,
        _ => Fifth,
    };

    /// <summary>These values, each changed by <paramref name="change"/>.</summary>
    public LabelValues With(Func<int, string, string> change) => new(
        First is null ? null : change(0, First),
        Second is null ? null : change(1, Second),
        Third is null ? null : change(2, Third),
        Fourth is null ? null : change(3, Fourth),
        Fifth is null ? null : change(4, Fifth));
}
