using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.FineCollection.Fines;
using Fleet.Gateway.Forwarding;
using Fleet.Notification.Recipients;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.VehicleRegistry.Vehicles;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.Chain;

/// <summary>Registry, fine-collection, notification and gateway in one process, each its own Program beside its own sidecar.</summary>
internal sealed class ServiceChain : IAsyncDisposable
{
    private readonly FleetTestHost host;
    private readonly DirectoryInfo resources;
    private readonly TimeProvider time;
    private HttpClient publisher = null!;

    private ServiceChain(FleetTestHost host, DirectoryInfo resources, TimeProvider time) => (this.host, this.resources, this.time) = (host, resources, time);

    public HttpClient Registry => host.App(AppIds.VehicleRegistry).CreateClient();

    public HttpClient Fines => host.App(AppIds.FineCollection).CreateClient();

    /// <summary>What fine-collection is made of, for what no route shows.</summary>
    public IServiceProvider FineServices => host.App(AppIds.FineCollection).Services;

    public HttpClient Notification => host.App(AppIds.Notification).CreateClient();

    public HttpClient Gateway => host.App(AppIds.Gateway).CreateClient();

    /// <summary>Something that fine-collection is made of.</summary>
    public T OfFines<T>() where T : notnull => host.App(AppIds.FineCollection).Services.GetRequiredService<T>();

    /// <summary>Something that notification is made of.</summary>
    public T OfNotification<T>() where T : notnull => host.App(AppIds.Notification).Services.GetRequiredService<T>();

    /// <summary>What is to go wrong.</summary>
    public FaultBook Faults => host.Faults;

    /// <summary>Between notification and its sidecar; mails end in <see cref="Mails"/>.</summary>
    public Between BesideNotification { get; } = new();

    /// <summary>A sidecar without an app, through which tests publish.</summary>
    public HttpClient Publisher => publisher;

    public MailTrap Mails { get; } = new();

    public EventListener Told { get; } = new();

    /// <summary>Starts the services named; with a data folder, on what an earlier chain stored there.</summary>
    public static Task<ServiceChain> Start(string? data, params string[] appIds) => StartAt(TimeProvider.System, data, appIds);

    /// <summary>The same on a clock that a test moves.</summary>
    public static Task<ServiceChain> StartAt(TimeProvider time, string? data, params string[] appIds) => StartWith(null, time, data, appIds);

    /// <summary>The same with more components.</summary>
    public static async Task<ServiceChain> StartWith(string? moreComponents, TimeProvider time, string? data, params string[] appIds)
    {
        var resources = Directory.CreateTempSubdirectory("fleet-chain-");
        await File.WriteAllTextAsync(Path.Combine(resources.FullName, "components.yaml"), ChainComponents.Yaml(data ?? resources.FullName));
        if (moreComponents is not null) await File.WriteAllTextAsync(Path.Combine(resources.FullName, "more.yaml"), moreComponents);
        var host = await FleetTestHost.StartAsync(new FleetTestOptions { ResourcePaths = [resources.FullName], DataDirectory = data, Time = time });
        var chain = new ServiceChain(host, resources, time);
        await host.Runtime.AddAsync([new SidecarOptions { AppId = "listener", ResourcePaths = [resources.FullName], AppHandler = chain.Told }], default);
        foreach (var appId in appIds) await chain.Add(appId);
        // A broker keeps nothing for who has never subscribed.
        await Answers.Until(() => host.Runtime.Sidecars.All(sidecar => sidecar.IsAppReady));
        chain.publisher = await host.AddClientAsync("publisher");
        return chain;
    }

    /// <summary>Kills a service as <c>kill -9</c> does, and starts it again on what it stored.</summary>
    public async Task Crash(string appId)
    {
        host.CrashApp(appId);
        await host.RestartAppAsync(appId);
        await Answers.Until(() => Task.FromResult(host.Runtime.Sidecars.All(sidecar => sidecar.IsAppReady)));
    }

    /// <summary>Waits until a condition holds, and moves a virtual clock meanwhile.</summary>
    public Task Until(Func<Task<bool>> condition) => host.UntilAsync(condition, TimeSpan.FromSeconds(30));

    public async Task Publish(string topic, params object[] events)
    {
        var entries = events.Select((data, index) => new { entryId = index.ToString(), contentType = "application/json", @event = data });
        using var answer = await publisher.PostAsJsonAsync($"/v1.0-alpha1/publish/bulk/{ComponentNames.PubSub}/{topic}", entries, ContractJson.Options);
        answer.EnsureSuccessStatusCode();
    }

    // A call that is on its way when the host ends may wait by the clock, so a clock that only a test moves has to go on.
    public async ValueTask DisposeAsync()
    {
        var end = host.DisposeAsync().AsTask();
        if (time is VirtualTime clock) await clock.AdvanceUntilAsync(() => Task.FromResult(end.IsCompleted), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        await end;
        publisher.Dispose();
        resources.Delete(recursive: true);
    }

    private Task Add(string appId)
    {
        BesideNotification.Answer = Mails.Answer;
        return appId switch
        {
            AppIds.VehicleRegistry => host.AddAppAsync<VehicleDirectory>(appId, web => Quiet.Logs(web)),
            AppIds.FineCollection => host.AddAppAsync<FineActor>(appId, web => Quiet.Logs(web)),
            AppIds.Notification => host.AddAppAsync<RecipientActor>(appId, web => Quiet.Logs(web).ConfigureTestServices(BesideNotification.Register)),
            AppIds.Gateway => host.AddAppAsync<SidecarChannel>(appId, web => Quiet.Logs(web)),
            _ => throw new ArgumentOutOfRangeException(nameof(appId), appId, "Not a service of the chain."),
        };
    }
}

/// <summary>Reading answers, and waiting for what happens in its own time.</summary>
internal static class Answers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<JsonElement> Json(this HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path);

    public static async Task<long> Stat(this HttpClient client, string name) => (await client.Json("/v1/stats")).GetProperty(name).GetInt64();

    /// <summary>Asks again until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not hold in time; names it.</exception>
    public static async Task Until(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition().WaitAsync(Patience, TimeProvider.System))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException($"After {Patience.TotalSeconds} s this does not hold: {expression}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <inheritdoc cref="Until(Func{Task{bool}}, string)"/>
    public static Task Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        Until(() => Task.FromResult(condition()), expression);

    /// <summary>Asks again until the number is reached.</summary>
    public static Task UntilStat(this HttpClient client, string name, long number) => Until(async () => await client.Stat(name) >= number, $"{name} is {number} or more");
}
