using System.Text.Json;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Run;

/// <summary>What a script that was written for the Dapr CLI does and looks for.</summary>
[Collection("the whole machine")]
public sealed class LikeDaprTests : IDisposable
{
    private const int HttpPort = 13911;
    private const int AppPort = 13912;

    // Answers every call with its path; run with `python3 -c`.
    private const string Echo = """
        import http.server
        class H(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                if self.path == '/missing': self.send_error(404); return
                body = self.path.encode() + b' ' + self.rfile.read(int(self.headers.get('content-length', 0)))
                self.send_response(200); self.send_header('content-length', str(len(body))); self.end_headers(); self.wfile.write(body)
            do_GET = do_POST
        http.server.ThreadingHTTPServer(('127.0.0.1', 13912), H).serve_forever()
        """;

    private readonly RunFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_single_app_is_listed_invoked_published_for_and_stopped()
    {
        folder.Write("parts/pubsub.yaml", Component("events", "pubsub.in-memory"));
        await using var run = folder.Start(
            "run", "--app-id", "echo", "--app-port", $"{AppPort}", "--dapr-http-port", $"{HttpPort}", "--resources-path", "./parts", "--", "python3", "-c", Echo);
        await UpAsync(run, "You're up and running! Both Dapr and your app logs will appear here.");
        Assert.Matches($"(?s)waiting on port {AppPort}.*application discovered on port {AppPort}.*You're up", run.Output);

        await using var list = await folder.RunAsync("list", "-o", "json");
        using var json = JsonDocument.Parse(list.Output);
        var app = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("echo", HttpPort, AppPort), (app.GetProperty("appId").GetString(), app.GetProperty("httpPort").GetInt32(), app.GetProperty("appPort").GetInt32()));
        Assert.True(Machine.IsAlive(app.GetProperty("appPid").GetInt32()));

        await using var called = await folder.RunAsync("invoke", "--app-id", "echo", "--method", "say/hello", "--data", "{\"a\":1}");
        Assert.Equal("/say/hello {\"a\":1}\n✅  App invoked successfully\n", called.Output);
        await using var missed = await folder.RunAsync("invoke", "-a", "echo", "-m", "missing");
        Assert.Equal((1, true), (missed.ExitCode, missed.Errors.Contains("error invoking app echo: 404 Not Found", StringComparison.Ordinal)));
        await using var published = await folder.RunAsync("publish", "-i", "echo", "-p", "events", "-t", "news", "-d", "{}");
        Assert.Equal("✅  Event published successfully\n", published.Output);
        await using var refused = await folder.RunAsync("publish", "-i", "echo", "-p", "nothing", "-t", "news", "-d", "{}");
        Assert.Equal(1, refused.ExitCode);

        await using var stopped = await folder.RunAsync("stop", "--app-id", "echo");
        Assert.Equal("✅  app stopped successfully: echo\n", stopped.Output);
        Assert.Equal(0, await run.ExitCodeAsync());
        Assert.Contains("Exited App successfully", run.Output, StringComparison.Ordinal);
        Assert.Empty(folder.Leftovers("parts"));
        Assert.True(Machine.IsFree(AppPort));
    }

    [Fact]
    public async Task Apps_of_two_runs_find_each_other()
    {
        await using var callee = folder.Start("run", "--app-id", "echo", "--app-port", $"{AppPort}", "--", "python3", "-c", Echo);
        await UpAsync(callee, "You're up and running!");
        await using var caller = folder.Start("run", "--app-id", "caller", "--dapr-http-port", $"{HttpPort}");
        await UpAsync(caller, "You're up and running!");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/v1.0/invoke/") };
        using var answer = await http.PostAsync("echo/method/say/hi?a=%20b", new StringContent("you"));
        Assert.Equal("/say/hi?a=%20b you", await answer.Content.ReadAsStringAsync());
        using var nobody = await http.PostAsync("nobody/method/say", content: null);
        Assert.Contains("ERR_DIRECT_INVOKE", await nobody.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var stopped = await folder.RunAsync("stop", "echo", "caller");
        Assert.Equal((0, 0), (await callee.ExitCodeAsync(), await caller.ExitCodeAsync()));
        Assert.Empty(folder.Leftovers());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_single_app_that_ends_is_the_end_of_the_run(int code)
    {
        await using var run = await folder.RunAsync("run", "--app-id", "short", "--", "sh", "-c", $"echo $APP_ID at $DAPR_HTTP_PORT and $DAPR_GRPC_PORT; exit {code}");
        Assert.Equal(code == 0 ? 0 : 1, run.ExitCode);
        Assert.Matches("== APP == short at [0-9]+ and [0-9]+", run.Output);
        Assert.Equal(code == 3, run.Errors.Contains("exit status 3", StringComparison.Ordinal));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task An_app_of_a_run_file_that_ends_leaves_the_others_running_until_the_run_file_is_stopped()
    {
        folder.Write("dapr.yaml", $$"""
            version: 1
            apps:
              - { appID: short, appDirPath: ., command: [ "true" ] }
              - { appID: long, appDirPath: ., daprHTTPPort: {{HttpPort}}, command: [ sleep, '60' ] }
            """);
        await using var run = folder.Start("run", "-f", ".");
        await UpAsync(run, "Exited App successfully");
        await UpAsync(run, "Started Dapr with app id \"long\". HTTP Port: 13911.");
        await using var table = await folder.RunAsync("list");
        Assert.Contains("RUN TEMPLATE PATH", table.Output, StringComparison.Ordinal);

        await using var stopped = await folder.RunAsync("stop", "-f", ".");
        Assert.Equal("✅  Dapr and app processes stopped successfully\n", stopped.Output);
        Assert.Equal(0, await run.ExitCodeAsync());
        Assert.NotEmpty(Directory.GetFiles(folder.In(".dapr/logs"), "daprd_*.log"));
        await using var none = await folder.RunAsync("list");
        Assert.Equal("No Dapr instances found.\n", none.Output);
    }

    [Fact]
    public async Task One_app_of_several_can_be_stopped_and_the_list_forgets_it()
    {
        folder.Write("dapr.yaml", "version: 1\napps:\n  - { appID: one, appDirPath: ., command: [ sleep, '60' ] }\n  - { appID: two, appDirPath: ., command: [ sleep, '60' ] }\n");
        await using var run = folder.Start("run", "-f", ".");
        await UpAsync(run, "Started Dapr with app id \"two\"");
        await using var stopped = await folder.RunAsync("stop", "one", "three");
        Assert.Contains("app stopped successfully: one", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("couldn't find app id three", stopped.Errors, StringComparison.Ordinal);
        await Eventually.TrueAsync("only the other is listed", async () =>
        {
            await using var list = await folder.RunAsync("list", "-o", "yaml");
            return list.Output.Contains("\"two\"", StringComparison.Ordinal) && !list.Output.Contains("\"one\"", StringComparison.Ordinal);
        });
        Assert.Contains("Dapr with app id \"one\" was told to shut down", run.Output, StringComparison.Ordinal);
        await using var status = await folder.RunAsync("status", "--data", folder.In(".fleet"));
        Assert.Matches("^fleet run -f .*dapr.yaml runs as process [0-9]+ .*\n  two .* ready\n$", status.Output);
        Machine.AskToEnd(run.Pid);
        Assert.Equal(0, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task A_run_that_was_killed_is_not_listed_and_its_apps_end()
    {
        await using var run = folder.Start("run", "--app-id", "victim", "--", "sh", "-c", "sleep 61 & echo child $!; wait");
        await UpAsync(run, "You're up and running!");
        await Eventually.TrueAsync("the app speaks", () => run.Output.Contains("child ", StringComparison.Ordinal));
        var child = int.Parse(run.Output.Split("child ")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Machine.KillHard(run.Pid);
        await run.ExitCodeAsync();
        await using var list = await folder.RunAsync("list");
        Assert.Equal("No Dapr instances found.\n", list.Output);
        await Eventually.TrueAsync("the app's child ends", () => !Machine.IsAlive(child));
    }

    [Theory]
    [InlineData("--app-port: 'many'", "run", "--app-port", "many")]
    [InlineData("--app-protocol: 'smoke'", "run", "--app-protocol", "smoke")]
    [InlineData("no program 'no-such-program'", "run", "--", "no-such-program")]
    [InlineData("Only one of --data and --data-file", "invoke", "-a", "a", "-m", "m", "-d", "1", "-f", "x")]
    [InlineData("app ID a not found", "invoke", "-a", "a", "-m", "m")]
    public async Task What_cannot_be_done_names_the_option_and_ends_with_1(string message, params string[] arguments)
    {
        await using var program = await folder.RunAsync(arguments);
        Assert.Equal(1, program.ExitCode);
        Assert.Contains(message, program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Errors, StringComparison.Ordinal);
    }

    private static Task UpAsync(FleetProgram run, string line) =>
        Eventually.TrueAsync(line + "\n" + run.Errors, () => run.Output.Contains(line, StringComparison.Ordinal));

    private static string Component(string name, string type) =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {{ name: {name} }}\nspec: {{ type: {type}, version: v1, metadata: [] }}\n";
}
