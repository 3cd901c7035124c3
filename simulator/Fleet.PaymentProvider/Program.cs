using System.Globalization;
using System.Runtime.InteropServices;
using Fleet.PaymentProvider;

// Beside `dapr run -f .`; `./fleet up` hosts the provider itself.
var port = int.Parse(Environment.GetEnvironmentVariable("FLEET_PAYMENT_PROVIDER_PORT") ?? "5091", CultureInfo.InvariantCulture);
var webhook = Environment.GetEnvironmentVariable("FLEET_PAYMENT_WEBHOOK_URL") ?? "http://127.0.0.1:5080/v1/payment-provider/webhooks";
if (Environment.GetEnvironmentVariable("FLEET_PAYMENT_WEBHOOK_SECRET") is not { Length: > 0 } secret)
{
    await Console.Error.WriteLineAsync("Set FLEET_PAYMENT_WEBHOOK_SECRET to the secret that fine-collection's sidecar has.");
    return 1;
}

await using var provider = await PaymentProviderHost.StartAsync(new ProviderSettings(port, new Uri(webhook), secret), TimeProvider.System);
Console.WriteLine($"Payment provider on {provider.Url}; events go to {webhook}");
var stop = new TaskCompletionSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stop.Task;
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
