using System.CommandLine;
using System.Net.Http.Headers;
using Fleet.Cli.Registry;
using Fleet.Cli.Running;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet invoke</c>: calls a method of an app through its sidecar.</summary>
internal static class InvokeCommand
{
    private static readonly Option<string> AppId = new("--app-id", "-a") { Description = "Id of the app", Required = true };
    private static readonly Option<string> Method = new("--method", "-m") { Description = "Path to call", Required = true };
    private static readonly Option<string> Verb = new("--verb", "-v") { Description = "HTTP verb", DefaultValueFactory = _ => "POST" };
    private static readonly Payload Body = new();

    public static Command Create()
    {
        var command = new Command("invoke", "Call a method of an app that runs here.") { AppId, Method, Verb, Body.Data, Body.DataFile, Body.Socket };
        command.SetAction((parsed, cancellation) => DaprExit.CodeAsync(() => InvokeAsync(parsed, cancellation)));
        return command;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var id = parsed.GetValue(AppId)!;
        var payload = Body.Read(parsed, "invoke");
        var app = SidecarClient.Find(RunRegistry.OfUser(), id) ?? throw new CommandFailedException($"error invoking app {id}: app ID {id} not found");
        using var client = SidecarClient.Of(app);
        using var request = new HttpRequestMessage(new HttpMethod(parsed.GetValue(Verb)!), $"v1.0/invoke/{id}/method/{parsed.GetValue(Method)}");
        request.Content = new ByteArrayContent(payload) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var answer = await client.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new CommandFailedException($"error invoking app {id}: {(int)answer.StatusCode} {answer.ReasonPhrase}{ErrorText.After(text)}");
            if (text.Length > 0)
                Console.WriteLine(text);
            Console.WriteLine(Say.Success("App invoked successfully"));
            return 0;
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailedException($"error invoking app {id}: {e.Message}");
        }
    }
}
