using System.Net;
using System.Text;
using Fleet.Runtime.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Runtime.Hosting;

/// <summary>The API on loopback ports, one a sidecar; the port says whose sidecar was called.</summary>
internal sealed class KestrelFront : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly WebApplication app;
    private readonly IReadOnlyList<Sidecar> sidecars;

    private KestrelFront(WebApplication app, IReadOnlyList<Sidecar> sidecars) => (this.app, this.sidecars) = (app, sidecars);

    /// <summary>No sidecar needs it any more.</summary>
    public bool IsUnused => sidecars.All(sidecar => sidecar.IsStopped);

    /// <summary>Listens for all sidecars that have a port; null when none has.</summary>
    /// <exception cref="RuntimeStartException">A port is taken.</exception>
    public static async Task<KestrelFront?> StartAsync(ApiFront api, IReadOnlyList<Sidecar> sidecars, CancellationToken cancellationToken)
    {
        var byPort = sidecars.Where(sidecar => sidecar.Options.HttpPort is not null).ToDictionary(sidecar => sidecar.Options.HttpPort!.Value);
        var metrics = sidecars.Where(sidecar => sidecar.Metrics.IsEnabled && sidecar.Options.MetricsPort is not null)
            .ToDictionary(sidecar => sidecar.Options.MetricsPort!.Value);
        if (byPort.Count + metrics.Count == 0)
            return null;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, byPort.Keys.Concat(metrics.Keys), HeadLimit(sidecars)));
        builder.Services.AddSingleton(sidecars[0].Runtime.Shared.Logs);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        var app = builder.Build();
        app.Run(http => byPort.TryGetValue(http.Connection.LocalPort, out var sidecar)
            ? api.HandleAsync(http, sidecar)
            : MetricsEndpoint.HandleAsync(http, metrics[http.Connection.LocalPort]));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new RuntimeStartException([taken.Message], []);
        }

        return new KestrelFront(app, sidecars);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Who has been answered shall have the answer; who still holds a connection must not keep the port busy.
        using var late = new CancellationTokenSource(Patience, TimeProvider.System);
        await app.StopAsync(late.Token);
        await app.DisposeAsync();
    }

    // Each sidecar's own limit is kept behind this one, which all ports share.
    private static int HeadLimit(IReadOnlyList<Sidecar> sidecars) => Math.Max(32 * 1024, sidecars.Max(sidecar => sidecar.Options.ReadBufferSize) + (8 * 1024));

    private static void Listen(KestrelServerOptions kestrel, IEnumerable<int> ports, int headLimit)
    {
        kestrel.Limits.MaxRequestBufferSize = Math.Max(1024 * 1024, 2 * headLimit);
        kestrel.Limits.MaxRequestLineSize = headLimit;
        kestrel.Limits.MaxRequestHeadersTotalSize = headLimit;
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8;
        kestrel.Limits.MinRequestBodyDataRate = null;
        foreach (var port in ports)
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
