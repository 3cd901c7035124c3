using System.Net;
using System.Net.Sockets;

namespace Fleet.Tests.Shared;

/// <summary>
/// Ports that nobody listens on, each given out once, below those that systems give to connections: one that was free a
/// moment ago must not be somebody's outgoing connection when it is opened.
/// </summary>
internal static class FreePorts
{
    private const int First = 15_000;
    private const int Count = 15_000;
    private static int next = Environment.ProcessId * 97 % Count;

    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref next) % Count);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
