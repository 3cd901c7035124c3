using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>A broker that takes every client and every subscription, and says after that what a test wants.</summary>
internal sealed class ScriptedMqttBroker : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<Session> sessions = Channel.CreateUnbounded<Session>();
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;

    public ScriptedMqttBroker()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>The next client that has subscribed; null: there is none yet.</summary>
    public Session? TryNext() => sessions.Reader.TryRead(out var session) ? session : null;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var session = new Session(await listener.AcceptTcpClientAsync(ending.Token));
                await session.ReadAsync();
                await session.SendAsync([0x20, 2, 0, 0]);
                var subscribe = await session.ReadAsync();
                await session.SendAsync([0x90, 3, subscribe.Body[0], subscribe.Body[1], 1]);
                await sessions.Writer.WriteAsync(session);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            sessions.Writer.Complete();
        }
    }

    /// <summary>One connection.</summary>
    internal sealed class Session(TcpClient client)
    {
        private readonly NetworkStream stream = client.GetStream();

        public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes);

        /// <summary>Sends no more; what the client still sends can be read.</summary>
        public void Finish() => client.Client.Shutdown(SocketShutdown.Send);

        /// <summary>The next packet of the client, which is short enough for a length of one byte.</summary>
        public async Task<(byte First, byte[] Body)> ReadAsync()
        {
            var header = new byte[2];
            await stream.ReadExactlyAsync(header);
            var body = new byte[header[1]];
            await stream.ReadExactlyAsync(body);
            return (header[0], body);
        }

        /// <summary>Ends when the client has closed; what it sent before is passed over.</summary>
        public async Task ClosedAsync()
        {
            var bytes = new byte[1024];
            try
            {
                while (await stream.ReadAsync(bytes) > 0)
                    continue;
            }
            catch (IOException)
            {
                // Closed with bytes unread, which is a reset.
            }

            client.Dispose();
        }
    }
}
