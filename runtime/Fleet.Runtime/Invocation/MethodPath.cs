using System.Buffers;
using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Invocation;

/// <summary>The path of the callee that a call names: unescaped once, cleaned, and escaped again as far as it must be.</summary>
internal static class MethodPath
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@[]/");

    /// <summary>A path that begins with a slash, fit for a request line.</summary>
    /// <exception cref="ApiException">It holds an encoded sign that would end the path.</exception>
    public static string From(string raw)
    {
        var path = raw.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(raw) : raw;
        if (path.AsSpan().IndexOfAny('?', '#', '%') >= 0)
            throw new ApiException(InvocationErrors.BadPath(raw));
        return Escape(IsClean(path) ? "/" + path : Clean(path));
    }

    /// <summary>A path without leading slash, cleaned: no empty segments, no dots, no slash at the end.</summary>
    public static string Normalize(string path) => IsClean(path) ? path : Clean(path)[1..];

    private static bool IsClean(string path) =>
        !path.StartsWith('/') && !path.EndsWith('/') && !path.Contains("//", StringComparison.Ordinal)
        && !path.StartsWith('.') && !path.Contains("/.", StringComparison.Ordinal);

    private static string Clean(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("." or ".."))
                kept.Add(segment);
        }

        return "/" + string.Join('/', kept);
    }

    private static string Escape(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(Plain))
            return path;
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(path))
        {
            if (Plain.Contains((char)octet))
                text.Append((char)octet);
            else
                text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
