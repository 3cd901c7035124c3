using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Fines;
using Fleet.Runtime.Testing;
using Fleet.VehicleRegistry.Domain;
using Fleet.VehicleRegistry.Vehicles;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Benchmarks;

/// <summary>
/// 100,000 fines (<c>DEADLINES_FINES</c> for another number) that come due in one night: how long until every one has taken its step and everybody
/// who follows the fines has it. In one process with the embedded runtime, on a clock that is moved to that midnight.
/// </summary>
internal static class DeadlinesBenchmark
{
    private const int Batch = 100;
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Midnight = new(2026, 3, 17, 23, 0, 0, TimeSpan.Zero);
    private static readonly TimeProvider Watch = TimeProvider.System;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("DEADLINES_FINES"), out var asked) ? asked : 100_000;
        var folder = Directory.CreateTempSubdirectory("fleet-deadlines-").FullName;
        var time = new VirtualTime(Noon);
        await using var host = await FleetTestHost.StartAsync(new FleetTestOptions { Resources = Resources(folder), Time = time }, cancellationToken);
        await host.AddAppAsync<VehicleDirectory>(AppIds.VehicleRegistry, Quiet, cancellationToken);
        var app = await host.AddAppAsync<FineActor>(AppIds.FineCollection, Quiet, cancellationToken);
        await host.ReadyAsync();

        var begin = Watch.GetTimestamp();
        await SetAsync(app.Services.GetRequiredService<TakeViolations>(), count, cancellationToken);
        Print("fines set and entered in the books", count, begin);

        begin = Watch.GetTimestamp();
        time.Advance(Midnight - time.GetUtcNow());
        if (!await time.AdvanceUntilAsync(() => NothingOverdueAsync(app), TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(6)))
            throw new TimeoutException("Deadlines were left over.");
        Print("fines whose deadline came, served and followed", count, begin);
    }

    private static void Print(string what, int count, long begin) =>
        Figures.Print(what, new Measured(count / Watch.GetElapsedTime(begin).TotalSeconds, []));

    private static async Task SetAsync(TakeViolations take, int count, CancellationToken cancellationToken)
    {
        var batches = Enumerable.Range(0, count).Select(Violation).Chunk(Batch).ToList();
        await Load.AllAsync(2, batches, async batch =>
        {
            var outcomes = await take.Handle(batch, cancellationToken);
            if (outcomes.Any(outcome => !outcome.IsTaken)) throw new InvalidOperationException("A violation was not taken.");
        });
    }

    private static async Task<bool> NothingOverdueAsync(HostedApp app)
    {
        using var client = app.CreateClient();
        await Task.Delay(TimeSpan.FromMilliseconds(20), Watch);
        return (await client.GetStringAsync("/v1/deadlines?limit=1")).Contains("\"overdue\":0,", StringComparison.Ordinal);
    }

    private static SpeedingViolation Violation(int number)
    {
        var plate = InventedRegistry.Vehicles[number % 20].Plate;
        var (entered, left) = (Noon.AddMinutes(-4).AddMilliseconds(-number), Noon.AddMilliseconds(-number));
        var id = DerivedId.Violation(plate, "cam-1", "cam-2", entered, left);
        return new SpeedingViolation(
            DerivedId.Event(id, "speeding"), id, plate, "a2-north", "A2 north", "km 40.1 to km 48.3", "Europe/Amsterdam", "NL", "cam-1", "cam-2",
            entered, left, 8_200, 100, 115.4m, 3.4m, 112);
    }

    private static void Quiet(IWebHostBuilder web) => web.ConfigureLogging(logging => logging.ClearProviders());

    private static string Resources(string folder) => string.Join(
        "---\n",
        Component(folder, ComponentNames.FineCollectionStore, "state.sqlite", AppIds.FineCollection, actors: true),
        Component(folder, ComponentNames.VehicleRegistryStore, "state.sqlite", AppIds.VehicleRegistry, actors: false),
        Component(folder, ComponentNames.PubSub, "pubsub.sqlite", AppIds.FineCollection, actors: false));

    private static string Component(string folder, string name, string type, string scope, bool actors) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
        spec:
          type: {type}
          version: v1
          metadata:
            - name: connectionString
              value: "{Path.Combine(folder, name + ".db")}"{(actors ? "\n    - name: actorStateStore\n      value: \"true\"" : "")}
        scopes: [{scope}]

        """;
}
