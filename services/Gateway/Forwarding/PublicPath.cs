namespace Fleet.Gateway.Forwarding;

/// <summary>
/// Paths that mean one thing to everybody on the way. The sidecar unescapes and cleans paths: what hides a slash or climbs
/// up would reach routes of a service that are not public, and what would end a path is no part of one.
/// </summary>
internal static class PublicPath
{
    /// <summary>Whether <paramref name="path"/>, unescaped once by the server, is plain.</summary>
    public static bool IsPlain(string path) =>
        path.AsSpan().IndexOfAny("%\\?#") < 0 && !path.Contains("//", StringComparison.Ordinal)
        && !path.Any(char.IsControl) && !path.Split('/').Any(segment => segment is "." or "..");
}
