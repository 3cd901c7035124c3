using System.Globalization;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resiliency;
using Fleet.Runtime.State;

namespace Fleet.Runtime.Actors;

/// <summary>State of actors. Calls do not wait for the actor's turn: it is the actor that makes them, inside its own.</summary>
internal static class ActorStateApi
{
    public static async Task GetAsync(ApiCall call)
    {
        var store = Store(call);
        var key = ActorStateKey.Prefix(call.Sidecar.AppId, ActorsApi.Actor(call)) + call.Path("key");
        StateEntry? entry;
        try
        {
            var meter = call.Sidecar.Metrics.State;
            var read = Policy(call).RunAsync(token => store.GetAsync([key], token), statusOf: null, call.Aborted);
            entry = (await meter.TimeAsync(meter.Now, call.Sidecar.Block<ActorsBlock>().StoreName, "get", read))[0];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new ApiException(ActorErrors.StateGet(failure.Message), failure);
        }

        if (entry is null)
        {
            await call.NoContentAsync();
            return;
        }

        if (entry.ExpiresAt is { } end)
            call.Http.Response.Headers["metadata.ttlExpireTime"] = end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await call.BytesAsync(entry.Value);
    }

    public static async Task TransactAsync(ApiCall call)
    {
        var actor = ActorsApi.Actor(call);
        var block = call.Sidecar.Block<ActorsBlock>();
        using var body = ActorStateBody.Parse(await call.ReadBodyAsync());
        if (block.Host?.IsActive(actor) != true)
            throw new ApiException(ActorErrors.NotActive(actor));

        var store = Store(call);
        var meter = call.Sidecar.Metrics.State;
        try
        {
            var writes = body.Writes(ActorStateKey.Prefix(call.Sidecar.AppId, actor), block.HasStateTtl);
            if (writes.Count > 0)
                await meter.TimeAsync(meter.Now, block.StoreName, "transaction", Policy(call).RunAsync(token => TransactAsync(store, writes, token), statusOf: null, call.Aborted));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new ApiException(ActorErrors.StateSave(failure.Message), failure);
        }

        await call.NoContentAsync();
    }

    private static async Task<bool> TransactAsync(ITransactionalStateStore store, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        await store.TransactAsync(writes, cancellationToken);
        return true;
    }

    private static ResiliencyPolicy Policy(ApiCall call) => call.Sidecar.Policies.ForOutbound(call.Sidecar.Block<ActorsBlock>().StoreName);

    private static ITransactionalStateStore Store(ApiCall call) =>
        call.Sidecar.Block<ActorsBlock>().Store ?? throw new ApiException(ActorErrors.NoStateStore());
}
