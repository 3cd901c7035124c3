using System.Net;
using System.Net.Sockets;

namespace Fleet.Cli.Hosting;

/// <summary>A port on this machine and what it is wanted for.</summary>
internal sealed record WantedPort(int Port, string For);

/// <summary>Finds out about ports before anything is started on them.</summary>
internal static class Ports
{
    private const int Highest = 65535;

    /// <summary>Any free port that is not among <paramref name="taken"/>; it is added there.</summary>
    public static int Free(HashSet<int> taken)
    {
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
            if (taken.Add(port))
                return port;
        }
    }

    /// <summary>Says which ports cannot be had.</summary>
    /// <exception cref="CommandFailedException">At least one is taken, or is none.</exception>
    public static void Check(IEnumerable<WantedPort> wanted)
    {
        var problems = wanted.Select(Problem).OfType<string>().ToList();
        if (problems.Count > 0)
            throw new CommandFailedException(string.Join(Environment.NewLine, problems));
    }

    private static string? Problem(WantedPort wanted)
    {
        if (wanted.Port is < 1 or > Highest)
            return $"{wanted.Port} is no port ({wanted.For}): it must be from 1 to {Highest}.";
        try
        {
            var listener = new TcpListener(IPAddress.Loopback, wanted.Port);
            listener.Start();
            listener.Stop();
            return null;
        }
        catch (SocketException e)
        {
            var why = e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use by another program" : $"cannot be had ({e.Message})";
            return $"Port {wanted.Port} {why}; it is wanted for {wanted.For}.";
        }
    }
}
