using System.Text.Json;

namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>Everything, as <c>./fleet up --no-simulator</c> starts it: the runtime, five services, the mailbox, in six processes.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    // Every port stays below those that systems give to connections.
    private const int PortOffset = 8_300;
    private readonly ChildProcess child;
    private readonly string data;

    private FleetProcess(ChildProcess child, string data) => (this.child, this.data) = (child, data);

    /// <summary>The gateway.</summary>
    public HttpClient Gateway { get; } = SidecarProcess.Http(5080 + PortOffset);

    /// <summary>Vehicle-tracking without the gateway and the two sidecars before it.</summary>
    public HttpClient Tracking { get; } = SidecarProcess.Http(5081 + PortOffset);

    /// <summary>The port on which vehicle-tracking speaks OsmAnd to trackers.</summary>
    public HttpClient Osmand { get; } = SidecarProcess.Http(5055 + PortOffset);

    /// <summary>Every mail that was accepted, one JSON object a line.</summary>
    public string MailLog => Path.Combine(data, "mailbox", "mail.log");

    public static async Task<FleetProcess> StartAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("fleet-benchmark-").FullName;
        var child = ChildProcess.Start(
            "dotnet", Repository.Root, [Repository.Cli, "up", "--no-simulator", "--fresh", "--port-offset", $"{PortOffset}", "--data", data],
            new Dictionary<string, string> { ["FLEET_ROOT"] = Repository.Root, ["Osmand__UnknownDevices"] = "accept" });
        var fleet = new FleetProcess(child, data);
        await child.UntilAsync(fleet.IsReadyAsync, cancellationToken);
        return fleet;
    }

    /// <summary>A number of a service's <c>/v1/stats</c>, as the gateway gathers them.</summary>
    public async Task<long> StatAsync(string app, string name)
    {
        await using var answer = await Gateway.GetStreamAsync("/v1/stats");
        using var stats = await JsonDocument.ParseAsync(answer);
        return stats.RootElement.TryGetProperty(app, out var service) && service.TryGetProperty(name, out var value) ? value.GetInt64() : -1;
    }

    /// <summary>Does <paramref name="work"/> and says how much processor time each process used for it.</summary>
    /// <param name="work">Returns what it did and how many of it.</param>
    /// <param name="of">What is counted.</param>
    public async Task<T> SpendingAsync<T>(string of, Func<Task<(T Result, double Count)>> work)
    {
        var before = Machine.ProcessorMilliseconds(child.Id);
        var (result, count) = await work();
        var spent = Machine.ProcessorMilliseconds(child.Id)
            .Select(process => $"{process.Key} {(process.Value - before.GetValueOrDefault(process.Key)) / count * 1000:N0}");
        Console.WriteLine($"     processor ms for 1,000 {of}: {string.Join(", ", spent)}");
        return result;
    }

    /// <summary>Memory of each process, MiB, by the name of its program; empty where the system does not tell.</summary>
    public IReadOnlyDictionary<string, double> ResidentMib() => Machine.ResidentMib(child.Id);

    /// <summary>Processor time that all processes have used so far, milliseconds.</summary>
    public double ProcessorMilliseconds() => Machine.ProcessorMilliseconds(child.Id).Values.Sum();

    /// <summary>Memory of all processes.</summary>
    public void PrintMemory(string after)
    {
        var mib = Machine.ResidentMib(child.Id);
        if (mib.Count == 0)
            return;
        Figures.AtMost($"memory of all processes {after}", mib.Values.Sum(), 600, "MiB");
        Console.WriteLine($"     {string.Join(", ", mib.Select(process => $"{process.Key} {process.Value:N0}"))}");
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        Tracking.Dispose();
        Osmand.Dispose();
        await child.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private async Task<bool> IsReadyAsync() =>
        await StatAsync("vehicle-tracking", "violations") == 0 && await StatAsync("fine-collection", "fines") == 0
        && await StatAsync("notification", "mailsDelivered") == 0 && await StatAsync("vehicle-registry", "vehicles") > 0;
}
