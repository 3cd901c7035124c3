using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Fleet.Runtime.Http;

/// <summary>W3C trace context: every hop carries a <c>traceparent</c>, whether or not anybody records spans.</summary>
public static class TraceContext
{
    /// <summary>The header's name.</summary>
    public const string Header = "traceparent";

    /// <summary>The next hop of a trace: the same trace id with a new span id; a new trace when there is none to go on.</summary>
    public static string Next(string? incoming)
    {
        var span = ActivitySpanId.CreateRandom().ToHexString();
        return IsValid(incoming)
            ? string.Concat(incoming.AsSpan(0, 36), span, incoming.AsSpan(52))
            : string.Concat("00-", ActivityTraceId.CreateRandom().ToHexString(), "-", span) + "-00";
    }

    private static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: 55 } && text[2] == '-' && text[35] == '-' && text[52] == '-' && !text.AsSpan(3, 32).ContainsAnyExcept("0123456789abcdef");
}
