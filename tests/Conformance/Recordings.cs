namespace Fleet.Tests.Conformance;

public sealed class ActorsRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("actors");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Actors_answers_as_recorded(string id) => ReplayAsync("actors", id);
}

public sealed class BindingsRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("bindings");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Bindings_answers_as_recorded(string id) => ReplayAsync("bindings", id);
}

public sealed class ConfigurationRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("configuration");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Configuration_answers_as_recorded(string id) => ReplayAsync("configuration", id);
}

public sealed class HealthRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("health");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Health_answers_as_recorded(string id) => ReplayAsync("health", id);
}

public sealed class InvokeRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("invoke");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Invoke_answers_as_recorded(string id) => ReplayAsync("invoke", id);
}

public sealed class JobsRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("jobs");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Jobs_answers_as_recorded(string id) => ReplayAsync("jobs", id);
}

public sealed class LockRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("lock");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Lock_answers_as_recorded(string id) => ReplayAsync("lock", id);
}

public sealed class MetadataRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("metadata");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Metadata_answers_as_recorded(string id) => ReplayAsync("metadata", id);
}

public sealed class PubSubRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("pubsub");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task PubSub_answers_as_recorded(string id) => ReplayAsync("pubsub", id);
}

public sealed class ResiliencyRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("resiliency");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Resiliency_answers_as_recorded(string id) => ReplayAsync("resiliency", id);
}

public sealed class SecretsRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("secrets");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Secrets_answers_as_recorded(string id) => ReplayAsync("secrets", id);
}

public sealed class StateRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("state");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task State_answers_as_recorded(string id) => ReplayAsync("state", id);
}

public sealed class YamlRecordings(SidecarHosts hosts) : RecordingSpec(hosts)
{
    public static TheoryData<string> Ids => IdsOf("yaml");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Yaml_answers_as_recorded(string id) => ReplayAsync("yaml", id);
}
