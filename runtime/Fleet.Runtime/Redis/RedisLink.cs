using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Fleet.Runtime.Redis;

/// <summary>A stream to a server that has accepted the login; what is said over it is its owner's.</summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private RedisLink(Stream stream)
    {
        Stream = stream;
        Reader = new RespReader(stream);
    }

    /// <summary>Where commands go.</summary>
    public Stream Stream { get; }

    /// <summary>Where replies come from.</summary>
    public RespReader Reader { get; }

    /// <summary>Connects, secures, logs in, selects the database.</summary>
    /// <exception cref="RedisUnavailableException">Nobody listens, it takes too long, or the certificate is wrong.</exception>
    /// <exception cref="RedisException">The server refuses the login or the database.</exception>
    public static async Task<RedisLink> OpenAsync(RedisSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.DialTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Stream? stream = null;
        try
        {
            stream = await ConnectAsync(settings, either.Token);
            var link = new RedisLink(stream);
            await link.GreetAsync(settings, either.Token);
            return link;
        }
        catch (Exception failure)
        {
            if (stream is not null)
                await stream.DisposeAsync();
            if (limit.IsCancellationRequested)
                throw new RedisUnavailableException($"{settings.Address} did not answer within {settings.DialTimeout.TotalSeconds} s", failure);
            if (failure is SocketException or IOException or AuthenticationException)
                throw new RedisUnavailableException($"{settings.Address} cannot be reached: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>Sends one command and waits for its reply.</summary>
    public async Task<RedisReply> AskAsync(RedisCommand command, CancellationToken cancellationToken)
    {
        await WriteAsync(command, cancellationToken);
        return await Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Sends one command.</summary>
    public async Task WriteAsync(RedisCommand command, CancellationToken cancellationToken)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        command.Write(output);
        await Stream.WriteAsync(output.WrittenMemory, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private static async Task<Stream> ConnectAsync(RedisSettings settings, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            await socket.ConnectAsync(settings.Host, settings.Port, cancellationToken);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return settings.UsesTls ? await SecureAsync(plain, settings, cancellationToken) : plain;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream plain, RedisSettings settings, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host,
            RemoteCertificateValidationCallback = (_, _, _, errors) => settings.SkipsVerification || errors == SslPolicyErrors.None,
        };
        if (settings.Certificate is { } own)
            options.ClientCertificates = [own];
        await secure.AuthenticateAsClientAsync(options, cancellationToken);
        return secure;
    }

    private async Task GreetAsync(RedisSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Password is { } password)
            (await AskAsync(settings.Username is { } user ? new RedisCommand("AUTH", user, password) : new RedisCommand("AUTH", password), cancellationToken)).OrThrow();
        if (settings.Database != 0)
            (await AskAsync(new RedisCommand("SELECT", settings.Database), cancellationToken)).OrThrow();
        // A server that still reads its data says so here; that passes by itself.
        var ping = await AskAsync(new RedisCommand("PING"), cancellationToken);
        if (ping.Error is { Prefix: "LOADING" } loading)
            throw new RedisUnavailableException(loading.Message);
        ping.OrThrow();
    }
}
