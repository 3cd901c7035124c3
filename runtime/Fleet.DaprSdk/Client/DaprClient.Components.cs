namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Calls an output binding with <paramref name="data"/> as JSON and passes over its answer.</summary>
    public abstract Task InvokeBindingAsync<TRequest>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Calls an output binding with <paramref name="data"/> as JSON and reads its answer as JSON.</summary>
    public abstract Task<TResponse> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Calls an output binding with raw data.</summary>
    public abstract Task<BindingResponse> InvokeBindingAsync(
        BindingRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a secret: its fields by name.</summary>
    public abstract Task<Dictionary<string, string>> GetSecretAsync(
        string storeName,
        string key,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Reads all secrets that the app may see, each with its fields by name.</summary>
    public abstract Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Reads values of a configuration store; all of them if <paramref name="keys"/> is empty.</summary>
    public abstract Task<GetConfigurationResponse> GetConfiguration(
        string storeName,
        IReadOnlyList<string> keys,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);
}
