using Fleet.Tests.Conformance.Replay;

namespace Fleet.Tests.Conformance;

/// <summary>The recordings of one block, replayed. What is deliberately or not yet different stands in known-differences.txt.</summary>
public abstract class RecordingSpec(SidecarHosts hosts)
{
    /// <summary>Ids of all recordings of a block.</summary>
    protected static TheoryData<string> IdsOf(string block) =>
        [.. Recording.OfBlock(block).Select(recording => recording.Id)];

    /// <summary>Replays a recording and compares.</summary>
    protected async Task ReplayAsync(string block, string id)
    {
        var recording = Recording.OfBlock(block).Single(recording => recording.Id == id);
        var differences = await ScenarioRun.ReplayAsync(recording, hosts.Create, TestContext.Current.CancellationToken);
        if (!hosts.IsGenuine && KnownDifferences.Reason(id) is { } reason)
            Assert.True(differences.Count > 0, $"{id} is met now; take its line out of known-differences.txt ({reason})");
        else
            Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
