using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.PaymentProvider;

namespace Fleet.Tests.Services.FineCollection.Payments;

/// <summary>Fines, gateway and the payment provider's simulator, which tells its events through the gateway.</summary>
internal sealed class ProviderBench : IAsyncDisposable
{
    private readonly Through way = new();
    private Func<int, Task<PaymentProviderHost>> restart = null!;

    private ProviderBench()
    {
    }

    public PaymentBench Bench { get; private set; } = null!;

    public PaymentProviderHost Provider { get; private set; } = null!;

    public HttpClient Gateway => Bench.Chain.Gateway;

    /// <summary>A payer's browser, which stops at redirects.</summary>
    public HttpClient Payer { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static async Task<ProviderBench> Start(TimeProvider? time = null)
    {
        var bench = new ProviderBench();
        var settings = new ProviderSettings(0, new Uri("http://gateway/v1/payment-provider/webhooks"), PaymentBench.Secret, Seed: 42);
        bench.restart = port => PaymentProviderHost.StartAsync(settings with { Port = port }, time ?? TimeProvider.System, bench.way);
        bench.Provider = await bench.restart(0);
        bench.Bench = await PaymentBench.Start(time, bench.Provider.Url, AppIds.Gateway);
        bench.way.Client = bench.Gateway;
        return bench;
    }

    /// <summary>Ends the provider, does something, and starts it again where it was, without memory.</summary>
    public async Task WithoutProvider(Func<Task> meanwhile)
    {
        var port = Provider.Url.Port;
        await Provider.DisposeAsync();
        await meanwhile();
        Provider = await restart(port);
    }

    /// <summary>Opens a checkout over the API.</summary>
    public Task<DeskAnswer> Checkout(string fineId, string? key = null, object? body = null) => Gateway.Order(fineId, "checkouts", body ?? new { }, key);

    /// <summary>Presses a button on the provider's page.</summary>
    public async Task<HttpResponseMessage> Press(string url, string button) => await Payer.PostAsync(new Uri(url + "/" + button), null);

    /// <summary>The provider takes a payment back.</summary>
    public async Task<int> Reverse(string paymentId)
    {
        using var answer = await Payer.PostAsJsonAsync(new Uri(Provider.Url, $"/v1/payments/{paymentId}/reverse"), new { reason = "dishonoured" });
        return (int)answer.StatusCode;
    }

    public async Task<JsonElement> Asked(string path) => await Payer.GetFromJsonAsync<JsonElement>(new Uri(Provider.Url, path));

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await Bench.DisposeAsync();
        Payer.Dispose();
    }

    private sealed class Through : HttpMessageHandler
    {
        public HttpClient? Client { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Client?.SendAsync(request, cancellationToken) ?? throw new HttpRequestException("The gateway is not there yet.");
    }
}
