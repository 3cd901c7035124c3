namespace Fleet.Runtime.Http;

/// <summary>Errors that any block may answer with.</summary>
public static class CommonErrors
{
    /// <summary>A path the sidecar does not have, or a wrong verb on one it has.</summary>
    public static ApiError NoRoute(string method, string path) =>
        new(404, "ERR_DIRECT_INVOKE", $"the sidecar has no route {method} {path}, and no dapr-app-id header names an app to call");

    /// <summary>A body that cannot be read as what it should be.</summary>
    public static ApiError Malformed(string reason) => new(400, "ERR_MALFORMED_REQUEST", $"failed deserializing HTTP body: {reason}");

    /// <summary>An API of Dapr that this runtime does not have.</summary>
    public static ApiError NotImplemented(string what) =>
        new(501, "ERR_NOT_IMPLEMENTED", $"{what} is not implemented by the embedded runtime; see runtime/Fleet.Runtime/README.md");

    /// <summary>A fault of the runtime itself.</summary>
    public static ApiError Internal(string reason) => new(500, "ERR_INTERNAL", reason);
}
