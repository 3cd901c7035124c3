using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Http;

/// <summary>W3C trace context: the trace that something belongs to.</summary>
/// <param name="Parent">A valid <c>traceparent</c>; null: it belongs to none.</param>
/// <param name="State"><c>tracestate</c>; null: none.</param>
public readonly record struct TraceContext(string? Parent, string? State)
{
    /// <summary>The header's name.</summary>
    public const string Header = "traceparent";

    /// <summary>Name of the header that may go with it.</summary>
    public const string StateHeader = "tracestate";

    /// <summary>What daprd tells an app of a call that belongs to no trace: an invalid parent, so that the app begins a trace of its own.</summary>
    public const string NoParent = "00-00000000000000000000000000000000-0000000000000000-00";

    /// <summary>A <c>traceparent</c> for the app.</summary>
    public string ForApp => Parent ?? NoParent;

    /// <summary>The trace that headers tell of.</summary>
    public static TraceContext Of(IHeaderDictionary headers) => Of(headers.TraceParent.ToString(), headers.TraceState.ToString());

    /// <summary>The trace of a <c>traceparent</c>, if it is valid.</summary>
    public static TraceContext Of(string? parent, string? state = null) =>
        ActivityContext.TryParse(parent, null, out _) ? new TraceContext(parent, string.IsNullOrEmpty(state) ? null : state) : default;
}
