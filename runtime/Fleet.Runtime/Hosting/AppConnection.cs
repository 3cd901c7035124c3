using System.Net.Sockets;

namespace Fleet.Runtime.Hosting;

/// <summary>
/// A connection to an app. The HTTP client sends a request without a body again, up to three times, when the connection
/// ends before the answer. That is right for a connection that the app had closed before, as it may when it is idle. Once
/// the app may have had the request, whether it has it again is up to the resiliency policies alone.
/// </summary>
internal sealed class AppConnection(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private bool isAnswerDue;

    /// <summary>Connects as <see cref="SocketsHttpHandler.ConnectCallback"/> asks.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new AppConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Checked(base.Read(buffer), buffer.IsEmpty);

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Checked(await base.ReadAsync(buffer, cancellationToken), buffer.IsEmpty);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        isAnswerDue = isAnswerDue || !IsClosedByApp();
        base.Write(buffer);
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        isAnswerDue = isAnswerDue || !IsClosedByApp();
        return base.WriteAsync(buffer, cancellationToken);
    }

    private bool IsClosedByApp() => Socket.Poll(0, SelectMode.SelectRead) && Socket.Available == 0;

    private int Checked(int count, bool onlyWaited)
    {
        if (count == 0 && isAnswerDue && !onlyWaited)
            throw new IOException("The app closed the connection without an answer.");
        isAnswerDue &= count == 0;
        return count;
    }
}
