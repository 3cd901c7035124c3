using System.Net;
using System.Net.Sockets;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePorts
{
    public static int Next()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
