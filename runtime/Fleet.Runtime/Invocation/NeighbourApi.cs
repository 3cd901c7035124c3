using System.Security.Cryptography;
using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Invocation;

/// <summary>
/// <c>/v1.0-fleet/carry/PATH</c>: another runtime of this machine carries a call to the app of this sidecar, as one daprd does
/// to another. The caller's sidecar has done what is the caller's (policies, headers); here is done what is the callee's.
/// </summary>
internal static class NeighbourApi
{
    /// <summary>Where the path of the app begins.</summary>
    public const string Path = "/v1.0-fleet/carry";

    /// <summary>Header with the key of the runtime that is called.</summary>
    public const string KeyHeader = "fleet-neighbour-key";

    public static void Map(ApiRoutes routes)
    {
        routes.Map("*", Path, CarryAsync);
        routes.Map("*", Path + "/{*method}", CarryAsync);
    }

    /// <summary>Whether a call comes from another runtime of this user; then it needs no API token.</summary>
    public static bool IsCarried(ApiCall call)
    {
        if (call.Sidecar.Runtime.Options.NeighbourKey is not { Length: > 0 } key || !call.RawPath.StartsWith(Path, StringComparison.Ordinal))
            return false;
        var shown = call.Http.Request.Headers[KeyHeader].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(key));
    }

    private static async Task CarryAsync(ApiCall call)
    {
        if (!IsCarried(call))
            throw new ApiException(CommonErrors.NoRoute(call.Http.Request.Method, call.RawPath));
        if (call.Sidecar.Resources.Configuration.DeniesCalls)
            throw new ApiException(InvocationErrors.Denied(call.Sidecar.AppId));
        var callee = new AppCallee(call.Sidecar, call.Sidecar, call.Http.Request.Headers[InvocationRequest.CallerHeader].ToString());
        var path = call.RawPath[Path.Length..] + call.Http.Request.QueryString.Value;
        try
        {
            using var response = await callee.SendAsync(InvocationRequest.Create(call, callee, path, body: null), call.Aborted);
            await InvocationResponse.CopyAsync(response, call.Http.Response, call.Aborted);
        }
        catch (Exception failure) when (InvocationErrors.Explain(failure) is { } error && !call.Http.Response.HasStarted && !call.Aborted.IsCancellationRequested)
        {
            await call.FailAsync(error);
        }
    }
}
