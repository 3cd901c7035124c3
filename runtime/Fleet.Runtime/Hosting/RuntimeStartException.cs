using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Hosting;

/// <summary>The runtime cannot start; all reasons at once.</summary>
public sealed class RuntimeStartException(IReadOnlyList<string> reasons, IReadOnlyList<ResourceMistake> mistakes)
    : Exception(string.Join(Environment.NewLine, reasons.Concat(mistakes.Select(mistake => mistake.ToString()))))
{
    /// <summary>Reasons that are no mistakes in a file: a port that is taken, a component that cannot start.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;

    /// <summary>Mistakes in files.</summary>
    public IReadOnlyList<ResourceMistake> Mistakes { get; } = mistakes;
}
