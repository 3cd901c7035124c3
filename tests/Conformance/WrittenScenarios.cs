namespace Fleet.Tests.Conformance;

/// <summary>What recordings do not cover, in their form: written from Dapr's documentation and source; a genuine daprd has the last word.</summary>
public sealed class FrontScenarios(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("front");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Front_answers_as_written(string id) => ReplayAsync("front", id);
}
