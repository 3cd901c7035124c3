using System.Buffers;

namespace Fleet.Runtime.Actors;

/// <summary>What may stand in the ids and names that become part of a path of the app.</summary>
internal static class ActorNames
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("#?");

    /// <summary>False for a name that could lead to another path: with a slash or backslash, with what ends a path, a dot or two.</summary>
    public static bool IsName(string name) =>
        IsPath(name) && !name.AsSpan().ContainsAny('/', '\\') && name is not ("." or "..");

    /// <summary>False for a path with what ends one, or with control characters.</summary>
    public static bool IsPath(string path) =>
        !path.AsSpan().ContainsAny(Ends) && !path.AsSpan().ContainsAnyInRange('\0', '\x1F') && !path.Contains('\x7F', StringComparison.Ordinal);
}
