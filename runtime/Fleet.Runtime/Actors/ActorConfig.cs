using System.Text.Json;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Actors;

/// <summary>What an app says about its actors: the answer of its <c>GET /dapr/config</c>.</summary>
/// <param name="Types">The types it hosts, with their settings.</param>
public sealed record ActorConfig(IReadOnlyDictionary<string, ActorTypeConfig> Types)
{
    /// <summary>No actors.</summary>
    public static ActorConfig None { get; } = new(new Dictionary<string, ActorTypeConfig>(StringComparer.Ordinal));

    /// <summary>Reads an answer; what cannot be understood is left at its default.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">It has a text that is no Unicode.</exception>
    public static ActorConfig Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return None;
        var common = ActorTypeConfig.Read(root, ActorTypeConfig.Default);
        var types = Entities(root).ToDictionary(type => type, _ => common, StringComparer.Ordinal);
        if (root.TryGetProperty("entitiesConfig", out var groups) && groups.ValueKind == JsonValueKind.Array)
        {
            foreach (var group in groups.EnumerateArray().Where(group => group.ValueKind == JsonValueKind.Object))
            {
                var own = ActorTypeConfig.Read(group, common);
                foreach (var type in Entities(group).Where(types.ContainsKey))
                    types[type] = own;
            }
        }

        return new ActorConfig(types);
    }

    private static IEnumerable<string> Entities(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("entities", out var entities) || entities.ValueKind != JsonValueKind.Array)
            return [];
        return entities.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).Distinct(StringComparer.Ordinal);
    }
}

/// <summary>Settings of an actor type.</summary>
/// <param name="IdleTimeout">An actor that was not called for so long is deactivated.</param>
/// <param name="ScanInterval">Least pause between looks for idle actors.</param>
/// <param name="DrainTimeout">How long a call in progress may go on when its actor must leave.</param>
/// <param name="DrainsCalls">False: a call in progress is not waited for.</param>
/// <param name="IsReentrant">A call may come back into its own chain's actors.</param>
/// <param name="MaxStackDepth">Most calls of one chain inside an actor.</param>
public sealed record ActorTypeConfig(TimeSpan IdleTimeout, TimeSpan ScanInterval, TimeSpan DrainTimeout, bool DrainsCalls, bool IsReentrant, int MaxStackDepth)
{
    // More than a timer can count is as good as for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>Dapr's defaults.</summary>
    public static ActorTypeConfig Default { get; } =
        new(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), DrainsCalls: true, IsReentrant: false, MaxStackDepth: 32);

    internal static ActorTypeConfig Read(JsonElement element, ActorTypeConfig fallback)
    {
        var reentrancy = element.TryGetProperty("reentrancy", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        return new ActorTypeConfig(
            Duration(element, "actorIdleTimeout", fallback.IdleTimeout),
            Duration(element, "actorScanInterval", fallback.ScanInterval),
            Duration(element, "drainOngoingCallTimeout", fallback.DrainTimeout),
            Flag(element, "drainRebalancedActors", fallback.DrainsCalls),
            Flag(reentrancy, "enabled", fallback.IsReentrant),
            reentrancy.ValueKind == JsonValueKind.Object && reentrancy.TryGetProperty("maxStackDepth", out var depth) && depth.ValueKind == JsonValueKind.Number && depth.TryGetInt32(out var number) && number > 0
                ? number
                : fallback.MaxStackDepth);
    }

    private static bool Flag(JsonElement element, string name, bool fallback) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : fallback;

    private static TimeSpan Duration(JsonElement element, string name, TimeSpan fallback) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && GoDuration.TryParse(value.GetString()!, out var duration) && duration > TimeSpan.Zero
            ? duration < Longest ? duration : Longest
            : fallback;
}
