using Fleet.Runtime.Components;

namespace Fleet.Runtime.Secrets;

/// <summary><c>secretstores.local.env</c>: the sidecar's environment; a variable that is not set is an empty secret.</summary>
internal sealed class LocalEnvSecretStore(ComponentContext context) : ISecretStore
{
    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new("secretstores.local.env", [], context => new LocalEnvSecretStore(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>?>(One(name));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(
            context.Environment.Keys.Where(name => !MetadataResolver.IsReserved(name)).ToDictionary(name => name, name => (IReadOnlyDictionary<string, string>)One(name), StringComparer.Ordinal));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Dictionary<string, string> One(string name) => new(StringComparer.Ordinal)
    {
        [name] = MetadataResolver.IsReserved(name) ? "" : context.Environment.GetValueOrDefault(name, ""),
    };
}
