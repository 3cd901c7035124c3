using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>What the actors API answers when something is wrong.</summary>
internal static class ActorErrors
{
    public static ApiError Invoke(string reason) => new(500, "ERR_ACTOR_INVOKE_METHOD", $"error invoke actor method: {reason}");

    public static ApiError NotHosted(ActorKey actor) => Invoke($"no app of this runtime hosts actors of type '{actor.Type}'");

    public static ApiError AppAnswered(ActorKey actor, int status) => Invoke($"the app answered {status} for actor {actor.Type}/{actor.Id}");

    public static ApiError NoPlacement() => new(400, "ERR_ACTOR_NO_PLACEMENT", "the sidecar runs without actors");

    public static ApiError BadName(string what, string name) =>
        new(400, "ERR_BAD_REQUEST", $"{what} '{name}' must not have slashes, '#', '?' or control characters, nor be dots");

    public static ApiError BadMethod(string method) =>
        new(400, "ERR_BAD_REQUEST", $"method '{method}' must not have '#', '?' or control characters");

    public static ApiError TooDeep(string reason) => new(500, "ERR_ACTOR_STACK_DEPTH", $"maximum stack depth exceeded: {reason}");

    public static ApiError Cancelled() => Invoke("the app answered as if to a reminder that shall not come again");

    public static ApiError NotActive(ActorKey actor) =>
        new(400, "ERR_ACTOR_INSTANCE_MISSING", $"actor {actor.Type}/{actor.Id} is not active here: only an actor that is being called has state to write");

    public static ApiError NoStateStore() =>
        new(500, "ERR_ACTOR_RUNTIME_NOT_FOUND", "no state store is for actors: give one the metadata actorStateStore: \"true\"");

    public static ApiError StateGet(string reason) => new(500, "ERR_ACTOR_STATE_GET", $"error getting actor state: {reason}");

    public static ApiError StateSave(string reason) => new(500, "ERR_ACTOR_STATE_TRANSACTION_SAVE", $"error saving actor transaction state: {reason}");

    public static ApiError ReminderNotHosted(string type) =>
        new(403, "ERR_ACTOR_REMINDER_NON_HOSTED", $"this app does not host actors of type '{type}', so it cannot have reminders for them");

    public static ApiError ReminderCreate(string reason) => new(500, "ERR_ACTOR_REMINDER_CREATE", $"error creating actor reminder: {reason}");

    public static ApiError ReminderExists(string name) => new(409, "ERR_ACTOR_REMINDER_ALREADY_EXISTS", $"actor reminder already exists: {name}");

    public static ApiError TimerCreate(string reason) => new(500, "ERR_ACTOR_TIMER_CREATE", $"error creating actor timer: {reason}");
}
