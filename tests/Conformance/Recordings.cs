namespace Fleet.Tests.Conformance;

public sealed class ActorsRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("actors");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Actors_answers_as_recorded(string id) => ReplayAsync("actors", id);
}

public sealed class BindingsRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("bindings");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Bindings_answers_as_recorded(string id) => ReplayAsync("bindings", id);
}

public sealed class ConfigurationRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("configuration");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Configuration_answers_as_recorded(string id) => ReplayAsync("configuration", id);
}

public sealed class HealthRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("health");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Health_answers_as_recorded(string id) => ReplayAsync("health", id);
}

public sealed class InvokeRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("invoke");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Invoke_answers_as_recorded(string id) => ReplayAsync("invoke", id);
}

public sealed class JobsRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("jobs");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Jobs_answers_as_recorded(string id) => ReplayAsync("jobs", id);
}

public sealed class LockRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("lock");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Lock_answers_as_recorded(string id) => ReplayAsync("lock", id);
}

public sealed class MetadataRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("metadata");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Metadata_answers_as_recorded(string id) => ReplayAsync("metadata", id);
}

public sealed class PubSubRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("pubsub");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task PubSub_answers_as_recorded(string id) => ReplayAsync("pubsub", id);
}

public sealed class ResiliencyRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("resiliency");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Resiliency_answers_as_recorded(string id) => ReplayAsync("resiliency", id);
}

public sealed class SecretsRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("secrets");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Secrets_answers_as_recorded(string id) => ReplayAsync("secrets", id);
}

public sealed class StateRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("state");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task State_answers_as_recorded(string id) => ReplayAsync("state", id);
}

public sealed class YamlRecordings : RecordingSpec
{
    public static TheoryData<string> Ids => IdsOf("yaml");

    [Theory]
    [MemberData(nameof(Ids))]
    public Task Yaml_answers_as_recorded(string id) => ReplayAsync("yaml", id);
}
