using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>An app behind a real port of this process, as bare as an app can be.</summary>
internal static class BenchmarkApp
{
    /// <summary>Starts it.</summary>
    public static async Task<(WebApplication App, int Port)> StartAsync(RequestDelegate answer, CancellationToken cancellationToken)
    {
        var port = Machine.FreePort();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(cancellationToken);
        return (app, port);
    }

    // Ctrl-C is the benchmark's own business.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
