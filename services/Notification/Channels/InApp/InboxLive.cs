using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.Notification.Channels.InApp;

/// <summary><c>GET /v1/recipients/{id}/inbox/live</c>: messages as server-sent events, from after the one that the client saw last.</summary>
internal static class InboxLive
{
    private const int Batch = 20;

    // What another instance of the service put in is seen so late at most.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task Handle(
        string id, HttpContext context, IActorProxyFactory actors, InboxBell bell, TimeProvider time, IHostApplicationLifetime host, [FromQuery] string? lastEventId)
    {
        var after = InboxRoutes.Number(context.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? lastEventId, "Last-Event-ID");
        using var watch = bell.Watch(id);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        Task<InboxFound> Read(long? seen) =>
            InboxActor.Of(actors, id).InvokeMethodAsync<InboxWanted, InboxFound>(nameof(IInboxActor.Read), new InboxWanted(null, seen ?? long.MaxValue - 1, Batch), end.Token);
        var seen = after ?? (await Read(null)).Newest;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await Write(context.Response, "retry: 1000\n\n", end.Token);
            for (var written = time.GetUtcNow(); ;)
            {
                var found = await Read(seen);
                foreach (var entry in found.Entries)
                {
                    await Write(context.Response, Frame(entry), end.Token);
                    (seen, written) = (entry.Number, time.GetUtcNow());
                }

                if (found.Entries.Count == Batch) continue;
                if (time.GetUtcNow() - written >= Heartbeat)
                {
                    await Write(context.Response, ": still here\n\n", end.Token);
                    written = time.GetUtcNow();
                }

                await Wait(watch, time, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client went away, or is to come back to another instance.
        }
    }

    private static string Frame(InboxEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"id: {entry.Number}\nevent: message\ndata: {JsonSerializer.Serialize(entry, ContractJson.Options)}\n\n");

    private static async Task Write(HttpResponse response, string text, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    private static async Task Wait(InboxWatch watch, TimeProvider time, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        await Task.WhenAny(watch.Next(over.Token), Task.Delay(Look, time, over.Token));
        await over.CancelAsync();
        end.ThrowIfCancellationRequested();
    }
}
