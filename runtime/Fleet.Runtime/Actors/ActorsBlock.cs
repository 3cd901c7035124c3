using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Scheduler;
using Fleet.Runtime.Sqlite;
using Fleet.Runtime.State;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Actors;

/// <summary>Actors, as one sidecar has them: its app as their host, and the way to the others.</summary>
internal sealed class ActorsBlock(Sidecar sidecar) : SidecarBlock(sidecar)
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where all actors are.</summary>
    public ActorDirectory Directory { get; } = ActorDirectory.Of(sidecar);

    /// <summary>Keeps the reminders.</summary>
    public DurableScheduler Scheduler { get; } = SchedulerEngine.Of(sidecar.Runtime.Shared);

    /// <summary>The app as a host; null: it hosts no actors, or has not said so yet.</summary>
    public ActorHost? Host { get; private set; }

    /// <summary>The store for actor state; null: no component says <c>actorStateStore</c>.</summary>
    public ITransactionalStateStore? Store { get; private set; }

    /// <summary>Name of <see cref="Store"/>; its outbound policy acts on actor state too.</summary>
    public string StoreName { get; private set; } = "";

    /// <summary>State may have a time to live.</summary>
    public bool HasStateTtl { get; } = sidecar.Resources.Configuration.HasFeature("ActorStateTTL");

    /// <summary>Reminders behave as before the scheduler service.</summary>
    public bool HasClassicReminders { get; } = sidecar.Resources.Configuration.Features.TryGetValue("SchedulerReminders", out var on) && !on;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        FindStore();
        try
        {
            await Scheduler.WhenLoaded.WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is SqliteFailureException or InvalidDataException)
        {
            throw new RuntimeStartException([$"cannot read the reminders and jobs: {failure.Message}"], []);
        }
    }

    /// <inheritdoc/>
    public override async Task AppReadyAsync(CancellationToken cancellationToken)
    {
        if (Sidecar.App is { } channel && Sidecar.Options.HasPlacement)
            await HostAsync(new ActorApp(channel), cancellationToken);
        ready.TrySetResult();
    }

    /// <inheritdoc/>
    public override Task AppHealthChangedAsync(bool isHealthy, CancellationToken cancellationToken)
    {
        // An app that must not be called hosts nothing: its actors are others' or nobody's, and reminders wait.
        if (Host is not { IsClosing: false } host)
            return Task.CompletedTask;
        if (isHealthy)
            Directory.Join(host);
        else
            _ = Directory.LeaveAsync(host);
        return Task.CompletedTask;
    }

    /// <summary>Waits until the app has said which actors it hosts.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => Sidecar.App is null ? Task.CompletedTask : ready.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        ready.TrySetResult();
        if (Host is not { } host)
            return;
        var left = Directory.LeaveAsync(host);
        if (host.BreakOff())
            Sidecar.HasBrokenOff = Sidecar.Runtime.HasBrokenOff = true;
        await left.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Describe(JsonObject metadata)
    {
        var isOn = Sidecar.Options.HasPlacement;
        var isReady = isOn && (Sidecar.App is null || ready.Task.IsCompleted);
        var runtime = new JsonObject
        {
            ["runtimeStatus"] = !isOn ? "DISABLED" : isReady ? "RUNNING" : "INITIALIZING",
            ["hostReady"] = isReady,
            ["placement"] = isReady ? "placement: connected" : "placement: disconnected",
        };
        metadata["actorRuntime"] = runtime;
        var active = Host?.Active.GroupBy(activation => activation.Actor.Type).OrderBy(type => type.Key, StringComparer.Ordinal).ToList();
        if (active is not { Count: > 0 })
            return;
        runtime["activeActors"] = Counts();
        metadata["actors"] = Counts();

        JsonArray Counts() => [.. active.Select(type => new JsonObject { ["type"] = type.Key, ["count"] = type.Count() })];
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Host is { } host)
            await host.DisposeAsync();
        await base.DisposeAsync();
    }

    private void FindStore()
    {
        var stores = Sidecar.Components.Of<IStateStore>().Where(store => IsForActors(store.Spec)).ToList();
        if (stores.Count > 1)
        {
            var names = string.Join(" and ", stores.Select(store => $"'{store.Spec.Name}'"));
            throw new RuntimeStartException([$"{Sidecar.AppId}: the state stores {names} all say actorStateStore; only one may"], []);
        }

        if (stores.Count == 1)
        {
            StoreName = stores[0].Spec.Name;
            Store = stores[0].Component as ITransactionalStateStore
                ?? throw new RuntimeStartException([$"{Sidecar.AppId}: the state store '{stores[0].Spec.Name}' says actorStateStore, but has no transactions"], []);
        }
    }

    private static bool IsForActors(Resources.ComponentSpec spec) =>
        new ComponentMetadata(spec.Metadata.Where(item => item.Value is not null).Select(item => KeyValuePair.Create(item.Name, item.Value!))).Boolean("actorStateStore");

    private async Task HostAsync(ActorApp app, CancellationToken cancellationToken)
    {
        var config = ActorConfig.None;
        try
        {
            config = await app.ReadConfigAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or InvalidOperationException)
        {
            Sidecar.Log.LogError(failure, "GET /dapr/config failed: the app hosts no actors");
        }

        if (config.Types.Count == 0)
            return;
        Host = new ActorHost(Sidecar, Directory, app, config);
        Directory.Join(Host);
        Sidecar.Log.LogInformation("Hosts actors of {Types}", string.Join(", ", config.Types.Keys));
    }
}
