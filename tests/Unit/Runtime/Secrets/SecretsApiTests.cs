using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Secrets;

/// <summary>What the secrets API makes of stores and scopes that recordings do not show; as Dapr's source has it.</summary>
public sealed class SecretsApiTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public async Task Allowed_secrets_stand_before_denied_ones()
    {
        await using var world = await StartAsync("""{"a":"1","b":"2"}""", configuration: """
              secrets:
                scopes:
                - storeName: secrets
                  defaultAccess: deny
                  allowedSecrets: [a]
                  deniedSecrets: [a]
            """);

        Assert.Equal((200, """{"a":"1"}"""), await GetAsync(world, "a"));
        Assert.Equal(403, (await GetAsync(world, "b")).Status);
        Assert.Equal((200, """{"a":{"a":"1"}}"""), await GetAsync(world, "bulk"));
    }

    [Fact]
    public async Task Of_the_first_level_of_a_multi_valued_file_texts_and_objects_are_secrets()
    {
        await using var world = await StartAsync("""{"text":"t","number":5,"list":["x"],"object":{"a":"1","b":{"c":"2"}},"none":{}}""", "- {name: multiValued, value: true}");

        Assert.Equal((200, """{"text":{"text":"t"},"object":{"a":"1","b:c":"2"},"none":{}}"""), await GetAsync(world, "bulk"));
        Assert.Equal(500, (await GetAsync(world, "number")).Status);
        Assert.Equal((200, "{}"), await GetAsync(world, "none?metadata.version_id=3&metadata.namespace=n"));
    }

    public void Dispose() => File.Delete(file);

    private async Task<FrontWorld> StartAsync(string secrets, string field = "", string configuration = "")
    {
        await File.WriteAllTextAsync(file, secrets, TestContext.Current.CancellationToken);
        return await FrontWorld.StartAsync($$"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {name: secrets}
            spec:
              type: secretstores.local.file
              version: v1
              metadata:
              - {name: secretsFile, value: {{file}}}
              {{field}}
            """, configuration);
    }

    private static async Task<(int Status, string Body)> GetAsync(FrontWorld world, string path)
    {
        var (status, body, _) = await world.SendAsync("/v1.0/secrets/secrets/" + path);
        return (status, body);
    }
}
