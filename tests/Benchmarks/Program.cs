using Fleet.Tests.Benchmarks;

// One line each; `dotnet run --project tests/Benchmarks -- invoke state`, with `all` or without a name all.
var benchmarks = new Dictionary<string, Func<CancellationToken, Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["invoke"] = InvokeBenchmark.RunAsync,
    ["state"] = StateBenchmark.RunAsync,
    ["publish"] = PublishBenchmark.RunAsync,
    ["actors"] = ActorsBenchmark.RunAsync,
    ["reminders"] = RemindersBenchmark.RunAsync,
    ["memory"] = MemoryBenchmark.RunAsync,
    ["positions"] = PositionsBenchmark.RunAsync,
    ["live"] = LiveBenchmark.RunAsync,
    ["vehicles"] = VehiclesSeenBenchmark.RunAsync,
    ["history"] = HistoryCostBenchmark.RunAsync,
    ["fines"] = FinesBenchmark.RunAsync,
    ["deadlines"] = DeadlinesBenchmark.RunAsync,
    ["zones"] = ZonesBenchmark.RunAsync,
    ["lists"] = ListsBenchmark.RunAsync,
};

var names = args is [] or ["all"] ? [.. benchmarks.Keys] : args;
var unknown = names.FirstOrDefault(name => !benchmarks.ContainsKey(name));
if (unknown is not null)
{
    await Console.Error.WriteLineAsync($"no benchmark {unknown}; there are {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

foreach (var name in names)
{
    Console.WriteLine($"== {name}   (load average before: {Machine.LoadAverage()})");
    await benchmarks[name](CancellationToken.None);
}

return 0;
