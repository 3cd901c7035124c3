using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Tests.Shared;

/// <summary>An MQTT broker of a test's own, on a free port of the loopback. Killed it forgets everything; stopped it keeps its sessions.</summary>
public sealed class MosquittoServer : IAsyncDisposable
{
    private const string Command = "mosquitto";
    private const int MaxPorts = 20;

    // CONNECT with a clean session and no client id: whatever is answered, a broker does.
    private static readonly byte[] Hello = [0x10, 12, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 60, 0, 0];

    private readonly string folder = Directory.CreateTempSubdirectory("fleet-mosquitto-").FullName;
    private readonly string[] settings;
    private Process? process;

    private MosquittoServer(string[] settings) => this.settings = settings;

    /// <summary>Its port; the same after <see cref="StartAgainAsync"/>.</summary>
    public int Port { get; private set; }

    /// <summary>What metadata field <c>url</c> says, without a login.</summary>
    public string Url => $"tcp://127.0.0.1:{Port}";

    private static string? Executable => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/sbin").Select(folder => Path.Combine(folder, Command)).FirstOrDefault(File.Exists);

    /// <summary>Starts a broker that everybody may use; the test is skipped on a machine that has none.</summary>
    public static Task<MosquittoServer> StartAsync() => StartAsync("allow_anonymous true");

    /// <summary>Starts a broker with lines of its configuration file.</summary>
    public static async Task<MosquittoServer> StartAsync(params string[] settings)
    {
        if (Executable is null)
            Assert.Skip("install mosquitto");
        var server = new MosquittoServer(settings);
        for (var tried = 0; tried < MaxPorts; tried++)
        {
            // Somebody else may have opened the port meanwhile: the broker then ends at once.
            server.Port = FreePorts.Next();
            if (await server.TryRunAsync())
                return server;
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"mosquitto does not run on any of {MaxPorts} free ports");
    }

    /// <summary>Ends it as an operator does: sessions and what waits in them are kept.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await EndAsync();
    }

    /// <summary>Kills it; all it holds is lost.</summary>
    public async Task KillAsync()
    {
        process?.Kill();
        await EndAsync();
    }

    /// <summary>Starts it where it was, with what it kept.</summary>
    public async Task StartAgainAsync()
    {
        await Waiting.UntilAsync(TryRunAsync, "mosquitto runs again");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> TryRunAsync()
    {
        var file = Path.Combine(folder, "mosquitto.conf");
        string[] lines = [$"listener {Port} 127.0.0.1", "persistence true", $"persistence_location {folder}/", "log_dest none", .. settings];
        // As root it would change to a user who may not write here.
        await File.WriteAllLinesAsync(file, Environment.IsPrivilegedProcess ? ["user root", .. lines] : lines, TestContext.Current.CancellationToken);
        process = Process.Start(new ProcessStartInfo(Executable!, ["-c", file]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var answers = false;
        await Waiting.UntilAsync(async () => process.HasExited || (answers = await AnswersAsync()), "mosquitto answers or has ended");
        return answers;
    }

    private async Task EndAsync()
    {
        if (process is null)
            return;
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        process = null;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
            if (settings.Any(line => line.StartsWith("cafile", StringComparison.Ordinal) || line.StartsWith("certfile", StringComparison.Ordinal)))
                return true;
            await client.GetStream().WriteAsync(Hello, TestContext.Current.CancellationToken);
            return await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken) == 1;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return false;
        }
    }
}
