using System.Text;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Configuration;
using Fleet.Runtime.Locks;
using Fleet.Runtime.Secrets;
using Fleet.Runtime.State;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>A store that holds one value under every key.</summary>
internal sealed class CountingStore(Action<string> did) : ITransactionalStateStore
{
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        did(Mark(keys[0]));
        return Task.FromResult<IReadOnlyList<StateEntry?>>([.. keys.Select(_ => new StateEntry("1"u8.ToArray(), "1", null))]);
    }

    public Task WriteAsync(StateWrite write, CancellationToken cancellationToken) => TransactAsync([write], cancellationToken);

    public Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        did(Mark(writes[0].Key));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Mark(string key) => key.Split("||")[^1];
}

/// <summary>A binding that does nothing.</summary>
internal sealed class CountingBinding(Action<string> did) : IOutputBinding
{
    public IReadOnlyList<string> Operations { get; } = ["create"];

    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        did(Encoding.UTF8.GetString(request.Data.Span).Trim('"'));
        return Task.FromResult(BindingResponse.Nothing);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A store with every secret.</summary>
internal sealed class CountingSecrets(Action<string> did) : ISecretStore
{
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        did(name);
        return Task.FromResult<IReadOnlyDictionary<string, string>?>(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "x" });
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Locks that are always free.</summary>
internal sealed class CountingLocks(Action<string> did) : ILockStore
{
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> TryLockAsync(string resource, string owner, TimeSpan expiry, CancellationToken cancellationToken)
    {
        did(resource.Split("||")[^1]);
        return Task.FromResult(true);
    }

    public Task<UnlockStatus> UnlockAsync(string resource, string owner, CancellationToken cancellationToken)
    {
        did(resource.Split("||")[^1]);
        return Task.FromResult(UnlockStatus.Success);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Settings that have a value under every key.</summary>
internal sealed class CountingConfiguration(Action<string> did) : IConfigurationStore
{
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, ConfigurationItem>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        did(keys[0]);
        return Task.FromResult<IReadOnlyDictionary<string, ConfigurationItem>>(keys.ToDictionary(key => key, _ => new ConfigurationItem("1"), StringComparer.Ordinal));
    }

    public Task<IAsyncDisposable> SubscribeAsync(IReadOnlyList<string> keys, Func<string, ConfigurationItem?, Task> changed, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody subscribes here.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
