using System.Collections.Concurrent;

namespace Fleet.Tests.Simulation.Year;

/// <summary>What was found to be wrong, with the story of the fine.</summary>
internal sealed class Wrongs
{
    private const int Most = 20;
    private readonly ConcurrentQueue<string> found = new();

    public bool Any => !found.IsEmpty;

    public IReadOnlyList<string> First => [.. found.Take(Most)];

    public void Add(string what) => found.Enqueue(what);

    public void Add(Case @case, string what)
    {
        if (found.Count > Most) return;
        var story = string.Join("\n    ", @case.Done.Concat(@case.Model.Story.Select(told => told.ToString())));
        found.Enqueue($"{@case.FineId} ({@case.Law.Jurisdiction}, {@case.Excess} km/h, {@case.Violation.Plate}) {what}\n    {story}");
    }
}
