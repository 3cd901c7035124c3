using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Tests.Shared;

/// <summary>A Redis server of a test's own: empty, on a free port of the loopback, keeps nothing on the disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string? password;
    private Process? process;

    private readonly string[] more;

    private RedisServer(int port, string? password, string[] more)
    {
        Port = port;
        this.password = password;
        this.more = more;
    }

    /// <summary>Its port; the same after <see cref="RestartAsync"/>.</summary>
    public int Port { get; }

    /// <summary>What metadata field <c>redisHost</c> says.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>Starts a server; the test is skipped on a machine that has none.</summary>
    /// <param name="password">What clients must say; null: nothing.</param>
    /// <param name="more">Further arguments of the server.</param>
    public static async Task<RedisServer> StartAsync(string? password = null, params string[] more)
    {
        if (!IsInstalled)
            Assert.Skip("install redis-server");
        var server = new RedisServer(FreePort(), password, more);
        await server.RestartAsync();
        return server;
    }

    /// <summary>Whether this machine has a Redis server.</summary>
    public static bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    /// <summary>Kills it; all it holds is lost.</summary>
    public async Task KillAsync()
    {
        if (process is null)
            return;
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        process = null;
    }

    /// <summary>Starts it, empty, where it was.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        string[] arguments = ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()];
        string[] login = password is null ? [] : ["--requirepass", password];
        process = Process.Start(new ProcessStartInfo("redis-server", [.. arguments, .. login, .. more]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Waiting.UntilAsync(async () => process.HasExited || await AnswersAsync(), "redis-server answers or has ended");
        Assert.False(process.HasExited, "redis-server ended at once");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            return await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
