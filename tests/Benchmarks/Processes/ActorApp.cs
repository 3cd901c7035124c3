using System.Net;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>An app of this process that has actors, for a sidecar that is started after it.</summary>
internal sealed class ActorApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private ActorApp(WebApplication app, IActorProxyFactory actors) => (this.app, Actors) = (app, actors);

    /// <summary>Calls its actors, through the sidecar.</summary>
    public IActorProxyFactory Actors { get; }

    /// <summary>Starts it.</summary>
    public static async Task<ActorApp> StartAsync(int sidecarPort, int port, Action<ActorRegistrationCollection> register, CancellationToken cancellationToken)
    {
        var endpoint = FormattableString.Invariant($"http://127.0.0.1:{sidecarPort}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddActors(options =>
        {
            options.HttpEndpoint = endpoint;
            options.UseJsonSerialization = true;
            options.JsonSerializerOptions = ContractJson.Options;
            register(options.Actors);
        });
        builder.Services.AddRouting();
        var app = builder.Build();
        app.MapActorsHandlers();
        await app.StartAsync(cancellationToken);
        return new ActorApp(app, new ActorProxyFactory(new ActorProxyOptions
        {
            HttpEndpoint = endpoint,
            UseJsonSerialization = true,
            JsonSerializerOptions = ContractJson.Options,
        }));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
