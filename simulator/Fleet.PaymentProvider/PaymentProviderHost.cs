using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.PaymentProvider;

/// <summary>A payment provider on this machine that moves no money: checkouts, a page to pay on, and signed events.</summary>
public sealed class PaymentProviderHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private PaymentProviderHost(WebApplication app, ProviderBook book, MischiefBook mischief, EventSender sender) =>
        (this.app, Book, Mischief, Sender) = (app, book, mischief, sender);

    /// <summary>Where it listens.</summary>
    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Checkouts and payments.</summary>
    public ProviderBook Book { get; }

    /// <summary>What is to go wrong.</summary>
    public MischiefBook Mischief { get; }

    /// <summary>Tells events.</summary>
    public EventSender Sender { get; }

    /// <summary>Listens on 127.0.0.1.</summary>
    /// <param name="settings">Port, where events go, and the secret.</param>
    /// <param name="time">The clock.</param>
    /// <param name="way">Sends events; null for sockets.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<PaymentProviderHost> StartAsync(ProviderSettings settings, TimeProvider time, HttpMessageHandler? way = null, CancellationToken cancellation = default)
    {
        var (book, mischief) = (new ProviderBook(time), new MischiefBook(settings.Seed));
        var sender = new EventSender(settings, mischief, new HttpMessageInvoker(way ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }), time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, settings.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.Use(OnlyLocalNames);
        app.UseRouting();
        ProviderApi.Map(app, book, mischief, sender, time);
        PayPage.Map(app, book, sender, time);
        await app.StartAsync(cancellation);
        return new PaymentProviderHost(app, book, mischief, sender);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        await Sender.DisposeAsync();
    }

    // A web page elsewhere must not speak to it through a name that it lets point to this machine.
    private static Task OnlyLocalNames(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Host.Host is "127.0.0.1" or "localhost") return next(http);
        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return http.Response.WriteAsync("This provider is for this machine only.");
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
