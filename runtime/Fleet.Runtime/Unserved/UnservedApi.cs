using Fleet.Runtime.Http;

namespace Fleet.Runtime.Unserved;

/// <summary>
/// APIs of Dapr that the embedded runtime does not serve: they answer 501 and say what is missing.
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
    }
}
