using System.Net.Sockets;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>
/// Sends mails over a few connections that are kept open. A kept connection that turns out to be dead is replaced, as
/// long as the server has not been given the mail; after that a failure is the caller's, who alone can say whether a
/// second mail is better than none.
/// </summary>
internal sealed class SmtpPool(SmtpSettings settings, TimeProvider time) : IAsyncDisposable
{
    private const int MostConnections = 8;
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSend = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim places = new(MostConnections);
    private readonly Stack<SmtpConnection> idle = [];
    private readonly Lock gate = new();

    /// <summary>Sends one mail; the server has taken it when this returns.</summary>
    public async Task SendAsync(SmtpMessage message, CancellationToken cancellationToken)
    {
        var mail = MimeWriter.Write(message);
        using var limit = new CancellationTokenSource(LongestSend, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await places.WaitAsync(either.Token);
        try
        {
            await SendAsync(message, mail, either.Token);
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException("the mail server took too long", late);
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(LongestGoodbye, time);
        while (TakeIdle() is { } connection)
        {
            try
            {
                await connection.QuitAsync(limit.Token);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException)
            {
                await connection.DisposeAsync();
            }
        }

        places.Dispose();
    }

    private async Task SendAsync(SmtpMessage message, byte[] mail, CancellationToken cancellationToken)
    {
        var connection = await BeginAsync(message, cancellationToken);
        try
        {
            await connection.FinishAsync(mail, cancellationToken);
        }
        catch (SmtpRefusedException)
        {
            // The mail is refused, the connection is as good as before.
            Keep(connection);
            throw;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        Keep(connection);
    }

    private async Task<SmtpConnection> BeginAsync(SmtpMessage message, CancellationToken cancellationToken)
    {
        while (TakeIdle() is { } kept)
        {
            if (await TryBeginAsync(kept, message, isKept: true, cancellationToken))
                return kept;
        }

        var opened = await SmtpConnection.OpenAsync(settings, cancellationToken);
        await TryBeginAsync(opened, message, isKept: false, cancellationToken);
        return opened;
    }

    private async Task<bool> TryBeginAsync(SmtpConnection connection, SmtpMessage message, bool isKept, CancellationToken cancellationToken)
    {
        try
        {
            if (isKept && (!connection.IsAlive || time.GetElapsedTime(connection.LastUsed) > LongestIdle))
                throw new IOException("the connection has ended");
            await connection.BeginAsync(message.From.Mailbox, message.Recipients, cancellationToken);
            return true;
        }
        catch (SmtpRefusedException)
        {
            await GiveBackAsync(connection, cancellationToken);
            throw;
        }
        catch (Exception failure) when (isKept && failure is IOException or SocketException)
        {
            await connection.DisposeAsync();
            return false;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task GiveBackAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ResetAsync(cancellationToken);
            Keep(connection);
        }
        catch (Exception failure) when (failure is IOException or SmtpRefusedException or OperationCanceledException)
        {
            await connection.DisposeAsync();
        }
    }

    private SmtpConnection? TakeIdle()
    {
        lock (gate)
            return idle.TryPop(out var connection) ? connection : null;
    }

    private void Keep(SmtpConnection connection)
    {
        connection.LastUsed = time.GetTimestamp();
        lock (gate)
            idle.Push(connection);
    }
}
