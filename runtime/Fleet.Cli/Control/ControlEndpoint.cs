using System.Net;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Cli.Control;

/// <summary>A small HTTP server on the loopback interface: how the run is, the mails, and faults when they are allowed.</summary>
internal sealed class ControlEndpoint : IAsyncDisposable
{
    private readonly WebApplication app;

    private ControlEndpoint(WebApplication app) => this.app = app;

    /// <summary>Listens on 127.0.0.1.</summary>
    public static async Task<ControlEndpoint> StartAsync(int port, ControlState? state, FleetRuntime runtime, FaultBook? faults, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, QuietLifetime>();
        var app = builder.Build();
        app.Use(OnlyLocalNames);
        app.UseRouting();
        FaultApi.Map(app, faults);
        InspectApi.Map(app, runtime);
        if (state is not null)
        {
            StatusApi.Map(app, state);
            MailPages.Map(app, state.Mailbox);
        }

        await app.StartAsync(cancellation);
        return new ControlEndpoint(app);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    // A web page elsewhere must not read the mails through a name that it lets point to this machine.
    private static Task OnlyLocalNames(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Host.Host is "127.0.0.1" or "localhost")
            return next(http);
        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return http.Response.WriteAsync("This page is for this machine only.");
    }
}
