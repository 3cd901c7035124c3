using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Channels.Webhook;

/// <summary>The host of a webhook lies where none may lie. It names no address.</summary>
public sealed class TargetNotAllowedException() : Exception("The host leads to an address that is not of the public internet.");

/// <summary>
/// Opens connections to hosts of the public internet only. The address that was looked at is the one that is connected to, so a name that means another
/// address a moment later gains nothing.
/// </summary>
/// <param name="options">Whether private targets are allowed.</param>
/// <param name="resolve">Looks names up; null: the system's resolver.</param>
public sealed class WebhookTargets(IOptions<ChannelOptions> options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>Whether all of the web may be posted to, with and without TLS.</summary>
    public bool AllowsPrivate => options.Value.Webhook.AllowPrivateTargets;

    /// <summary>A connection to the host.</summary>
    /// <exception cref="TargetNotAllowedException">One of its addresses is not public.</exception>
    public async Task<Stream> Connect(DnsEndPoint host, CancellationToken cancellation)
    {
        var addresses = await resolve(host.Host.Trim('[', ']'), cancellation);
        if (!AllowsPrivate && !Array.TrueForAll(addresses, PublicAddresses.Holds)) throw new TargetNotAllowedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
