using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Actors;

/// <summary>Calls an actor under the resiliency policy that the calling sidecar has for it.</summary>
internal static class ActorCall
{
    public static Task<HttpResponseMessage> SendAsync(Sidecar caller, ActorDirectory directory, ActorKey actor, ActorMessage message, CancellationToken abandoned)
    {
        var policy = caller.Policies.ForActor(actor.Type, actor.Id);
        return policy == ResiliencyPolicy.None
            ? directory.CallAsync(caller, actor, message, CancellationToken.None, abandoned)
            : policy.RunAsync(attempt => directory.CallAsync(caller, actor, message, attempt, abandoned), StatusOf, CancellationToken.None);
    }

    // Of what an app answers to an actor call only 200 is a success.
    private static int StatusOf(HttpResponseMessage reply) => (int)reply.StatusCode is var status && status is > 200 and < 400 ? 500 : status;
}
