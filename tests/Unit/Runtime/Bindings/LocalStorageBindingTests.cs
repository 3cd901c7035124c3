using System.Text.Json.Nodes;
using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>What the file binding makes of calls that recordings do not show; as Dapr's source has it.</summary>
public sealed class LocalStorageBindingTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fleet-files-").FullName;

    [Theory]
    [InlineData("a/../b.txt", "b.txt")]
    [InlineData("/c.txt", "c.txt")]
    [InlineData("../../d.txt", "d.txt")]
    [InlineData("./e//f.txt", "e/f.txt")]
    public async Task The_answer_names_the_file_below_the_folder(string name, string expected)
    {
        await using var world = await StartAsync();

        var body = await CallAsync(world, 200, "create", name, "\"hello\"");

        Assert.Equal(expected, (string?)JsonNode.Parse(body)!["fileName"]);
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(root, expected), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_list_goes_folder_by_folder_and_an_empty_one_is_null()
    {
        await using var world = await StartAsync();
        Assert.Equal("null", await CallAsync(world, 200, "list", ""));

        foreach (var name in new[] { "a.txt", "a/b.txt", "c.txt" })
            await CallAsync(world, 200, "create", name, "1");

        var listed = JsonNode.Parse(await CallAsync(world, 200, "list", ""))!.AsArray().Select(file => (string)file!);
        Assert.Equal(["a/b.txt", "a.txt", "c.txt"], listed.Select(file => Path.GetRelativePath(root, file)));
    }

    [Fact]
    public async Task A_file_cannot_be_listed_and_only_an_empty_folder_can_be_deleted()
    {
        await using var world = await StartAsync();
        await CallAsync(world, 200, "create", "a/b.txt", "1");

        await CallAsync(world, 500, "list", "a/b.txt");
        await CallAsync(world, 500, "list", "none");
        await CallAsync(world, 500, "get", "a");
        await CallAsync(world, 500, "delete", "a");
        await CallAsync(world, 500, "delete", "");
        await CallAsync(world, 204, "delete", "a/b.txt");
        await CallAsync(world, 204, "delete", "a");
    }

    [Theory]
    [InlineData("{\"b\":1.50,\"a\":[true]}", "{\"a\":[true],\"b\":1.5}")]
    [InlineData("\"aGVs\\r\\nbG8=\"", "hello")]
    [InlineData("\"aGVs bG8=\"", "aGVs bG8=")]
    [InlineData("12345", "12345")]
    public async Task Data_become_the_bytes_of_the_file(string data, string expected)
    {
        await using var world = await StartAsync();

        await CallAsync(world, 200, "create", "f", data);

        Assert.Equal(expected, await File.ReadAllTextAsync(Path.Combine(root, "f"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private Task<FrontWorld> StartAsync() => FrontWorld.StartAsync($$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: disk}
        spec:
          type: bindings.localstorage
          version: v1
          metadata:
          - {name: rootPath, value: {{root}}}
        """);

    private static async Task<string> CallAsync(FrontWorld world, int expected, string operation, string name, string data = "null")
    {
        var (status, body, _) = await world.SendAsync(
            "/v1.0/bindings/disk", "POST", "{\"operation\":\"" + operation + "\",\"data\":" + data + ",\"metadata\":{\"fileName\":\"" + name + "\"}}");
        Assert.Equal(expected, status);
        return body;
    }
}
