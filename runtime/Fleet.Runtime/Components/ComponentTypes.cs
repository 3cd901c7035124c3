namespace Fleet.Runtime.Components;

/// <summary>Every component type of the embedded runtime, a line each.</summary>
public static class ComponentTypes
{
    /// <summary>A registry with all of them; an object, so that two runtimes share nothing.</summary>
    public static ComponentRegistry CreateRegistry() => new ComponentRegistry();
}
