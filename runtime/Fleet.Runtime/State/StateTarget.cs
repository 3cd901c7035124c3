using System.Runtime.ExceptionServices;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resiliency;
using Fleet.Runtime.Resources;
using Fleet.Runtime.Telemetry;

namespace Fleet.Runtime.State;

/// <summary>A state store with what stands between the API and it: key prefix and resiliency policy.</summary>
public sealed class StateTarget
{
    private readonly Sidecar sidecar;
    private readonly ComponentSpec spec;
    private readonly IStateStore store;
    private readonly StateKeys keys;

    internal StateTarget(Sidecar sidecar, ComponentSpec spec, IStateStore store)
    {
        this.sidecar = sidecar;
        this.spec = spec;
        this.store = store;
        keys = StateKeys.For(Text(StateFields.KeyPrefix), sidecar.AppId, spec.Name, sidecar.Options.Namespace);
        if (Text(StateFields.OutboxPubSub) is { Length: > 0 } pubsub && Text(StateFields.OutboxTopic) is { Length: > 0 } topic)
            Outbox = new StateOutbox(sidecar, this, new OutboxOptions(pubsub, topic, Text(StateFields.OutboxRelay) ?? pubsub));
    }

    /// <summary>Name of the component.</summary>
    public string Name => spec.Name;

    /// <summary>A store that does several writes all or none; null: it cannot.</summary>
    public ITransactionalStateStore? Transactional => store as ITransactionalStateStore;

    /// <summary>Answers a key that is asked for twice only once, as a query over a set of keys does.</summary>
    public bool ReadsKeysAsSet => store is ISetReads;

    /// <summary>Publishes what transactions upsert; null: the component does not ask for it.</summary>
    internal StateOutbox? Outbox { get; }

    private ComponentMeter Meter => sidecar.Metrics.State;

    private ResiliencyPolicy Policy => sidecar.Policies.ForOutbound(spec.Name);

    /// <summary>The store's key for the app's key.</summary>
    /// <exception cref="ApiException">The app may not use such a key.</exception>
    public string Key(string key) => StateKeys.IsLegal(key) ? keys.ToStore(key) : throw new ApiException(StateErrors.IllegalKey(Name, key));

    /// <summary>Reads keys of the store.</summary>
    public Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> storeKeys, CancellationToken cancellationToken) =>
        Meter.TimeAsync(Meter.Now, Name, storeKeys.Count == 1 ? "get" : "bulk_get", Policy.RunAsync(token => store.GetAsync(storeKeys, token), statusOf: null, cancellationToken));

    /// <summary>Does writes one by one: when some fail, the others are done, as in daprd.</summary>
    public Task WriteAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken) => Meter.TimeAsync(
        Meter.Now,
        Name,
        writes[0].Value is null ? "delete" : "set",
        RunAsync(token => writes.Count == 1 ? store.WriteAsync(writes[0], token) : Task.WhenAll(writes.Select(write => store.WriteAsync(write, token))), cancellationToken));

    /// <summary>Does all writes or none.</summary>
    public Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        var transactional = Transactional ?? throw new ApiException(StateErrors.NoTransactions(Name));
        return Meter.TimeAsync(Meter.Now, Name, "transaction", RunAsync(token => transactional.TransactAsync(writes, token), cancellationToken));
    }

    /// <summary>Runs a query.</summary>
    /// <exception cref="ApiException">The store has none.</exception>
    public Task QueryAsync(CancellationToken cancellationToken) =>
        Meter.TimeAsync(Meter.Now, Name, "query", RunAsync(Queryable().QueryAsync, cancellationToken));

    private IQueryableStateStore Queryable() => sidecar.Components.Find<IQueryableStateStore>(Name) ?? throw new ApiException(StateErrors.NoQueries(Name));

    private async Task RunAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        // A wrong ETag stays wrong: it is an outcome here, so that no policy tries it again or counts it as an outage.
        var mismatch = await Policy.RunAsync<Exception?>(
            async token =>
            {
                try
                {
                    await write(token);
                    return null;
                }
                catch (Exception wrong) when (wrong is EtagMismatchException or EtagInvalidException)
                {
                    return wrong;
                }
            },
            statusOf: null,
            cancellationToken);
        if (mismatch is not null)
            ExceptionDispatchInfo.Throw(mismatch);
    }

    private string? Text(string field) =>
        spec.Metadata.FirstOrDefault(item => item.Name.Equals(field, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>A store whose read of several keys is one query over a set.</summary>
internal interface ISetReads;
