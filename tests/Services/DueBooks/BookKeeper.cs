using System.Net.Http.Json;
using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Runtime.Testing;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.DueBooks;
using Fleet.Tests.Services.Chain;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Services.DueBooks;

/// <summary>A service that has nothing but due-date books, beside the embedded runtime, on a clock that the test moves.</summary>
internal sealed class BookKeeper : IAsyncDisposable
{
    private const string AppId = "keeper";
    private readonly FleetTestHost host;

    private BookKeeper(FleetTestHost host, Diary diary) => (this.host, Diary) = (host, diary);

    public static DateTimeOffset Noon { get; } = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public Diary Diary { get; }

    public FleetTestHost Host => host;

    public DateTimeOffset Now => host.Time.GetUtcNow();

    public DueBookClient Books => host.App(AppId).Services.GetRequiredService<DueBookClient>();

    public IActorProxyFactory Actors => host.App(AppId).Services.GetRequiredService<IActorProxyFactory>();

    public static async Task<BookKeeper> Start(TimeSpan? slot = null, int shards = 1, DateTimeOffset? at = null)
    {
        var diary = new Diary();
        var host = await FleetTestHost.StartAsync(new FleetTestOptions { Time = new VirtualTime(at ?? Noon), Patience = TimeSpan.FromSeconds(60) });
        var options = new DueBookOptions(AppId, slot ?? TimeSpan.FromMinutes(1), shards);
        await host.AddAppAsync(AppId, builder => Build(builder, options, diary));
        await host.ReadyAsync();
        return new BookKeeper(host, diary);
    }

    public async Task Enter(params DueItem[] items) => Assert.Equal(items.Length, (await Books.Add(items, default)).Count);

    /// <summary>Moves the clock and waits until so many items were done in all.</summary>
    public async Task AdvanceUntilDone(TimeSpan by, int count)
    {
        host.Time.Advance(by);
        await host.UntilAsync(() => Diary.Done.Count >= count);
    }

    /// <summary>Moves the clock in steps of a second until so many items were done in all.</summary>
    public async Task StepUntilDone(int count) =>
        Assert.True(await host.Time.AdvanceUntilAsync(() => Task.FromResult(Diary.Done.Count >= count), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)));

    /// <summary>Waits until no book is left.</summary>
    public Task UntilEmpty() => host.UntilAsync(async () => (await Overview()).GetProperty("data").GetArrayLength() == 0);

    public async Task<JsonElement> Overview(string query = "")
    {
        using var client = host.App(AppId).CreateClient();
        return await client.Json("/v1/deadlines" + query);
    }

    /// <summary>Ends the service as a kill does, and starts it again.</summary>
    public Task Crash()
    {
        host.CrashApp(AppId);
        return host.RestartAppAsync(AppId);
    }

    /// <summary>Ends everything, sidecar and scheduler too, for so long, and starts it again on the same data.</summary>
    public Task Outage(TimeSpan length)
    {
        host.CrashApp(AppId);
        host.Time.Advance(length);
        return host.RestartAsync();
    }

    /// <summary>Fires the reminder of a book, as a scheduler may do at any time.</summary>
    public async Task Fire(string book)
    {
        using var client = Client();
        using var answer = await client.PutAsJsonAsync($"/actors/{AppId}-due-book/{book}/method/remind/due", new { dueTime = "", period = "", data = "" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Takes the reminder of a book out of the scheduler, as if its disk were lost.</summary>
    public async Task LoseReminder(string book)
    {
        using var sidecar = new HttpClient(host.App(AppId).ToSidecar, disposeHandler: false);
        using var answer = await sidecar.DeleteAsync($"http://localhost/v1.0/actors/{AppId}-due-book/{book}/reminders/due");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Asks a book for its next batch, as a run does.</summary>
    public Task<DueBatch> Next(string book, string runner, long? done) => Actors.Create(new ActorId(book), AppId + "-due-book").InvokeMethodAsync<DueProgress, DueBatch>("Next", new DueProgress(runner, done));

    public HttpClient Client() => host.App(AppId).CreateClient();

    /// <summary>How often reminders fired so far.</summary>
    public int Firings => host.Inspect.Calls(AppId).Count(call => call.Path.Contains("/remind/", StringComparison.Ordinal));

    /// <summary>Keys of books in the store.</summary>
    public async Task<IReadOnlyList<string>> StoredKeys() => [.. (await host.Inspect.StateAsync(AppId, "statestore")).Keys.Where(key => key.Contains("due-book"))];

    // A call that is on its way when the host ends may wait by the clock.
    public async ValueTask DisposeAsync()
    {
        var end = host.DisposeAsync().AsTask();
        await host.Time.AdvanceUntilAsync(() => Task.FromResult(end.IsCompleted), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        await end;
    }

    private static Task<HttpResponseMessage?> See(HttpRequestMessage request, Diary diary)
    {
        diary.Sending(request);
        return Task.FromResult<HttpResponseMessage?>(null);
    }

    private static WebApplication Build(WebApplicationBuilder builder, DueBookOptions options, Diary diary)
    {
        builder.AddServiceDefaults(AppId, ContractJson.Configure).Logging.ClearProviders();
        new Between { Answer = (request, _) => See(request, diary) }.Register(builder.Services);
        builder.Services.AddDueBooks<Diary>(options).AddSingleton<IDueHandler>(diary);
        builder.Services.AddActors(actors =>
        {
            actors.UseJsonSerialization = true;
            actors.JsonSerializerOptions = ContractJson.Options;
            actors.Actors.RegisterDueBooks(AppId);
        });
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapActorsHandlers();
        app.MapDueBooks("/v1/deadlines");
        return app;
    }
}
