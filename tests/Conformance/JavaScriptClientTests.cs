using System.ComponentModel;
using System.Diagnostics;
using Fleet.Runtime.Hosting;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Conformance;

/// <summary>Dapr's official JavaScript client, over HTTP, as server and as client of one sidecar.</summary>
public sealed class JavaScriptClientTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("fleet-script-");
    private readonly string folder = Folder();

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task Official_JavaScript_client_gets_all_it_asks_for()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), $"run `npm install --no-package-lock` in {folder}");
        var (appPort, httpPort) = (FreePorts.Next(), FreePorts.Next());
        var sidecar = new SidecarOptions
        {
            AppId = "script",
            AppPort = appPort,
            HttpPort = httpPort,
            ResourcePaths = [Path.Combine(folder, "resources")],
            Environment = new Dictionary<string, string> { ["SCRIPT_SECRET"] = "hush" },
        };
        await using var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Sidecars = [sidecar], DataDirectory = data.FullName, Strict = true }, TestContext.Current.CancellationToken);

        var said = await RunAsync(appPort, httpPort);

        var tried = said.Where(line => line.Split(' ')[0] is "ok" or "WRONG" or "FAILED").ToList();
        Assert.All(tried, line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.True(tried.Count == 18, string.Join('\n', said));
    }

    private async Task<IReadOnlyList<string>> RunAsync(int appPort, int httpPort)
    {
        var start = new ProcessStartInfo("node", ["app.js"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["APP_PORT"] = $"{appPort}";
        start.Environment["DAPR_HTTP_PORT"] = $"{httpPort}";
        using var app = Start(start);
        try
        {
            var errors = app.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await app.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return [.. (output + await errors).Split('\n')];
        }
        finally
        {
            app.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("install Node.js 20");
            throw;
        }
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Fleet.sln")))
            root = root.Parent!;
        return Path.Combine(root.FullName, "tests", "Conformance", "JavaScript");
    }
}
