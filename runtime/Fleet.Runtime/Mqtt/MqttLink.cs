using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Fleet.Runtime.Mqtt;

/// <summary>A stream to a broker that has accepted the client; what is said over it is its owner's.</summary>
internal sealed class MqttLink : IAsyncDisposable
{
    private MqttLink(Stream stream)
    {
        Stream = stream;
        Reader = new MqttPacketReader(stream);
    }

    /// <summary>Where packets go.</summary>
    public Stream Stream { get; }

    /// <summary>Where packets come from.</summary>
    public MqttPacketReader Reader { get; }

    /// <summary>Connects, secures, logs in.</summary>
    /// <exception cref="MqttException">Nobody listens, it takes too long, or the broker refuses the client.</exception>
    public static async Task<MqttLink> OpenAsync(MqttSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Stream? stream = null;
        try
        {
            stream = await ConnectAsync(settings, either.Token);
            var link = new MqttLink(stream);
            await link.GreetAsync(settings, either.Token);
            return link;
        }
        catch (Exception failure)
        {
            if (stream is not null)
                await stream.DisposeAsync();
            if (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                throw new MqttException($"{settings.Address} did not answer within {settings.Patience.TotalSeconds} s", failure);
            if (failure is SocketException or IOException or AuthenticationException)
                throw new MqttException($"{settings.Address} cannot be reached: {failure.Message}", failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private static async Task<Stream> ConnectAsync(MqttSettings settings, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, cancellationToken);
            var plain = new NetworkStream(socket, ownsSocket: true);
            if (settings.Tls is not { } tls)
                return plain;
            var secure = new SslStream(plain);
            await secure.AuthenticateAsClientAsync(tls, cancellationToken);
            return secure;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task GreetAsync(MqttSettings settings, CancellationToken cancellationToken)
    {
        var hello = new ArrayBufferWriter<byte>();
        MqttPacketWriter.Connect(hello, settings);
        await Stream.WriteAsync(hello.WrittenMemory, cancellationToken);
        var result = (await Reader.ReadAsync(cancellationToken)).ConnectResult();
        if (result != 0)
            throw new MqttException($"{settings.Address} refuses the client: {Reason(result)}");
    }

    private static string Reason(byte result) => result switch
    {
        1 => "it does not speak MQTT 3.1.1",
        2 => "it does not take the client id",
        3 => "it is not available",
        4 => "wrong user name or password",
        5 => "not authorized",
        _ => $"result {result}",
    };
}
