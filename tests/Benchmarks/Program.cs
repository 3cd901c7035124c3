using Fleet.Tests.Benchmarks;

// One line each; `dotnet run --project tests/Benchmarks -- state publish`, without a name all.
var benchmarks = new Dictionary<string, Func<CancellationToken, Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["state"] = StateBenchmark.RunAsync,
    ["actors"] = ActorsBenchmark.RunAsync,
    ["publish"] = PublishBenchmark.RunAsync,
};

var names = args.Length > 0 ? args : [.. benchmarks.Keys];
foreach (var name in names)
{
    if (!benchmarks.TryGetValue(name, out var run))
    {
        await Console.Error.WriteLineAsync($"no benchmark {name}; there are {string.Join(", ", benchmarks.Keys)}");
        return 2;
    }

    Console.WriteLine($"== {name}");
    await run(CancellationToken.None);
}

return 0;
