using System.Net.Http.Headers;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>An app as the host of actors: the calls that reach it.</summary>
internal sealed class ActorApp(AppChannel channel)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Calls an actor; the answer is whole when this returns.</summary>
    public async Task<HttpResponseMessage> CallAsync(ActorKey actor, ActorMessage message, CancellationToken cancellationToken)
    {
        using var request = channel.Request(HttpMethod.Put, $"{Address(actor)}/method/{message.Path}", Content(message));
        CopyHeaders(message, request);
        var response = await channel.SendAsync(request, cancellationToken, message.Operation, actor.Type);
        // The turn ends when the app has said all, not when a slow caller has read it.
        await channel.LoadAsync(response, cancellationToken);
        return response;
    }

    /// <summary>Tells the app that an actor is no longer active.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> DeactivateAsync(ActorKey actor, CancellationToken cancellationToken)
    {
        using var request = channel.Request(HttpMethod.Delete, Address(actor));
        using var response = await channel.SendAsync(request, cancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>Asks the app which actors it hosts; an app that does not know the question hosts none.</summary>
    public async Task<ActorConfig> ReadConfigAsync(CancellationToken cancellationToken)
    {
        using var request = AppProbe.Question(channel, "/dapr/config");
        using var response = await channel.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode != 200)
            return ActorConfig.None;
        var body = await channel.ReadAsync(response, cancellationToken);
        return body.Length == 0 ? ActorConfig.None : ActorConfig.Parse(body);
    }

    private static string Address(ActorKey actor) => $"/actors/{PathText.Escape(actor.Type)}/{PathText.Escape(actor.Id)}";

    private static ReadOnlyMemoryContent? Content(ActorMessage message)
    {
        if (message.Headers is null)
            return message.Body.IsEmpty ? null : new ReadOnlyMemoryContent(message.Body) { Headers = { ContentType = Json } };
        return message.Body.IsEmpty && message.Headers.ContentType.Count == 0 ? null : new ReadOnlyMemoryContent(message.Body);
    }

    private static void CopyHeaders(ActorMessage message, HttpRequestMessage request)
    {
        if (message.Headers is { } headers)
        {
            foreach (var (name, values) in headers)
            {
                if (ActorHeaders.StaysBehind(name))
                    continue;
                if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                    request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        if (message.TraceParent is { } trace)
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        if (message.ReentrancyId is { } id)
            request.Headers.TryAddWithoutValidation(ActorHeaders.ReentrancyId, id);
        if (!message.IsRemote)
            return;
        request.Headers.TryAddWithoutValidation("dapr-api-call", "true");
        request.Headers.TryAddWithoutValidation("x-dapr-remote", "true");
    }
}
