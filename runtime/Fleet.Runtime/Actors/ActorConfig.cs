using System.Text.Json;

namespace Fleet.Runtime.Actors;

/// <summary>What an app says about its actors: the answer of its <c>GET /dapr/config</c>.</summary>
/// <param name="Types">The types it hosts, with their settings.</param>
public sealed record ActorConfig(IReadOnlyDictionary<string, ActorTypeConfig> Types)
{
    /// <summary>No actors.</summary>
    public static ActorConfig None { get; } = new(new Dictionary<string, ActorTypeConfig>(StringComparer.Ordinal));

    /// <summary>
    /// Reads an answer. A type that <c>entitiesConfig</c> names takes its idle time and its reentrancy from there alone, or
    /// the defaults, as with daprd.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON, or a field of it is none that daprd takes; the text names the field.</exception>
    /// <exception cref="InvalidOperationException">It has a text that is no Unicode.</exception>
    public static ActorConfig Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Null)
            return None;
        var fields = new ActorConfigFields(root, "the answer", isOwn: false);
        var common = ActorTypeConfig.Read(fields, ActorTypeConfig.Default);
        var types = fields.Texts("entities").Distinct(StringComparer.Ordinal).ToDictionary(type => type, _ => common, StringComparer.Ordinal);
        foreach (var group in fields.Objects("entitiesConfig"))
        {
            var own = ActorTypeConfig.Read(group, ActorTypeConfig.Default with { DrainTimeout = common.DrainTimeout, DrainsCalls = common.DrainsCalls });
            foreach (var type in group.Texts("entities").Where(types.ContainsKey))
                types[type] = own;
        }

        return new ActorConfig(types);
    }
}

/// <summary>Settings of an actor type.</summary>
/// <param name="IdleTimeout">An actor that was not called for so long is deactivated.</param>
/// <param name="DrainTimeout">How long a call in progress may go on when its actor must leave.</param>
/// <param name="DrainsCalls">False: a call in progress is not waited for.</param>
/// <param name="IsReentrant">A call may come back into its own chain's actors.</param>
/// <param name="MaxStackDepth">Most calls of one chain inside an actor.</param>
public sealed record ActorTypeConfig(TimeSpan IdleTimeout, TimeSpan DrainTimeout, bool DrainsCalls, bool IsReentrant, int MaxStackDepth)
{
    /// <summary>Dapr's defaults.</summary>
    public static ActorTypeConfig Default { get; } =
        new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), DrainsCalls: true, IsReentrant: false, MaxStackDepth: 32);

    internal static ActorTypeConfig Read(ActorConfigFields fields, ActorTypeConfig fallback)
    {
        var reentrancy = fields.Object("reentrancy");
        return new ActorTypeConfig(
            fields.Duration("actorIdleTimeout") ?? fallback.IdleTimeout,
            fields.Duration("drainOngoingCallTimeout") ?? fallback.DrainTimeout,
            fields.Flag("drainRebalancedActors") ?? fallback.DrainsCalls,
            reentrancy?.Flag("enabled") ?? fallback.IsReentrant,
            reentrancy?.Number("maxStackDepth") ?? fallback.MaxStackDepth);
    }
}
