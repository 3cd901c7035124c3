using System.Net;
using System.Text;
using System.Text.Json;

namespace Fleet.Tests.Unit.DaprSdk;

/// <summary>A sidecar that answers as told and remembers what it was asked.</summary>
internal sealed class ScriptedSidecar : HttpMessageHandler
{
    private readonly Queue<HttpResponseMessage> answers = new();

    public List<SidecarCall> Calls { get; } = [];

    public SidecarCall Call => Assert.Single(Calls);

    public ScriptedSidecar Answer(HttpStatusCode status, string? json = null, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(json ?? "", Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        answers.Enqueue(response);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Calls.Add(new SidecarCall(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            body,
            request.Content?.Headers.ContentType?.ToString(),
            request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase)));
        return answers.TryDequeue(out var answer)
            ? answer
            : throw new HttpRequestException($"Nothing is scripted for {request.Method} {request.RequestUri}.");
    }
}

/// <summary>One call of the sidecar.</summary>
internal sealed record SidecarCall(
    string Method,
    string Path,
    string? Body,
    string? ContentType,
    IReadOnlyDictionary<string, string> Headers)
{
    public string Line => $"{Method} {Path}";

    public JsonElement Json => JsonElement.Parse(Body!);
}
