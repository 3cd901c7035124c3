using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Fleet.Runtime.Http;

/// <summary>W3C trace context: every hop carries a <c>traceparent</c>, whether or not anybody records spans.</summary>
public static class TraceContext
{
    /// <summary>The header's name.</summary>
    public const string Header = "traceparent";

    /// <summary>The trace that comes in, or a new one when there is none to go on.</summary>
    public static string Continue(string? incoming) => IsValid(incoming)
        ? incoming
        : $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-00";

    private static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: 55 } && text[2] == '-' && text[35] == '-' && text[52] == '-' && !text.AsSpan(3, 32).ContainsAnyExcept("0123456789abcdef");
}
