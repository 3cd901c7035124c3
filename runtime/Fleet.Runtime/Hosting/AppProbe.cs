using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Hosting;

/// <summary>The questions a sidecar asks its app at the start, such as <c>GET /dapr/subscribe</c>.</summary>
internal static class AppProbe
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A question as daprd puts it: apps may tell it by these headers.</summary>
    public static HttpRequestMessage Question(AppChannel app, string path)
    {
        var request = app.Request(HttpMethod.Get, path, new ByteArrayContent([]));
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Go-http-client/1.1");
        return request;
    }

    /// <summary>Asks; asks again while the app breaks the connection. Any answer of the app counts; status 0: one that is no HTTP, or endless.</summary>
    public static async Task<(int Status, byte[] Body)> GetAsync(Sidecar sidecar, AppChannel app, string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var request = Question(app, path);
                using var response = await app.SendAsync(request, cancellationToken);
                return ((int)response.StatusCode, await app.ReadAsync(response, cancellationToken));
            }
            catch (HttpRequestException useless) when (useless.HttpRequestError is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded)
            {
                sidecar.Log.LogError("The app's answer to GET {Path} cannot be read: {Reason}", path, useless.Message);
                return (0, []);
            }
            catch (HttpRequestException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Pause, sidecar.Runtime.Shared.Time, cancellationToken);
            }
        }
    }
}
