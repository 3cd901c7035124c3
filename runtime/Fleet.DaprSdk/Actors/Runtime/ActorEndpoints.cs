#nullable enable
using System.Text.Json;
using Dapr.Actors.Client;
using Microsoft.AspNetCore.Http;

namespace Dapr.Actors.Runtime;

/// <summary>What the sidecar calls. A success is 200: the sidecar takes any other status for a failure.</summary>
internal static class ActorEndpoints
{
    public static async Task InvokeAsync(HttpContext context, ActorRuntime runtime)
    {
        var headers = context.Request.Headers;
        if (headers.ContainsKey(ActorHeaders.RemotingRequest))
        {
            throw new NotSupportedException(
                "This actor host does not read the remoting format of the Dapr packages' typed proxies. Call it with ActorProxy.InvokeMethodAsync.");
        }

        ActorReentrancy.CurrentId = headers[ActorHeaders.ReentrancyId] is [{ Length: > 0 } id] ? id : null;
        if (headers.ContainsKey(ActorHeaders.TypedCall))
        {
            await InvokeTypedAsync(context, runtime);
        }
        else
        {
            await CallAsync(context, runtime);
        }
    }

    public static Task DeactivateAsync(HttpContext context, ActorRuntime runtime) =>
        ManagerOf(context, runtime).DeactivateAsync(Route(context, "actorId"));

    public static async Task RemindAsync(HttpContext context, ActorRuntime runtime)
    {
        var body = ScheduleJson.Read(await ReadAsync(context));
        await ManagerOf(context, runtime).FireReminderAsync(Route(context, "actorId"), Route(context, "reminderName"), body);
    }

    public static async Task TimeAsync(HttpContext context, ActorRuntime runtime)
    {
        var body = ScheduleJson.Read(await ReadAsync(context));
        await ManagerOf(context, runtime).FireTimerAsync(Route(context, "actorId"), Route(context, "timerName"), body);
    }

    /// <summary>A typed proxy is told what the method threw, in a 200 that the sidecar passes on and does not repeat.</summary>
    private static async Task InvokeTypedAsync(HttpContext context, ActorRuntime runtime)
    {
        try
        {
            await CallAsync(context, runtime);
        }
        catch (Exception thrown) when (!context.Response.HasStarted)
        {
            context.Response.Headers[ActorHeaders.ErrorResponse] = "true";
            var error = new ThrownInActor(thrown.GetType().FullName, thrown.Message);
            await context.Response.WriteAsJsonAsync(error, JsonSerializerOptions.Web, context.RequestAborted);
        }
    }

    private static async Task CallAsync(HttpContext context, ActorRuntime runtime)
    {
        var manager = ManagerOf(context, runtime);
        var method = manager.MethodOf(Route(context, "methodName"));
        var json = runtime.Options.JsonSerializerOptions;
        var arguments = await ArgumentsAsync(context, method, json);
        var result = await manager.InvokeAsync(Route(context, "actorId"), method, arguments, context.RequestAborted);
        if (method.ResultType is not null)
        {
            // Of a known length, so that nobody on the way has to send it in chunks.
            var body = JsonSerializer.SerializeToUtf8Bytes(result, method.ResultType, json);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static async Task<object?[]> ArgumentsAsync(HttpContext context, ActorMethod method, JsonSerializerOptions json)
    {
        var types = method.ArgumentTypes;
        if (types.Count == 0)
        {
            return [];
        }

        if (types.Count == 1)
        {
            return [await JsonSerializer.DeserializeAsync(context.Request.Body, types[0], json, context.RequestAborted)];
        }

        if (!context.Request.Headers.ContainsKey(ActorHeaders.TypedCall))
        {
            throw new ArgumentException($"The method '{method.Name}' has several parameters, so only a typed proxy can call it.");
        }

        var given = await JsonSerializer.DeserializeAsync<JsonElement[]>(context.Request.Body, json, context.RequestAborted) ?? [];
        return given.Length == types.Count
            ? [.. given.Select((argument, i) => argument.Deserialize(types[i], json))]
            : throw new ArgumentException($"The method '{method.Name}' takes {types.Count} arguments, not {given.Length}.");
    }

    private static ActorManager ManagerOf(HttpContext context, ActorRuntime runtime) =>
        runtime.ManagerOf(Route(context, "actorTypeName"));

    private static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }
}
