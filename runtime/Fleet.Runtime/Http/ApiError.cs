using System.Text.Json.Nodes;

namespace Fleet.Runtime.Http;

/// <summary>An error as it goes over the wire. Each block lists its own in one file, <c>&lt;Block&gt;Errors.cs</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The <c>errorCode</c> of the body.</param>
/// <param name="Message">The <c>message</c> of the body, for a person.</param>
/// <param name="Details">Items of <c>details</c> (google.rpc error details as JSON); null: the body has no such field.</param>
public sealed record ApiError(int Status, string Code, string Message, IReadOnlyList<ErrorDetail>? Details = null);

/// <summary>One item of an error's <c>details</c>.</summary>
/// <param name="Kind">Message name in <c>google.rpc</c>, e.g. <c>ErrorInfo</c>.</param>
/// <param name="Fields">Its members.</param>
public sealed record ErrorDetail(string Kind, IReadOnlyList<KeyValuePair<string, JsonNode?>> Fields)
{
    /// <summary>The detail that names the reason of an error.</summary>
    public static ErrorDetail Info(string reason) => new("ErrorInfo", [new("domain", "dapr.io"), new("reason", reason)]);

    /// <summary>The detail that names the resource an error is about.</summary>
    public static ErrorDetail Resource(string type, string name) =>
        new("ResourceInfo", [new("resource_type", type), new("resource_name", name)]);
}

/// <summary>Ends a call with <paramref name="error"/>; the front writes it.</summary>
public sealed class ApiException(ApiError error, Exception? inner = null) : Exception(error.Message, inner)
{
    /// <summary>What the caller is told.</summary>
    public ApiError Error { get; } = error;
}
