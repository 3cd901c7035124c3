namespace Fleet.Cli.RunFiles;

/// <summary>Something is wrong in a run file.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Field">Path of the field, e.g. <c>apps[1].appPort</c>.</param>
/// <param name="Message">What is wrong and what was expected.</param>
/// <param name="Tolerable">True when the Dapr CLI passes over it: a warning unless the start is strict.</param>
public sealed record RunFileMistake(string File, int Line, string Field, string Message, bool Tolerable = false)
{
    /// <inheritdoc/>
    public override string ToString() => Field.Length == 0 ? $"{File}:{Line}: {Message}" : $"{File}:{Line}: {Field}: {Message}";
}
