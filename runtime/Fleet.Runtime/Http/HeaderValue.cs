using System.Buffers;

namespace Fleet.Runtime.Http;

/// <summary>What may stand in a header: control characters may not, whoever sent them.</summary>
internal static class HeaderValue
{
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(code => code != '\t').Select(code => (char)code), '\x7f']);

    /// <summary>Whether the text can be the value of a header.</summary>
    public static bool IsLegal(string? text) => !text.AsSpan().ContainsAny(Controls);
}
