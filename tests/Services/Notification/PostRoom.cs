using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Notification.Recipients;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;
using Fleet.VehicleRegistry.Vehicles;
using Microsoft.AspNetCore.TestHost;

namespace Fleet.Tests.Services.Notification;

/// <summary>Notification and the registry, each beside its sidecar, on a clock that tests move; mails end in a trap.</summary>
internal sealed class PostRoom : IAsyncDisposable
{
    private readonly FleetTestHost host;
    private readonly DirectoryInfo resources;
    private HttpClient publisher = null!;

    private PostRoom(FleetTestHost host, DirectoryInfo resources) => (this.host, this.resources) = (host, resources);

    public static DateTimeOffset Noon { get; } = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);

    public FleetTestHost Host => host;

    public VirtualTime Time => host.Time;

    public MailTrap Mails { get; } = new();

    public Between Beside { get; } = new();

    public HttpClient Client => host.App(AppIds.Notification).CreateClient();

    public static async Task<PostRoom> Start(DateTimeOffset? at = null, params (string Name, string Value)[] settings)
    {
        var resources = Directory.CreateTempSubdirectory("fleet-post-");
        await File.WriteAllTextAsync(Path.Combine(resources.FullName, "components.yaml"), ChainComponents.Yaml(resources.FullName));
        var host = await FleetTestHost.StartAsync(new FleetTestOptions { ResourcePaths = [resources.FullName], Time = new VirtualTime(at ?? Noon) });
        var room = new PostRoom(host, resources);
        room.Beside.Answer = room.Mails.Answer;
        await host.AddAppAsync<VehicleDirectory>(AppIds.VehicleRegistry, web => Quiet.Logs(web));
        await host.AddAppAsync<RecipientActor>(AppIds.Notification, web =>
        {
            foreach (var (name, value) in settings) web.UseSetting(name, value);
            Quiet.Logs(web).ConfigureTestServices(room.Beside.Register);
        });
        await Answers.Until(() => Task.FromResult(host.Runtime.Sidecars.All(sidecar => sidecar.IsAppReady)));
        room.publisher = await host.AddClientAsync("publisher");
        return room;
    }

    public async Task Publish(string topic, params object[] events)
    {
        var entries = events.Select((data, index) => new { entryId = index.ToString(), contentType = "application/json", @event = data });
        using var answer = await publisher.PostAsJsonAsync($"/v1.0-alpha1/publish/bulk/{ComponentNames.PubSub}/{topic}", entries, ContractJson.Options);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Moves the clock on, step by step, until the condition holds.</summary>
    public async Task Until(Func<Task<bool>> condition, TimeSpan atMost, TimeSpan? step = null) =>
        Assert.True(await Time.AdvanceUntilAsync(condition, step ?? TimeSpan.FromSeconds(1), atMost), "the condition did not come to hold in time");

    /// <summary>Waits a few seconds at most until the messages of a recipient are in these states.</summary>
    public async Task States(string recipient, params string[] states)
    {
        IReadOnlyList<string?> found = [];
        var came = await Time.AdvanceUntilAsync(
            async () => states.SequenceEqual(found = [.. (await Messages(recipient)).Select(State)]), TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(20));
        Assert.True(came, $"expected {string.Join(", ", states)}, found {string.Join(", ", found)}");
    }

    /// <summary>Moves the clock on to the time that the recipient's newest message is due, and waits until it was tried.</summary>
    public async Task NextAttempt(string recipient)
    {
        await Entered();
        var before = (await Messages(recipient))[^1];
        Time.Advance(before.GetProperty("nextAt").GetDateTimeOffset() - Time.GetUtcNow() + TimeSpan.FromSeconds(61));
        var tried = before.GetProperty("attempts").GetInt32();
        var came = await Time.AdvanceUntilAsync(
            async () => (await Messages(recipient))[^1].GetProperty("attempts").GetInt32() > tried, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(4));
        Assert.True(came, $"attempt {tried + 1} did not come: {(await Messages(recipient))[^1]} {string.Join("\n", host.Inspect.Failures(AppIds.Notification).Select(failure => failure.ToString()))}");
    }

    /// <summary>Waits until what is to be sent later stands in the due-date books, and nothing is overdue.</summary>
    public Task Entered() => Until(
        async () =>
        {
            var books = await Client.Json("/v1/due-messages");
            return books.GetProperty("overdue").GetInt64() == 0 && books.GetProperty("data").EnumerateArray().Sum(hour => hour.GetProperty("waiting").GetInt64()) > 0;
        },
        TimeSpan.FromSeconds(20),
        TimeSpan.FromMilliseconds(5));

    /// <summary>The messages of a recipient, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Messages(string recipient) =>
        [.. (await Client.Json($"/v1/messages?recipient={Uri.EscapeDataString(recipient)}&limit=100")).GetProperty("data").EnumerateArray().Reverse()];

    /// <summary>A message with its attempts.</summary>
    public Task<JsonElement> Message(JsonElement line) => Client.Json("/v1/messages/" + line.GetProperty("id").GetString());

    public async Task Prefer(string recipient, object preferences)
    {
        using var answer = await Client.PutAsJsonAsync($"/v1/recipients/{recipient}/preferences", preferences);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        publisher.Dispose();
        resources.Delete(recursive: true);
    }

    public static string? State(JsonElement message) => message.GetProperty("state").GetString();
}
