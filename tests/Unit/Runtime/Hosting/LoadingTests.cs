using System.Collections.Concurrent;
using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Hosting;

/// <summary>What becomes of the files of a start: which sidecar gets which component, and what stops the start.</summary>
public sealed class LoadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-loading-").FullName;
    private readonly ConcurrentBag<ProbeComponent> made = [];

    [Fact]
    public async Task A_strict_start_names_every_mistake_of_every_sidecar_once()
    {
        Write("a.yaml", Component("one", "value: x\n  - name: size\n    value: big\n  - name: sise\n    value: 1"));
        Write("b.yaml", Component("two", "value: x", type: "state.nosuch") + "---\n" + Component("three", "valeu: x"));

        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: true, "app-a", "app-b"));

        Assert.Equal(["a.yaml:11 spec.metadata[1]", "a.yaml:13 spec.metadata[2]", "b.yaml:21 spec.metadata[0].valeu", "b.yaml:6 spec.type"],
            failure.Mistakes.Select(mistake => $"{Path.GetFileName(mistake.Where.File)}:{mistake.Where.Line} {mistake.Field}").Order(StringComparer.Ordinal));
        Assert.Empty(made);
    }

    [Fact]
    public async Task A_tolerant_start_goes_on_with_what_daprd_passes_over()
    {
        Write("a.yaml", Component("one", "valeu: x") + "---\n" + Component("theirs", "value: x", type: "state.nosuch", scope: "app-z") + "---\nkind: [\n");

        await using var runtime = await StartAsync(strict: false, "app-a");

        Assert.Equal(["one"], Names(runtime, "app-a"));
    }

    [Theory]
    [InlineData("state.nosuch", "v1", "spec.type")]
    [InlineData("state.probe", "v7", "spec.version")]
    public async Task A_tolerant_start_stops_at_what_stops_daprd(string type, string version, string field)
    {
        Write("a.yaml", Component("one", "value: x", type, version));

        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: false, "app-a"));

        Assert.Equal(field, Assert.Single(failure.Mistakes).Field);
    }

    [Fact]
    public async Task A_store_that_should_encrypt_does_not_start_rather_than_store_in_the_clear()
    {
        Write("a.yaml", Component("one", "value: x\n  - name: primaryEncryptionKey\n    value: abc"));

        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: false, "app-a"));

        Assert.Contains("encryption", Assert.Single(failure.Mistakes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_say_who_gets_a_component()
    {
        Write("a.yaml", Component("ours", "value: x") + "---\n" + Component("same", "value: a", scope: "app-a") + "---\n" + Component("same", "value: b", scope: "app-b"));

        await using var runtime = await StartAsync(strict: true, "app-a", "app-b", "app-c");

        Assert.Equal(["ours", "same"], Names(runtime, "app-a"));
        Assert.Equal(["ours", "same"], Names(runtime, "app-b"));
        Assert.Equal(["ours"], Names(runtime, "app-c"));
        Assert.Equal("b", made.Single(component => component is { Name: "same", AppId: "app-b" }).Metadata.Text("text"));
    }

    [Theory]
    [InlineData("blue", new[] { "any", "blue" })]
    [InlineData("", new[] { "any", "blue", "green" })]
    public async Task A_sidecar_with_a_namespace_gets_no_component_of_another_one(string own, string[] expected)
    {
        Write("a.yaml", string.Join("---\n", Component("any", "value: x"), InNamespace("blue"), InNamespace("green")));
        var sidecar = new SidecarOptions { AppId = "app-a", ResourcePaths = [folder], Environment = new Dictionary<string, string> { ["NAMESPACE"] = own } };

        await using var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Sidecars = [sidecar], Components = ComponentTypes.CreateRegistry().Add(ProbeComponent.Type(made)), DataDirectory = folder }, TestContext.Current.CancellationToken);

        Assert.Equal(expected, Names(runtime, "app-a"));

        static string InNamespace(string name) => Component(name, "value: x").Replace($"name: {name}\n", $"name: {name}\n  namespace: {name}\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_components_of_one_name_for_one_app_stop_the_start()
    {
        Write("a.yaml", Component("same", "value: a") + "---\n" + Component("same", "value: b"));

        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: false, "app-a"));

        Assert.Contains("a.yaml:1", Assert.Single(failure.Mistakes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_and_environment_are_resolved_before_a_component_starts()
    {
        Write("secrets.json", """{"db":{"password":"hush"}}""");
        Write("a.yaml", Component("one", "secretKeyRef: {name: \"db:password\", key: \"db:password\"}\n  - name: hidden\n    envRef: DAPR_API_TOKEN") + "auth:\n  secretStore: secrets\n");
        Write("b.yaml", Component("two", "envRef: COLOUR"));
        Write("c.yaml", Component("secrets", "value: unused", "secretstores.local.file").Replace("name: text\n    value: unused", $"name: secretsFile\n    value: {folder}/secrets.json", StringComparison.Ordinal));

        await using var runtime = await StartAsync(strict: true, "app-a");

        var one = made.Single(component => component.Name == "one");
        Assert.Equal("hush", one.Metadata.Text("text"));
        Assert.Null(one.Metadata.Text("hidden"));
        Assert.Equal("blue", made.Single(component => component.Name == "two").Metadata.Text("text"));
    }

    [Fact]
    public async Task A_component_whose_secret_store_is_not_there_is_left_out()
    {
        Write("a.yaml", Component("one", "secretKeyRef: {name: n, key: k}") + "auth:\n  secretStore: nowhere\n");

        await using var runtime = await StartAsync(strict: false, "app-a");

        Assert.Empty(Names(runtime, "app-a"));
        Assert.Contains("no secret store has that name", (await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: true, "app-a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_store_counts_only_where_a_secret_is_asked_for()
    {
        Write("a.yaml", Component("one", "value: x") + "auth:\n  secretStore: nowhere\n");

        await using var runtime = await StartAsync(strict: false, "app-a");

        Assert.Equal(["one"], Names(runtime, "app-a"));
    }

    [Theory]
    [InlineData("secretKeyRef: {name: nosuch}\n    value: kept", "kept")]
    [InlineData("secretKeyRef: {name: empty}\n    value: kept", "kept")]
    [InlineData("secretKeyRef: {name: full}\n    value: other", "of app-a")]
    [InlineData("secretKeyRef: {name: full}\n    envRef: COLOUR", "blue")]
    [InlineData("envRef: COLOUR\n    value: kept", "kept")]
    public async Task A_value_stands_in_for_a_secret_and_a_variable_for_a_value(string sources, string expected)
    {
        Write("secrets.json", """{"full":"of {appID}","empty":""}""");
        Write("a.yaml", Component("one", sources) + "auth:\n  secretStore: secrets\n");
        Write("c.yaml", Component("secrets", "value: unused", "secretstores.local.file").Replace("name: text\n    value: unused", $"name: secretsFile\n    value: {folder}/secrets.json", StringComparison.Ordinal));

        await using var runtime = await StartAsync(strict: false, "app-a");

        Assert.Equal(expected, Assert.Single(made).Metadata.Text("text"));
    }

    [Fact]
    public async Task Words_in_braces_are_filled_in()
    {
        Write("a.yaml", Component("one", "value: \"{namespace} {appID} {podName}\"\n  - name: hidden\n    value: \"{uuid}/{uuid}\""));
        var environment = new Dictionary<string, string> { ["NAMESPACE"] = "blue", ["POD_NAME"] = "pod-1" };

        await using var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Sidecars = [new SidecarOptions { AppId = "app-a", ResourcePaths = [folder], Environment = environment }], Components = ComponentTypes.CreateRegistry().Add(ProbeComponent.Type(made)) },
            TestContext.Current.CancellationToken);

        var metadata = Assert.Single(made).Metadata;
        Assert.Equal("blue.app-a app-a pod-1", metadata.Text("text"));
        var ids = metadata.Text("hidden")!.Split('/');
        Assert.All(ids, id => Assert.True(Guid.TryParse(id, out _), id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact]
    public async Task A_pod_name_that_is_not_known_stops_the_start()
    {
        Write("a.yaml", Component("one", "value: \"{podName}\""));

        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: false, "app-a"));

        Assert.Contains("metadata field text refers to {podName}", Assert.Single(failure.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_costs_only_itself()
    {
        Write("a.yaml", Component("one", "value: x"));
        File.CreateSymbolicLink(Path.Combine(folder, "b.yaml"), Path.Combine(folder, "nowhere"));

        await using (var runtime = await StartAsync(strict: false, "app-a"))
            Assert.Equal(["one"], Names(runtime, "app-a"));
        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: true, "app-a"));
        Assert.Contains("b.yaml:1: file: cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extensions_are_read_in_any_case_and_hidden_files_too()
    {
        Write("A.YAML", Component("one", "value: x"));
        Write("b.Yml", Component("two", "value: x"));
        Write(".hidden.yaml", Component("three", "value: x"));
        Write("c.yaml.bak", Component("four", "value: x"));

        await using var runtime = await StartAsync(strict: true, "app-a");

        Assert.Equal(["one", "three", "two"], Names(runtime, "app-a").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Components_that_cannot_start_stop_the_start_and_the_others_are_closed()
    {
        Write("a.yaml", Component("good", "value: x") + "---\n" + Component("broken", "value: x\n  - name: init\n    value: bad") + "---\n"
            + Component("slow", "value: x\n  - name: init\n    value: endless", more: "  initTimeout: 20ms\n"));

        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => StartAsync(strict: true, "app-a"));

        Assert.Equal(2, failure.Reasons.Count);
        Assert.Contains("a.yaml:12: component broken (state.probe) of app app-a cannot start: it is broken", failure.Message, StringComparison.Ordinal);
        Assert.Contains("component slow (state.probe) of app app-a cannot start: did not start within 20ms", failure.Message, StringComparison.Ordinal);
        Assert.All(made, component => Assert.True(component.IsDisposed, component.Name));
    }

    [Fact]
    public async Task With_ignoreErrors_a_component_that_cannot_start_is_left_out()
    {
        Write("a.yaml", Component("broken", "value: x\n  - name: init\n    value: bad", more: "  ignoreErrors: true\n") + "---\n" + Component("good", "value: x"));

        await using var runtime = await StartAsync(strict: true, "app-a");

        Assert.Equal(["good"], Names(runtime, "app-a"));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_stops_the_start()
    {
        var options = new RuntimeOptions { Sidecars = [new SidecarOptions { AppId = "app-a", ResourcePaths = [Path.Combine(folder, "nosuch")] }] };

        var failure = await Assert.ThrowsAsync<RuntimeStartException>(() => FleetRuntime.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains("nosuch", Assert.Single(failure.Reasons), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<FleetRuntime> StartAsync(bool strict, params string[] appIds)
    {
        var registry = ComponentTypes.CreateRegistry().Add(ProbeComponent.Type(made));
        var environment = new Dictionary<string, string> { ["COLOUR"] = "blue", ["DAPR_API_TOKEN"] = "secret" };
        var sidecars = appIds.Select(appId => new SidecarOptions { AppId = appId, ResourcePaths = [folder], Environment = environment });
        return FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [.. sidecars], Strict = strict, Components = registry, DataDirectory = folder }, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Names(FleetRuntime runtime, string appId) =>
        runtime.Sidecars.Single(sidecar => sidecar.AppId == appId).Components.All.Select(component => component.Spec.Name);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    private static string Component(string name, string text, string type = "state.probe", string version = "v1", string? scope = null, string more = "") =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: {name}\nspec:\n  type: {type}\n  version: {version}\n{more}  metadata:\n  - name: text\n    {text}\n{(scope is null ? "" : $"scopes:\n- {scope}\n")}";
}
