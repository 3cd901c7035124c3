using System.IO.Enumeration;

namespace Fleet.Runtime.Faults;

/// <summary>Where a call is that faults may act on.</summary>
/// <param name="Operation">What is called.</param>
/// <param name="App">App of the sidecar that makes or takes the call.</param>
/// <param name="Component">Component; null: none takes part.</param>
/// <param name="Target">What the operation says its target is; null: it has none.</param>
/// <param name="Path">Path, or key; null: neither.</param>
public readonly record struct FaultPlace(FaultOperation Operation, string App, string? Component = null, string? Target = null, string? Path = null)
{
    internal bool Is(FaultRule rule) =>
        (rule.Operation is null || rule.Operation == Operation.Name || rule.Operation == Operation.Group)
        && Fits(rule.App, App) && Fits(rule.Component, Component) && Fits(rule.Target, Target) && Fits(rule.Path, Path);

    private static bool Fits(string? wanted, string? there) =>
        wanted is null || (there is not null && FileSystemName.MatchesSimpleExpression(wanted, there, ignoreCase: false));
}
