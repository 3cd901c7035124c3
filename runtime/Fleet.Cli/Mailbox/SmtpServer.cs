using System.Net;
using System.Net.Sockets;

namespace Fleet.Cli.Mailbox;

/// <summary>The mailbox's SMTP server. It listens on the loopback interface only.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener;
    private readonly MailStore _store;
    private readonly SmtpLimits _limits;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _free;
    private readonly Task _accepting;

    private SmtpServer(TcpListener listener, MailStore store, SmtpLimits limits, TimeProvider time)
    {
        (_listener, _store, _limits, _time) = (listener, store, limits, time);
        _free = new SemaphoreSlim(limits.Sessions, limits.Sessions);
        _accepting = AcceptAsync();
    }

    /// <summary>Where the server listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        for (var i = 0; i < _limits.Sessions; i++)
            await _free.WaitAsync();
        _free.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(_stop.Token);
                _ = ServeAsync(await AcceptOneAsync());
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task<TcpClient> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptTcpClientAsync(_stop.Token);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            client.NoDelay = true;
            using var idle = new CancellationTokenSource(_limits.Idle, _time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, _stop.Token);
            await using var stream = client.GetStream();
            var session = new SmtpSession(stream, _store, _limits, stillThere: () => idle.CancelAfter(_limits.Idle));
            await session.RunAsync(end.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client left in the middle, was silent too long, or the mailbox stops: its mail was not acknowledged.
        }
        finally
        {
            _free.Release();
        }
    }
}
