using Fleet.Runtime.Http;

namespace Fleet.Runtime.State;

/// <summary>The state API: <c>/v1.0/state/...</c>.</summary>
internal static class StateApi
{
    /// <summary>Adds its routes.</summary>
    public static void Map(ApiRoutes routes) => routes
        .Map("GET", "/v1.0/state/{store}/{key}", GetAsync)
        .Map("POST,PUT", "/v1.0/state/{store}", SaveAsync)
        .Map("DELETE", "/v1.0/state/{store}/{key}", DeleteAsync)
        .Map("POST,PUT", "/v1.0/state/{store}/bulk", BulkGetAsync)
        .Map("POST,PUT", "/v1.0/state/{store}/transaction", TransactAsync)
        .Map("POST,PUT", "/v1.0-alpha1/state/{store}/query", QueryAsync);

    private static async Task GetAsync(ApiCall call)
    {
        var target = Target(call);
        var key = target.Key(call.Form("key"));
        var found = await Attempt(target.GetAsync([key], call.Aborted), target, StateErrors.GetFailed);
        if (found[0] is { } entry)
            await StateAnswers.EntryAsync(call, entry);
        else
            await call.NoContentAsync();
    }

    private static async Task SaveAsync(ApiCall call)
    {
        var target = Target(call);
        var entries = StateBody.Entries(await call.ReadBodyAsync());
        var writes = new List<StateWrite>(entries.Count);
        var metadata = call.Http.Request.QueryString.HasValue ? call.Metadata() : null;
        foreach (var entry in entries)
        {
            if (entry.Key.Length == 0)
                throw new ApiException(StateErrors.KeyMissing);
            var key = target.Key(entry.Key);
            writes.Add(Understood(() => entry.Save(key, metadata), target, StateErrors.SaveFailed));
        }

        if (writes.Count > 0)
            await Attempt(target.WriteAsync(writes, call.Aborted), target, StateErrors.SaveFailed);
        await call.NoContentAsync();
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var target = Target(call);
        var key = target.Key(call.Form("key"));
        var query = call.Http.Request.Query;
        var write = Understood(
            () => StateOptions.Delete(key, call.Http.Request.Headers.IfMatch.ToString(), query["concurrency"], query["consistency"]),
            target,
            StateErrors.DeleteFailed);
        await Attempt(target.WriteAsync([write], call.Aborted), target, StateErrors.DeleteFailed);
        await call.NoContentAsync();
    }

    private static async Task BulkGetAsync(ApiCall call)
    {
        var target = Target(call);
        var asked = StateBody.Keys(await call.ReadBodyAsync());
        var keys = target.ReadsKeysAsSet ? asked.Distinct(StringComparer.Ordinal).ToList() : asked;
        var storeKeys = keys.ConvertAll(target.Key);
        var found = await BulkGetAsync(call, target, storeKeys);
        await StateAnswers.BulkAsync(call, keys, found, emptyItems: asked.Count - keys.Count);
    }

    // A store that reads a set in one query fails as a whole; of others each key stands for itself.
    private static async Task<IReadOnlyList<StateItem>> BulkGetAsync(ApiCall call, StateTarget target, List<string> storeKeys)
    {
        try
        {
            return [.. (await target.GetAsync(storeKeys, call.Aborted)).Select(entry => new StateItem(entry))];
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ApiException))
        {
            if (target.ReadsKeysAsSet)
                throw new ApiException(StateErrors.BulkGetFailed(target.Name, failure), failure);
            return await Task.WhenAll(storeKeys.Select(key => ItemAsync(call, target, key)));
        }
    }

    private static async Task<StateItem> ItemAsync(ApiCall call, StateTarget target, string storeKey)
    {
        try
        {
            return new StateItem((await target.GetAsync([storeKey], call.Aborted))[0]);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ApiException))
        {
            return new StateItem(Entry: null, failure.Message);
        }
    }

    private static async Task TransactAsync(ApiCall call)
    {
        var target = Target(call);
        var operations = StateBody.Operations(await call.ReadBodyAsync());
        var metadata = call.Http.Request.QueryString.HasValue ? call.Metadata() : null;
        var writes = operations.ConvertAll(operation => Write(target, operation.Operation, operation.Entry, metadata));
        if (writes.Count > 0)
            await Attempt(TransactAsync(call, target, operations, writes), target, StateErrors.TransactionFailed);
        await call.NoContentAsync();
    }

    private static Task TransactAsync(
        ApiCall call, StateTarget target, List<(string Operation, StateEntryReader Entry)> operations, List<StateWrite> writes)
    {
        if (target.Outbox is not { } outbox)
            return target.TransactAsync(writes, call.Aborted);
        var plan = OutboxPlan.Of(operations, writes, call.Trace.Parent ?? "");
        return outbox.TransactAsync(plan.Writes, plan.Events, call.Aborted);
    }

    private static StateWrite Write(StateTarget target, string operation, StateEntryReader entry, Dictionary<string, string>? queryMetadata)
    {
        var key = target.Key(entry.Key);
        return Understood(
            () => operation switch
            {
                "upsert" => entry.Save(key, queryMetadata),
                "delete" => entry.Delete(key),
                _ => throw new ApiException(StateErrors.UnknownOperation(operation)),
            },
            target,
            StateErrors.TransactionFailed);
    }

    private static async Task QueryAsync(ApiCall call)
    {
        var target = Target(call);
        await Attempt(target.QueryAsync(call.Aborted), target, StateErrors.QueryFailed);
        await call.NoContentAsync();
    }

    private static StateTarget Target(ApiCall call) => call.Sidecar.Block<StateBlock>().Find(call.Path("store"));

    private static StateWrite Understood(Func<StateWrite> make, StateTarget target, Func<string, Exception, ApiError> error)
    {
        try
        {
            return make();
        }
        catch (StateOptionException wrong)
        {
            throw new ApiException(error(target.Name, wrong), wrong);
        }
    }

    private static async Task<T> Attempt<T>(Task<T> task, StateTarget target, Func<string, Exception, ApiError> error)
    {
        await Attempt((Task)task, target, error);
        return await task;
    }

    private static async Task Attempt(Task task, StateTarget target, Func<string, Exception, ApiError> error)
    {
        try
        {
            await task;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ApiException))
        {
            throw new ApiException(error(target.Name, failure), failure);
        }
    }
}
