using Fleet.Cli.RunFiles;

namespace Fleet.Tests.Unit.Cli;

public sealed class RunFileReaderTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;

    [Fact]
    public void A_file_from_standard_input_is_called_so_and_tells_of_fields_that_change_nothing()
    {
        const string text = "version: 1\ncommon: { schedulerHostAddress: 'localhost:1' }\napps:\n  - { appID: a, appDirPath: ., unixDomainSocket: /x, bogus: 1 }\n";
        var reading = RunFileReader.Read(new StringReader(text), "stdin");
        Assert.Equal("stdin:4: apps[0].bogus: is not a field of a run file", Assert.Single(reading.Mistakes).ToString());
        Assert.Equal(["common.schedulerHostAddress", "apps[0].unixDomainSocket"], reading.File!.IdleFields);
    }

    [Fact]
    public void A_small_run_file_gets_the_defaults_of_Dapr()
    {
        var app = Assert.Single(Read("""
            version: 1
            apps:
              - appDirPath: ./shop/
                command: ["node", "app.js"]
            """).Apps);
        Assert.Equal("shop", app.AppId);
        Assert.Equal(Path.Combine(folder, "shop"), app.Directory);
        Assert.Equal(["node", "app.js"], app.Command);
        Assert.Equal(new AppPorts(null, null, null, null), app.Ports);
        Assert.Equal(("http", "127.0.0.1", LogDestination.FileAndConsole), (app.Protocol, app.ChannelAddress, app.LogDestination));
        Assert.Null(app.Health);
    }

    [Fact]
    public void The_common_section_is_merged_and_the_app_comes_first()
    {
        var apps = Read("""
            version: 1
            common:
              env: { A: common, B: common }
              resourcesPaths: [ ./components ]
              resourcesPath: ./more
              appLogDestination: file
              enableAppHealthCheck: true
              appHealthProbeInterval: 7
            apps:
              - appID: one
                appDirPath: shop
                appPort: 5001
                daprHTTPPort: 3501
                env: { B: own }
              - appID: two
                appDirPath: shop
                resourcesPaths: [ ./parts ]
                appLogDestination: console
                appHealthProbeInterval: 9
            """).Apps;
        Assert.Equal(new Dictionary<string, string> { ["A"] = "common", ["B"] = "own" }, apps[0].Environment);
        Assert.Equal([In("components"), In("more")], apps[0].ResourcesPaths);
        Assert.Equal([In("shop/parts")], apps[1].ResourcesPaths);
        Assert.Equal([LogDestination.File, LogDestination.Console], apps.Select(a => a.LogDestination));
        Assert.Equal([7, 9], apps.Select(a => a.Health!.IntervalSeconds));
        Assert.Equal(new AppPorts(5001, 3501, null, null), apps[0].Ports);
    }

    [Fact]
    public void A_dapr_folder_beside_the_app_comes_before_the_common_paths()
    {
        Directory.CreateDirectory(In("shop/.dapr/resources"));
        File.WriteAllText(In("shop/.dapr/config.yaml"), "");
        var app = Read("""
            version: 1
            common: { resourcesPaths: [ ./components ] }
            apps: [ { appDirPath: shop } ]
            """).Apps[0];
        Assert.Equal([In("shop/.dapr/resources")], app.ResourcesPaths);
        Assert.Equal(In("shop/.dapr/config.yaml"), app.ConfigFile);
    }

    [Fact]
    public void An_empty_placement_address_turns_actors_off_but_a_missing_one_does_not()
    {
        var apps = Read("""
            version: 1
            common: { placementHostAddress: "" }
            apps:
              - { appID: one, appDirPath: shop }
              - { appID: two, appDirPath: shop, placementHostAddress: "localhost:50005" }
              - appID: three
                appDirPath: shop
                placementHostAddress:
            """).Apps;
        Assert.Equal([false, true, false], apps.Select(app => app.Sidecar.HasPlacement));
    }

    [Fact]
    public void What_daprd_is_told_by_arguments_can_stand_in_a_run_file()
    {
        var app = Assert.Single(Read("""
            version: 1
            common: { logLevel: warn, daprdLogDestination: console }
            apps:
              - { appDirPath: shop, allowedOrigins: http://x.example, daprMaxBodySize: 16k, enableMetrics: false, noPlacement: true }
            """).Apps);
        Assert.Equal(new SidecarSettings { HasPlacement = false, AllowedOrigins = "http://x.example", LogLevel = "warn", LogDestination = LogDestination.Console, EnableMetrics = false }, app.Sidecar);
        Assert.Equal(16_000, app.MaxBodyBytes);
    }

    [Fact]
    public void A_run_file_can_come_from_a_stream_and_its_paths_count_from_here()
    {
        var reading = RunFileReader.Read(new StringReader("version: 1\napps: [ { appDirPath: . } ]\n"), "stdin");
        Assert.Equal(Environment.CurrentDirectory, Assert.Single(reading.File!.Apps).Directory);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_with_line_and_field()
    {
        var mistakes = Mistakes("""
            version: 2
            apps:
              - appID: one
                appPort: many
                appProtocol: smoke
              - appID: two
                appDirPath: ./nowhere
                command: node app.js
                env: [ A ]
                configFilePath: ./absent.yaml
            """).Select(m => (m.Line, m.Field)).ToList();
        Assert.Equal(
            [
                (1, "version"), (3, "apps[0].appDirPath"), (4, "apps[0].appPort"), (5, "apps[0].appProtocol"),
                (7, "apps[1].appDirPath"), (8, "apps[1].command"), (9, "apps[1].env"), (10, "apps[1].configFilePath"),
            ],
            mistakes);
    }

    [Fact]
    public void An_unknown_field_is_tolerable_and_a_near_miss_is_named()
    {
        Prepare();
        var reading = RunFileReader.Read(Write("""
            version: 1
            apps:
              - appDirPath: shop
                appId: shop
                colour: red
            """));
        Assert.NotNull(reading.File);
        Assert.All(reading.Mistakes, m => Assert.True(m.Tolerable));
        Assert.Equal([(4, "apps[0].appId"), (5, "apps[0].colour")], reading.Mistakes.Select(m => (m.Line, m.Field)));
        Assert.Contains("appID", reading.Mistakes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_apps_cannot_have_the_same_port()
    {
        var mistake = Assert.Single(Mistakes("""
            version: 1
            apps:
              - { appDirPath: shop, appPort: 5001 }
              - { appDirPath: shop, daprHTTPPort: 5001 }
            """));
        Assert.Equal("apps[1].daprHTTPPort", mistake.Field);
        Assert.Contains("apps[0].appPort", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apps: [")]
    [InlineData("- a list")]
    [InlineData("version: 1")]
    [InlineData("")]
    public void What_is_no_run_file_is_one_clear_mistake(string text) => Assert.NotEmpty(Mistakes(text));

    [Fact]
    public void A_file_that_is_not_there_is_a_mistake_too() =>
        Assert.Contains("no such", Assert.Single(RunFileReader.Read(In("absent.yaml")).Mistakes).Message, StringComparison.Ordinal);

    [Fact]
    public void The_run_file_of_this_repository_has_no_mistake_in_its_fields()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "dapr.yaml")))
            root = root.Parent!;
        var reading = RunFileReader.Read(root.FullName);
        Assert.DoesNotContain(reading.Mistakes, m => m.Tolerable);
        Assert.Equal(5, reading.File?.Apps.Count ?? 5);
    }

    private string In(string path) => Path.Combine(folder, path);

    private void Prepare()
    {
        foreach (var folder in new[] { "shop/parts", "components", "more" })
            Directory.CreateDirectory(In(folder));
    }

    private string Write(string text)
    {
        File.WriteAllText(In("dapr.yaml"), text);
        return folder;
    }

    private RunFile Read(string text)
    {
        Prepare();
        var reading = RunFileReader.Read(Write(text));
        Assert.Empty(reading.Mistakes);
        return reading.File!;
    }

    private IReadOnlyList<RunFileMistake> Mistakes(string text)
    {
        Prepare();
        var reading = RunFileReader.Read(Write(text));
        Assert.Null(reading.File);
        return reading.Mistakes;
    }
}
