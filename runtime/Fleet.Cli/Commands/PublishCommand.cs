using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Cli.Registry;
using Fleet.Cli.Running;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet publish</c>: publishes an event through the sidecar of an app.</summary>
internal static class PublishCommand
{
    private static readonly string[] OfCloudEvent = ["id", "source", "specversion", "type", "data"];
    private static readonly Option<string> AppId = new("--publish-app-id", "-i") { Description = "Id of the app that publishes", Required = true };
    private static readonly Option<string> PubSub = new("--pubsub", "-p") { Description = "Name of the pub/sub component", Required = true };
    private static readonly Option<string> Topic = new("--topic", "-t") { Description = "Topic", Required = true };
    private static readonly Option<string?> Metadata = DaprOptions.Text("Metadata of the event: a JSON object", "--metadata", "-m");
    private static readonly Payload Body = new();

    public static Command Create()
    {
        var command = new Command("publish", "Publish an event in the name of an app that runs here.") { AppId, PubSub, Topic, Metadata, Body.Data, Body.DataFile, Body.Socket };
        command.SetAction((parsed, cancellation) => DaprExit.CodeAsync(() => PublishAsync(parsed, cancellation)));
        return command;
    }

    private static async Task<int> PublishAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (id, topic, pubsub) = (parsed.GetValue(AppId)!, parsed.GetValue(Topic)!, parsed.GetValue(PubSub)!);
        var payload = Body.Read(parsed, "publish");
        var query = Query(parsed.GetValue(Metadata));
        var app = SidecarClient.Find(RunRegistry.OfUser(), id) ?? throw new CommandFailedException($"Error publishing topic {topic}: couldn't find a running Dapr instance");
        using var client = SidecarClient.Of(app);
        using var content = new ByteArrayContent(payload) { Headers = { ContentType = new MediaTypeHeaderValue(ContentType(payload)) } };
        try
        {
            using var answer = await client.PostAsync($"v1.0/publish/{pubsub}/{topic}{query}", content, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new CommandFailedException($"Error publishing topic {topic}: unexpected status code {(int)answer.StatusCode} on publishing to {topic} in {pubsub}{ErrorText.After(await answer.Content.ReadAsStringAsync(cancellation))}");
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailedException($"Error publishing topic {topic}: {e.Message}");
        }

        Console.WriteLine(Say.Success("Event published successfully"));
        return 0;
    }

    private static string Query(string? metadata)
    {
        if (string.IsNullOrEmpty(metadata))
            return "";
        var items = Json(metadata) as JsonObject ?? throw new CommandFailedException("Error parsing metadata as JSON. Error: it must be a JSON object");
        return "?" + string.Join('&', items.Select(item => $"metadata.{Uri.EscapeDataString(item.Key)}={Uri.EscapeDataString(item.Value?.ToString() ?? "")}"));
    }

    private static string ContentType(byte[] payload) =>
        Json(System.Text.Encoding.UTF8.GetString(payload)) is JsonObject given && OfCloudEvent.All(given.ContainsKey) ? "application/cloudevents+json" : "application/json";

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
