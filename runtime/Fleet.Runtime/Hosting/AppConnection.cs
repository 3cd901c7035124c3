using System.Net.Sockets;

namespace Fleet.Runtime.Hosting;

/// <summary>
/// A connection to an app. The HTTP client sends a request without a body again, up to three times, when the connection
/// ends before the answer. That is right for a connection that was idle, which the app may close at any moment. On a new
/// one the app had the request, and whether it has it again is up to the resiliency policies alone.
/// </summary>
internal sealed class AppConnection(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private bool answered;

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

    private int Checked(int count, bool onlyWaited)
    {
        answered |= count > 0;
        if (count == 0 && !answered && !onlyWaited)
            throw new IOException("The app closed the connection without an answer.");
        return count;
    }
}
