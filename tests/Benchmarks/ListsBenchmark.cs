using System.Globalization;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>
/// What finding fines costs as their number grows, in processor time of app and sidecar: that is the same on a busy machine. <c>LISTS_MOST</c> says
/// how far (100,000 without it; 1,000,000 takes some twenty minutes).
/// </summary>
internal static class ListsBenchmark
{
    private const int Batch = 100;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var most = int.TryParse(Environment.GetEnvironmentVariable("LISTS_MOST"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 100_000;
        var (port, sidecarPort) = (Machine.FreePort(), Machine.FreePort());
        await using var app = await ActorApp.StartAsync(sidecarPort, port, actors => actors.RegisterActor<FineIndex>(), cancellationToken);
        var index = FineIndex.Client(app.Actors);
        await SidecarProcess.ForEachAsync(
            [new("actorstore", "state.sqlite", "lists.db", ForActors: true)], port,
            async sidecar =>
            {
                await sidecar.UntilAsync(() => IsReadyAsync(index, cancellationToken), cancellationToken);
                await MeasureAsync(index, most, cancellationToken);
            },
            cancellationToken, port: sidecarPort);
    }

    private static async Task MeasureAsync(IndexClient<FineLine> index, int most, CancellationToken cancellationToken)
    {
        var (count, first) = (0, new Dictionary<string, double>(StringComparer.Ordinal));
        for (var level = 1_000; level <= most; level *= 10)
        {
            for (; count < level; count += Batch) await PutAsync(index, Enumerable.Range(count, Batch).Select(number => Line(number, 1)), cancellationToken);
            // What runs first pays for the compiler.
            if (level == 1_000)
            {
                await CostsAsync(index, count, cancellationToken);
                count += Batch * 20;
            }

            var costs = await CostsAsync(index, count, cancellationToken);
            count += Batch * 20;
            foreach (var (what, cost) in costs)
            {
                first.TryAdd(what, cost);
                Figures.Ratio($"{what} at {level:N0}: {cost:N2} ms, against 1,000", cost, first[what]);
            }
        }
    }

    private static async Task<Dictionary<string, double>> CostsAsync(IndexClient<FineLine> index, int count, CancellationToken cancellationToken)
    {
        var random = new Random(7);
        Task List(string term) => index.List(new PageRequest(20, Cursor(random.Next(count))), new IndexQuery<FineLine>(term), cancellationToken);
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["newest 20"] = await CostAsync(300, _ => index.List(new PageRequest(20, null), new IndexQuery<FineLine>(IndexTerms.All), cancellationToken)),
            ["20 from anywhere"] = await CostAsync(300, _ => List(IndexTerms.All)),
            ["20 of a state"] = await CostAsync(300, _ => List(FineIndex.State("served"))),
            ["20 of a large owner"] = await CostAsync(300, _ => List(FineIndex.Owner("own_0"))),
            ["fines of a plate"] = await CostAsync(300, _ => index.List(
                new PageRequest(20, null), new IndexQuery<FineLine>(FineIndex.Plate(Line(random.Next(count), 1).Plate)), cancellationToken)),
            ["100 changed anywhere"] = await CostAsync(20, round => PutAsync(
                index, Enumerable.Range(0, Batch).Select(_ => Line(random.Next(count), count + round)), cancellationToken)),
            ["100 changed together"] = await CostAsync(20, round => PutAsync(
                index, Enumerable.Range(random.Next(count - Batch), Batch).Select(number => Line(number, count + 20 + round)), cancellationToken)),
            ["100 set"] = await CostAsync(20, round => PutAsync(
                index, Enumerable.Range(count + (round * Batch), Batch).Select(number => Line(number, 1)), cancellationToken)),
        };
    }

    private static async Task<double> CostAsync(int times, Func<int, Task> act)
    {
        var before = Spent();
        for (var time = 0; time < times; time++) await act(time);
        return (Spent() - before) / times;
    }

    private static double Spent() => Machine.ProcessorMilliseconds(Environment.ProcessId).Values.Sum();

    private static Task PutAsync(IndexClient<FineLine> index, IEnumerable<FineLine> lines, CancellationToken cancellationToken) =>
        Task.WhenAll(lines.GroupBy(line => index.ShardOf(line.Id)).Select(shard => index.Put(shard.Key, [.. shard.Select(FineIndex.Item)], cancellationToken)));

    // Every third fine is of a plate that had one before; one owner has a tenth of all.
    private static FineLine Line(int number, int sequence) => new(
        string.Create(CultureInfo.InvariantCulture, $"fin_{(long)number * 2_654_435_761 % 4_294_967_296:00000000000000000000000000}"),
        (number + sequence) % 3 == 0 ? "paid" : "served",
        string.Create(CultureInfo.InvariantCulture, $"P{(number % 3 == 2 ? number - 1 : number)}"),
        "A2 north",
        Start.AddSeconds(number - 5),
        Start.AddSeconds(number),
        new Money(10_300, "EUR"),
        new DateOnly(2026, 5, 9),
        number % 10 == 0 ? "own_0" : string.Create(CultureInfo.InvariantCulture, $"own_{number / 4}"),
        new Money(10_300, "EUR"),
        sequence);

    private static string Cursor(int number) => string.Create(CultureInfo.InvariantCulture, $"{Start.AddSeconds(number).UtcTicks}.~");

    private static async Task<bool> IsReadyAsync(IndexClient<FineLine> index, CancellationToken cancellationToken)
    {
        try
        {
            await index.Totals(cancellationToken);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
