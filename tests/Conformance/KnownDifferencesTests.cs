using Fleet.Tests.Conformance.Replay;

namespace Fleet.Tests.Conformance;

public sealed class KnownDifferencesTests(ITestOutputHelper output)
{
    private static List<Recording> All { get; } =
        [.. Directory.EnumerateDirectories(Recording.Root).Select(folder => Path.GetFileName(folder)!).Where(block => block != "resources").SelectMany(Recording.OfBlock)];

    [Fact]
    public void Every_known_difference_is_a_recording_and_has_a_reason()
    {
        var ids = All.Select(recording => recording.Id).ToHashSet();
        foreach (var (name, reason) in KnownDifferences.Lines)
        {
            output.WriteLine($"{name}: {reason}");
            Assert.Contains(name, ids);
            Assert.NotEmpty(reason);
        }
    }
}
