using System.Collections.Frozen;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>The retry policies that are there without any file. A resource may define most of them anew, but not with fewer retries.</summary>
internal static class BuiltInPolicies
{
    /// <summary>Calls between sidecars that cannot reach each other. In one process they always can.</summary>
    public const string Service = "DaprBuiltInServiceRetries";

    /// <summary>Actor calls between sidecars, likewise.</summary>
    public const string Actor = "DaprBuiltInActorRetries";

    /// <summary>Writes of reminders to an actor state store; the scheduler keeps them instead.</summary>
    public const string ActorReminder = "DaprBuiltInActorReminderRetries";

    /// <summary>Calls of actors that no host has yet, of types without a policy. It cannot be defined anew.</summary>
    public const string ActorNotFound = "DaprBuiltInActorNotFoundRetries";

    /// <summary>The questions that the sidecar asks its app at the start.</summary>
    public const string Initialization = "DaprBuiltInInitializationRetries";

    /// <summary>The fewest retries that a resource can set for one of them.</summary>
    public const int FewestRetries = 3;

    private static readonly FrozenDictionary<string, RetrySpec> All = new Dictionary<string, RetrySpec>(StringComparer.Ordinal)
    {
        [Service] = Constant(3),
        [Actor] = Constant(3),
        [ActorReminder] = Exponential(TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), null),
        [ActorNotFound] = Constant(5),
        [Initialization] = Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), 3),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All their names.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The policy of that name as it is without files; null: there is none.</summary>
    public static RetrySpec? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>What a resource's policy of that name comes to.</summary>
    public static RetrySpec Overridden(string name, RetrySpec given)
    {
        if (name == ActorNotFound)
            return All[name];
        return All.ContainsKey(name) && (given.MaxRetries ?? -1) < FewestRetries ? given with { MaxRetries = FewestRetries } : given;
    }

    private static RetrySpec Constant(int retries) =>
        new(Exponential: false, TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.Zero, retries, null, null);

    private static RetrySpec Exponential(TimeSpan maxInterval, TimeSpan maxElapsed, int? retries) =>
        new(Exponential: true, TimeSpan.Zero, TimeSpan.FromMilliseconds(500), maxInterval, retries, null, null) { MaxElapsed = maxElapsed };
}
