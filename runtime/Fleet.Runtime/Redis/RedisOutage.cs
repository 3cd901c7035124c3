using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Redis;

/// <summary>Tells once that a server is away and once that it is back, however many ask it and however often.</summary>
/// <param name="log">Where it is told.</param>
/// <param name="address">The server.</param>
internal sealed class RedisOutage(ILogger log, string address)
{
    private readonly Lock gate = new();
    private bool isAway;

    /// <summary>How often the server has come back; an attempt notes it when it begins.</summary>
    public int Returns { get; private set; }

    /// <summary>An attempt failed. One that began before the server came back last says nothing of now.</summary>
    public void Lost(RedisUnavailableException reason, int returnsAtBegin)
    {
        lock (gate)
        {
            if (isAway || returnsAtBegin != Returns)
                return;
            isAway = true;
            log.LogWarning("Redis at {Address} is away: {Reason}; trying again until it is back", address, reason.Message);
        }
    }

    /// <summary>The server answered.</summary>
    public void Answered()
    {
        lock (gate)
        {
            if (!isAway)
                return;
            isAway = false;
            Returns++;
            log.LogInformation("Redis at {Address} is back", address);
        }
    }
}
