using System.Globalization;

namespace Fleet.Tests.Shared;

/// <summary>Lets time pass on a Redis server without waiting: what expires, expires so much sooner.</summary>
public static class RedisClock
{
    /// <summary>Moves the end of every key.</summary>
    public static async Task PassAsync(int port, TimeSpan time)
    {
        foreach (var key in (await RedisWire.SendAsync(port, "KEYS", "*"))!.AsArray().Select(key => key!.ToString()))
        {
            var left = (long)(await RedisWire.SendAsync(port, "PTTL", key))!;
            if (left >= 0)
                await RedisWire.SendAsync(port, "PEXPIRE", key, (left - (long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }
    }
}
