using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Testing;

/// <summary>
/// Stands outside all middleware of an app: what the app throws is its answer 500 without a body, as its server gives it
/// on a port; the in-process server would throw it at whoever calls.
/// </summary>
internal sealed class AppFailures(ILoggerFactory logs, Action<Exception> thrown) : IStartupFilter
{
    private readonly ILogger log = logs.CreateLogger("fleet.testing.app");

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    private async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            thrown(failure);
            log.LogError(failure, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            // Part of the answer is out: all that is left is to break it off, which the server does.
            if (http.Response.HasStarted)
                throw;
            http.Response.Clear();
            http.Response.StatusCode = failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        }
    }
}
