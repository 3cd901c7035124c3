using System.Text.Json;
using Fleet.Runtime.Components;
using Fleet.Runtime.Configuration;

namespace Fleet.Tests.Components.Configuration;

public sealed class FileConfigurationStoreTests : ConfigurationSpec
{
    private readonly Dictionary<string, object> items = [];

    private string File => Path.Combine(Bench.Folder, "items.json");

    [Fact]
    public async Task Yaml_is_read_with_versions_and_metadata()
    {
        await System.IO.File.WriteAllTextAsync(
            File,
            """
            greeting: hello
            limit:
              value: 50
              version: "3"
              metadata:
                unit: km/h
            """,
            Cancellation);

        var all = await (await StartAsync()).GetAsync([], Cancellation);

        Assert.Equal("hello", all["greeting"].Value);
        Assert.Equal(("50", "3", "km/h"), (all["limit"].Value, all["limit"].Version, all["limit"].Metadata!["unit"]));
    }

    [Theory]
    [InlineData("- a", "expected a mapping")]
    [InlineData("a:\n  valeu: 1", "a.valeu is no field of an item")]
    [InlineData("a: [1]", "expected a text")]
    [InlineData("a: {", "line")]
    public async Task A_file_that_is_wrong_stops_the_start_and_names_the_place(string text, string reason)
    {
        await System.IO.File.WriteAllTextAsync(File, text, Cancellation);

        var failure = await Assert.ThrowsAsync<ComponentException>(StartAsync);

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains("items.json", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("")]
    public async Task A_file_that_breaks_later_leaves_what_was_known(string text)
    {
        await SetAsync("a", "1");
        var store = await StartAsync();
        var heard = new Heard();
        await using var subscription = await store.SubscribeAsync([], heard.TakeAsync, Cancellation);

        await System.IO.File.WriteAllTextAsync(File, text, Cancellation);
        Assert.Equal("1", (await store.GetAsync(["a"], Cancellation))["a"].Value);
        await SetAsync("a", "2");

        Assert.Equal(("a", "2"), await heard.NextAsync());
    }

    protected override async Task<IConfigurationStore> StartAsync()
    {
        if (!System.IO.File.Exists(File))
            await SaveAsync();
        return await Bench.StartAsync<IConfigurationStore>(FileConfigurationStore.Type, "app", ("path", "items.json"), ("pollInterval", "5ms"));
    }

    protected override Task SetAsync(string key, string value, string version = "")
    {
        items[key] = version.Length == 0 ? value : new { value, version };
        return SaveAsync();
    }

    protected override Task RemoveAsync(string key)
    {
        items.Remove(key);
        return SaveAsync();
    }

    // Replaced as a whole, as an editor does.
    private async Task SaveAsync()
    {
        await System.IO.File.WriteAllTextAsync(File + ".new", JsonSerializer.Serialize(items), Cancellation);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }
}
