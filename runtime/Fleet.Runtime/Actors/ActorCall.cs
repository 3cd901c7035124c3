using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resiliency;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Actors;

/// <summary>Calls an actor under the resiliency policy that the calling sidecar has for it; its time limit is the host's business.</summary>
internal static class ActorCall
{
    public static Task<HttpResponseMessage> SendAsync(Sidecar caller, ActorDirectory directory, ActorKey actor, ActorMessage message, CancellationToken abandoned)
    {
        var policy = caller.Policies.ForActor(actor.Type, actor.Id);
        return policy == ResiliencyPolicy.None
            ? OnceAsync(caller, directory, actor, message, abandoned)
            : policy.RunAsync(attempt => OnceAsync(caller, directory, actor, message, abandoned), StatusOf, abandoned);
    }

    // Reminders and timers have no way between two sidecars.
    private static Task<HttpResponseMessage> OnceAsync(Sidecar caller, ActorDirectory directory, ActorKey actor, ActorMessage message, CancellationToken abandoned) =>
        !caller.Runtime.Faults.Acts || message.Headers is null
            ? WhenHostedAsync(caller, directory, actor, message, abandoned)
            : caller.Runtime.Faults.RunHttpAsync(
                new FaultPlace(FaultOperations.Actor, caller.AppId, Target: actor.Type, Path: message.Path),
                token => WhenHostedAsync(caller, directory, actor, message, token),
                abandoned);

    private static Task<HttpResponseMessage> WhenHostedAsync(Sidecar caller, ActorDirectory directory, ActorKey actor, ActorMessage message, CancellationToken abandoned) =>
        directory.HostOf(actor) is null && caller.Policies.UntilHosted(actor.Type) is { } retry
            ? WaitForHostAsync(retry, caller, directory, actor, message, abandoned)
            : directory.CallAsync(caller, actor, message, abandoned);

    private static async Task<HttpResponseMessage> WaitForHostAsync(
        RetrySpec retry, Sidecar caller, ActorDirectory directory, ActorKey actor, ActorMessage message, CancellationToken abandoned)
    {
        var time = caller.Runtime.Shared.Time;
        var pauses = new BackOff(retry, time);
        while (directory.HostOf(actor) is null && pauses.TryNext(out var pause))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(abandoned, caller.Stopping);
            await Task.Delay(pause, time, either.Token);
        }

        return await directory.CallAsync(caller, actor, message, abandoned);
    }

    // Of what an app answers to an actor call only 200 is a success.
    private static int StatusOf(HttpResponseMessage reply) => (int)reply.StatusCode is var status && status is > 200 and < 400 ? 500 : status;
}
