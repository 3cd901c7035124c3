#nullable enable
using System.Security.Authentication;

namespace Dapr.Actors.Client;

/// <summary>Calls of the sidecar's actor API. Whatever is not 2xx becomes a <see cref="DaprApiException"/>.</summary>
internal sealed class ActorCalls(SidecarHttp sidecar)
{
    public Task<HttpResponseMessage> InvokeAsync(
        string actorType,
        ActorId actorId,
        string method,
        ReadOnlyMemory<byte>? argument,
        CancellationToken cancellationToken,
        string? typedCall = null)
    {
        var path = $"{ActorPath(actorType, actorId.GetId())}/method/{SidecarUri.Escape(method)}";
        var request = sidecar.Request(HttpMethod.Put, path, argument);
        if (ActorReentrancy.CurrentId is { } chain)
        {
            request.Headers.TryAddWithoutValidation(ActorHeaders.ReentrancyId, chain);
        }

        if (typedCall is not null)
        {
            request.Headers.TryAddWithoutValidation(ActorHeaders.TypedCall, typedCall);
        }

        return SendAsync(request, cancellationToken);
    }

    public Task<HttpResponseMessage> GetStateAsync(
        string actorType,
        string actorId,
        string name,
        CancellationToken cancellationToken) =>
        SendAsync(
            sidecar.Request(HttpMethod.Get, $"{ActorPath(actorType, actorId)}/state/{SidecarUri.Escape(name)}"),
            cancellationToken);

    public async Task SaveStateAsync(
        string actorType,
        string actorId,
        ReadOnlyMemory<byte> operations,
        CancellationToken cancellationToken)
    {
        using var done = await SendAsync(
            sidecar.Request(HttpMethod.Put, $"{ActorPath(actorType, actorId)}/state", operations),
            cancellationToken);
    }

    /// <summary><paramref name="kind"/> is <c>reminders</c> or <c>timers</c>.</summary>
    public async Task RegisterAsync(string kind, string actorType, ActorId actorId, string name, ReadOnlyMemory<byte> body)
    {
        using var done = await SendAsync(
            sidecar.Request(HttpMethod.Put, SchedulePath(kind, actorType, actorId, name), body),
            CancellationToken.None);
    }

    /// <summary><paramref name="kind"/> is <c>reminders</c> or <c>timers</c>.</summary>
    public async Task UnregisterAsync(string kind, string actorType, ActorId actorId, string name)
    {
        using var done = await SendAsync(
            sidecar.Request(HttpMethod.Delete, SchedulePath(kind, actorType, actorId, name)),
            CancellationToken.None);
    }

    public async Task<byte[]> GetReminderAsync(string actorType, ActorId actorId, string name)
    {
        using var answer = await SendAsync(
            sidecar.Request(HttpMethod.Get, SchedulePath("reminders", actorType, actorId, name)),
            CancellationToken.None);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await sidecar.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var error = await SidecarHttp.ReadErrorAsync(response, cancellationToken);
            throw error.Status is 401 or 403
                ? new AuthenticationException(error.ToString())
                : new DaprApiException(error.Message ?? error.ToString(), error.ToException(), error.ErrorCode, isTransient: false);
        }
    }

    private static string SchedulePath(string kind, string actorType, ActorId actorId, string name) =>
        $"{ActorPath(actorType, actorId.GetId())}/{kind}/{SidecarUri.Escape(name)}";

    private static string ActorPath(string actorType, string actorId) =>
        $"/v1.0/actors/{SidecarUri.Escape(actorType)}/{SidecarUri.Escape(actorId)}";
}
