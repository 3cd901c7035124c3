using System.Collections.Concurrent;

namespace Fleet.Tests.Simulation.World;

/// <summary>Where one world follows another, each on what the one before it left on the disk.</summary>
internal sealed class Stage(Outside outside)
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-simulation-").FullName;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly ConcurrentBag<Task> burials = [];

    /// <summary>The world that is there; null: none just now.</summary>
    public FleetWorld? World { get; private set; }

    /// <summary>How many worlds there have been.</summary>
    public int Worlds { get; private set; }

    /// <summary>A world, or a service of it, is just being started.</summary>
    public bool IsStarting { get; private set; }

    /// <summary>The first world.</summary>
    public async Task<bool> Open()
    {
        Resources.Write(Directory.CreateDirectory(Path.Combine(folder, "resources")).FullName);
        World = await Start(NextData());
        return true;
    }

    /// <summary>Kills the world, and starts another one after a while.</summary>
    public async Task Kill(TimeSpan away, TimeProvider time)
    {
        await oneAtATime.WaitAsync();
        try
        {
            var data = NextData();
            var dead = World!;
            dead.Kill(data);
            World = null;
            burials.Add(Task.Run(async () => await dead.DisposeAsync()));
            await Task.Delay(away, time);
            World = await Start(data);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Kills one service, and starts it again after a while, unless the whole world has died meanwhile.</summary>
    public async Task CrashApp(string appId, TimeSpan away, TimeProvider time)
    {
        await oneAtATime.WaitAsync();
        try
        {
            World!.CrashApp(appId);
            await Task.Delay(away, time);
            await Starting(() => World!.RestartApp(appId));
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public async Task Close()
    {
        if (World is { } last) await last.DisposeAsync();
        await Task.WhenAll(burials);
        Directory.Delete(folder, recursive: true);
    }

    private Task<FleetWorld> Start(string data)
    {
        Worlds++;
        return Starting(() => FleetWorld.Start(data, Path.Combine(folder, "resources"), outside));
    }

    private async Task<T> Starting<T>(Func<Task<T>> start)
    {
        IsStarting = true;
        try
        {
            return await Task.Run(start);
        }
        finally
        {
            IsStarting = false;
        }
    }

    private string NextData() => Directory.CreateDirectory(Path.Combine(folder, "data-" + (Worlds + 1))).FullName;
}
