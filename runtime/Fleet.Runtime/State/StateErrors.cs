using Fleet.Runtime.Http;

namespace Fleet.Runtime.State;

/// <summary>Every error of the state API.</summary>
public static class StateErrors
{
    /// <summary>The sidecar has no state store at all.</summary>
    public static ApiError NotConfigured(string store) => new(500, "ERR_STATE_STORE_NOT_CONFIGURED",
        $"state store {store} is not configured", [ErrorDetail.Info("DAPR_STATE_NOT_CONFIGURED")]);

    /// <summary>The sidecar has state stores, but none of that name.</summary>
    public static ApiError NotFound(string store) => new(400, "ERR_STATE_STORE_NOT_FOUND",
        $"state store {store} is not found", [ErrorDetail.Info("DAPR_STATE_NOT_FOUND")]);

    /// <summary>A key with the runtime's separator.</summary>
    public static ApiError IllegalKey(string store, string key) => new(400, "ERR_MALFORMED_REQUEST",
        $"input key/keyPrefix '{key}' can't contain '||'",
        [
            new ErrorDetail("BadRequest", [new("field_violations", new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject
            {
                ["field"] = key,
                ["description"] = $"input key/keyPrefix '{key}' can't contain '||'",
            }))]),
            ErrorDetail.Resource("state", store),
            ErrorDetail.Info("DAPR_STATE_ILLEGAL_KEY"),
        ]);

    /// <summary>An entry without a key.</summary>
    public static ApiError KeyMissing { get; } = new(400, "ERR_MALFORMED_REQUEST", "an entry lacks its \"key\"");

    /// <summary>An operation that a transaction does not have.</summary>
    public static ApiError UnknownOperation(string operation) =>
        new(400, "ERR_NOT_SUPPORTED_STATE_OPERATION", $"operation type '{operation}' is not supported; it is upsert or delete");

    /// <summary>A transaction on a store that has none.</summary>
    public static ApiError NoTransactions(string store) => new(500, "ERR_STATE_STORE_NOT_SUPPORTED",
        $"state store {store} doesn't support transactions", [ErrorDetail.Resource("state", store), ErrorDetail.Info("DAPR_STATE_TRANSACTIONS_NOT_SUPPORTED")]);

    /// <summary>A query on a store that has none.</summary>
    public static ApiError NoQueries(string store) => new(500, "ERR_STATE_STORE_NOT_SUPPORTED",
        $"state store {store} doesn't support querying", [ErrorDetail.Resource("state", store), ErrorDetail.Info("DAPR_STATE_QUERYING_NOT_SUPPORTED")]);

    /// <summary>A query failed.</summary>
    public static ApiError QueryFailed(string store, Exception failure) => new(500, "ERR_STATE_QUERY",
        $"state store {store} query failed: {failure.Message}", [ErrorDetail.Resource("state", store), ErrorDetail.Info("DAPR_STATE_QUERY_FAILED")]);

    /// <summary>A read failed.</summary>
    public static ApiError GetFailed(string store, Exception failure) =>
        new(500, "ERR_STATE_GET", $"fail to get from state store {store}: {failure.Message}");

    /// <summary>A read of several keys failed as a whole.</summary>
    public static ApiError BulkGetFailed(string store, Exception failure) =>
        new(500, "ERR_STATE_BULK_GET", $"fail to get from state store {store}: {failure.Message}");

    /// <summary>A save failed.</summary>
    public static ApiError SaveFailed(string store, Exception failure) =>
        new(StatusOf(failure), "ERR_STATE_SAVE", $"failed saving state in state store {store}: {failure.Message}");

    /// <summary>A delete failed.</summary>
    public static ApiError DeleteFailed(string store, Exception failure) =>
        new(StatusOf(failure), "ERR_STATE_DELETE", $"failed deleting state in state store {store}: {failure.Message}");

    /// <summary>A transaction failed; nothing of it was done. A wrong ETag is no status of its own here.</summary>
    public static ApiError TransactionFailed(string store, Exception failure) =>
        new(500, "ERR_STATE_TRANSACTION", $"error while executing state transaction in {store}: {failure.Message}");

    private static int StatusOf(Exception failure) => failure switch
    {
        EtagMismatchException => 409,
        EtagInvalidException => 400,
        _ => 500,
    };
}
