using System.Net;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Run;

[Collection("the whole machine")]
public sealed class RunTests : IDisposable
{
    private const int HttpPort = 13901;

    private readonly string folder = Directory.CreateTempSubdirectory("fleet-e2e-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Anybodys_run_file_runs_and_ends_with_SIGTERM()
    {
        Write("dapr.yaml", $$"""
            version: 1
            common:
              resourcesPaths: [ ./resources ]
            apps:
              - appID: greeter
                appDirPath: ./greeter
                daprHTTPPort: {{HttpPort}}
                env: { WORD: hello }
                command: [ "sh", "greet.sh" ]
            """);
        Write("resources/state.yaml", Component("state.in-memory"));
        Write("greeter/greet.sh", "trap 'echo bye; exit 0' TERM\necho \"$WORD from $APP_ID at $DAPR_HTTP_PORT\"\nwhile :; do sleep 0.1; done\n");
        await using var program = FleetProgram.Start("run", "-f", folder);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/v1.0/") };
        await Eventually.TrueAsync("the app speaks\n" + program.Errors, () => program.Output.Contains($"hello from greeter at {HttpPort}", StringComparison.Ordinal));
        await Eventually.TrueAsync("the sidecar listens", () => program.Output.Contains("Started Dapr with app id \"greeter\"", StringComparison.Ordinal));

        using var saved = await http.PostAsync("state/things", new StringContent("[{\"key\":\"a\",\"value\":1}]"));
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        Assert.Equal("1", await http.GetStringAsync("state/things/a"));

        Machine.AskToEnd(program.Pid);
        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Contains("== APP - greeter == bye", program.Output, StringComparison.Ordinal);
        Assert.True(Machine.IsFree(HttpPort));
    }

    [Fact]
    public async Task A_run_whose_sidecars_were_told_to_shut_down_ends()
    {
        Write("dapr.yaml", $"version: 1\napps:\n  - {{ appID: alone, appDirPath: ., daprHTTPPort: {HttpPort} }}\n");
        await using var program = FleetProgram.Start("run", "-f", folder);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/v1.0/") };
        await Eventually.TrueAsync("the sidecar listens", () => program.Output.Contains("Started Dapr with app id \"alone\"", StringComparison.Ordinal));

        using var answer = await http.PostAsync("shutdown", content: null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.True(Machine.IsFree(HttpPort));
    }

    [Fact]
    public async Task A_faulty_component_file_stops_a_strict_start_with_file_line_and_field()
    {
        Write("dapr.yaml", "version: 1\napps:\n  - { appID: one, appDirPath: ., resourcesPaths: [ ./resources ], command: [ sleep, '60' ] }\n");
        Write("resources/state.yaml", Component("state.in-memory").Replace("version: v1", "versoin: v1", StringComparison.Ordinal));
        await using var program = await FleetProgram.RunAsync("run", "--strict", "-f", folder);
        Assert.Equal(1, program.ExitCode);
        Assert.Contains("state.yaml", program.Errors, StringComparison.Ordinal);
        Assert.Contains("versoin", program.Errors, StringComparison.Ordinal);
        Assert.Contains("7", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_run_files_of_one_folder_run_side_by_side_and_say_what_is_wrong_with_their_files()
    {
        Write("one.yaml", $"version: 1\napps:\n  - {{ appID: one, appDirPath: ., daprHTTPPort: {HttpPort}, command: [ sleep, '60' ] }}\n");
        Write("two.yaml", $"version: 1\napps:\n  - {{ appID: two, appDirPath: ., daprHTTPPort: {HttpPort + 1}, resourcesPaths: [ ./resources ], command: [ sleep, '60' ] }}\n");
        Write("resources/state.yaml", Component("state.in-memory").Replace("version: v1", "version: v1\n  extra: 1", StringComparison.Ordinal));
        await using var one = FleetProgram.Start("run", "-f", Path.Combine(folder, "one.yaml"));
        await Eventually.TrueAsync("the first runs\n" + one.Errors, () => one.Output.Contains("Started Dapr with app id \"one\"", StringComparison.Ordinal));
        await using var two = FleetProgram.Start("run", "-f", Path.Combine(folder, "two.yaml"));
        await Eventually.TrueAsync("the second runs\n" + two.Errors, () => two.Output.Contains("Started Dapr with app id \"two\"", StringComparison.Ordinal));
        Assert.Contains("spec.extra", two.Errors, StringComparison.Ordinal);

        Machine.AskToEnd(one.Pid);
        Machine.AskToEnd(two.Pid);
        Assert.Equal((0, 0), (await one.ExitCodeAsync(), await two.ExitCodeAsync()));
    }

    [Theory]
    [InlineData("up", "--bogus")]
    [InlineData("mail", "first")]
    [InlineData("up", "--for", "1s", "--data", "/dev/null/data")]
    public async Task A_command_that_cannot_be_carried_out_ends_with_2_and_no_stack_trace(params string[] arguments)
    {
        await using var program = await FleetProgram.RunAsync(arguments);
        Assert.Equal(2, program.ExitCode);
        Assert.NotEmpty(program.Errors);
        Assert.DoesNotContain("   at ", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_run_file_and_a_missing_program_are_said_clearly()
    {
        Write("dapr.yaml", "version: 1\napps:\n  - appDirPath: ./nowhere\n");
        await using var faulty = await FleetProgram.RunAsync("run", "-f", folder);
        Assert.Equal(1, faulty.ExitCode);
        Assert.Contains("dapr.yaml:3: apps[0].appDirPath", faulty.Errors, StringComparison.Ordinal);

        Write("dapr.yaml", "version: 1\napps:\n  - { appID: one, appDirPath: ., command: [ no-such-program ] }\n");
        await using var missing = await FleetProgram.RunAsync("run", "-f", folder);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("no-such-program", missing.Errors, StringComparison.Ordinal);
    }

    private static string Component(string type) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: things
        spec:
          type: {type}
          version: v1
          metadata: []
        """;

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
