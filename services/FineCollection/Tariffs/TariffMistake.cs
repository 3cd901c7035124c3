namespace Fleet.FineCollection.Tariffs;

/// <summary>One mistake in a file of tariffs or calendars.</summary>
/// <param name="File">Name of the file, or the folder when there is none.</param>
/// <param name="Line">Line from 1; null when no line is concerned.</param>
/// <param name="Field">The offending field, e.g. <c>bands[2].fromExcessKmh</c>; null when the text as a whole is none.</param>
/// <param name="Message">What would be right; reads on from the field's name.</param>
/// <param name="Code">Stable snake_case reason.</param>
public sealed record TariffMistake(string File, long? Line, string? Field, string Message, string Code)
{
    /// <summary>As a person reads it.</summary>
    public override string ToString() => $"{File}{(Line is null ? "" : ":" + Line)}: {Field} {Message}";
}

/// <summary>The service must not start: its tariffs have mistakes.</summary>
public sealed class TariffMistakesException(IReadOnlyList<TariffMistake> mistakes)
    : Exception("The tariffs have mistakes:" + Environment.NewLine + string.Join(Environment.NewLine, mistakes))
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<TariffMistake> Mistakes { get; } = mistakes;
}
