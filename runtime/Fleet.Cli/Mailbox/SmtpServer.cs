using System.Net;
using System.Net.Sockets;

namespace Fleet.Cli.Mailbox;

/// <summary>The mailbox's SMTP server. It listens on the loopback interface only.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TcpListener listener;
    private readonly MailStore store;
    private readonly SmtpLimits limits;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim free;
    private readonly Task accepting;

    private SmtpServer(TcpListener listener, MailStore store, SmtpLimits limits, TimeProvider time)
    {
        (this.listener, this.store, this.limits, this.time) = (listener, store, limits, time);
        free = new SemaphoreSlim(limits.Sessions, limits.Sessions);
        accepting = AcceptAsync();
    }

    /// <summary>Where the server listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Starts to listen on 127.0.0.1; port 0 takes any free one.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static SmtpServer Start(int port, MailStore store, SmtpLimits limits, TimeProvider time)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new SmtpServer(listener, store, limits, time);
    }

    /// <summary>Stops listening and ends all sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        for (var i = 0; i < limits.Sessions; i++)
            await free.WaitAsync();
        free.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await free.WaitAsync(stop.Token);
                _ = ServeAsync(await AcceptOneAsync());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task<TcpClient> AcceptOneAsync()
    {
        try
        {
            return await listener.AcceptTcpClientAsync(stop.Token);
        }
        catch
        {
            free.Release();
            throw;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            client.NoDelay = true;
            using var idle = new CancellationTokenSource(limits.Idle, time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, stop.Token);
            await using var stream = client.GetStream();
            var session = new SmtpSession(stream, store, limits, stillThere: () => idle.CancelAfter(limits.Idle));
            await session.RunAsync(end.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client left in the middle, was silent too long, or the mailbox stops: its mail was not acknowledged.
        }
        finally
        {
            free.Release();
        }
    }
}
