using Fleet.Runtime.Http;

namespace Fleet.Runtime.Unserved;

/// <summary>
/// APIs of Dapr that the embedded runtime does not serve. Cryptography and conversation answer as a sidecar does that has
/// no such component, for there is no component type for them; workflows say 501 and what is missing.
/// </summary>
internal static class UnservedApi
{
    /// <summary>First parts of the paths that answer 501, and what they stand for.</summary>
    public static IReadOnlyList<(string Path, string What)> NotImplemented { get; } =
    [
        ("/v1.0/workflows", "the workflow API"),
        ("/v1.0-beta1/workflows", "the workflow API"),
        ("/v1.0-alpha1/workflows", "the workflow API"),
    ];

    public static void Map(ApiRoutes routes)
    {
        foreach (var (path, what) in NotImplemented)
            routes.Map("*", path + "/{*rest}", call => call.FailAsync(CommonErrors.NotImplemented(what)));
        foreach (var operation in (string[])["encrypt", "decrypt"])
            routes.Map("PUT", $"/v1.0-alpha1/crypto/{{name}}/{operation}", call => call.FailAsync(NoCrypto));
        foreach (var version in (string[])["v1.0-alpha1", "v1.0-alpha2"])
            routes.Map("POST", $"/{version}/conversation/{{name}}/converse", ConverseAsync);
    }

    private static ApiError NoCrypto { get; } = new(500, "ERR_CRYPTO_PROVIDERS_NOT_CONFIGURED", "crypto providers not configured");

    private static async Task ConverseAsync(ApiCall call)
    {
        var body = await call.ReadBodyAsync();
        if (body.Length > 0)
            RequestBody.FirstJsonValue(body);
        await call.FailAsync(new ApiError(400, "ERR_CONVERSATION_NOT_FOUND", $"failed finding conversation component {call.Form("name")}"));
    }
}
