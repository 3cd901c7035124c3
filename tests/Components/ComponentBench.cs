using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Components;

/// <summary>A runtime's shared services over a folder of its own; can be stopped and started again with what it stored.</summary>
public sealed class ComponentBench : IAsyncDisposable
{
    private readonly List<IComponent> components = [];
    private readonly SaidLog log = new();

    public ComponentBench(TimeProvider? time = null)
    {
        Options = new RuntimeOptions { DataDirectory = Folder, Time = time ?? TimeProvider.System };
        Shared = new SharedServices(Options);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("fleet-components-").FullName;

    public RuntimeOptions Options { get; }

    public SharedServices Shared { get; private set; }

    /// <summary>What components have told, from information upwards.</summary>
    public IReadOnlyList<string> Said => log.Lines;

    /// <summary>An initialised component of a sidecar.</summary>
    public async Task<T> StartAsync<T>(ComponentType type, string appId, params (string Name, string Value)[] metadata)
        where T : class, IComponent
    {
        var items = metadata.Select(item => KeyValuePair.Create(item.Name, item.Value));
        var component = type.Create(new ComponentContext("it", appId, new ComponentMetadata(items), Shared, log));
        components.Add(component);
        await component.InitAsync(TestContext.Current.CancellationToken);
        return (T)component;
    }

    /// <summary>Ends everything as a stop of the runtime does; what is started next finds what was stored.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        Shared = new SharedServices(Options);
    }

    /// <summary>Goes on with a copy of the files as they are at this moment, as after a crash.</summary>
    public async Task CrashAsync()
    {
        var copy = Directory.CreateDirectory(Folder + "-crashed").FullName;
        foreach (var file in Directory.EnumerateFiles(Folder).Where(file => Path.GetExtension(file) is ".db" or ".db-wal"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        await StopAsync();
        Shared = new SharedServices(Options with { DataDirectory = copy });
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
        if (Directory.Exists(Folder + "-crashed"))
            Directory.Delete(Folder + "-crashed", recursive: true);
    }

    private async Task StopAsync()
    {
        foreach (var component in components)
            await component.DisposeAsync();
        components.Clear();
        await Shared.DisposeAsync();
    }
}
