using Fleet.Runtime.Http;

namespace Fleet.Runtime.Unserved;

/// <summary>
/// APIs of Dapr that the embedded runtime does not serve. Configuration and lock answer as a sidecar does that has no
/// such store, for there is no component type for them; the others say 501 and what is missing.
/// </summary>
internal static class UnservedApi
{
    /// <summary>First parts of the paths that answer 501, and what they stand for.</summary>
    public static IReadOnlyList<(string Path, string What)> NotImplemented { get; } =
    [
        ("/v1.0/workflows", "the workflow API"),
        ("/v1.0-beta1/workflows", "the workflow API"),
        ("/v1.0-alpha1/workflows", "the workflow API"),
        ("/v1.0-alpha1/crypto", "the cryptography API"),
        ("/v1.0-alpha1/subtlecrypto", "the cryptography API"),
        ("/v1.0-alpha1/conversation", "the conversation API"),
        ("/v1.0-alpha2/conversation", "the conversation API"),
    ];

    public static void Map(ApiRoutes routes)
    {
        foreach (var (path, what) in NotImplemented)
            routes.Map("*", path + "/{*rest}", call => call.FailAsync(CommonErrors.NotImplemented(what)));

        var noConfiguration = Fails(new ApiError(500, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED", "configuration stores not configured"));
        foreach (var version in (string[])["v1.0", "v1.0-alpha1"])
        {
            routes.Map("GET", $"/{version}/configuration/{{store}}", noConfiguration);
            routes.Map("GET", $"/{version}/configuration/{{store}}/subscribe", noConfiguration);
            routes.Map("GET", $"/{version}/configuration/{{store}}/{{id}}/unsubscribe", noConfiguration);
        }

        var noLock = Fails(new ApiError(500, "ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured"));
        routes.Map("POST", "/v1.0-alpha1/lock/{store}", noLock);
        routes.Map("POST", "/v1.0-alpha1/unlock/{store}", noLock);
    }

    private static ApiHandler Fails(ApiError error) => call => call.FailAsync(error);
}
