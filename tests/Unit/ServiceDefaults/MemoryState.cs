using Dapr.Actors.Runtime;
using Moq;

namespace Fleet.Tests.Unit.ServiceDefaults;

/// <summary>An actor's state in memory: what is set counts from the save on, and a cleared cache forgets what was not saved.</summary>
internal sealed class MemoryState
{
    private readonly HashSet<string> removed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> unsaved = new(StringComparer.Ordinal);

    public Dictionary<string, object> Saved { get; } = new(StringComparer.Ordinal);

    public int Saves { get; private set; }

    public int Reads { get; private set; }

    public bool FailNextSave { get; set; }

    public IActorStateManager For<T>() where T : notnull
    {
        var manager = new Mock<IActorStateManager>(MockBehavior.Strict);
        Add<T>(manager);
        manager.Setup(state => state.SaveStateAsync(It.IsAny<CancellationToken>())).Returns(Save);
        manager.Setup(state => state.ClearCacheAsync(It.IsAny<CancellationToken>())).Returns(() =>
        {
            unsaved.Clear();
            removed.Clear();
            return Task.CompletedTask;
        });
        manager.Setup(state => state.TryRemoveStateAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string key, CancellationToken _) => unsaved.Remove(key) | (Saved.ContainsKey(key) && removed.Add(key)));
        return manager.Object;
    }

    public IActorStateManager For<T1, T2>() where T1 : notnull where T2 : notnull
    {
        var manager = Mock.Get(For<T1>());
        Add<T2>(manager);
        return manager.Object;
    }

    public IActorStateManager For<T1, T2, T3>() where T1 : notnull where T2 : notnull where T3 : notnull
    {
        var manager = Mock.Get(For<T1>());
        Add<T2>(manager);
        Add<T3>(manager);
        return manager.Object;
    }

    private void Add<T>(Mock<IActorStateManager> manager) where T : notnull
    {
        manager.Setup(state => state.SetStateAsync(It.IsAny<string>(), It.IsAny<T>(), It.IsAny<CancellationToken>()))
            .Returns((string key, T value, CancellationToken _) =>
            {
                removed.Remove(key);
                unsaved[key] = value;
                return Task.CompletedTask;
            });
        manager.Setup(state => state.TryGetStateAsync<T>(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string key, CancellationToken _) => Find(key) is T value ? new ConditionalValue<T>(true, value) : new ConditionalValue<T>(false, default!));
        manager.Setup(state => state.GetStateAsync<T>(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string key, CancellationToken _) => Find(key) is T value ? value : throw new KeyNotFoundException(key));
    }

    private object? Find(string key)
    {
        Reads++;
        return unsaved.GetValueOrDefault(key) ?? (removed.Contains(key) ? null : Saved.GetValueOrDefault(key));
    }

    private Task Save()
    {
        if (FailNextSave)
        {
            FailNextSave = false;
            return Task.FromException(new InvalidOperationException("The store is away."));
        }

        Saves++;
        foreach (var (key, value) in unsaved) Saved[key] = value;
        foreach (var key in removed) Saved.Remove(key);
        unsaved.Clear();
        removed.Clear();
        return Task.CompletedTask;
    }
}
