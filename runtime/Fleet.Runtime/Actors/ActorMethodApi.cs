using Fleet.Runtime.Http;
using Fleet.Runtime.Invocation;
using Fleet.Runtime.Resiliency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Runtime.Actors;

/// <summary>Calls of actor methods.</summary>
internal static class ActorMethodApi
{
    public static async Task InvokeAsync(ApiCall call)
    {
        var actor = ActorsApi.Actor(call);
        var block = call.Sidecar.Block<ActorsBlock>();
        // Read before the turn: a slow caller must not hold up the actor.
        var message = await MessageAsync(call);
        if (block.Directory.HostOf(actor) is null)
            await block.WhenReadyAsync(call.Aborted);
        using var reply = await SendAsync(call, block, actor, message);
        if ((int)reply.StatusCode != 200)
            throw new ApiException(ActorErrors.AppAnswered(actor, (int)reply.StatusCode));
        if (!reply.TellsFailure() && reply.Cancels())
            throw new ApiException(ActorErrors.Cancelled());

        var response = call.Http.Response;
        CopyHeaders(reply, response);
        response.Headers.TraceParent = message.TraceParent;
        response.ContentLength = reply.Content.Headers.ContentLength;
        await reply.Content.CopyToAsync(response.Body, call.Aborted);
    }

    private static async Task<HttpResponseMessage> SendAsync(ApiCall call, ActorsBlock block, ActorKey actor, ActorMessage message)
    {
        try
        {
            return await ActorCall.SendAsync(call.Sidecar, block.Directory, actor, message, call.Aborted);
        }
        catch (ActorTooDeepException tooDeep)
        {
            throw new ApiException(ActorErrors.TooDeep(tooDeep.Message), tooDeep);
        }
        catch (Exception failure) when (failure is ActorCallException or HttpRequestException or PolicyTimeoutException or CircuitOpenException)
        {
            throw new ApiException(ActorErrors.Invoke(failure.Message), failure);
        }
    }

    private static async Task<ActorMessage> MessageAsync(ApiCall call)
    {
        var request = call.Http.Request;
        var hasBody = call.Http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;
        return new ActorMessage(
            PathText.Escape(Method(call)) + request.QueryString.Value,
            hasBody ? await call.ReadBodyAsync() : default)
        {
            Headers = request.Headers,
            TraceParent = call.Trace.ForApp,
            ReentrancyId = request.Headers.TryGetValue(ActorHeaders.ReentrancyId, out var id) ? id.ToString() : null,
        };
    }

    private static string Method(ApiCall call)
    {
        var method = call.Path("method");
        return ActorNames.IsPath(method) ? MethodPath.Normalize(method) : throw new ApiException(ActorErrors.BadMethod(method));
    }

    private static void CopyHeaders(HttpResponseMessage reply, HttpResponse response)
    {
        foreach (var (name, values) in reply.Headers.NonValidated)
            Copy(name, values.ToArray());
        foreach (var (name, values) in reply.Content.Headers.NonValidated)
            Copy(name, values.ToArray());

        void Copy(string name, string[] values)
        {
            if (!ActorHeaders.StaysBehind(name) && Array.TrueForAll(values, HeaderValue.IsLegal))
                response.Headers[name] = values;
        }
    }
}
